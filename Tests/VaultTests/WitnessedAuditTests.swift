import Foundation
import Testing
import Vault
import VaultLedger

/// Audits that begin with a head that was kept, and heads that an auditor cosigns.
@Suite("A witnessed audit")
struct WitnessedAuditTests {
    private static func auditor(_ stage: Stage) async throws -> (Identity, MemberID) {
        let auditor = Identity.generate(suite: .x25519)
        let member = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "Auditor"),
            as: .auditor
        )
        return (auditor, member.id)
    }

    @Test(.timeLimit(.minutes(5)))
    func `ends with a cosignature that a policy can ask for`() async throws {
        let stage = try await Stage()
        let (auditor, id) = try await Self.auditor(stage)
        let vault = try await stage.open(as: auditor)
        let witnessed = try await vault.witness()
        #expect(witnessed.report.isClean)
        let cosigned = try #require(witnessed.cosigned)
        #expect(cosigned.key.name.description == "vault.example/district/\(id)")
        #expect(cosigned.key.type == .cosignature)

        let word = try #require(TrustPolicy.Word("auditor"))
        let summary = try await vault.summary()
        let policy = try TrustPolicy(
            logs: [TrustPolicy.Log(key: VerifierKey(summary.logKey))],
            witnesses: [TrustPolicy.Witness(name: word, key: cosigned.key)],
            quorum: word
        )
        let verified = try policy.verify(cosigned.note)
        #expect(verified.checkpoint.head == summary.head)
        #expect(verified.cosignatures.map(\.time) == [stage.time.secondsSince1970])
    }

    @Test(.timeLimit(.minutes(5)))
    func `is the auditor's alone`() async throws {
        let stage = try await Stage()
        let people: [(Identity, Role)] = [
            (stage.admin, .admin), (stage.counselor, .counselor), (stage.chamber, .organisation),
        ]
        for (person, role) in people {
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await stage.open(as: person).witness()
            }
        }
        await #expect(throws: VaultError.identityMissing) {
            try await stage.open(as: nil).witness()
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a finding ends without a cosignature`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let (auditor, _) = try await Self.auditor(stage)
        let vault = try await stage.open(as: auditor)
        try Intruder(stage).run("UPDATE p_grant SET until = until + 86400")
        let witnessed = try await vault.witness()
        #expect(witnessed.report.findings.map(\.code) == ["projection.changed"])
        #expect(witnessed.cosigned == nil)
    }

    @Test(.timeLimit(.minutes(5)))
    func `begins with each head of its log and no other`() async throws {
        let stage = try await Stage()
        let (auditor, _) = try await Self.auditor(stage)
        let vault = try await stage.open(as: auditor)
        var heads = [try #require(try await vault.witness().cosigned).note]
        let files = FileManager.default
        try files.copyItem(atPath: stage.path("vault"), toPath: stage.path("yesterday"))
        for text in ["One", "Two", "Three"] {
            _ = try await stage.deposit(text)
            let witnessed = try await vault.witness(since: heads.last)
            heads.append(try #require(witnessed.cosigned).note)
        }
        for (index, head) in heads.enumerated() {
            let report = try await vault.audit(since: head)
            #expect(report.isClean)
            // A deposit for each head but the first.
            let first = try #require(try await vault.audit(since: heads[0]).continued)
            #expect(report.continued?.size == first.size + index)
            #expect(report.continued?.root == (try Checkpoint(parsing: head.text)).head.root)
        }
        #expect(try await vault.audit().continued == nil)
        _ = try await stage.open(as: stage.admin).replaceLogKey()
        for head in heads { #expect(try await Self.codes(stage, since: head) == []) }

        // A backup of the whole folder is put back, and the log goes another way.
        try files.removeItem(atPath: stage.path("vault"))
        try files.moveItem(atPath: stage.path("yesterday"), toPath: stage.path("vault"))
        let back = try await Self.codes(stage, since: heads[2])
        #expect(back == ["log.behind"])
        for text in ["Four", "Five", "Six"] { _ = try await stage.deposit(text) }
        #expect(try await Self.codes(stage, since: heads[0]) == [])
        for head in heads.dropFirst() {
            #expect(try await Self.codes(stage, since: head) == ["log.forked"])
        }
        let other = try await Stage()
        #expect(try await Self.codes(other, since: heads[0]) == ["log.other"])
    }

    /// The findings of an audit, which names the head exactly if it has none about it.
    private static func codes(_ stage: Stage, since: SignedNote) async throws -> [String] {
        let report = try await DocumentVault.audit(
            at: stage.path("vault"),
            clock: .fixed(stage.time),
            since: since
        )
        let codes = report.findings.map(\.code)
        #expect((report.continued == nil) == codes.contains { $0.hasPrefix("log.") })
        return codes
    }
}
