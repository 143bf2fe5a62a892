import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A first line")
struct FirstLineTests {
    /// Reads the first line of what a path names.
    private func firstLine(of path: String, limit: Int = 16) throws(SystemError) -> [UInt8] {
        try [UInt8](capacity: limit) { output throws(SystemError) in
            try FirstLine.read(from: path, into: &output)
        }
    }

    @Test(arguments: [
        ("", ""), ("\n", ""), ("secret", "secret"), ("secret\n", "secret"),
        ("secret\nmore\n", "secret"), ("secret\r\n", "secret\r"),
        ("0123456789abcdefg", "0123456789abcdef"),
    ])
    func `ends at the first line feed, or where the room ends`(
        content: String,
        line: String
    ) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(content.utf8), to: "file")
        #expect(try firstLine(of: path) == Array(line.utf8))
    }

    @Test
    func `comes from a pipe and leaves the rest there`() throws {
        var ends: [CInt] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let content = Array("first\nsecond\n".utf8)
        try #require(unsafe write(ends[1], content, content.count) == content.count)
        let path = "/proc/self/fd/\(ends[0])"
        #expect(try firstLine(of: path) == Array("first".utf8))
        #expect(try firstLine(of: path) == Array("second".utf8))
    }

    @Test
    func `is not there in a folder or without a file`() throws {
        let folder = try TemporaryFolder()
        let inFolder = #expect(throws: SystemError.self) { try firstLine(of: folder.path) }
        #expect(inFolder?.code == EISDIR)
        let missing = #expect(throws: SystemError.self) {
            try firstLine(of: folder.file("missing"))
        }
        #expect(missing?.isNotFound == true)
    }
}
