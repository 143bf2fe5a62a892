import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// What killed processes leave in the blob folder.
@Suite("A leftover")
struct LeftoverTests {
    private static func stagedFiles(_ stage: Stage) throws -> [String] {
        try stage.files(under: "vault/blobs/staging")
    }

    /// A name as the writers of blobs give it.
    private static let name = "vault/blobs/staging/.staged-leftover"

    @Test
    func `without a name of its own goes with the next deposit`() async throws {
        let stage = try await Stage()
        try stage.write([1, 2, 3], to: Self.name)
        _ = try await stage.deposit("A diploma")
        #expect(try Self.stagedFiles(stage) == [])
        #expect(try stage.blobs().count == 1)
    }

    @Test
    func `with a name that no statement tells of goes with it`() async throws {
        let stage = try await Stage()
        _ = try await stage.deposit("A diploma")
        let bytes: [UInt8] = [1, 2, 3]
        let digest = Digest.of(bytes.span).hexadecimal
        let folder = "vault/blobs/\(digest.prefix(2))"
        try FileManager.default.createDirectory(
            atPath: stage.path(folder),
            withIntermediateDirectories: true
        )
        let staged = try stage.write(bytes, to: Self.name)
        try FileManager.default.linkItem(
            atPath: staged,
            toPath: stage.path("\(folder)/\(digest).age")
        )
        #expect(try stage.blobs().count == 2)
        _ = try await stage.open(as: stage.counselor).finishPending()
        #expect(try stage.blobs().count == 1)
        #expect(try Self.stagedFiles(stage) == [])
    }

    @Test
    func `of a deposit whose statement is said leaves the blob`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let blob = try #require(try stage.blobs().first)
        try FileManager.default.linkItem(
            atPath: stage.path(blob),
            toPath: stage.path(Self.name)
        )
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.finishPending()
        #expect(try Self.stagedFiles(stage) == [])
        #expect(try await desk.bytes(of: document) == Array("A diploma".utf8))
    }

    @Test
    func `that is owed to be deleted is, unless a document needs it`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let intruder = try Intruder(stage)
        try intruder.run("INSERT INTO garbage SELECT ciphertext FROM p_document")
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.finishPending()
        #expect(try await desk.bytes(of: document) == Array("A diploma".utf8))

        let blob = try #require(try stage.blobs().first)
        let digest = Digest.of([9].span)
        let folder = "vault/blobs/\(digest.hexadecimal.prefix(2))"
        try FileManager.default.createDirectory(
            atPath: stage.path(folder),
            withIntermediateDirectories: true
        )
        try stage.write([9], to: "\(folder)/\(digest.hexadecimal).age")
        try intruder.run("INSERT INTO garbage VALUES (?)", [Data(digest.array)])
        _ = try await desk.finishPending()
        #expect(try stage.blobs() == [blob])
    }
}
