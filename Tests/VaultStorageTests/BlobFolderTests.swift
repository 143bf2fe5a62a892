import Foundation
import TestSupport
import Testing
import VaultLedger
import VaultStorage
import VaultSystem

@Suite("The folder of blobs")
struct BlobFolderTests {
    let folder: TemporaryFolder
    let blobs: BlobFolder

    init() throws {
        folder = try TemporaryFolder()
        blobs = try BlobFolder.create(at: folder.file("blobs"))
    }

    /// Longer than the pieces in which blobs are compared and hashed.
    static let content = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    func path(of digest: Digest) -> String {
        "blobs/\(digest.hexadecimal.prefix(2))/\(digest.hexadecimal).age"
    }

    /// Writes and commits a blob.
    @discardableResult
    func commit(_ bytes: [UInt8]) throws -> (writer: any BlobWriter, digest: Digest) {
        let writer = try blobs.makeWriter()
        try writer.write(bytes.span)
        let digest = Digest.of(bytes.span)
        try writer.commit(as: digest)
        return (writer, digest)
    }

    func read(_ reader: any BlobReader) throws -> [UInt8] {
        try [UInt8](capacity: reader.size + 1) { output throws(StorageError) in
            try reader.read(at: 0, into: &output)
        }
    }

    @Test
    func `holds a blob under its digest, for its owner alone`() throws {
        let writer = try blobs.makeWriter()
        let half = Self.content.count / 2
        try writer.write(Self.content.span.extracting(..<half))
        try writer.write(Self.content.span.extracting(half...))
        #expect(try read(writer.readBack()) == Self.content)

        let digest = Digest.of(Self.content.span)
        #expect(try !blobs.contains(digest))
        try writer.commit(as: digest)
        #expect(try blobs.contains(digest))
        writer.finish()

        let reader = try blobs.reader(digest)
        #expect(reader.size == Self.content.count)
        #expect(try read(reader) == Self.content)
        let tail = try [UInt8](capacity: 100) { output throws(StorageError) in
            try reader.read(at: Self.content.count - 3, into: &output)
        }
        #expect(tail == Self.content.suffix(3))

        #expect(try folder.bytes(path(of: digest)) == Self.content)
        #expect(try folder.names(in: "blobs/staging").isEmpty)
        #expect(try blobs.digests() == [digest])
        #expect(try Folder.mode(of: folder.file(path(of: digest))) == 0o600)
        for name in ["blobs", "blobs/staging", "blobs/\(digest.hexadecimal.prefix(2))"] {
            #expect(try Folder.mode(of: folder.file(name)) == 0o700)
        }
    }

    @Test
    func `does without a staging folder, which copies without empty folders lack`() throws {
        try FileManager.default.removeItem(atPath: folder.file("blobs/staging"))
        #expect(try blobs.recover { _ in true } == 0)
        let digest = try commit([1, 2, 3]).digest
        #expect(try blobs.contains(digest))
    }

    @Test
    func `does not write a blob twice`() throws {
        let (first, digest) = try commit([1, 2, 3])
        first.finish()
        let (second, _) = try commit([1, 2, 3])
        second.discard()
        #expect(try folder.bytes(path(of: digest)) == [1, 2, 3])

        for other in [[1, 2, 4], [1, 2]] as [[UInt8]] {
            let third = try blobs.makeWriter()
            try third.write(other.span)
            #expect(throws: StorageError.exists) { try third.commit(as: digest) }
            third.discard()
        }
        #expect(try folder.bytes(path(of: digest)) == [1, 2, 3])
        #expect(try folder.names(in: "blobs/staging").isEmpty)
    }

    @Test
    func `has room for several writers at a time`() throws {
        let first = try blobs.makeWriter()
        try first.write([1].span)
        let (second, digest) = try commit([2])
        second.finish()
        try first.write([2].span)
        try first.commit(as: Digest.of([1, 2].span))
        first.finish()
        #expect(try Set(blobs.digests()) == [digest, Digest.of([1, 2].span)])
    }

