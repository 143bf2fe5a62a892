import LedgerSupport
import VaultLedger

extension RuleCase {
    /// Documents that come in.
    static let deposits: [RuleCase] =
        changes(
            of: { $0.deposit(.diploma) },
            in: .audited,
            [
                (.role, "by an organisation", { $0.deposit(.diploma, by: .university) }),
                (.role, "by an admin", { $0.deposit(.diploma, by: .ada) }),
                (.role, "by an auditor", { $0.deposit(.diploma, by: .iris) }),
                (.role, "by another owner", { $0.deposit(.diploma, by: .omar) }),
                (.owner, "for an organisation", { $0.deposit(.diploma, owner: .university) }),
                (.owner, "for a counselor", { $0.deposit(.diploma, owner: .clara) }),
                (
                    .owner, "by an organisation for itself",
                    { $0.deposit(.diploma, owner: .university, by: .university) }
                ),
                (.owner, "for somebody unknown", { $0.deposit(.diploma, owner: .nina) }),
                (.generation, "of the second generation", { $0.deposit(.diploma, generation: 2) }),
                (.generation, "of generation zero", { $0.deposit(.diploma, generation: 0) }),
                (.holders, "sealed to the depositor", { $0.deposit(.diploma, holder: .clara) }),
                (
                    .recipient, "sealed to another key",
                    { $0.deposit(.diploma, recipient: Person.clara.recipient) }
                ),
            ]
        )
        + changes(
            of: { $0.deposit(.fresh) },
            in: .furnished,
            [
                (.document, "a document that there is", { $0.deposit(.diploma) }),
                (.document, "another owner's document", { $0.deposit(.licence, owner: .olga) }),
            ]
        )

