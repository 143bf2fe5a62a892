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
    func `knows what shows a name that is not UTF-8, and reaches nothing`() throws {
        /// Names are bytes to the kernel: what is beyond ASCII here is no UTF-8.
        func bytes(_ name: String) -> [CChar] {
            "\(folder.path)/\(name)".unicodeScalars.flatMap { scalar in
                scalar.value < 0x100
                    ? [CChar(truncatingIfNeeded: scalar.value)]
                    : Array(String(scalar).utf8).map { CChar(truncatingIfNeeded: $0) }
            } + [0]
        }
        #expect(unsafe mkdir(bytes("s\u{FF}"), 0o700) == 0)
        for name in ["dipl\u{F6}m.pdf", "s\u{FF}/scan.pdf", "twice\u{E4}\u{FC}.pdf"] {
            let file = unsafe creat(bytes(name), 0o600)
            try #require(file >= 0)
            close(file)
        }
        try folder.write([], to: "real\u{FFFD}.pdf")
        for shown in ["dipl\u{FFFD}m.pdf", "s\u{FFFD}", "s\u{FFFD}/scan.pdf", "s\u{FFFD}/none.pdf"]
        {
            #expect(Folder.showsMalformedName(folder.file(shown)), "\(shown)")
        }
        #expect(Folder.showsMalformedName(folder.file("twice\u{FFFD}\u{FFFD}.pdf")))
        for other in ["real\u{FFFD}.pdf", "real\u{FFFD}.txt", "diplm.pdf", "dipl\u{FFFD}m", "none"]
        {
            #expect(!Folder.showsMalformedName(folder.file(other)), "\(other)")
        }
        #expect(!Folder.showsMalformedName("\u{FFFD}"))
        #expect(!Folder.showsMalformedName("/\u{FFFD}/x"))
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