    @Test
    func `commits many at a time, and one that cannot be does not keep the rest from it`() throws {
        let taken = Digest.of([0].span)
        try commit([0]).writer.finish()
        let contents = (0..<40 as Range<UInt8>).map { [$0, $0, $0] }
        let blobs = try contents.enumerated().map { place, bytes in
            let writer = try self.blobs.makeWriter()
            try writer.write(bytes.span)
            return (writer: writer, digest: place == 7 ? taken : Digest.of(bytes.span))
        }
        let failures = self.blobs.commit(blobs)
        #expect(failures.count == 40)
        for (place, failure) in failures.enumerated() {
            #expect(failure == (place == 7 ? .exists : nil))
        }
        #expect(try folder.names(in: "blobs/staging").count == 40)
        for (place, blob) in blobs.enumerated() {
            if place == 3 || place == 7 { blob.writer.discard() } else { blob.writer.finish() }
        }
        #expect(try folder.names(in: "blobs/staging").isEmpty)
        var left = Set(blobs.map(\.digest))
        left.remove(blobs[3].digest)
        #expect(try Set(self.blobs.digests()) == left)
        #expect(self.blobs.commit([]).isEmpty)
    }

    @Test
    func `forgets what is discarded or dropped before it is committed`() throws {
        let discarded = try commit([1])
        discarded.writer.discard()
        #expect(try !blobs.contains(discarded.digest))
        do {
            let dropped = try blobs.makeWriter()
            try dropped.write([2].span)
            #expect(try folder.names(in: "blobs/staging").count == 1)
        }
        #expect(try folder.names(in: "blobs/staging").isEmpty)
        #expect(try blobs.digests().isEmpty)
    }

    @Test
    func `removes a blob, and does not mind if it is gone`() throws {
        let (writer, digest) = try commit([1])
        writer.finish()
        try blobs.remove(digest)
        #expect(try !blobs.contains(digest))
        #expect(throws: StorageError.notFound) { try blobs.reader(digest) }
        try blobs.remove(digest)
    }

    @Test
    func `lists blobs in order and passes over other names`() throws {
        let digests = try (0..<20 as Range<UInt8>).map { number in
            let (writer, digest) = try commit([number])
            writer.finish()
            return digest
        }
        try folder.write([], to: path(of: digests[0]) + ".bak")
        try folder.write([], to: "blobs/README")
        let expected = digests.sorted { $0.hexadecimal < $1.hexadecimal }
        #expect(try blobs.digests() == expected)
    }

    @Test(arguments: ["link", "pipe", "folder"])
    func `takes nothing but a file for a blob`(kind: String) throws {
        let (writer, digest) = try commit([1])
        writer.finish()
        let path = folder.file(path(of: digest))
        try blobs.remove(digest)
        switch kind {
        case "link":
            let target = try folder.write([1], to: "target")
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: target
            )
        case "pipe":
            #expect(unsafe mkfifo(path, 0o600) == 0)
        default:
            try Folder.create(path)
        }
        #expect(throws: StorageError.damaged(.blob)) { try blobs.reader(digest) }
    }

    /// Puts a link to what was there in the place of a folder.
    private func replace(_ name: String) throws {
        let outside = folder.file("outside")
        try FileManager.default.moveItem(atPath: folder.file(name), toPath: outside)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file(name),
            withDestinationPath: outside
        )
    }

    @Test(arguments: [true, false])
    func `removes and lists nothing where a link leads`(isWhole: Bool) throws {
        let (writer, digest) = try commit([1])
        writer.finish()
        let name = String(path(of: digest).dropFirst("blobs/".count))
        try replace(isWhole ? "blobs" : "blobs/\(name.prefix(2))")
        #expect(throws: StorageError.damaged(.blob)) { try blobs.remove(digest) }
        #expect(throws: StorageError.damaged(.blob)) { try blobs.digests() }
        #expect(try folder.bytes("outside/\(isWhole ? name : String(name.dropFirst(3)))") == [1])
    }

    @Test
    func `looks over nothing where a link leads`() throws {
        try folder.write([1], to: "blobs/staging/.staged-mine")
        try replace("blobs/staging")
        var names: [String] = []
        try blobs.visitAll { (name, _) throws(StorageError) in names.append(name) }
        #expect(names == ["staging"])
    }

    @Test
    func `is damaged if a file stands where its staging folder belongs`() throws {
        try FileManager.default.removeItem(atPath: folder.file("blobs/staging"))
        try folder.write([], to: "blobs/staging")
        #expect(throws: StorageError.damaged(.blob)) { try blobs.recover { _ in true } }
        #expect(throws: StorageError.exists) { try BlobFolder.create(at: folder.file("blobs")) }
    }
}