    /// Documents that are encrypted anew because a grant was revoked; another one is still live.
    static let rekeyings: [RuleCase] =
        changes(
            of: { $0.rekey(.diploma) },
            in: .revoked,
            [
                (.document, "a document that there is not", { $0.rekey(.fresh, holders: [.olga]) }),
                (.owner, "under another owner's name", { $0.rekey(.diploma, owner: .omar) }),
                (.basis, "by the ended reader", { $0.rekey(.diploma, by: .university) }),
                (.basis, "by another reader", { $0.rekey(.diploma, by: .chamber) }),
                (
                    .basis, "by the office of an owner with a key",
                    {
                        $0.rekey(
                            .diploma,
                            basis: .custody(Group.townHall),
                            by: .clara
                        )
                    }
                ),
                (.due, "a document that need not be", { $0.rekey(.licence) }),
                (.due, "for another cause", { $0.rekey(.diploma, cause: .expiry) }),
                (.generation, "with the generation again", { $0.rekey(.diploma, generation: 1) }),
                (.generation, "with a generation left out", { $0.rekey(.diploma, generation: 3) }),
                (
                    .content, "with another content",
                    {
                        $0.rekey(
                            .diploma,
                            content: SealedContent(
                                ciphertext: digest(of: "new ciphertext"),
                                length: 1_000,
                                content: digest(of: "other content")
                            )
                        )
                    }
                ),
                (
                    .content, "with the ciphertext that the ended reader can open",
                    { $0.rekey(.diploma, content: Paper.diploma.content(generation: 1)) }
                ),
                (.holders, "without the owner", { $0.rekey(.diploma, holders: [.chamber]) }),
                (.holders, "without the live grant", { $0.rekey(.diploma, holders: [.olga]) }),
                (
                    .holders, "with the ended reader",
                    { $0.rekey(.diploma, holders: [.olga, .chamber, .university]) }
                ),
                (
                    .holders, "with the ended reader in the other's place",
                    { $0.rekey(.diploma, holders: [.olga, .university]) }
                ),
                (
                    .holders, "with somebody without a grant",
                    { $0.rekey(.diploma, holders: [.olga, .chamber, .clara]) }
                ),
                (
                    .recipient, "sealed to another key",
                    {
                        $0.rekey(
                            .diploma,
                            holders: [.olga, .chamber],
                            recipients: [Person.olga.recipient, Person.university.recipient]
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.rekey(.passport, basis: .custody(Group.townHall), by: .carl) },
            in: .revokedOnBehalf,
            [
                (
                    .stale, "the revocation by a colleague not seen",
                    {
                        $0.rekey(.passport, basis: .custody(Group.townHall), by: .carl)
                            .seeing($0.store.head(size: $0.index - 1))
                    }
                ),
                (
                    .basis, "by another office's counselor",
                    { $0.rekey(.passport, basis: .custody(Group.townHall), by: .cora) }
                ),
                (
                    .basis, "by an admin who does not run the office",
                    { $0.rekey(.passport, basis: .custody(Group.townHall), by: .alan) }
                ),
            ]
        )

        + changes(
            of: { $0.rekey(.passport, basis: .custody(Group.townHall), by: .ada) },
            in: .revokedOnBehalf,
            [
                (
                    .basis, "by an admin in the name of an office without custody",
                    { $0.rekey(.passport, basis: .custody(Group.carrier), by: .ada) }
                ),
                (
                    .owner, "by an admin under another owner's name",
                    {
                        $0.rekey(
                            .passport,
                            owner: .petra,
                            basis: .custody(Group.townHall),
                            by: .ada
                        )
                    }
                ),
                (.basis, "by an admin as if it were their own", { $0.rekey(.passport, by: .ada) }),
            ]
        )

    /// Descriptions that are mended.
    static let descriptions: [RuleCase] = changes(
        of: { $0.describe(.diploma) },
        in: .granted,
        [
            (
                .document, "of a document that there is not",
                { $0.describe(.fresh, holders: [.olga]) }
            ),
            (.owner, "under another owner's name", { $0.describe(.diploma, owner: .omar) }),
            (.basis, "by a reader", { $0.describe(.diploma, by: .university) }),
            (
                .basis, "by a reader on the ground of the grant",
                { $0.describe(.diploma, basis: .grant($0.index - 1), by: .university) }
            ),
            (.basis, "by the depositor", { $0.describe(.diploma, by: .clara) }),
            (
                .stale, "the deposit not seen",
                { $0.describe(.diploma).seeing($0.store.head(size: $0.depositOf(.diploma))) }
            ),
            (.generation, "of the next generation", { $0.describe(.diploma, generation: 2) }),
            (.holders, "without the owner", { $0.describe(.diploma, holders: [.university]) }),
            (.holders, "without the reader", { $0.describe(.diploma, holders: [.olga]) }),
            (
                .holders, "with somebody without a grant",
                { $0.describe(.diploma, holders: [.olga, .university, .clara]) }
            ),
            (
                .recipient, "sealed to another key",
                {
                    $0.describe(
                        .diploma,
                        holders: [.olga, .university],
                        recipients: [Person.olga.recipient, Person.clara.recipient]
                    )
                }
            ),
        ]
    )

    /// Documents that are released: to the owner, to the office of custody, to a grantee.
    static let openings: [RuleCase] =
        changes(
            of: { $0.open(.diploma) },
            in: .granted,
            [
                (.document, "a document that there is not", { $0.open(.fresh) }),
                (.owner, "under another owner's name", { $0.open(.diploma, owner: .omar) }),
                (.generation, "of the next generation", { $0.open(.diploma, generation: 2) }),
                (.basis, "by another owner as their own", { $0.open(.diploma, by: .omar) }),
                (.basis, "by the depositor as their own", { $0.open(.diploma, by: .clara) }),
                (.basis, "by a reader as their own", { $0.open(.diploma, by: .university) }),
                (
                    .basis, "by the office of an owner with a key",
                    { $0.open(.diploma, basis: .custody(Group.townHall), by: .clara) }
                ),
                (
                    .grant, "by the owner on the reader's grant",
                    { $0.open(.diploma, basis: .grant($0.index - 1)) }
                ),
            ]
        )
        + changes(
            of: { $0.open(.diploma, basis: .grant($0.index - 1), by: .university) },
            in: .granted,
            [
                (
                    .grant, "on another's grant",
                    { $0.open(.diploma, basis: .grant($0.index - 1), by: .chamber) }
                ),
                (
                    .grant, "on a statement that is no grant",
                    {
                        $0.open(
                            .diploma,
                            basis: .grant($0.depositOf(.diploma)),
                            by: .university
                        )
                    }
                ),
                (
                    .grant, "on a grant that is not there yet",
                    { $0.open(.diploma, basis: .grant($0.index), by: .university) }
                ),
                (
                    .grant, "another document",
                    { $0.open(.licence, basis: .grant($0.index - 1), by: .university) }
                ),
                (
                    .grant, "a second after the end",
                    {
                        let end = Scenario.granted.lastGrant.until
                        return $0.open(.diploma, basis: .grant($0.index - 1), by: .university)
                            .with(\.time, end.advanced(by: 1))
                    }
                ),
            ]
        )
        + changes(
            of: { $0.open(.passport, basis: .custody(Group.townHall), by: .carl) },
            in: .furnished,
            [
                (
                    .basis, "by another office's counselor",
                    { $0.open(.passport, basis: .custody(Group.townHall), by: .cora) }
                ),
                (
                    .basis, "in the name of another office",
                    { $0.open(.passport, basis: .custody(Group.carrier), by: .cora) }
                ),
                (
                    .basis, "by an admin who does not run the office",
                    { $0.open(.passport, basis: .custody(Group.townHall), by: .alan) }
                ),
                (
                    .basis, "by an organisation",
                    { $0.open(.passport, basis: .custody(Group.townHall), by: .university) }
                ),
                (
                    .basis, "by an auditor",
                    { $0.open(.passport, basis: .custody(Group.townHall), by: .iris) }
                ),
                (
                    .basis, "by an owner whom the office enrolled",
                    { $0.open(.passport, basis: .custody(Group.townHall), by: .olga) }
                ),
                (
                    .basis, "in the name of the group of all members",
                    { $0.open(.passport, basis: .custody(Group.everyone), by: .carl) }
                ),
                (.basis, "as their own", { $0.open(.passport, by: .carl) }),
            ]
        )
        + changes(
            of: { $0.open(.diploma, basis: .grant($0.index - 2), by: .chamber) },
            in: .revoked,
            [
                (
                    .grant, "after the revocation",
                    {
                        $0.open(.diploma, basis: .grant($0.index - 3), by: .university)
                    }
                )
            ]
        )
}
