import GRDB
import Testing
import Vault
import VaultLedger

/// Proofs that people take away from the vault.
@Suite("A receipt from a vault")
struct VaultReceiptTests {
    @Test(.timeLimit(.minutes(5)))
    func `shows a grant to whoever trusts the log, and no other grant`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        let chamber = try await stage.open(as: stage.chamber)
        let receipt = try Receipt(parsing: try await chamber.receipt(at: grant.index))
        let summary = try await chamber.summary()
        let policy = try TrustPolicy(trusting: VerifierKey(summary.logKey))

        var question = ReceiptQuestion(document: document, grantee: stage.chamberID, kind: .grant)
        let verified = try receipt.verify(by: policy, answering: question)
        #expect(verified.index == grant.index)
        #expect(verified.head == summary.head)
        #expect(verified.statement.author == stage.counselorID)

        question.grantee = stage.counselorID
        #expect(throws: LedgerError.questionMismatch([.grantee])) {
            try receipt.verify(by: policy, answering: question)
        }
        let other = try await Stage()
        let stranger = try TrustPolicy(
            trusting: VerifierKey(try await other.open(as: nil).summary().logKey)
        )
        #expect(throws: LedgerError.unknownSigner) {
            try receipt.verify(by: stranger, answering: ReceiptQuestion())
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is for those who see the entry in the history`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        let other = try await stage.organisation("Another chamber")
        let size = try await stage.open(as: nil).summary().head.size
        for person in [stage.admin, stage.counselor, stage.chamber, other.identity] {
            let vault = try await stage.open(as: person)
            let visible = Set(try await vault.history().map(\.index))
            #expect(visible.contains(grant.index) == (person !== other.identity))
            for index in 0..<size {
                if visible.contains(index) {
                    let receipt = try Receipt(parsing: try await vault.receipt(at: index))
                    #expect(receipt.proof.inclusion.index == index)
                } else {
                    await #expect(throws: VaultError.notAllowed(.statement(index))) {
                        try await vault.receipt(at: index)
                    }
                }
            }
            for index in [-1, size, .max] {
                await #expect(throws: VaultError.statementNotFound(index)) {
                    try await vault.receipt(at: index)
                }
            }
        }
        let stranger = try await stage.open(as: Identity.generate(suite: .x25519))
        await #expect(throws: VaultError.notAllowed(.notEnrolled)) {
            try await stranger.receipt(at: 0)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is not made of a statement that does not verify`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document)
        try Intruder(stage).run(
            "UPDATE statement SET note = replace(note, 'recognition', 'employment') WHERE idx = ?",
            [grant.index]
        )
        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.damaged(.statement(grant.index))) {
            try await chamber.receipt(at: grant.index)
        }
    }
}
