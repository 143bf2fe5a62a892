import LedgerSupport
import VaultLedger

extension RuleCase {
    /// Claim codes.
    static let invitations: [RuleCase] =
        changes(
            of: { $0.invite() },
            in: .furnished,
            [
                (.role, "by an admin", { $0.invite(by: .ada) }),
                (.member, "for an owner with a key", { $0.invite(.olga) }),
                (.member, "for somebody unknown", { $0.invite(.nina) }),
                (.basis, "by a counselor of another office", { $0.invite(by: .cora) }),
                (.until, "that has ended", { $0.invite(until: required($0.store.state).time) }),
                (
                    .until, "of more than 90 days",
                    {
                        $0.invite(
                            until: required($0.store.state).time.advanced(by: 60 + 90 * 86_400 + 1)
                        )
                    }
                ),
                (
                    .duplicate, "with the recipient of a member",
                    { $0.invite(recipient: Person.clara.recipient) }
                ),
                (
                    .duplicate, "with the public key of a member",
                    {
                        $0.invite(
                            verifier: Person.clara.signer(named: Person.pavel.keyName).verifierKey
                        )
                    }
                ),
                (
                    .keyName, "with a key under another name",
                    { $0.invite(verifier: Scenario.code($0.index, of: .petra).verifierKey) }
                ),
                (
                    .keys, "with the key of an office",
                    { $0.invite(group: $0.groupKey(of: Group.townHall, for: .pavel)) }
                ),
                (
                    .keys, "with a key of the next generation",
                    {
                        $0.invite(
                            group: $0.groupKey(of: Group.everyone, generation: 2, for: .pavel)
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.invite() },
            in: .invited,
            [
                (
                    .duplicate, "with the recipient of a code that can be used",
                    { $0.invite(recipient: digest(of: "recipient of code \($0.index - 2)")) }
                )
            ]
        )

    /// How a provisional owner takes over, vouched for by a counselor.
    static let claims: [RuleCase] =
        changes(
            of: { $0.claim() },
            in: .invited,
            [
                (
                    .signers, "without the counselor",
                    { $0.claim().signed(by: [Person.pavel.renewed]) }
                ),
                (
                    .signers, "signed by another counselor",
                    { $0.claim().signed(by: [Person.pavel.renewed, .carl]) }
                ),
                (
                    .signers, "with a counselor who is not enrolled",
                    { $0.claim(by: .counselor(Person.nina.id)) }
                ), (.signature, "with a forged voucher", { $0.claim().with(\.isForged, true) }),
                (.member, "by an owner with a key", { $0.claim(.olga) }),
                (.member, "in the name of a counselor", { $0.claim(.carl) }),
                (.author, "by somebody unknown", { $0.claim(.nina) }),
                (
                    .author, "without a key",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                verifier: .some(nil),
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        )
                    }
                ),
                (
                    .basis, "with a counselor of another office",
                    { $0.claim(by: .counselor(Person.cora.id)) }
                ), (.basis, "with an admin", { $0.claim(by: .counselor(Person.ada.id)) }),
                (
                    .keyName, "in custody",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                custody: digest(of: "custody"),
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        )
                    }
                ),
                (
                    .keyName, "with a key under another name",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                verifier: Person.nina.verifier,
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        ).signed(by: [.nina, .clara])
                    }
                ),
                (
                    .keyName, "with a witness key",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                witness: Person.pavel.renewed.witness,
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        )
                    }
                ),
                (
                    .duplicate, "with the recipient that the office knows",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                recipient: Person.pavel.recipient,
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        )
                    }
                ),
                (
                    .keys, "without the members' key",
                    { $0.claim(keys: $0.keys(of: Person.pavel.renewed, groups: [])) }
                ),
                (
                    .keys, "with the office's key",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                groups: [
                                    $0.groupKey(of: Group.everyone, for: .pavel),
                                    $0.groupKey(of: Group.townHall, for: .pavel),
                                ]
                            )
                        )
                    }
                ),
                (
                    .holders, "without a document",
                    {
                        $0.claim(
                            keys: $0.keys(
                                of: Person.pavel.renewed,
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)],
                                documents: []
                            )
                        )
                    }
                ),
                (
                    .stale, "before having seen the deposit",
                    { $0.claim().seeing($0.store.head(size: $0.depositOf(.passport))) }
                ),
            ]
        )
        + changes(
            of: { $0.claim(by: .invitation($0.index - 2)) },
            in: .invited,
            [
                (
                    .signers, "with another code",
                    { $0.claim(by: .invitation($0.index - 2), along: Scenario.code(0, of: .pavel)) }
                ),
                (
                    .signers, "with a code that there is not",
                    { $0.claim(by: .invitation($0.index - 3)) }
                ),
                (
                    .invitation, "with a code of another owner",
                    {
                        $0.claim(
                            by: .invitation($0.index - 1),
                            along: Scenario.code($0.index - 1, of: .petra)
                        )
                    }
                ),
                (
                    .invitation, "with a code that has ended",
                    { $0.claim(by: .invitation($0.index - 2)).delayed(by: 2 * 86_400) }
                ),
            ]
        )
        + changes(
            of: { $0.claim() },
            in: .replaced,
            [
                (
                    .signers, "with a code that was replaced",
                    { $0.claim(by: .invitation($0.index - 2)) }
                )
            ]
        )
        + changes(
            of: { $0.claim(by: .counselor(Person.carl.id)) },
            in: .invitedThenWithoutClara,
            [
                (
                    .signers, "with a code of a counselor who left",
                    { $0.claim(by: .invitation($0.index - 2)) }
                )
            ]
        )
}
