import Foundation
import Testing
import Vault
import VaultLedger

/// Every byte of a small vault, flipped one at a time in each thing that is stored.
@Suite("A flipped byte")
struct FlippedByteTests {
    /// A vault with one document of 200 bytes and one grant.
    private static func stage() async throws -> (Stage, DocumentID) {
        let stage = try await Stage()
        let document = try await stage.deposit(String(repeating: "paper ", count: 34))
        try await stage.grant(document)
        return (stage, document)
    }

    private static func audit(_ stage: Stage) async throws -> [AuditFinding] {
        try await DocumentVault.audit(at: stage.path("vault"), clock: .fixed(stage.time)).findings
    }

    private static func findings(
        _ values: [StoredBytes]
    ) -> Set<AuditFinding> {
        Set(
            values.map {
                let finding = $0.finding
                return AuditFinding(
                    code: finding.code,
                    index: finding.index,
                    subject: finding.subject
                )
            }
        )
    }

    @Test
    func `of an envelope, a card or a recipient is found and nothing else`() async throws {
        let (stage, _) = try await Self.stage()
        let intruder = try Intruder(stage)
        let envelopes = try intruder.values(
            "envelope",
            "body",
            code: "envelope.digest",
            """
            SELECT e.rowid, e.body, k.idx, k.document FROM envelope AS e
            JOIN p_document_key AS k ON k.envelope = e.digest
            UNION ALL SELECT e.rowid, e.body, k.idx, k.office FROM envelope AS e
            JOIN p_group_key AS k ON k.envelope = e.digest
            UNION ALL SELECT e.rowid, e.body, m.enrolled, m.id FROM envelope AS e
            JOIN p_member AS m ON m.custody = e.digest
            """
        )
        let cards = try intruder.values(
            "card",
            "body",
            code: "card.digest",
            """
            SELECT c.rowid, c.body, m.enrolled, m.id FROM card AS c
            JOIN p_member AS m ON m.card = c.digest
            """
        )
        let recipients = try intruder.values(
            "recipient",
            "text",
            code: "recipient.digest",
            """
            SELECT r.rowid, CAST(r.text AS BLOB), NULL, m.id FROM recipient AS r
            JOIN p_member AS m ON m.recipient = r.digest
            UNION ALL SELECT r.rowid, CAST(r.text AS BLOB), NULL, o.id FROM recipient AS r
            JOIN p_office AS o ON o.recipient = r.digest
            """
        )
        #expect((envelopes.count, cards.count, recipients.count) == (8, 4, 6))

        let values = envelopes + cards + recipients
        let longest = try #require(values.map(\.bytes.count).max())
        for offset in 0..<longest {
            let changed = try intruder.flip(values, at: offset)
            #expect(Set(try await Self.audit(stage)) == Self.findings(changed), "at \(offset)")
            try intruder.restore(changed)
        }
        #expect(try await Self.audit(stage) == [])
    }

    @Test
    func `of what a claim code or a recovery leads to is found`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let until = stage.time.advanced(by: 60)
        try await desk.invite(stage.newcomer.id, with: ClaimCode.generate(), until: until)
        let holders = try (0..<3).map { _ in
            try Identity.generate(suite: .x25519).card(name: "A holder")
        }
        try await desk.plan(desk.prepareRecovery(holders: holders, days: 3))
        let intruder = try Intruder(stage)
        let envelopes = try intruder.values(
            "envelope",
            "body",
            code: "envelope.digest",
            """
            SELECT e.rowid, e.body, i.idx, i.member FROM envelope AS e
            JOIN p_invitation AS i ON e.digest IN (i.custody, i.group_key)
            UNION ALL SELECT e.rowid, e.body, p.idx, p.member FROM envelope AS e
            JOIN p_recovery_plan AS p ON p.escrow = e.digest
            """
        )
        let recipients = try intruder.values(
            "recipient",
            "text",
            code: "recipient.digest",
            """
            SELECT r.rowid, CAST(r.text AS BLOB), NULL, i.member FROM recipient AS r
            JOIN p_invitation AS i ON i.recipient = r.digest
            """
        )
        #expect((envelopes.count, recipients.count) == (3, 1))

