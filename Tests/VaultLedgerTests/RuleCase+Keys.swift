import LedgerSupport
import VaultLedger

extension RuleCase {
    /// The next keys of groups.
    static let nextKeys: [RuleCase] =
        changes(
            of: { $0.nextKey(of: Group.townHall) },
            in: .furnished,
            [
                (
                    .role, "by a counselor who holds the key",
                    { $0.nextKey(of: Group.townHall, by: .clara) }
                ),
                (
                    .basis, "by an admin who does not hold the key",
                    { $0.nextKey(of: Group.townHall, by: .alan) }
                ), (.office, "of another kind", { $0.nextKey(of: Group.townHall, kind: .members) }),
                (
                    .generation, "the generation after the next",
                    { $0.nextKey(of: Group.townHall, generation: 3) }
                ),
                (
                    .generation, "the same generation",
                    { $0.nextKey(of: Group.townHall, generation: 1) }
                ),
                (
                    .generation, "without the key before",
                    { $0.nextKey(of: Group.townHall, previous: nil) }
                ),
                (
                    .holders, "without a holder",
                    { $0.nextKey(of: Group.townHall, holders: [.ada, .clara]) }
                ),
                (
                    .holders, "with an auditor more",
                    { $0.nextKey(of: Group.townHall, holders: [.ada, .clara, .carl, .iris]) }
                ),
                (
                    .holders, "with an organisation more",
                    { $0.nextKey(of: Group.townHall, holders: [.ada, .clara, .carl, .university]) }
                ),
                (
                    .holders, "with an admin in the place of a holder",
                    { $0.nextKey(of: Group.townHall, holders: [.ada, .alan, .clara]) }
                ),
                (
                    .duplicate, "with the recipient before",
                    {
                        $0.nextKey(
                            of: Group.townHall,
                            recipient: digest(of: "recipient of \(Group.townHall)")
                        )
                    }
                ),
                (
                    .recipient, "sealed to other keys",
                    {
                        $0.nextKey(
                            of: Group.townHall,
                            recipients: [
                                Person.alan.recipient, Person.alan.recipient, Person.alan.recipient,
                            ]
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.nextKey(of: Group.townHall, holders: [.ada, .alan, .clara, .carl]) },
            in: .furnished,
            [
                (
                    .holders, "with an admin and an owner more",
                    {
                        $0.nextKey(
                            of: Group.townHall,
                            holders: [.ada, .alan, .clara, .carl, .olga]
                        )
                    }
                ),
                (
                    .basis, "with an admin more, by that admin",
                    {
                        $0.nextKey(
                            of: Group.townHall,
                            holders: [.ada, .alan, .clara, .carl],
                            by: .alan
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.nextKey(of: Group.townHall) },
            in: .withoutAlan,
            [
                (
                    .holders, "with an admin more who left",
                    { $0.nextKey(of: Group.townHall, holders: [.ada, .alan, .clara, .carl]) }
                )
            ]
        )
        + changes(
            of: { $0.office(Group.other, holders: [.ada]) },
            in: .withoutAlan,
            [
                (
                    .holders, "a new one with an admin who left",
                    { $0.office(Group.other, holders: [.ada, .alan]) }
                )
            ]
        )
        + changes(
            of: { $0.nextKey(of: Group.townHall) },
            in: .renewed,
            [
                (
                    .generation, "a second one of the same generation",
                    { $0.nextKey(of: Group.townHall, generation: 2) }
                ),
                (
                    .duplicate, "with the recipient of an earlier generation",
                    {
                        $0.nextKey(
                            of: Group.townHall,
                            recipient: digest(of: "recipient of \(Group.townHall)")
                        )
                    }
                ),
            ]
        )

    /// Who leaves, and what they can do no more.
    static let retirements: [RuleCase] =
        changes(
            of: { $0.retire(.clara) },
            in: .furnished,
            [
                (.role, "by a counselor", { $0.retire(.carl, by: .clara) }),
                (.role, "by an owner", { $0.retire(.clara, by: .olga) }),
                (.member, "somebody unknown", { $0.retire(.nina) }),
                (.member, "an owner", { $0.retire(.olga) }),
                (.member, "oneself", { $0.retire(.ada) }),
                (.last, "the last auditor", { $0.retire(.iris) }),
            ]
        )
        + changes(
            of: { $0.retire(.clara) },
            in: .withOfficeOfAlan,
            [(.last, "the last holder of a key", { $0.retire(.alan) })]
        )
        + changes(
            of: { $0.deposit(.fresh, by: .carl) },
            in: .withoutClara,
            [(.author, "a statement of one who left", { $0.deposit(.fresh, by: .clara) })]
        )
        + changes(
            of: { $0.retire(.carl) },
            in: .withoutClara,
            [(.member, "who left", { $0.retire(.clara) })]
        )
        + changes(
            of: { $0.grant(.diploma, to: .carl) },
            in: .withoutClara,
            [(.grantee, "a grant to one who left", { $0.grant(.diploma, to: .clara) })]
        )
        + changes(
            of: { $0.claim(by: .counselor(Person.carl.id)) },
            in: .withoutClara,
            [(.basis, "a claim with one who left", { $0.claim() })]
        )
        + changes(
            of: { $0.enrol(.nina, as: .auditor, along: .ivan) },
            in: .withoutIris,
            [
                (
                    .signers, "an auditor with one who left",
                    { $0.enrol(.nina, as: .auditor, along: .iris) }
                )
            ]
        )
        + changes(
            of: { $0.takeAnew(.pavel, by: .carl) },
            in: .withoutClara,
            [(.author, "an office's new keys by one who left", { $0.takeAnew(.pavel) })]
        )

    /// New keys of a member who has some.
    static let rotations: [RuleCase] =
        changes(
            of: { $0.rotate(.clara) },
            in: .furnished,
            [
                (
                    .signers, "without the old key",
                    { $0.rotate(.clara).signed(by: [Person.clara.renewed]) }
                ), (.signers, "without the new key", { $0.rotate(.clara).signed(by: [.clara]) }),
                (
                    .signers, "the new key first",
                    { $0.rotate(.clara).signed(by: [Person.clara.renewed, .clara]) }
                ),
                (
                    .signature, "a forged proof of the new key",
                    { $0.rotate(.clara).with(\.isForged, true) }
                ), (.member, "of somebody unknown", { $0.rotate(.clara, member: .nina) }),
                (.basis, "of somebody else", { $0.rotate(.clara, member: .carl) }),
                (.office, "with an office", { $0.rotate(.clara, office: Group.townHall) }),
                (
                    .recovery, "with a recovery that there is not",
                    { $0.rotate(.clara, recovery: 3) }
                ),
                (
                    .keyName, "in custody",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(of: Person.clara.renewed, custody: digest(of: "custody"))
                        )
                    }
                ),
                (
                    .keyName, "without a key",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(of: Person.clara.renewed, verifier: .some(nil))
                        ).signed(by: [.clara])
                    }
                ),
                (
                    .keyName, "with a witness key for a counselor",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                witness: Person.clara.renewed.witness
                            )
                        )
                    }
                ),
                (
                    .keyName, "with a key under another name",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(of: Person.clara.renewed, verifier: Person.nina.verifier)
                        ).signed(by: [.clara, .nina])
                    }
                ),
                (
                    .duplicate, "with the recipient before",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                recipient: Person.clara.recipient
                            )
                        )
                    }
                ),
                (
                    .duplicate, "with the public key of another",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                verifier: Person.alan.signer(named: Person.clara.keyName)
                                    .verifierKey
                            )
                        ).signed(with: [
                            Person.clara.signer(), Person.alan.signer(named: Person.clara.keyName),
                        ])
                    }
                ),
                (
                    .keys, "without a group",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                groups: [$0.groupKey(of: Group.everyone, for: .clara)]
                            )
                        )
                    }
                ),
                (
                    .keys, "with a group too many",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                groups: [Group.everyone, Group.townHall, Group.carrier].sorted().map
                                { [scenario = $0] group in scenario.groupKey(of: group, for: .clara)
                                }
                            )
                        )
                    }
                ),
                (
                    .keys, "with a key of another generation",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(
                                of: Person.clara.renewed,
                                groups: [
                                    $0.groupKey(of: Group.everyone, for: .clara),
                                    $0.groupKey(of: Group.townHall, generation: 2, for: .clara),
                                ]
                            )
                        )
                    }
                ),
                (
                    .holders, "with a document that is not held",
                    {
                        $0.rotate(
                            .clara,
                            keys: $0.keys(of: Person.clara.renewed, documents: [Paper.diploma.id])
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.rotate(.university) },
            in: .granted,
            [
                (
                    .holders, "without a document",
                    {
                        $0.rotate(
                            .university,
                            keys: $0.keys(of: Person.university.renewed, documents: [])
                        )
                    }
                ),
                (
                    .stale, "before having seen the grant",
                    { $0.rotate(.university).seeing($0.store.head(size: $0.index - 1)) }
                ),
            ]
        )
        + changes(
            of: { $0.rotate(.iris) },
            in: .furnished,
            [
                (
                    .keyName, "an auditor without a witness key",
                    { $0.rotate(.iris, keys: $0.keys(of: Person.iris.renewed)) }
                ),
                (
                    .duplicate, "an auditor with the witness key before",
                    {
                        $0.rotate(
                            .iris,
                            keys: $0.keys(of: Person.iris.renewed, witness: Person.iris.witness)
                        )
                    }
                ),
            ]
        )

    /// New keys that an office takes for a provisional owner.
    static let custodies: [RuleCase] =
        changes(
            of: { $0.takeAnew(.pavel) },
            in: .furnished,
            [
                (.role, "by an organisation", { $0.takeAnew(.pavel, by: .university) }),
                (.basis, "by a counselor of another office", { $0.takeAnew(.pavel, by: .cora) }),
                (
                    .basis, "by an admin who does not hold the key",
                    { $0.takeAnew(.pavel, by: .alan) }
                ),
                (
                    .recovery, "as a recovery",
                    {
                        $0.takeAnew(
                            .pavel,
                            recovery: 3,
                            keys: $0.custodyKeys(
                                of: .pavel,
                                verifier: Person.pavel.renewed.verifier
                            )
                        ).signed(by: [Person.pavel.renewed])
                    }
                ),
                (
                    .keyName, "with a key",
                    {
                        $0.takeAnew(
                            .pavel,
                            keys: $0.custodyKeys(
                                of: .pavel,
                                verifier: Person.pavel.renewed.verifier
                            )
                        ).signed(by: [.clara, Person.pavel.renewed])
                    }
                ),
                (
                    .keyName, "without custody",
                    { $0.takeAnew(.pavel, keys: $0.custodyKeys(of: .pavel, custody: nil)) }
                ), (.office, "without an office", { $0.takeAnew(.pavel, office: nil) }),
                (
                    .office, "for the group of all members",
                    { $0.takeAnew(.pavel, office: Group.everyone) }
                ),
                (
                    .office, "for an office that there is not",
                    { $0.takeAnew(.pavel, office: Group.other) }
                ),
                (
                    .keys, "with a group",
                    {
                        $0.takeAnew(
                            .pavel,
                            keys: $0.custodyKeys(
                                of: .pavel,
                                groups: [$0.groupKey(of: Group.everyone, for: .pavel)]
                            )
                        )
                    }
                ),
                (
                    .holders, "without a document",
                    { $0.takeAnew(.pavel, keys: $0.custodyKeys(of: .pavel, documents: [])) }
                ),
                (
                    .duplicate, "with the recipient before",
                    {
                        $0.takeAnew(
                            .pavel,
                            keys: $0.custodyKeys(of: .pavel, recipient: Person.pavel.recipient)
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.takeAnew(.pavel, by: .carl) },
            in: .furnished,
            [
                (
                    .stale, "before having seen the deposit",
                    {
                        $0.takeAnew(.pavel, by: .carl).seeing(
                            $0.store.head(size: $0.depositOf(.passport))
                        )
                    }
                )
            ]
        )
}
