import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A whole input")
struct WholeInputTests {
    private func whole(_ path: String, limit: Int = 16) throws(SystemError) -> [UInt8] {
        try [UInt8](capacity: limit) { output throws(SystemError) in
            try WholeInput.read(from: path, into: &output)
        }
    }

    @Test(arguments: [
        ("", ""), ("\n", "\n"), ("one\ntwo\n", "one\ntwo\n"),
        ("0123456789abcdefg", "0123456789abcdef"),
    ])
    func `ends at the end, or where the room ends`(content: String, read: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(content.utf8), to: "file")
        #expect(try whole(path) == Array(read.utf8))
    }

    @Test
    func `comes from a pipe, once that is closed`() throws {
        var ends: [CInt] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { close(ends[0]) }
        let content = Array("first\nsecond\n".utf8)
        try #require(unsafe write(ends[1], content, content.count) == content.count)
        close(ends[1])
        #expect(try whole("/proc/self/fd/\(ends[0])") == content)
    }

    @Test
    func `is not there in a folder or without a file`() throws {
        let folder = try TemporaryFolder()
        let inFolder = #expect(throws: SystemError.self) { try whole(folder.path) }
        #expect(inFolder?.code == EISDIR)
        let missing = #expect(throws: SystemError.self) { try whole(folder.file("missing")) }
        #expect(missing?.isNotFound == true)
    }
}
