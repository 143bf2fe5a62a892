import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A readable file")
struct ReadableFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `is read whole`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let file = try ReadableFile(path: folder.write(bytes, to: "a"))
        let size = try file.size
        let read = try file.readAll(limit: count)
        #expect(size == count)
        #expect(read == bytes)
    }

    @Test
    func `is not read beyond the limit`() throws {
        let file = try ReadableFile(path: folder.write([1, 2, 3], to: "a"))
        let error = #expect(throws: SystemError.self) { try file.readAll(limit: 2) }
        #expect(error?.isTooLong == true)
    }

    @Test
    func `is not read beyond the limit when it does not tell its size`() throws {
        let file = try ReadableFile(path: "/proc/self/status")
        let size = try file.size
        #expect(size == 0)
        let error = #expect(throws: SystemError.self) { try file.readAll(limit: 10) }
        #expect(error?.isTooLong == true)
        let bytes = try file.readAll(limit: 1 << 20)
        #expect(bytes.starts(with: Array("Name:".utf8)))
    }

    @Test
    func `fills the room that is left, from an offset`() throws {
        let file = try ReadableFile(path: folder.write(Array(0..<10), to: "a"))
        let bytes = try [UInt8](capacity: 4) { output throws(SystemError) in
            output.append(99)
            try file.read(at: 5, into: &output)
        }
        #expect(bytes == [99, 5, 6, 7])
    }

    @Test(arguments: [10, 11, 1 << 40])
    func `adds nothing at its end`(offset: Int) throws {
        let file = try ReadableFile(path: folder.write(Array(0..<10), to: "a"))
        let bytes = try [UInt8](capacity: 4) { output throws(SystemError) in
            try file.read(at: offset, into: &output)
        }
        #expect(bytes.isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func `is not a pipe, a device, a socket or a folder, and none of them is waited for`() throws {
        try #require(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        try #require(unsafe mknod(folder.file("socket"), S_IFSOCK | 0o600, 0) == 0)
        for path in [folder.file("pipe"), folder.file("socket"), folder.path, "/dev/zero"] {
            let error = #expect(throws: SystemError.self, "\(path)") {
                _ = try ReadableFile(path: path)
            }
            #expect(error?.isNotRegularFile == true, "\(path)")
        }
    }

    @Test
    func `follows a symbolic link only where that is wanted`() throws {
        let path = try folder.write([1], to: "a")
        try #require(unsafe symlink(path, folder.file("link")) == 0)
        let bytes = try ReadableFile(path: folder.file("link")).readAll(limit: 1)
        #expect(bytes == [1])
        #expect(throws: SystemError(code: ELOOP, operation: .open)) {
            _ = try ReadableFile(path: folder.file("link"), followsSymbolicLink: false)
        }
    }

    @Test
    func `is not looked for under half of a path`() throws {
        try folder.write([1], to: "a")
        #expect(throws: SystemError(code: EINVAL, operation: .open)) {
            _ = try ReadableFile(path: folder.file("a\0b"))
        }
    }

    @Test
    func `is reported missing`() {
        let error = #expect(throws: SystemError.self) {
            _ = try ReadableFile(path: folder.file("a"))
        }
        #expect(error?.isNotFound == true)
    }
}
