import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// Logs that are in order and not the log that others saw.
    static let histories: [TamperCase] =
        [
            TamperCase(number: 8, name: "yesterday's database", check: yesterday),
            TamperCase(number: 9, name: "a restored backup that goes on", check: backup),
            .vault(14, "a new genesis under the same key", contradicts: .otherGenesis) { scene in
                try foundAnew(scene)
            },
            .vault(14, "another vault under the same origin", contradicts: .otherLog) { scene in
                let other = try await Stage()
                try FileManager.default.removeItem(atPath: scene.stage.path("vault"))
                try FileManager.default.copyItem(
                    atPath: other.path("vault"),
                    toPath: scene.stage.path("vault")
                )
            },
            TamperCase(number: 21, name: "a statement accepted and dropped", check: suppression),
            TamperCase(number: 32, name: "a head that is no longer the last", check: freeze),
            TamperCase(number: 39, name: "a fork while the witness is away", check: absence),
        ]
        + [1, 2].map { statements in
            TamperCase(number: 22, name: "two histories, the other of \(statements) more") {
                try await fork(by: statements)
            }
        }

    /// The database of yesterday is put back; the ciphertexts and the log's own head are today's.
    @Sendable
    private static func yesterday() async throws {
        let scene = try await TamperScene.fresh()
        let stage = scene.stage
        let old = try stage.bytes("vault/vault.sqlite")
        try await stage.deposit("The third")
        let today = try await Remembrance(of: stage, as: scene.auditor)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: stage.path("vault/vault.sqlite\(suffix)"))
        }
        try stage.write(old, to: "vault/vault.sqlite")

        try await scene.kept.expect([], .none, in: stage)
        try await today.expect([], .behind, in: stage)
        let error = VaultError.wentBack(
            remembered: try today.head,
            found: try scene.kept.head
        )
        await #expect(throws: error) { try await stage.open(as: nil, remembering: today.memory) }
        await #expect(throws: error) {
            try await stage.open(as: stage.counselor).enrolProvisional(name: "Another newcomer")
        }
    }

    /// The whole folder comes from a backup, so that the signer does not notice, and goes on.
    @Sendable
    private static func backup() async throws {
        let scene = try await TamperScene.fresh()
        let stage = scene.stage
        try stage.copy("vault", to: "backup")
        try await stage.deposit("The third")
        let before = try await Remembrance(of: stage, as: scene.auditor)
        try stage.put("backup")
        try await before.expect([], .behind, in: stage)
        for text in ["Another third", "A fourth"] {
            try await stage.deposit(text)
            try await before.expect([], .forked, in: stage)
        }
        try await scene.kept.expect([], .none, in: stage)
    }

    /// Whoever has the log key begins the vault anew, with an admin of their own.
    private static func foundAnew(_ scene: TamperScene) throws {
        let identity = Identity.generate(suite: .x25519)
        let thief = try Adversary(identity)
        let id = MemberID.random()
        let card = Array("a card that nobody opens".utf8)
        let recipient = identity.recipient
        let genesis = Genesis(
            suite: .x25519,
            logKey: try scene.log.verifierKey,
            card: Digest.of(card.span),
            recipient: Digest.of(Array(recipient.utf8).span),
            verifier: try thief.signer(as: id, in: scene.stage).verifierKey
        )
        let statement = try thief.statement(
            .genesis(genesis),
            as: id,
            in: scene.stage,
            number: 1,
            seen: .empty
        )
        try scene.intruder.run(
            "INSERT INTO card VALUES (?, ?, ?)",
            [Data(genesis.card.array), id.text, Data(card)]
        )
        try scene.intruder.run(
            "INSERT INTO recipient VALUES (?, ?)",
            [Data(genesis.recipient.array), recipient]
        )
        try scene.log.rewrite([statement.bytes])
    }

    /// The chamber's opening is accepted and then left out; others go on in its place.
    @Sendable
    private static func suppression() async throws {
        let scene = try await TamperScene.fresh()
        let stage = scene.stage
        let chamber = try await stage.open(as: stage.chamber)
        _ = try await chamber.bytes(of: scene.second)
        let receipt = try Receipt(parsing: try await chamber.receipt(at: 14))
        let seen = try await Remembrance(of: stage, as: scene.auditor)

        try scene.log.rewrite(scene.log.notes().dropLast())
        try await seen.expect([], .behind, in: stage)
        for text in ["The third", "The fourth"] {
            try await stage.deposit(text)
            try await seen.expect([], .forked, in: stage)
        }
        try await scene.kept.expect([], .none, in: stage)
        // The reader can show to anybody that the log had taken it.
        let verified = try receipt.verify(
            by: TrustPolicy(trusting: scene.kept.logKey),
            answering: ReceiptQuestion(document: scene.second, kind: .open),
            author: scene.chamber.signer(as: stage.chamberID, in: stage).verifierKey
        )
        #expect(verified.index == 14)
        await #expect(throws: VaultError.self) { try await chamber.summary() }
    }

    /// An owner and an auditor are shown different vaults.
    private static func fork(by statements: Int) async throws {
        let scene = try await TamperScene.fresh()
        let other = try Stage(copying: scene.stage)
        try await scene.stage.deposit("For the owner")
        for number in 1...statements { try await other.deposit("For the auditor \(number)") }
        let owner = try await Remembrance(of: scene.stage, as: scene.auditor)
        let auditor = try await Remembrance(of: other, as: scene.auditor)
        try await Remembrance(copying: scene.kept).expect([], .none, in: scene.stage)
        try await Remembrance(copying: scene.kept).expect([], .none, in: other)
        try await owner.expect([], .forked, in: other)
        // The auditor's head is beyond the end of the owner's vault if it is of more statements.
        try await auditor.expect([], statements == 1 ? .forked : .behind, in: scene.stage)
    }

    /// A mirror stands still: what it shows is in order.
    @Sendable
    private static func freeze() async throws {
        let scene = try await TamperScene.fresh()
        let stage = scene.stage
        try stage.copy("vault", to: "mirror")
        let stale = try scene.log.signedHead()
        try await stage.deposit("The third")
        let today = try await Remembrance(of: stage, as: scene.auditor)
        try stage.put("mirror")

        try await scene.kept.expect([], .none, in: stage)
        try await today.expect([], .behind, in: stage)
        // The export is the mirror's too, and a witness has seen a later head.
        #expect(try await scene.auditExport() == [])
        let since = try await LogExport.audit(
            at: stage.path("export"),
            logKey: today.logKey,
            clock: .fixed(stage.time),
            since: today.cosigned.note
        )
        #expect(since.findings.map(\.short) == ["log.behind at 15"])
        #expect(try Checkpoint(verifying: stale, by: today.logKey).head.size == 14)
        #expect(try today.head.size == 15)
        let request = try WitnessRequest(
            oldSize: 14,
            proof: ConsistencyProof(path: []),
            note: stale
        )
        let verdict = try Witness(of: [today.logKey]).judge(request, record: today.head)
        #expect(verdict == .refuse(.conflict(size: 15)))
    }

    /// The auditor comes back and finds one of two histories, both of which go on from the last
    /// head that was cosigned: only one of them is cosigned.
    @Sendable
    private static func absence() async throws {
        let scene = try await TamperScene.fresh()
        let other = try Stage(copying: scene.stage)
        for number in 1...3 { try await scene.stage.deposit("One \(number)") }
        for number in 1...4 { try await other.deposit("Other \(number)") }
        let last = scene.kept.cosigned.note
        let here = try await scene.stage.open(as: scene.auditor)
        let there = try await other.open(as: scene.auditor)
        let cosigned = try #require(try await here.witness(since: last).cosigned)
        let refused = try await there.witness(since: cosigned.note)
        #expect(refused.report.findings.map(\.code) == ["log.forked"])
        #expect(refused.cosigned == nil)
        // Whoever asks for the auditor's cosignature is not taken in by the other history.
        let word = try #require(TrustPolicy.Word("auditor"))
        let policy = try TrustPolicy(
            logs: [TrustPolicy.Log(key: scene.kept.logKey)],
            witnesses: [TrustPolicy.Witness(name: word, key: cosigned.key)],
            quorum: word
        )
        #expect(try policy.verify(cosigned.note).checkpoint.head.size == 17)
        #expect(throws: LedgerError.quorumNotMet) {
            try policy.verify(LogOperator(other).signedHead())
        }
    }
}
