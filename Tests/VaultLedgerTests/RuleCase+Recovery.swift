import LedgerSupport
import VaultLedger

extension RuleCase {
    /// Plans for the loss of a key.
    static let plans: [RuleCase] = changes(
        of: { $0.plan() },
        in: .furnished,
        [
            (.until, "that waits no day", { $0.plan(days: 0) }),
            (.until, "that waits 91 days", { $0.plan(days: 91) }),
            (.holders, "with one share", { $0.plan(holders: 1) }),
            (.holders, "with 17 shares", { $0.plan(holders: 17) }),
            (
                .keyName, "with a key under another name",
                { $0.plan(verifier: Scenario.recoveryKey(of: .omar, plan: 1).verifierKey) }
            ),
            (.duplicate, "with a recipient in use", { $0.plan(recipient: Person.clara.recipient) }),
            (
                .duplicate, "with a public key in use",
                { $0.plan(verifier: Person.clara.signer(named: Person.olga.keyName).verifierKey) }
            ), (.author, "of a provisional owner", { $0.plan(.pavel) }),
        ]
    )

    /// Recoveries, and how they are stopped.
    static let recoveries: [RuleCase] =
        changes(
            of: { $0.recover() },
            in: .planned,
            [
                (.recovery, "without a plan", { $0.recover(.omar) }),
                (
                    .recovery, "with another plan",
                    {
                        $0.recover(plan: 3).signed(with: [
                            Person.olga.renewed.signer(),
                            Scenario.recoveryKey(of: .olga, plan: $0.index - 1),
                        ])
                    }
                ),
                (
                    .signers, "without the recovery key",
                    { $0.recover().signed(by: [Person.olga.renewed]) }
                ),
                (
                    .signers, "with the old key",
                    { $0.recover().signed(by: [Person.olga.renewed, .olga]) }
                ),
                (
                    .signers, "without the new key",
                    {
                        $0.recover().signed(with: [
                            Scenario.recoveryKey(of: .olga, plan: $0.index - 1)
                        ])
                    }
                ),
                (.signature, "with a forged recovery key", { $0.recover().with(\.isForged, true) }),
                (
                    .keyName, "for a key under another name",
                    {
                        $0.recover(verifier: Person.nina.verifier).signed(with: [
                            Person.nina.signer(),
                            Scenario.recoveryKey(of: .olga, plan: $0.index - 1),
                        ])
                    }
                ),
                (
                    .duplicate, "for a recipient in use",
                    { $0.recover(recipient: Person.olga.recipient) }
                ),
                (
                    .duplicate, "for a public key in use",
                    {
                        $0.recover(
                            verifier: Person.clara.signer(named: Person.olga.keyName).verifierKey
                        ).signed(with: [
                            Person.clara.signer(named: Person.olga.keyName),
                            Scenario.recoveryKey(of: .olga, plan: $0.index - 1),
                        ])
                    }
                ),
                (
                    .duplicate, "for the log key",
                    {
                        $0.recover(
                            verifier: Person(name: "log").signer(named: Person.olga.keyName)
                                .verifierKey
                        ).signed(with: [
                            Person(name: "log").signer(named: Person.olga.keyName),
                            Scenario.recoveryKey(of: .olga, plan: $0.index - 1),
                        ])
                    }
                ),
                (
                    .number, "that leaves the member no number to stop it",
                    { $0.recover().with(\.number, .max) }
                ),
                (
                    .number, "that skips a number",
                    { $0.recover().with(\.number, $0.recover().number + 1) }
                ),
            ]
        )
        + changes(
            of: { $0.veto() },
            in: .recovering,
            [
                (.recovery, "a veto of another", { $0.veto(recovery: 3) }),
                (.recovery, "a veto by another", { $0.veto(.omar, recovery: $0.index - 1) }),
            ]
        )
        + changes(
            of: { $0.recovered() },
            in: .recovering,
            [
                (.recovery, "completed a second too early", { $0.recovered().delayed(by: -1) }),
                (.recovery, "completed with another", { $0.recovered(at: 3) }),
                (
                    .recovery, "completed with another recipient",
                    {
                        $0.recovered(
                            keys: $0.keys(of: Person.olga.renewed, recipient: Person.nina.recipient)
                        )
                    }
                ),
                (
                    .recovery, "completed with another key",
                    {
                        $0.recovered(
                            keys: $0.keys(
                                of: Person.olga.renewed,
                                verifier: Person.nina.signer(named: Person.olga.keyName).verifierKey
                            )
                        ).signed(with: [Person.nina.signer(named: Person.olga.keyName)])
                    }
                ),
                (
                    .signers, "completed with the old key too",
                    { $0.recovered().signed(by: [.olga, Person.olga.renewed]) }
                ),
                (
                    .signers, "completed with the old key alone",
                    { $0.recovered().signed(by: [.olga]) }
                ), (.basis, "completed for another", { $0.recovered(member: .omar) }),
                (
                    .holders, "completed without a document",
                    { $0.recovered(keys: $0.keys(of: Person.olga.renewed, documents: [])) }
                ),
            ]
        )
        + changes(
            of: { $0.plan() },
            in: .stopped,
            [(.recovery, "asked for again after a veto", { $0.recover(plan: $0.index - 3) })]
        )
        + changes(
            of: { $0.veto() },
            in: .recovering,
            [
                (
                    .recovery, "completed after its plan was replaced",
                    { $0.recovered(at: $0.index - 2) }
                )
            ]
        )
}
