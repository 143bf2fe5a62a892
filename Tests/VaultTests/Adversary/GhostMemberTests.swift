import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// Members whom nobody enrolled, put there by somebody who writes the folder and may hold the log key.
@Suite("A ghost member")
struct GhostMemberTests {
    /// What a counselor would say to enrol an organisation, which only an admin may.
    private static func enrolment(
        of ghost: Identity,
        as id: MemberID,
        in stage: Stage
    ) throws -> Enrolment {
        let name = Statement.keyName(of: id, origin: "vault.example/district")
        let card = Array("a sealed card".utf8)
        let signer = try Adversary(ghost).signer(as: id, in: stage)
        #expect(signer.verifierKey.name.description == name)
        return Enrolment(
            member: id,
            role: .organisation,
            office: nil,
            card: Digest.of(card.span),
            recipient: Digest.of(Array(ghost.recipient.utf8).span),
            verifier: signer.verifierKey,
            witness: nil,
            custody: nil,
            keys: []
        )
    }

    @Test
    func `who is enrolled by somebody who may not is no member to anybody`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let ghost = Identity.generate(suite: .x25519)
        let id = MemberID.random()
        let index = try await stage.open(as: nil).summary().head.size
        let body = try Self.enrolment(of: ghost, as: id, in: stage)
        try Adversary(stage.counselor).append([.enrol(body)], as: stage.counselorID, in: stage)
        let report = try await DocumentVault.audit(
            at: stage.path("vault"),
            clock: .fixed(stage.time)
        )
        #expect(report.findings == [.init(code: "role", index: index)])
        #expect(try await !stage.open(as: stage.counselor).members().map(\.id).contains(id))
        await #expect(throws: VaultError.self) { try await stage.grant(document, to: id) }
        #expect(try await stage.open(as: ghost).me() == nil)
    }

    @Test
    func `among the holders of an office gets no next key`() async throws {
        let stage = try await Stage()
        let office = try #require(stage.newcomer.office)
        let leaver = Identity.generate(suite: .x25519)
        let admin = try await stage.open(as: stage.admin)
        let id = try await admin.enrol(
            leaver.card(name: "Another counselor"),
            as: .counselor,
            office: office
        ).id
        let intruder = try Intruder(stage)
        try intruder.run(
            """
            INSERT INTO p_group_key SELECT office, generation, ?, envelope, idx FROM p_group_key
            WHERE office = ? AND holder = ?
            """,
            [stage.chamberID.text, office.text, stage.counselorID.text]
        )
        await #expect(throws: VaultError.self) { try await admin.retire(id) }
        let sealed = try intruder.rows(
            "SELECT 1 FROM envelope WHERE subject = ? AND holder = ?",
            [office.text, stage.chamberID.text]
        )
        #expect(sealed.isEmpty)
        let findings = try await DocumentVault.audit(
            at: stage.path("vault"),
            clock: .fixed(stage.time)
        ).findings
        #expect(findings.map(\.code).contains("projection.unfounded"))
        // Once the row is gone, the work goes on.
        try intruder.run(
            "DELETE FROM p_group_key WHERE office = ? AND holder = ?",
            [office.text, stage.chamberID.text]
        )
        _ = try await stage.open(as: stage.admin).finishPending()
        #expect(try await stage.open(as: nil).audit().findings == [])
        #expect(try await stage.open(as: stage.admin).office(office.text).generation == 2)
    }
}
