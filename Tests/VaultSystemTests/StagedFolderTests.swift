import TestSupport
import Testing
import VaultSystem

@Suite("A folder in the making")
struct StagedFolderTests {
    private static let bytes: [UInt8] = [1, 2, 3]

    @Test(.timeLimit(.minutes(5)), arguments: ["", "/", "//"])
    func `appears under its name with all its files`(slashes: String) throws {
        let place = try TemporaryFolder()
        var folder = try StagedFolder(for: "\(place.path)/export\(slashes)")
        for name in ["one", "a/b/two", "a/three", "a/b/c/four"] {
            try folder.write(name, Self.bytes.span)
        }
        #expect(try !Folder.exists("\(place.path)/export"))
        try folder.publish()
        #expect(try Folder.names(in: place.path) == ["export"])
        #expect(try Folder.names(in: "\(place.path)/export/a") == ["b", "three"])
        #expect(try place.bytes("export/a/b/c/four") == Self.bytes)
    }

    @Test(.timeLimit(.minutes(5)))
    func `leaves nothing behind when it is given up`() throws {
        let place = try TemporaryFolder()
        do {
            var folder = try StagedFolder(for: "\(place.path)/export")
            try folder.write("a/b/two", Self.bytes.span)
            let names = try Folder.names(in: place.path)
            #expect(names.count == 1 && names.allSatisfy(StagedFile.isTemporaryName))
        }
        #expect(try Folder.names(in: place.path) == [])
    }

    @Test(.timeLimit(.minutes(5)))
    func `takes the place of nothing, not even of an empty folder`() throws {
        let place = try TemporaryFolder()
        let target = "\(place.path)/export"
        let folder = try StagedFolder(for: target)
        try Folder.create(target)
        do throws(SystemError) {
            try folder.publish()
            Issue.record("it took the place of a folder")
        } catch {
            #expect(error.exists)
        }
        #expect(try Folder.names(in: place.path) == ["export"])
        do throws(SystemError) {
            _ = try StagedFolder(for: target)
            Issue.record("it was begun for a name that is taken")
        } catch {
            #expect(error.exists)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `takes a file once`() throws {
        let place = try TemporaryFolder()
        var folder = try StagedFolder(for: "\(place.path)/export")
        try folder.write("a/one", Self.bytes.span)
        do throws(SystemError) {
            try folder.write("a/one", Self.bytes.span)
            Issue.record("the second one was taken")
        } catch {
            #expect(error.exists)
        }
    }
}
