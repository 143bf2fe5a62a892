import Foundation
import TestSupport
import Testing
import VaultSystem

@Suite("A file with one value")
struct ValueFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var file: ValueFile {
        ValueFile(path: folder.file("value"), lock: folder.file("lock"), limit: 4)
    }

    @Test
    func `is replaced only by who knows what is in it`() throws {
        #expect(try file.read() == nil)
        #expect(try !file.replace([1], by: [2]))
        #expect(try file.replace(nil, by: [1]))
        #expect(try !file.replace(nil, by: [2]))
        #expect(try file.read() == [1])
        #expect(try file.replace([1], by: [2, 3]))
        #expect(try file.read() == [2, 3])
        #expect(try folder.names() == ["lock", "value"])
        #expect(try Folder.mode(of: file.path) == 0o600)
    }

    @Test
    func `is written over where it lies in a burst, if the length allows it`() throws {
        #expect(try file.replace(nil, by: [1, 2], .none))
        let reader = try ReadableFile(path: file.path)
        #expect(try file.replace([1, 2], by: [3, 4], .none))
        #expect(try reader.readAll(limit: 4) == [3, 4])
        #expect(try !file.replace([1, 2], by: [5, 6], .none))
        #expect(try reader.readAll(limit: 4) == [3, 4])
        #expect(try file.replace([3, 4], by: [5, 6, 7], .none))
        #expect(try file.replace([5, 6, 7], by: [8, 9, 0]))
        #expect(try reader.readAll(limit: 4) == [3, 4])
        #expect(try file.read() == [8, 9, 0])
    }

    @Test(arguments: ["symbolic link", "hard link", "mode"])
    func `is not written over where others have the file too`(way: String) throws {
        let other = try folder.write([1, 2], to: "other")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: other)
        switch way {
        case "symbolic link":
            try FileManager.default.createSymbolicLink(
                atPath: file.path,
                withDestinationPath: other
            )
        case "hard link": try FileManager.default.linkItem(atPath: other, toPath: file.path)
        default:
            try FileManager.default.moveItem(atPath: other, toPath: file.path)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644],
                ofItemAtPath: file.path
            )
        }
        let reader = try ReadableFile(path: file.path)
        #expect(try file.replace([1, 2], by: [3, 4], .none))
        #expect(try reader.readAll(limit: 4) == [1, 2])
        #expect(try file.read() == [3, 4])
        #expect(try Folder.mode(of: file.path) == 0o600)
    }

    @Test
    func `is not settled while somebody replaces it`() throws {
        #expect(try file.replace(nil, by: [1]))
        #expect(try file.readSettled() == [1])
        let lock = try FolderLock(path: folder.file("lock"), .exclusive, patience: .none)
        #expect(try file.read() == [1])
        let error = #expect(throws: SystemError.self) { try file.readSettled() }
        #expect(error?.isLocked == true)
        lock.release()
        #expect(try file.readSettled() == [1])
    }

    @Test
    func `is not read further than one byte behind the limit`() throws {
        try folder.write([1, 2, 3, 4, 5, 6], to: "value")
        #expect(try file.read() == [1, 2, 3, 4, 5])
    }

    @Test
    func `waits for the lock, and not for ever`() throws {
        let lock = try FolderLock(path: folder.file("lock"), .exclusive, patience: .none)
        let error = #expect(throws: SystemError.self) { try file.replace(nil, by: [1]) }
        #expect(error?.isLocked == true)
        lock.release()
        #expect(try file.replace(nil, by: [1]))
    }

    @Test
    func `gets the folders on its way, unless a file stands there`() throws {
        let deep = folder.file("a/b/c")
        try Folder.createAll(deep)
        try Folder.createAll(deep)
        #expect(try Folder.mode(of: deep) == 0o700)
        try folder.write([], to: "file")
        #expect(throws: SystemError(code: 20, operation: .makeDirectory)) {
            try Folder.createAll(folder.file("file/a/b"))
        }
    }
}
