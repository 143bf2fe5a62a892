import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// Attacks of somebody who writes in the database but can sign nothing.
@Suite("A forged row")
struct ForgedRowTests {
    private static func codes(_ stage: Stage) async throws -> Set<String> {
        Set(
            try await DocumentVault.audit(at: stage.path("vault"), clock: .fixed(stage.time))
                .findings.map(\.code)
        )
    }

    @Test
    func `with another recipient gets no key sealed to it`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let intruder = try Intruder(stage)
        let mine = Identity.generate(suite: .x25519).recipient
        let chamber = stage.chamber.recipient
        try intruder.run("UPDATE recipient SET text = ? WHERE text = ?", [mine, chamber])
        await #expect(throws: VaultError.damaged(.recipient(stage.chamberID.text))) {
            try await stage.grant(document)
        }
        #expect(try await Self.codes(stage) == ["recipient.digest"])
    }

    @Test
    func `with another digest of the recipient gets no key sealed to it`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let intruder = try Intruder(stage)
        let mine = Data(Digest.of(Array("age1mine".utf8).span).array)
        try intruder.run(
            "UPDATE p_member SET recipient = ? WHERE id = ?",
            [mine, stage.chamberID.text]
        )
        await #expect(throws: VaultError.rejected(.recipient)) {
            try await stage.grant(document)
        }
        #expect(try await Self.codes(stage).contains("projection.changed"))
    }

    @Test
    func `that points to another member's enrolment is damage`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let other = try await stage.organisation("Another chamber")
        let intruder = try Intruder(stage)
        let enrolled: Int = try #require(
            intruder.rows("SELECT enrolled FROM p_member WHERE id = ?", [other.id.text]).first
        )[0]
        try intruder.run(
            "UPDATE p_member SET enrolled = ? WHERE id = ?",
            [enrolled, stage.chamberID.text]
        )
        await #expect(throws: VaultError.damaged(.statement(enrolled))) {
            try await stage.grant(document)
        }
        await #expect(throws: VaultError.damaged(.statement(enrolled))) {
            try await stage.open(as: nil).members()
        }
        #expect(try await Self.codes(stage) == ["projection.changed"])
    }

    @Test
    func `of a member without a statement is damage`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let intruder = try Intruder(stage)
        let ghost = MemberID.random()
        try intruder.run(
            """
            INSERT INTO p_member SELECT ?, role, office, card, recipient, verifier, witness, custody,
                custody_generation, enrolled, keyed, last_number, due, retired
                FROM p_member WHERE id = ?
            """,
            [ghost.text, stage.chamberID.text]
        )
        await #expect(throws: VaultError.self) { try await stage.grant(document, to: ghost) }
        await #expect(throws: VaultError.self) { try await stage.open(as: nil).members() }
        let report = try await stage.open(as: nil).audit()
        #expect(
            report.findings == [.init(code: "projection.unfounded", subject: "p_member \(ghost)")]
        )
    }

    @Test
    func `of a number makes nobody sign the last one that there is`() async throws {
        let stage = try await Stage()
        let intruder = try Intruder(stage)
        let size = try await stage.open(as: nil).summary().head.size
        let numbers = "SELECT last_number FROM p_member WHERE id = ?"
        let number: Int = try #require(
            intruder.rows(numbers, [stage.adminID.text]).first
        )[0]
        let forge = "UPDATE p_member SET last_number = ? WHERE id = ?"
        for forged in [Int.max - 1, Int.max, number + 1] {
            try intruder.run(forge, [forged, stage.adminID.text])
            try await #require(throws: VaultError.damaged(.database)) {
                try await stage.organisation("Another chamber")
            }
        }
        #expect(try await stage.open(as: nil).summary().head.size == size)
        try intruder.run(forge, [number, stage.adminID.text])
        _ = try await stage.organisation("Another chamber")
        #expect(try await Self.codes(stage) == [])
    }

    @Test
    func `of a grant opens nothing and leaves no trace in the log`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let stranger = try await stage.organisation("Another chamber")
        let intruder = try Intruder(stage)
        try intruder.run(
            """
            INSERT INTO p_grant (idx, document, owner, grantee, purpose, until)
            VALUES (99, ?, ?, ?, 'recognition', ?)
            """,
            [document.text, stage.newcomer.id.text, stranger.id.text, 1_900_000_000]
        )
        let size = try await stage.open(as: nil).summary().head.size
        let office = try await stage.open(as: stranger.identity)
        await #expect(throws: VaultError.damaged(.statement(99))) {
            try await office.bytes(of: document)
        }
        await #expect(throws: VaultError.damaged(.statement(99))) { try await office.grants() }
        #expect(try await office.summary().head.size == size)
        let report = try await office.audit()
        #expect(report.findings == [.init(code: "projection.unfounded", subject: "p_grant 99")])
    }

    @Test
    func `of a grant gets no key when the document is described or encrypted anew`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let stranger = try await stage.organisation("Another chamber")
        let intruder = try Intruder(stage)
        // The row points to the chamber's grant, which is genuine.
        try intruder.run(
            """
            INSERT INTO p_grant (idx, document, owner, grantee, purpose, until)
            SELECT idx + 100, document, owner, ?, purpose, until FROM p_grant
            """,
            [stranger.id.text]
        )
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.self) {
            try await desk.describe(document, title: "Mended")
        }
        await #expect(throws: VaultError.self) {
            try await desk.revoke([document], from: stage.chamberID)
        }
        #expect(try intruder.envelope(of: document, for: stranger.id) == nil)
    }

    @Test
    func `that revives a revoked grant gets no key once the document has another`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.revoke([document], from: stage.chamberID)
        let intruder = try Intruder(stage)
        try intruder.run("UPDATE p_grant SET end = NULL, end_idx = NULL")
        for attempt in [stage.chamber, stage.counselor] {
            let vault = try await stage.open(as: attempt)
            await #expect(throws: VaultError.damaged(.statement(grant.index))) {
                if attempt === stage.chamber { _ = try await vault.bytes(of: document) }
                _ = try await vault.describe(document, title: "Mended")
            }
        }
        #expect(try intruder.envelope(of: document, for: stage.chamberID) == nil)
        #expect(try await Self.codes(stage) == ["projection.changed"])
    }

    @Test
    func `that calls the first ciphertext the present one revives no grant`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.revoke([document], from: stage.chamberID)
        let intruder = try Intruder(stage)
        let deposited: Int = try #require(
            intruder.rows("SELECT deposited FROM p_document").first
        )[0]
        try intruder.run("UPDATE p_grant SET end = NULL, end_idx = NULL")
        try intruder.run("UPDATE p_document SET sealed = deposited")
        await #expect(throws: VaultError.damaged(.statement(deposited))) {
            try await desk.describe(document, title: "Mended")
        }
        await #expect(throws: VaultError.damaged(.statement(deposited))) {
            try await desk.grants()
        }
        #expect(try intruder.envelope(of: document, for: stage.chamberID) == nil)
    }

    @Test
    func `that makes a grant longer is damage`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document, lasting: 60)
        try Intruder(stage).run("UPDATE p_grant SET until = until + 86400")
        let chamber = try await stage.open(as: stage.chamber, later: 61)
        await #expect(throws: VaultError.damaged(.statement(grant.index))) {
            try await chamber.bytes(of: document)
        }
        #expect(try await Self.codes(stage) == ["projection.changed"])
    }

    @Test
    func `that calls the office the group of all members gets nobody its key`() async throws {
        let stage = try await Stage()
        let intruder = try Intruder(stage)
        try intruder.run(
            "UPDATE p_ledger SET members = (SELECT id FROM p_office WHERE kind = 'custody')"
        )
        await #expect(throws: VaultError.damaged(.database)) {
            try await stage.organisation("Another chamber")
        }
        #expect(try await Self.codes(stage) == ["projection.changed"])
    }

    @Test
    func `with a card that nobody enrolled is never shown`() async throws {
        let stage = try await Stage()
        let intruder = try Intruder(stage)
        let stranger = MemberID.random()
        try intruder.run(
            "INSERT INTO card (digest, member, body) SELECT zeroblob(32), ?, body FROM card LIMIT 1",
            [stranger.text]
        )
        let vault = try await stage.open(as: stage.counselor)
        #expect(try await vault.members().count == 4)
        #expect(
            try await vault.audit().findings
                == [.init(code: "card.unnamed", subject: stranger.text)]
        )
    }

    @Test
    func `of another's card does not change a name`() async throws {
        let stage = try await Stage()
        let intruder = try Intruder(stage)
        try intruder.run(
            """
            UPDATE card SET body = (SELECT body FROM card WHERE member = ?) WHERE member = ?
            """,
            [stage.counselorID.text, stage.chamberID.text]
        )
        await #expect(throws: VaultError.damaged(.card(stage.chamberID))) {
            try await stage.open(as: stage.counselor).members()
        }
        #expect(
            try await stage.open(as: nil).audit().findings.map(\.subject) == [stage.chamberID.text]
        )
    }
}
