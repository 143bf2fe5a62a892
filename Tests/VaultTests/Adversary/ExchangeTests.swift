import Foundation
import GRDB
import Testing
import Vault
import VaultAge
import VaultLedger

/// Attacks with genuine things in the wrong place, and with keys that were once given.
@Suite("Something exchanged")
struct ExchangeTests {
    private static func findings(_ stage: Stage) async throws -> [AuditFinding] {
        try await DocumentVault.audit(at: stage.path("vault"), clock: .fixed(stage.time)).findings
    }

    /// A vault with two documents that are granted to the chamber.
    private static func stage() async throws -> (Stage, DocumentID, DocumentID) {
        let stage = try await Stage()
        let first = try await stage.deposit("The first")
        let second = try await stage.deposit("The second")
        try await stage.grant(first)
        try await stage.grant(second)
        return (stage, first, second)
    }

    /// Exchanges the bodies of two envelopes.
    private static func exchange(
        _ left: (DocumentID, MemberID),
        _ right: (DocumentID, MemberID),
        in stage: Stage
    ) throws {
        let intruder = try Intruder(stage)
        let bodies = [
            try #require(try intruder.envelope(of: left.0, for: left.1)),
            try #require(try intruder.envelope(of: right.0, for: right.1)),
        ]
        for ((document, holder), body) in zip([left, right], bodies.reversed()) {
            try intruder.run(
                """
                UPDATE envelope SET body = ? WHERE digest =
                    (SELECT envelope FROM p_document_key WHERE document = ? AND holder = ?)
                """,
                [Data(body), document.text, holder.text]
            )
        }
    }

