import LedgerSupport
import Testing
import VaultLedger

@Suite("Signed statement")
struct SignedStatementTests {
    /// A statement of each type in a place where it is accepted.
    struct Acceptable: CustomTestStringConvertible, Sendable {
        let history: Scenario
        let draft: Draft
        var testDescription: String { draft.statement.kind.rawValue }

        init(in history: Scenario, _ draft: (Scenario) -> Draft) {
            self.history = history
            self.draft = draft(history)
        }
    }

    static let acceptable = [
        Acceptable(in: .empty) { $0.genesis() },
        Acceptable(in: .staffed) { $0.office(Group.other, holders: [.ada, .alan]) },
        Acceptable(in: .audited) { $0.enrol(.ivan, as: .auditor, along: .iris) },
        Acceptable(in: .audited) { $0.deposit(.diploma) },
        Acceptable(in: .furnished) { $0.grant(.diploma) },
        Acceptable(in: .granted) { $0.revoke($0.index - 1, of: .diploma) },
        Acceptable(in: .revoked) { $0.rekey(.diploma) },
        Acceptable(in: .granted) { $0.describe(.diploma) },
        Acceptable(in: .granted) {
            $0.open(.diploma, basis: .grant($0.index - 1), by: .university)
        },
        Acceptable(in: .furnished) { $0.send(.diploma) },
        Acceptable(in: .granted) { $0.withdraw(.diploma) },
        Acceptable(in: .granted) { $0.askDeletion(.diploma, release: $0.index - 1) },
        Acceptable(in: .asked) {
            $0.answerDeletion(
                .diploma,
                request: $0.index - 1,
                basis: .grant($0.index - 4),
                by: .university
            )
        },
        Acceptable(in: .furnished) { $0.retire(.clara) },
        Acceptable(in: .granted) { $0.rotate(.university) },
        Acceptable(in: .furnished) { $0.takeAnew(.pavel) },
        Acceptable(in: .furnished) { $0.invite() },
        Acceptable(in: .furnished) { $0.claim() },
        Acceptable(in: .furnished) { $0.plan() },
        Acceptable(in: .planned) { $0.recover() },
        Acceptable(in: .recovering) { $0.recovered() },
        Acceptable(in: .recovering) { $0.veto() },
        Acceptable(in: .furnished) { $0.erase(.olga) },
        Acceptable(in: .requested) { $0.warrant($0.index - 1) },
        Acceptable(in: .furnished) { $0.clock(Scenario.start) },
        Acceptable(in: .furnished) { $0.logKey() },
        Acceptable(in: .furnished) { $0.scrub() },
    ]

    @Test
    func `is tried in every type`() {
        let kinds = Set(Self.acceptable.map(\.draft.statement.kind))
        #expect(kinds == Set(Statement.Kind.allCases))
    }

    @Test(arguments: acceptable)
    func `is written as it was read`(test: Acceptable) throws {
        let bytes = test.draft.bytes
        let signed = try SignedStatement(bytes: bytes)
        #expect(signed.statement == test.draft.statement)
        #expect(signed.bytes == bytes)
        #expect(signed.digest == Digest.of(bytes.span))
        #expect(signed.leafHash == MerkleTree.leafHash(of: signed.digest.array.span))
        #expect(try SignedStatement(signed.statement, signedBy: test.draft.signers) == signed)
        var scenario = test.history
        #expect(scenario.submit(bytes: bytes) == nil)
    }

    /// A bit that changes the letter's case, a low bit, and the bit that leaves ASCII.
    @Test(arguments: acceptable, [0x01, 0x20, 0x80] as [UInt8])
    func `is refused with any byte changed`(test: Acceptable, mask: UInt8) {
        let bytes = test.draft.bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= mask
            var store = test.history.store
            let rule = Replay.apply(bytes: changed, at: test.history.index, to: &store)
            #expect(rule != nil, "byte \(place)")
        }
    }

    @Test(arguments: acceptable)
    func `is refused with any byte missing or more`(test: Acceptable) {
        let bytes = test.draft.bytes
        for place in bytes.indices {
            for replacement in [[], [bytes[place], bytes[place]]] {
                var changed = bytes
                changed.replaceSubrange(place...place, with: replacement)
                var store = test.history.store
                let rule = Replay.apply(bytes: changed, at: test.history.index, to: &store)
                #expect(rule != nil, "byte \(place)")
            }
        }
    }

    @Test(arguments: acceptable)
    func `is refused with every end cut off`(test: Acceptable) {
        let bytes = test.draft.bytes
        for count in bytes.indices {
            var store = test.history.store
            let rule = Replay.apply(
                bytes: Array(bytes[..<count]),
                at: test.history.index,
                to: &store
            )
            #expect(rule != nil, "\(count) bytes")
        }
    }

    @Test
    func `is not made of a statement without a spelling`() throws {
        let example = StatementExample.documents[0].statement
        let signer = Person.ada.signer()
        let described = { (holders: [SealedKey]) in
            Statement.Body.describe(
                Redescription(
                    owner: StatementExample.owner,
                    document: StatementExample.document,
                    generation: 1,
                    basis: .own,
                    holders: holders
                )
            )
        }
        let holders = StatementExample.holders
        #expect(throws: Never.self) {
            try SignedStatement(example.saying(described(holders)), signedBy: [signer])
        }
        for statement in [
            example.saying(described([])),
            example.saying(described(holders.reversed())),
            example.saying(described([holders[0], holders[0]])),
            example.saying(example.body, origin: "a b"),
            example.saying(example.body, origin: "a\ntype grant"),
            example.saying(example.body, number: -1),
        ] {
            #expect(throws: LedgerError.malformedStatement) {
                try SignedStatement(statement, signedBy: [signer])
            }
        }
        #expect(throws: LedgerError.malformedNote) { try SignedStatement(example, signedBy: []) }
        #expect(throws: LedgerError.malformedNote) {
            try SignedStatement(example, signedBy: [signer, signer])
        }
    }

    @Test
    func `is not a checkpoint or a card`() throws {
        for text in [Example.text, "vault/card/v1\nname \"Ada\"\n"] {
            let note = try SignedNote(text: Array(text.utf8), signers: [try logSigner()])
            #expect(throws: LedgerError.malformedStatement) {
                try SignedStatement(bytes: note.bytes)
            }
        }
    }
}

extension Statement {
    fileprivate func saying(
        _ body: Body,
        origin: String? = nil,
        number: Int? = nil
    ) -> Statement {
        Statement(
            origin: origin ?? self.origin,
            author: author,
            number: number ?? self.number,
            time: time,
            seen: seen,
            salt: salt,
            body: body
        )
    }
}
