import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// A document that should never have been stored (wrong owner, wrong file).
@Suite("A withdrawn document")
struct WithdrawalTests {
    private static let week: Int64 = 7 * 24 * 60 * 60

    @Test
    func `opens for nobody, is in no list, and leaves its history`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A medical report", title: "Report")
        let other = try await stage.deposit("A diploma")
        try await stage.grant(document)
        _ = try await stage.open(as: stage.chamber).bytes(of: document)
        let desk = try await stage.open(as: stage.counselor)
        let record = try await desk.withdraw(document)
        #expect(record.isTraceless)

        for reader in [stage.counselor, stage.admin, stage.chamber] {
            let vault = try await stage.open(as: reader)
            await #expect(throws: VaultError.withdrawn(document)) {
                try await vault.bytes(of: document)
            }
            #expect(try await !vault.list().map(\.id).contains(document))
        }
        await #expect(throws: VaultError.withdrawn(document)) { try await stage.grant(document) }
        await #expect(throws: VaultError.withdrawn(document)) {
            _ = try await desk.describe(document, title: "Another")
        }
        await #expect(throws: VaultError.withdrawn(document)) { try await desk.withdraw(document) }
        await #expect(throws: VaultError.withdrawn(document)) {
            try await desk.revoke([document], from: stage.chamberID)
        }
        #expect(try await desk.grants().isEmpty)
        #expect(
            try await desk.history(.document(document)).map(\.kind)
                == [.deposit, .grant, .open, .withdraw]
        )
        #expect(try await desk.bytes(of: other) == Array("A diploma".utf8))
        #expect(try await desk.audit().isClean)
        let holdings = try await desk.keyHoldings(of: document, in: stage.time...stage.time)
        #expect(holdings.count == 3)
        #expect(holdings.allSatisfy { $0.until == stage.time })
    }

    @Test
    func `leaves no byte of its sealed keys and its blob in the folder`() async throws {
        let stage = try await Stage()
        // Open all the time, so that the log of writes is not cut when another connection closes.
        let intruder = try Intruder(stage)
        let document = try await stage.deposit("A medical report", title: "Report")
        try await stage.grant(document)
        let envelopes = try intruder.rows(
            "SELECT body FROM envelope WHERE subject = ?",
            [document.text]
        )
        .map { row -> [UInt8] in Array(row["body"] as Data) }
        #expect(envelopes.count == 2)
        let blob = try #require(try stage.blobs().first)
        // Pieces, because a long body does not lie in one place of a page.
        let pieces = (envelopes + [try stage.bytes(blob)]).flatMap { body in
            stride(from: 200, to: body.count - 32, by: 400).map { Data(body[$0..<$0 + 32]) }
        }
        #expect(pieces.count >= 6)
        let log = try Data(stage.bytes("vault/vault.sqlite-wal"))
        #expect(pieces.contains { log.range(of: $0) != nil })
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.withdraw(document).isTraceless)
        #expect(try stage.files(under: "vault").contains("vault/vault.sqlite-wal"))
        #expect(try Self.hits(of: pieces, in: stage) == 0)
        #expect(try stage.blobs().isEmpty)
        _ = try intruder.rows("SELECT 1")
    }

    /// How often a piece occurs in a file of the vault.
    private static func hits(of pieces: [Data], in stage: Stage) throws -> Int {
        var hits = 0
        for file in try stage.files(under: "vault") {
            let bytes = try Data(stage.bytes(file))
            hits += pieces.count { bytes.range(of: $0) != nil }
        }
        return hits
    }

    @Test
    func `comes back with a backup from before, for whoever had a key`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A medical report")
        try stage.copy("vault", to: "backup")
        _ = try await stage.open(as: stage.counselor).withdraw(document)
        let backup = try await DocumentVault.open(
            at: stage.path("backup"),
            as: stage.counselor,
            clock: .fixed(stage.time)
        )
        #expect(try await backup.bytes(of: document) == Array("A medical report".utf8))
    }

    @Test
    func `is told about first: to whom it was granted, and who had opened it`() async throws {
        let stage = try await Stage()
        let friend = try await stage.organisation("A friend")
        let document = try await stage.deposit("A medical report")
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.recipients(of: document).isEmpty)
        try await stage.grant(document)
        try await stage.grant(document)
        try await stage.grant(document, to: friend.id)
        _ = try await stage.open(as: stage.chamber, later: 5).bytes(of: document)
        _ = try await stage.open(as: stage.counselor, later: 6)
            .revoke([document], from: stage.chamberID)
        let recipients = try await stage.open(as: stage.counselor, later: 7)
            .recipients(of: document)
        #expect(recipients.map(\.member) == [stage.chamberID, friend.id])
        #expect(recipients.map(\.grants) == [2, 1])
        #expect(recipients.map(\.isLive) == [false, true])
        #expect(recipients.map(\.opened) == [1, 0])
        #expect(recipients.map(\.lastOpened) == [stage.time.advanced(by: 5), nil])
        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await chamber.recipients(of: document)
        }
    }

    @Test
    func `is taken back by whoever stored it, for 7 days and a second less`() async throws {
        let stage = try await Stage()
        let owner = Identity.generate(suite: .x25519)
        let desk = try await stage.open(as: stage.counselor)
        let member = try await desk.enrol(owner.card(name: "An owner"), as: .owner)
        var documents: [DocumentID] = []
        for name in ["a.txt", "b.txt", "c.txt"] {
            let source = DepositSource.bytes(Array("of somebody else".utf8), fileName: name)
            documents.append(
                try stage.document(in: await desk.deposit([source], for: member.id))
            )
        }
        let late = try await stage.open(as: stage.counselor, later: Self.week + 1)
        await #expect(throws: VaultError.notAllowed(.depositTooOld(documents[0]))) {
            try await late.withdraw(documents[0])
        }
        let admin = try await stage.open(as: stage.admin)
        await #expect(throws: VaultError.notAllowed(.role(.admin))) {
            try await admin.withdraw(documents[0])
        }
        _ = try await stage.open(as: stage.counselor, later: Self.week).withdraw(documents[0])
        // The owner needs no haste.
        _ = try await stage.open(as: owner, later: Self.week + 1).withdraw(documents[1])
        let mine = try await stage.open(as: owner, later: Self.week + 1)
        #expect(try await mine.list().map(\.id) == [documents[2]])
        #expect(try await mine.audit().isClean)
    }

    @Test
    func `goes though its envelope is damaged`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A medical report")
        try Intruder(stage).run(
            "UPDATE envelope SET body = zeroblob(9) WHERE subject = ?",
            [document.text]
        )
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.withdraw(document)
        #expect(try await desk.audit().isClean)
    }
}