        let values = envelopes + recipients
        let longest = try #require(values.map(\.bytes.count).max())
        for offset in stride(from: 0, to: longest, by: 17) {
            let changed = try intruder.flip(values, at: offset)
            #expect(Set(try await Self.audit(stage)) == Self.findings(changed), "at \(offset)")
            try intruder.restore(changed)
        }
        #expect(try await Self.audit(stage) == [])
    }

    @Test
    func `of a statement or a signed head is found`() async throws {
        let (stage, _) = try await Self.stage()
        let intruder = try Intruder(stage)
        let statements = try intruder.values(
            "statement",
            "note",
            code: "statement.digest",
            "SELECT idx, CAST(note AS BLOB), idx, NULL FROM statement WHERE idx > 0"
        )
        let heads = try intruder.values(
            "checkpoint",
            "note",
            code: "checkpoint.invalid",
            "SELECT size, CAST(note AS BLOB), size, NULL FROM checkpoint"
        )
        let values = statements + heads
        let longest = try #require(values.map(\.bytes.count).max())
        for offset in 0..<longest {
            let changed = try intruder.flip(values, at: offset)
            let findings = Set(try await Self.audit(stage))
            #expect(findings.isSuperset(of: Self.findings(changed)), "at \(offset)")
            try intruder.restore(changed)
        }
        #expect(try await Self.audit(stage) == [])
    }

    @Test
    func `of the genesis statement keeps the vault from being opened`() async throws {
        let (stage, _) = try await Self.stage()
        let intruder = try Intruder(stage)
        let genesis = try intruder.values(
            "statement",
            "note",
            code: "statement.digest",
            "SELECT idx, CAST(note AS BLOB), idx, NULL FROM statement WHERE idx = 0"
        )
        for offset in 0..<genesis[0].bytes.count {
            let changed = try intruder.flip(genesis, at: offset)
            #expect(try await Self.audit(stage).contains(.init(code: "statement.digest", index: 0)))
            await #expect(throws: VaultError.damaged(.statement(0)), "at \(offset)") {
                try await stage.open(as: stage.chamber)
            }
            try intruder.restore(changed)
        }
    }

    @Test
    func `of the last signed head keeps the vault from being opened`() async throws {
        let (stage, _) = try await Self.stage()
        let intruder = try Intruder(stage)
        let head = try intruder.values(
            "checkpoint",
            "note",
            code: "checkpoint.invalid",
            """
            SELECT size, CAST(note AS BLOB), size, NULL FROM checkpoint ORDER BY size DESC LIMIT 1
            """
        )
        for offset in 0..<head[0].bytes.count {
            let changed = try intruder.flip(head, at: offset)
            await #expect(throws: VaultError.damaged(.checkpoint), "at \(offset)") {
                try await stage.open(as: stage.chamber)
            }
            try intruder.restore(changed)
        }
    }

    @Test
    func `of a blob, its header included, is damage and never a refusal`() async throws {
        let (stage, document) = try await Self.stage()
        let blob = try #require(try stage.blobs().first)
        let bytes = try stage.bytes(blob)
        let expected = AuditFinding(
            code: "blob.digest",
            index: try await stage.open(as: stage.counselor).history(.document(document))[0].index,
            subject: document.text
        )
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << (offset % 8)
            try stage.write(changed, to: blob)
            #expect(try await Self.audit(stage) == [expected], "at \(offset)")
        }
        let chamber = try await stage.open(as: stage.chamber)
        let before = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << (offset % 8)
            try stage.write(changed, to: blob)
            await #expect(throws: VaultError.damaged(.blob(document)), "at \(offset)") {
                try await chamber.open(document, to: .file(path: stage.path("copy.txt")))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: stage.folder) == before)
    }

    @Test
    func `more or less of a blob is damage`() async throws {
        let (stage, document) = try await Self.stage()
        let blob = try #require(try stage.blobs().first)
        let bytes = try stage.bytes(blob)
        let chamber = try await stage.open(as: stage.chamber)
        for changed in [[], Array(bytes.dropLast()), Array(bytes.prefix(20)), bytes + [0]] {
            try stage.write(changed, to: blob)
            #expect(try await Self.audit(stage).map(\.code) == ["blob.digest"])
            await #expect(throws: VaultError.damaged(.blob(document))) {
                try await chamber.open(document, to: .file(path: stage.path("copy.txt")))
            }
        }
        try FileManager.default.removeItem(atPath: stage.path(blob))
        #expect(try await Self.audit(stage).map(\.code) == ["blob.missing"])
        await #expect(throws: VaultError.damaged(.blob(document))) {
            try await chamber.open(document, to: .file(path: stage.path("copy.txt")))
        }
    }

    @Test
    func `of the log key lets nobody append`() async throws {
        let (stage, document) = try await Self.stage()
        let bytes = try stage.bytes("vault/log.key")
        let chamber = try await stage.open(as: stage.chamber)
        let size = try await chamber.summary().head.size
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << (offset % 8)
            try stage.write(changed, to: "vault/log.key")
            await #expect(throws: VaultError.damaged(.logKey), "at \(offset)") {
                try await chamber.open(document, to: .file(path: stage.path("copy.txt")))
            }
        }
        try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        await #expect(throws: VaultError.damaged(.logKey)) {
            try await chamber.open(document, to: .file(path: stage.path("copy.txt")))
        }
        #expect(try await chamber.summary().head.size == size)
    }
}