    @Test
    func `between the envelopes of two documents is damage`() async throws {
        let (stage, first, second) = try await Self.stage()
        let holder = stage.chamberID
        try Self.exchange((first, holder), (second, holder), in: stage)
        let damage = Damage.envelope(subject: first.text, holder: holder.text)
        await #expect(throws: VaultError.damaged(damage)) {
            try await stage.open(as: stage.chamber).bytes(of: first)
        }
        #expect(try await Self.findings(stage).map(\.subject) == [first.text, second.text])
    }

    @Test
    func `between the envelopes of two holders is damage`() async throws {
        let (stage, first, _) = try await Self.stage()
        let owner = stage.newcomer.id
        try Self.exchange((first, stage.chamberID), (first, owner), in: stage)
        let damage = Damage.envelope(subject: first.text, holder: stage.chamberID.text)
        await #expect(throws: VaultError.damaged(damage)) {
            try await stage.open(as: stage.chamber).bytes(of: first)
        }
        #expect(
            try await Self.findings(stage).map(\.code) == ["envelope.digest", "envelope.digest"]
        )
    }

    @Test
    func `between the rows that name the envelopes of two documents is damage`() async throws {
        let (stage, first, second) = try await Self.stage()
        try Intruder(stage).run(
            """
            UPDATE p_document_key SET idx = other.idx, envelope = other.envelope
            FROM (SELECT * FROM p_document_key WHERE document = ?1 AND holder = ?2) AS other
            WHERE p_document_key.document = ?3 AND p_document_key.holder = ?2
            """,
            [second.text, stage.chamberID.text, first.text]
        )
        await #expect(throws: VaultError.self) {
            try await stage.open(as: stage.chamber).bytes(of: first)
        }
        #expect(try await Self.findings(stage).contains { $0.code == "projection.changed" })
    }

    @Test
    func `between the blobs of two documents is damage`() async throws {
        let (stage, first, second) = try await Self.stage()
        let blobs = try stage.blobs()
        let bytes = try blobs.map { try stage.bytes($0) }
        for (blob, bytes) in zip(blobs, bytes.reversed()) { try stage.write(bytes, to: blob) }
        for document in [first, second] {
            await #expect(throws: VaultError.damaged(.blob(document))) {
                try await stage.open(as: stage.chamber).bytes(of: document)
            }
        }
        #expect(try await Self.findings(stage).map(\.code) == ["blob.digest", "blob.digest"])
    }

    @Test
    func `in a blob by a reader who has the key is damage`() async throws {
        let (stage, first, _) = try await Self.stage()
        let envelope = try #require(
            try Intruder(stage).envelope(of: first, for: stage.chamberID)
        )
        let key = try #require(
            try Adversary(stage.chamber).documentKey(in: envelope) as? X25519Identity
        )
        let forged = try Age.encrypt(Array("The worst".utf8), to: [key.recipient])
        for blob in try stage.blobs() { try stage.write(forged, to: blob) }
        await #expect(throws: VaultError.damaged(.blob(first))) {
            try await stage.open(as: stage.counselor).bytes(of: first)
        }
        #expect(try await Self.findings(stage).map(\.code) == ["blob.digest", "blob.digest"])
    }

    @Test
    func `for an older envelope after a revocation opens nothing`() async throws {
        let (stage, first, _) = try await Self.stage()
        let intruder = try Intruder(stage)
        let blobs = try Dictionary(
            uniqueKeysWithValues: stage.blobs().map { ($0, try stage.bytes($0)) }
        )
        try intruder.run(
            """
            CREATE TEMP TABLE old_envelope AS SELECT * FROM envelope;
            CREATE TEMP TABLE old_key AS SELECT * FROM p_document_key;
            """
        )
        _ = try await stage.open(as: stage.counselor).revoke([first], from: stage.chamberID)
        try intruder.run(
            """
            INSERT OR IGNORE INTO envelope SELECT * FROM old_envelope;
            INSERT OR IGNORE INTO p_document_key SELECT * FROM old_key;
            """
        )
        for (name, bytes) in blobs { try stage.write(bytes, to: name) }
        await #expect(throws: VaultError.notAllowed(.revoked(first))) {
            try await stage.open(as: stage.chamber).bytes(of: first)
        }
        #expect(
            try await Self.findings(stage).contains(
                .init(
                    code: "projection.unfounded",
                    subject: "p_document_key \(first)/\(stage.chamberID)"
                )
            )
        )
        #expect(
            try await stage.open(as: stage.counselor).bytes(of: first) == Array("The first".utf8)
        )
    }

    @Test
    func `for an older end of the log shows only to those who remember the newer`() async throws {
        let (stage, first, _) = try await Self.stage()
        let chamber = try await stage.open(as: stage.chamber)
        let before = try await chamber.audit()
        _ = try await chamber.bytes(of: first)
        let seen = try await chamber.summary().head
        let size = seen.size
        let error = VaultError.wentBack(remembered: seen, found: try #require(before.head))
        #expect(size == before.statements + 1)

        let intruder = try Intruder(stage)
        try intruder.run(
            """
            DELETE FROM statement WHERE idx >= ?1;
            DELETE FROM leaf WHERE idx >= ?1;
            DELETE FROM node WHERE (idx + 1) * (1 << level) > ?1;
            DELETE FROM checkpoint WHERE size > ?1;
            """.replacing("?1", with: "\(size - 1)")
        )
        // The projection still tells of it, and so does a client that saw it.
        #expect(
            try await Self.findings(stage).contains(
                .init(code: "projection.unfounded", subject: "p_event \(size - 1)")
            )
        )
        await #expect(throws: error) { try await chamber.summary() }

        // Without either nothing in the vault can show it: see SECURITY.md.
        try intruder.run("DELETE FROM p_event WHERE idx = \(size - 1)")
        try intruder.run(
            "UPDATE p_member SET last_number = last_number - 1 WHERE id = ?",
            [stage.chamberID.text]
        )
        #expect(try await stage.open(as: nil).audit() == before)
        await #expect(throws: error) { try await chamber.summary() }
    }

    @Test
    func `for a grant by its own reader is refused by replay and by every client`() async throws {
        let (stage, first, _) = try await Self.stage()
        let friend = try await stage.organisation("A friend")
        let intruder = try Intruder(stage)
        let adversary = try Adversary(stage.chamber)
        let grant = try adversary.grant(of: first, to: friend, in: stage)
        let index = try await stage.open(as: nil).summary().head.size
        try adversary.append([.grant(grant)], as: stage.chamberID, in: stage)
        #expect(try await Self.findings(stage) == [.init(code: "basis", index: index)])
        let vault = try await stage.open(as: friend.identity)
        await #expect(throws: VaultError.notAllowed(.noGrant(first))) {
            try await vault.bytes(of: first)
        }
        // Rows that tell of it do not make it good.
        try intruder.run(
            "INSERT INTO p_grant VALUES (?, ?, ?, ?, 'other', ?, NULL, NULL)",
            [
                index, first.text, stage.newcomer.id.text, friend.id.text,
                stage.time.advanced(by: 3_600).secondsSince1970,
            ]
        )
        await #expect(throws: VaultError.damaged(.statement(index))) {
            try await vault.bytes(of: first)
        }
    }
}
