import LedgerSupport
import Testing
import VaultLedger

/// A statement that breaks one rule, beside one that keeps them all.
struct RuleCase: CustomTestStringConvertible, Sendable {
    let rule: Rule
    let name: String
    let history: Scenario

    /// What would be accepted in this place.
    let valid: Draft

    /// The same with one thing changed.
    let broken: Draft

    var testDescription: String { "\(rule.rawValue): \(name)" }

    /// A rule, the one thing that is changed, and the statement with the change.
    typealias Change = (rule: Rule, name: String, broken: (Scenario) -> Draft)

    /// Cases that all change the same statement.
    static func changes(
        of valid: (Scenario) -> Draft,
        in history: Scenario,
        _ changes: [Change]
    ) -> [RuleCase] {
        changes.map { change -> RuleCase in
            RuleCase(
                rule: change.rule,
                name: change.name,
                history: history,
                valid: valid(history),
                broken: change.broken(history)
            )
        }
    }
}

@Suite("Rules of replay")
struct RuleTests {
    static let cases: [RuleCase] = [
        RuleCase.frame, RuleCase.genesis, RuleCase.offices, RuleCase.enrolments,
        RuleCase.identities, RuleCase.auditors, RuleCase.deposits, RuleCase.grants,
        RuleCase.grantsOnBehalf, RuleCase.revocations, RuleCase.rekeyings,
        RuleCase.descriptions, RuleCase.openings, RuleCase.nextKeys, RuleCase.retirements,
        RuleCase.rotations, RuleCase.custodies, RuleCase.invitations, RuleCase.claims,
        RuleCase.plans, RuleCase.recoveries, RuleCase.sendings, RuleCase.withdrawals,
        RuleCase.deletions, RuleCase.erasures, RuleCase.logs,
    ].flatMap { $0 }

    @Test(arguments: cases)
    func `are broken by one change`(test: RuleCase) {
        var scenario = test.history
        #expect(scenario.submit(test.broken) == test.rule)
        #expect(scenario.store == test.history.store, "an invalid statement had an effect")
        #expect(scenario.submit(test.valid) == nil, "the statement is invalid without the change")
    }

    @Test(arguments: Rule.allCases)
    func `are all tested`(rule: Rule) {
        #expect(Self.cases.contains { $0.rule == rule })
    }

    @Test
    func `have stable codes`() {
        #expect(
            Rule.allCases.map(\.rawValue) == [
                "statement.malformed", "statement.origin", "genesis.place", "key.name",
                "signature.signers", "signature.invalid", "author.unknown", "number.order",
                "time.behind", "seen.unknown", "seen.stale", "role", "basis", "office",
                "enrol.keys", "enrol.duplicate", "owner", "document", "generation", "recipient",
                "grantee", "until", "grant", "deletion", "holders", "content", "rekey.due",
                "member",
                "retire.last", "invitation", "recovery", "erasure", "erasure.closed",
            ]
        )
    }
}
