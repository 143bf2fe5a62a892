import Testing
import VaultLedger

@Suite("Receipt")
struct ReceiptTests {
    let example: ReceiptExample
    let policy: TrustPolicy
    let grant: Receipt
    let grantQuestion = ReceiptQuestion(
        document: Paper.diploma.id,
        grantee: Person.university.id,
        kind: .grant
    )

    init() throws {
        example = try ReceiptExample()
        policy = try ReceiptExample.policy()
        grant = try example.receipt(ReceiptExample.grant)
    }

    @Test
    func `shows every statement of a log`() throws {
        for index in example.statements.indices {
            let receipt = try example.receipt(index)
            let read = try Receipt(parsing: receipt.bytes)
            #expect(read == receipt)
            let statement = example.statements[index].statement
            let shown = try read.verify(
                by: policy,
                answering: ReceiptQuestion(kind: statement.kind)
            )
            #expect(shown.statement == statement)
            #expect(shown.index == index)
            #expect(shown.head == example.head)
            #expect(shown.checkpoint.checkpoint.origin.description == Person.origin)
            let cosignatures = shown.checkpoint.cosignatures
            #expect(cosignatures.map(\.key) == ReceiptExample.witnesses.map(\.verifierKey))
            #expect(cosignatures.map(\.time) == (0..<3).map { ReceiptExample.time + $0 })
            #expect(!shown.isAuthorVerified)
        }
    }

    @Test
    func `carries the statement verbatim`() throws {
        #expect(grant.proof.extra == example.statements[ReceiptExample.grant].bytes)
        #expect(grant.statement == example.statements[ReceiptExample.grant])
        #expect(try TlogProof(parsing: grant.bytes) == grant.proof)
    }

    @Test(arguments: [0x01, 0x20, 0x80] as [UInt8])
    func `claims nothing else with any byte changed`(mask: UInt8) throws {
        let shown = try grant.verify(by: policy, answering: grantQuestion)
        let bytes = grant.bytes
        var acceptedCount = 0
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= mask
            guard let receipt = try? Receipt(parsing: changed) else { continue }
            #expect(receipt.bytes == changed, "byte \(place)")
            guard let other = try? receipt.verify(by: policy, answering: grantQuestion) else {
                continue
            }
            // All that can be lost is one of the witnesses, whose line is no longer known.
            acceptedCount += 1
            #expect(other.statement == shown.statement, "byte \(place)")
            #expect(other.index == shown.index, "byte \(place)")
            #expect(other.checkpoint.checkpoint == shown.checkpoint.checkpoint, "byte \(place)")
            let cosignatures = shown.checkpoint.cosignatures
            #expect(other.checkpoint.cosignatures.count == 2, "byte \(place)")
            #expect(other.checkpoint.cosignatures.allSatisfy(cosignatures.contains))
        }
        #expect(acceptedCount < 100)
    }

    @Test
    func `is refused with any byte changed where all witnesses are needed`() throws {
        let strict = try ReceiptExample.policy(threshold: 3)
        let bytes = grant.bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(throws: LedgerError.self, "byte \(place)") {
                try Receipt(parsing: changed).verify(by: strict, answering: grantQuestion)
            }
        }
    }

    @Test
    func `is refused with another entry, place, path or size`() throws {
        let statement = grant.statement
        let inclusion = grant.proof.inclusion
        let question = ReceiptQuestion()
        for (index, other) in example.statements.enumerated() where index != inclusion.index {
            let swapped = try Receipt(
                statement: other,
                inclusion: inclusion,
                note: example.note
            )
            #expect(throws: LedgerError.rootMismatch) {
                try swapped.verify(by: policy, answering: question)
            }
            let moved = try Receipt(
                statement: statement,
                inclusion: InclusionProof(index: index, path: inclusion.path),
                note: example.note
            )
            #expect(throws: LedgerError.self) { try moved.verify(by: policy, answering: question) }
        }
        for path in variants(of: inclusion.path) {
            let changed = try Receipt(
                statement: statement,
                inclusion: InclusionProof(index: inclusion.index, path: path),
                note: example.note
            )
            #expect(throws: LedgerError.self) {
                try changed.verify(by: policy, answering: question)
            }
        }
        let other = try ReceiptExample(example.statements + [example.statements[0]])
        let aged = try Receipt(statement: statement, inclusion: inclusion, note: other.note)
        #expect(throws: LedgerError.self) { try aged.verify(by: policy, answering: question) }
    }

    @Test
    func `is refused with a statement of another vault`() throws {
        var draft = SignedStatementTests.acceptable[ReceiptExample.grant].draft
        draft.origin = "vault.example/other"
        draft.signers = [draft.author.signer(origin: draft.origin)]
        let foreign = try ReceiptExample([try SignedStatement(bytes: draft.bytes)])
        let receipt = try foreign.receipt(0)
        #expect(throws: LedgerError.originMismatch) {
            try receipt.verify(by: policy, answering: ReceiptQuestion())
        }
    }

    @Test
    func `is refused without the log and the witnesses that are trusted`() throws {
        let other = try TrustPolicy(trusting: try VerifierKey(Example.logKey))
        #expect(throws: LedgerError.unknownSigner) {
            try grant.verify(by: other, answering: grantQuestion)
        }
        let alone = try Receipt(
            statement: grant.statement,
            inclusion: grant.proof.inclusion,
            note: ReceiptExample.note(
                over: example.head,
                cosigners: [ReceiptExample.witnesses[0]]
            )
        )
        #expect(throws: LedgerError.quorumNotMet) {
            try alone.verify(by: policy, answering: grantQuestion)
        }
        let key = ReceiptExample.log.verifierKey
        let shown = try alone.verify(by: TrustPolicy(trusting: key), answering: grantQuestion)
        #expect(shown.checkpoint.cosignatures.isEmpty)
    }

    @Test
    func `needs a statement in its extra line`() throws {
        let inclusion = grant.proof.inclusion
        let bare = try TlogProof(extra: nil, inclusion: inclusion, note: example.note)
        #expect(throws: LedgerError.malformedReceipt) { try Receipt(parsing: bare.bytes) }
        let word = try TlogProof(
            extra: Array("charlie".utf8),
            inclusion: inclusion,
            note: example.note
        )
        #expect(throws: LedgerError.malformedNote) { try Receipt(parsing: word.bytes) }
        let note = try TlogProof(
            extra: example.note.bytes,
            inclusion: inclusion,
            note: example.note
        )
        #expect(throws: LedgerError.malformedStatement) { try Receipt(parsing: note.bytes) }
    }
}

