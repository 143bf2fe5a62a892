import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("A file in the making")
struct WritingTests {
    /// The three ways to make a file: they must not differ in what they promise.
    enum Way: CaseIterable {
        case staged
        case unnamed
        case unnamedWithTemporaryName

        /// Writes `parts` and gives the file its name.
        func make(_ parts: [[UInt8]], in folder: String, as path: String) throws(SystemError) {
            switch self {
            case .staged:
                var file = try StagedFile(in: folder)
                for part in parts { try file.write(part.span) }
                try file.sync()
                try file.addLink(to: path)
                file.discard()
            case .unnamed:
                var file = try UnnamedFile(for: path)
                for part in parts { try file.write(part.span) }
                try file.publish(as: path)
            case .unnamedWithTemporaryName:
                var file = try UnnamedFile(withTemporaryNameIn: folder)
                for part in parts { try file.write(part.span) }
                try file.publish(as: path)
            }
        }

        /// Writes `bytes`, reads them back, and drops the file.
        func drop(_ bytes: [UInt8], in folder: String) throws(SystemError) -> [UInt8] {
            switch self {
            case .staged:
                var file = try StagedFile(in: folder)
                try file.write(bytes.span)
                return try file.reader().readAll(limit: bytes.count)
            case .unnamed:
                var file = try UnnamedFile(in: folder)
                try file.write(bytes.span)
                return try file.reader().readAll(limit: bytes.count)
            case .unnamedWithTemporaryName:
                var file = try UnnamedFile(withTemporaryNameIn: folder)
                try file.write(bytes.span)
                return try file.reader().readAll(limit: bytes.count)
            }
        }
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: Way.allCases)
    func `gets its name with all its bytes, for its owner alone`(way: Way) throws {
        let parts = [[UInt8](repeating: 1, count: 100_000), [], [2, 3]]
        try way.make(parts, in: folder.path, as: folder.file("a"))
        #expect(try folder.names() == ["a"])
        #expect(try folder.bytes("a") == parts.flatMap(\.self))
        #expect(try Folder.mode(of: folder.file("a")) == 0o600)
    }

    @Test(arguments: Way.allCases)
    func `never replaces a file, nor what a link leads to`(way: Way) throws {
        try folder.write([1], to: "a")
        try #require(unsafe symlink(folder.file("nowhere"), folder.file("link")) == 0)
        for name in ["a", "link"] {
            let error = #expect(throws: SystemError.self) {
                try way.make([[2]], in: folder.path, as: folder.file(name))
            }
            #expect(error?.exists == true)
        }
        #expect(try folder.names() == ["a", "link"])
        #expect(try folder.bytes("a") == [1])
    }

    @Test(arguments: Way.allCases)
    func `can be read back, and leaves nothing when it is dropped`(way: Way) throws {
        #expect(try way.drop([1, 2, 3], in: folder.path) == [1, 2, 3])
        #expect(try folder.names().isEmpty)
    }

    @Test(arguments: Way.allCases)
    func `does not come to be where there is no folder`(way: Way) {
        let error = #expect(throws: SystemError.self) {
            try way.make([], in: folder.file("b"), as: folder.file("b/a"))
        }
        #expect(error?.isNotFound == true)
    }

    @Test(arguments: Way.allCases)
    func `does not get half of a name`(way: Way) throws {
        #expect(throws: SystemError(code: EINVAL, operation: .link)) {
            try way.make([[1]], in: folder.path, as: folder.file("a\0b"))
        }
        #expect(try folder.names().isEmpty)
    }

    @Test
    func `has no name at all while it is written, where the file system can do that`() throws {
        var file = try UnnamedFile(in: folder.path)
        try file.write([1].span)
        #expect(try folder.names().isEmpty)
        try file.sync()
    }

    @Test
    func `has a name that tells it from others while it is staged`() throws {
        let file = try StagedFile(in: folder.path)
        let names = try folder.names()
        #expect(names.count == 1)
        #expect(names.allSatisfy(StagedFile.isTemporaryName))
        #expect(!StagedFile.isTemporaryName("a.age"))
        file.discard()
    }

    @Test
    func `keeps its temporary name beside the other until it is told to drop it`() throws {
        var file = try StagedFile(in: folder.path)
        let staged = folder.file(try #require(folder.names().first))
        try file.write([1, 2].span)
        file.startWriting()
        try file.sync()
        try file.addLink(to: folder.file("a"))
        #expect(try Folder.linkCount(of: staged) == 2)
        #expect(try Folder.linkCount(of: folder.file("a")) == 2)
        file.discard()
        #expect(try folder.names() == ["a"])
        #expect(try folder.bytes("a") == [1, 2])

        do {
            var kept = try StagedFile(in: folder.path)
            try kept.sync()
            try kept.addLink(to: folder.file("b"))
        }
        #expect(try folder.names().count == 3)

        do {
            var refused = try StagedFile(in: folder.path)
            try refused.sync()
            #expect(throws: SystemError(code: EEXIST, operation: .link)) {
                try refused.addLink(to: folder.file("a"))
            }
        }
        #expect(try folder.names().count == 3)
    }

    @Test
    func `reports a full disk as such`() async {
        // The limit on file sizes stands for the full disk; it holds for this process alone.
        await #expect(processExitsWith: .exitCode(7)) {
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
            unsafe setrlimit(CInt(RLIMIT_FSIZE.rawValue), &limit)
            let folder = try TemporaryFolder()
            var file = try UnnamedFile(in: folder.path)
            do throws(SystemError) {
                try file.write([UInt8](repeating: 0, count: 10_000).span)
                exit(1)
            } catch {
                exit(error == SystemError(code: EFBIG, operation: .write) ? 7 : 2)
            }
        }
        #expect(SystemError(code: ENOSPC, operation: .write).isFull)
    }
}
