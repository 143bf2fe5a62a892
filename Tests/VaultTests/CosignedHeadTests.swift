import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// Cosignatures on the heads in the database, and where they go.
@Suite("A cosigned head")
struct CosignedHeadTests {
    private static func auditor(_ stage: Stage) async throws -> Identity {
        let auditor = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "Auditor"),
            as: .auditor
        )
        return auditor
    }

    @Test(.timeLimit(.minutes(5)))
    func `goes out with receipts and exports, where a policy asks for a quorum`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        var witnesses: [OutsideWitness] = []
        for (index, name) in ["w1", "w2", "w3"].enumerated() {
            let quorum = index == 2 ? WitnessQuorum.atLeast(2) : nil
            witnesses.append(try await stage.witness(name, seed: UInt8(index), quorum: quorum))
        }
        let policy = try stage.policy()
        let chamber = try await stage.open(as: stage.chamber)
        let question = ReceiptQuestion(document: document, grantee: stage.chamberID, kind: .grant)
        func receipt() async throws -> Receipt {
            try Receipt(parsing: try await chamber.receipt(at: grant.index))
        }
        for number in 0...2 {
            if number > 0 {
                let answer = try await stage.ask(witnesses[number], "w\(number + 1)")
                guard case .cosigned(let head) = answer else { continue }
                #expect(head.isQuorumMet == (number == 2))
            }
            let receipt = try await receipt()
            if number < 2 {
                #expect(throws: LedgerError.quorumNotMet) {
                    try receipt.verify(by: policy, answering: question)
                }
            } else {
                let verified = try receipt.verify(by: policy, answering: question)
                #expect(
                    verified.checkpoint.cosignatures.map(\.key.name.description).sorted() == [
                        "witness.example/w2", "witness.example/w3",
                    ]
                )
            }
        }
        let export = try await stage.open(as: stage.admin).exportLog(to: stage.path("export"))
        let checkpoint = try SignedNote(parsing: try stage.bytes("export/checkpoint"))
        #expect(try policy.verify(checkpoint).checkpoint.head == export.head)
        let audit = try await LogExport.audit(
            at: stage.path("export"),
            logKey: try await stage.logKey(),
            clock: .fixed(stage.time)
        )
        #expect(audit.isClean && audit.isComplete)
        #expect(audit.cosigners == [])
        try await auditByPolicies(stage, policy)
    }

    /// Audits the export by the policy, by one that asks for more, and with a line that does not hold.
    private func auditByPolicies(_ stage: Stage, _ policy: TrustPolicy) async throws {
        let logKey = try await stage.logKey()
        func audit(_ policy: TrustPolicy) async throws -> ExportReport {
            try await LogExport.audit(
                at: stage.path("export"),
                logKey: logKey,
                policy: policy,
                clock: .fixed(stage.time)
            )
        }
        let report = try await audit(policy)
        #expect(report.isClean)
        #expect(report.cosigners.compactMap(\.name).sorted() == ["w2", "w3"])
        let first = try #require(policy.witnesses.first)
        let strict = try TrustPolicy(
            logs: policy.logs,
            witnesses: policy.witnesses,
            quorum: first.name
        )
        #expect(try await audit(strict).findings.map(\.code) == ["checkpoint.quorum"])
        var lines = String(decoding: try stage.bytes("export/checkpoint"), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let last = try #require(lines.lastIndex { $0.contains("witness.example/w3") })
        let end = lines[last].index(lines[last].endIndex, offsetBy: -8)
        lines[last].replaceSubrange(end...end, with: lines[last][end] == "A" ? "B" : "A")
        try Data(lines.joined(separator: "\n").utf8)
            .write(to: URL(filePath: stage.path("export/checkpoint")))
        #expect(try await audit(policy).findings.map(\.code) == ["checkpoint.cosignature"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `serves receipts after the log has grown, for what it covers`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        try await stage.ask(witness, "w1")
        let cosigned = try await stage.open(as: nil).summary().head
        let later = try await stage.deposit("Another paper")
        let second = try await stage.grant(later)
        let policy = try stage.policy()
        let chamber = try await stage.open(as: stage.chamber)

        let receipt = try Receipt(parsing: try await chamber.receipt(at: grant.index))
        let verified = try receipt.verify(by: policy, answering: ReceiptQuestion(kind: .grant))
        #expect(verified.head == cosigned)
        let young = try Receipt(parsing: try await chamber.receipt(at: second.index))
        #expect(throws: LedgerError.quorumNotMet) {
            try young.verify(by: policy, answering: ReceiptQuestion(kind: .grant))
        }
        let trusting = try TrustPolicy(trusting: try await stage.logKey())
        let found = try young.verify(by: trusting, answering: ReceiptQuestion(kind: .grant))
        #expect(found.head == (try await chamber.summary().head))

        // One more witness, whom the older head does not have: the newest that anybody cosigned.
        _ = try await stage.witness("w2", seed: 2)
        let again = try Receipt(parsing: try await chamber.receipt(at: grant.index))
        #expect(again.proof.note == receipt.proof.note)
    }

    @Test(.timeLimit(.minutes(5)))
    func `is read by everybody who reads the plain one`() async throws {
        let stage = try await Stage()
        let memory = HeadMemoryFolder(path: stage.path("memory"))
        func open() async throws -> DocumentVault {
            try await DocumentVault.open(
                at: stage.path("vault"),
                as: stage.counselor,
                clock: .fixed(stage.time),
                memory: memory
            )
        }
        let early = try await open()
        let witness = try await stage.witness("w1", seed: 1)
        let auditor = try await Self.auditor(stage)
        for number in 1...3 {
            try await stage.ask(witness, "w1")
            _ = try await early.enrolProvisional(name: "Newcomer \(number)")
            _ = try await open().enrolProvisional(name: "Second newcomer \(number)")
        }
        try await stage.ask(witness, "w1")
        let report = try await open().audit()
        #expect(report.isClean)
        #expect(report.cosigners.map(\.name) == ["w1"])
        #expect(report.cosigners.map(\.time) == [stage.time])
        #expect(report.isQuorumMet == true)
        #expect(try await early.summary().head == report.head)

        let cosigned = try #require(try await stage.open(as: auditor).witness().cosigned)
        #expect(cosigned.note.signatures.count == 3)
        let merged = try await stage.open(as: nil).importCosigned(cosigned.note)
        #expect(merged.added.map(\.name.description).contains("witness.example/w1"))
        #expect(merged.added.contains(cosigned.key))
        let second = try await open().audit(since: cosigned.note)
        #expect(second.isClean)
        #expect(second.cosigners.map(\.key) == [witness.key, cosigned.key])
        #expect(second.cosigners.map(\.name) == ["w1", nil])
    }

    @Test(.timeLimit(.minutes(5)))
    func `comes in from an auditor without a policy, and from no stranger`() async throws {
        let stage = try await Stage()
        let auditor = try await Self.auditor(stage)
        let cosigned = try #require(try await stage.open(as: auditor).witness().cosigned)
        try await stage.deposit("A diploma")
        let vault = try await stage.open(as: nil)
        let head = try await vault.importCosigned(cosigned.note)
        #expect(head.head.size == 7)
        #expect(head.added == [cosigned.key])
        #expect(head.isQuorumMet == nil)
        #expect(try stage.signedHead(7) == cosigned.note)
        let overview = try await vault.witnesses()
        #expect(overview.witnesses.map(\.key) == [cosigned.key])
        #expect(overview.witnesses.map(\.name) == [nil])
        let receipt = try Receipt(
            parsing: try await stage.open(as: stage.counselor).receipt(at: 5)
        )
        #expect(receipt.proof.note == cosigned.note)

        let logKey = try await stage.logKey()
        let stranger = try OutsideWitness("witness.example/s", seed: 9, of: logKey, at: stage.time)
        let plain = try stage.signedHead(8)
        let foreign = try plain.adding(stranger.line(over: plain.text))
        await #expect(throws: VaultError.notCosigned(.signer)) {
            try await vault.importCosigned(foreign)
        }
        await #expect(throws: VaultError.notCosigned(.signer)) {
            try await vault.importCosigned(plain)
        }
        let line = NoteSignature(
            name: cosigned.key.name,
            keyID: cosigned.key.id,
            bytes: stranger.line(over: plain.text).bytes
        )
        let bad = try plain.adding(line)
        await #expect(throws: VaultError.notCosigned(.signature)) {
            try await vault.importCosigned(bad)
        }
        let unsigned = try SignedNote(
            text: cosigned.note.text,
            signatures: Array(cosigned.note.signatures.dropFirst())
        )
        await #expect(throws: VaultError.notCosigned(.log)) {
            try await vault.importCosigned(unsigned)
        }
        let other = try await Stage()
        await #expect(throws: VaultError.notCosigned(.log)) {
            try await other.open(as: nil).importCosigned(cosigned.note)
        }
        #expect(try stage.signedHead(8) == plain)
    }

    @Test(.timeLimit(.minutes(5)))
    func `of an auditor stops a log that has lost it`() async throws {
        let stage = try await Stage()
        let auditor = try await Self.auditor(stage)
        try stage.copy("vault", to: "backup")
        try await stage.deposit("A diploma")
        let cosigned = try #require(try await stage.open(as: auditor).witness().cosigned)
        try stage.put("backup")
        let vault = try await stage.open(as: nil)
        let found = try await vault.summary().head
        let name = cosigned.key.name.description
        let ahead = VaultError.witnessAhead(witness: name, size: 8, found: found)
        await #expect(throws: ahead) { try await vault.importCosigned(cosigned.note) }
        await #expect(throws: ahead) {
            try await stage.open(as: stage.counselor).enrolProvisional(name: "Another")
        }
        #expect(try await stage.codes() == ["witness.ahead"])

        // The log is let go its own way, the auditor follows, and the old head turns up again.
        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: found.root)
        for number in 1...2 { try await stage.deposit("Another paper \(number)") }
        let second = try #require(try await stage.open(as: auditor).witness().cosigned)
        let now = try await vault.importCosigned(second.note).head
        #expect(now.size == 9)
        let forked = VaultError.witnessForked(
            witness: name,
            cosigned: try Checkpoint(parsing: cosigned.note.text).head,
            found: now
        )
        await #expect(throws: forked) { try await vault.importCosigned(cosigned.note) }
        await #expect(throws: forked) {
            try await stage.open(as: stage.counselor).enrolProvisional(name: "Another")
        }
        #expect(try await stage.codes() == ["witness.forked"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `with a cosignature that does not hold is found and given to nobody`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        try await stage.ask(witness, "w1")
        let note = try stage.signedHead(6)
        let line = note.signatures[1]
        let other = try stage.signedHead(5)
        let wrong = NoteSignature(
            name: line.name,
            keyID: line.keyID,
            bytes: witness.line(over: other.text).bytes
        )
        let forged = try SignedNote(text: note.text, signatures: [note.signatures[0], wrong])
        try Intruder(stage).run(
            "UPDATE checkpoint SET note = ? WHERE size = 6",
            [String(decoding: forged.bytes, as: UTF8.self)]
        )
        #expect(try await stage.codes() == ["checkpoint.cosignature"])
        await #expect(throws: VaultError.damaged(.checkpoint)) {
            try await stage.open(as: stage.counselor).receipt(at: 5)
        }
        await #expect(throws: VaultError.damaged(.checkpoint)) {
            try await stage.open(as: stage.admin).exportLog(to: stage.path("export"))
        }
        #expect(!FileManager.default.fileExists(atPath: stage.path("export")))
        // The witness cosigns once more, and the right line takes the place of the wrong one.
        try await stage.ask(witness, "w1")
        #expect(try stage.signedHead(6) == note)
        #expect(try await stage.codes() == [])
    }
}
