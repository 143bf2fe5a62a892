import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A folder")
struct FolderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test
    func `is created for its owner alone, and only once`() throws {
        try Folder.create(folder.file("b"))
        #expect(try Folder.mode(of: folder.file("b")) == 0o700)
        let error = #expect(throws: SystemError.self) { try Folder.create(folder.file("b")) }
        #expect(error?.exists == true)
    }

    @Test
    func `lists what is in it by bytes, whatever the script`() throws {
        for name in ["b", "شهادة.pdf", "B", ".hidden", "диплом.pdf"] {
            try folder.write([], to: name)
        }
        let expected = [".hidden", "B", "b", "диплом.pdf", "شهادة.pdf"]
        #expect(try Folder.names(in: folder.path) == expected)
    }

    @Test
    func `is told from a file`() throws {
        try folder.write([], to: "a")
        #expect(throws: SystemError(code: ENOTDIR, operation: .listDirectory)) {
            try Folder.names(in: folder.file("a"))
        }
        #expect(throws: SystemError(code: ENOTDIR, operation: .open)) {
            try Folder.sync(folder.file("a"))
        }
    }

    @Test
    func `knows whether a name is taken, by a link that leads nowhere too`() throws {
        try folder.write([], to: "a")
        try #require(unsafe symlink(folder.file("nowhere"), folder.file("link")) == 0)
        #expect(try Folder.exists(folder.file("a")))
        #expect(try Folder.exists(folder.file("link")))
        #expect(try !Folder.exists(folder.file("b")))
        #expect(try !Folder.exists(folder.file("a/b")))
    }

    @Test
    func `takes a new file with the mode asked for, and never over another`() throws {
        try Folder.writeNew(folder.file("a"), [1, 2].span, mode: 0o640)
        #expect(try folder.bytes("a") == [1, 2])
        #expect(try Folder.mode(of: folder.file("a")) == 0o640)
        let error = #expect(throws: SystemError.self) {
            try Folder.writeNew(folder.file("a"), [3].span)
        }
        #expect(error?.exists == true)
        #expect(try folder.bytes("a") == [1, 2])
    }

    @Test
    func `gives up a file once`() throws {
        try folder.write([], to: "a")
        try Folder.removeFile(folder.file("a"))
        let error = #expect(throws: SystemError.self) { try Folder.removeFile(folder.file("a")) }
        #expect(error?.isNotFound == true)
        #expect(try folder.names().isEmpty)
    }
}