// MARK: - Questions

extension ReceiptTests {
    /// Questions about a grant of the diploma to the university, and the parts that it does not answer.
    static let questions: [(ReceiptQuestion, [ReceiptQuestion.Part])] = {
        let diploma = Paper.diploma.id
        let university = Person.university.id
        return [
            (ReceiptQuestion(), []),
            (ReceiptQuestion(document: diploma), []),
            (ReceiptQuestion(grantee: university), []),
            (ReceiptQuestion(kind: .grant), []),
            (ReceiptQuestion(document: diploma, grantee: university, kind: .grant), []),
            (ReceiptQuestion(document: Paper.licence.id), [.document]),
            (ReceiptQuestion(grantee: Person.chamber.id), [.grantee]),
            (ReceiptQuestion(grantee: Person.olga.id), [.grantee]),
            (ReceiptQuestion(kind: .revoke), [.kind]),
            (ReceiptQuestion(document: Paper.licence.id, grantee: university), [.document]),
            (ReceiptQuestion(document: diploma, grantee: university, kind: .open), [.kind]),
            (
                ReceiptQuestion(document: diploma, grantee: Person.chamber.id, kind: .grant),
                [.grantee]
            ),
            (
                ReceiptQuestion(
                    document: Paper.licence.id,
                    grantee: Person.chamber.id,
                    kind: .open
                ),
                [.document, .grantee, .kind]
            ),
        ]
    }()

    @Test(arguments: questions)
    func `answers what the statement says and nothing else`(
        question: ReceiptQuestion,
        differing: [ReceiptQuestion.Part]
    ) throws {
        if differing.isEmpty {
            #expect(try grant.verify(by: policy, answering: question).index == ReceiptExample.grant)
        } else {
            #expect(throws: LedgerError.questionMismatch(differing)) {
                try grant.verify(by: policy, answering: question)
            }
        }
    }

    @Test
    func `tells the document of every statement about one`() throws {
        let about: Set<Statement.Kind> = [
            .deposit, .grant, .revoke, .rekey, .describe, .open, .send, .withdraw,
            .deletionRequest, .deletionAnswer,
        ]
        for signed in example.statements {
            let statement = signed.statement
            let isAboutDocument = about.contains(statement.kind)
            let question = ReceiptQuestion(document: Paper.diploma.id, kind: statement.kind)
            #expect(question.isAnswered(by: statement) == isAboutDocument, "\(statement.kind)")
            let isGrant = statement.kind == .grant
            let grantee = ReceiptQuestion(grantee: Person.university.id)
            #expect(grantee.isAnswered(by: statement) == isGrant, "\(statement.kind)")
        }
    }
}

// MARK: - Authors

extension ReceiptTests {
    @Test
    func `shows the author's signature to who knows the key`() throws {
        for (index, test) in SignedStatementTests.acceptable.enumerated() {
            let shown = try example.receipt(index).verify(
                by: policy,
                answering: ReceiptQuestion(),
                author: test.draft.signers[0].verifierKey
            )
            #expect(shown.isAuthorVerified)
        }
    }

    @Test
    func `is refused with a key that is not the author's`() throws {
        let olga = Person.olga
        #expect(throws: LedgerError.unknownSigner) {
            try grant.verify(by: policy, answering: grantQuestion, author: Person.omar.verifier)
        }
        let sameName = Person.omar.signer(named: olga.keyName).verifierKey
        #expect(throws: LedgerError.unknownSigner) {
            try grant.verify(by: policy, answering: grantQuestion, author: sameName)
        }
        #expect(throws: LedgerError.unsupportedKeyType(0x04)) {
            try grant.verify(by: policy, answering: grantQuestion, author: olga.witness)
        }
    }

    @Test
    func `shows a forged statement as logged, but not as its author's`() throws {
        let draft = SignedStatementTests.acceptable[ReceiptExample.grant].draft
        let forgeries = [
            (draft.signed(by: [.omar]), LedgerError.unknownSigner),
            (
                draft.signed(with: [Person.omar.signer(named: Person.olga.keyName)]),
                LedgerError.unknownSigner
            ),
            (draft.with(\.isForged, true), LedgerError.badSignature),
        ]
        for (forgery, error) in forgeries {
            let log = try ReceiptExample([try SignedStatement(bytes: forgery.bytes)])
            let receipt = try log.receipt(0)
            let shown = try receipt.verify(by: policy, answering: grantQuestion)
            #expect(!shown.isAuthorVerified)
            #expect(throws: error) {
                try receipt.verify(
                    by: policy,
                    answering: grantQuestion,
                    author: Person.olga.verifier
                )
            }
        }
    }
}
