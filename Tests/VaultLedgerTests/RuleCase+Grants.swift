import LedgerSupport
import VaultLedger

extension Scenario {
    /// Olga's diploma is granted to the university.
    static let granted = furnished.after { $0.grant(.diploma) }

    /// Then to the chamber, and the grant to the university is revoked.
    static let revoked =
        granted
        .after { $0.grant(.diploma, to: .chamber) }
        .after { $0.revoke($0.index - 2, of: .diploma) }

    /// Pavel's passport is granted to the university by Clara.
    static let grantedOnBehalf = furnished.after {
        $0.grant(.passport, basis: .custody(Group.townHall), by: .clara)
    }

    /// And the grant is revoked by her.
    static let revokedOnBehalf = grantedOnBehalf.after {
        $0.revoke($0.index - 1, of: .passport, basis: .custody(Group.townHall), by: .clara)
    }

    /// The grant of the last statement.
    var lastGrant: GrantState { required(store.grants[index - 1]) }
}

extension RuleCase {
    /// Grants by an owner.
    static let grants: [RuleCase] = changes(
        of: { $0.grant(.diploma) },
        in: .furnished,
        [
            (.document, "a document that there is not", { $0.grant(.fresh) }),
            (.owner, "under another owner's name", { $0.grant(.diploma, owner: .omar) }),
            (.basis, "another owner's document", { $0.grant(.diploma, by: .omar) }),
            (.basis, "by an organisation", { $0.grant(.diploma, to: .chamber, by: .university) }),
            (.basis, "by the depositor", { $0.grant(.diploma, by: .clara) }),
            (
                .basis, "by the office of an owner with a key",
                { $0.grant(.diploma, basis: .custody(Group.townHall), by: .clara) }
            ),
            (
                .basis, "by the owner in the name of the office",
                { $0.grant(.diploma, basis: .custody(Group.townHall)) }
            ),
            (.basis, "on the ground of a grant", { $0.grant(.diploma, basis: .grant(0)) }),
            (
                .stale, "the deposit not seen",
                { $0.grant(.diploma).seeing($0.store.head(size: $0.depositOf(.diploma))) }
            ),
            (.generation, "the next generation", { $0.grant(.diploma, generation: 2) }),
            (.generation, "generation zero", { $0.grant(.diploma, generation: 0) }),
            (.grantee, "to another owner", { $0.grant(.diploma, to: .omar) }),
            (.grantee, "to a provisional owner", { $0.grant(.diploma, to: .pavel) }),
            (.grantee, "to oneself", { $0.grant(.diploma, to: .olga) }),
            (.grantee, "to an auditor", { $0.grant(.diploma, to: .iris) }),
            (.grantee, "to somebody unknown", { $0.grant(.diploma, to: .nina) }),
            (
                .recipient, "sealed to another key",
                { $0.grant(.diploma, recipient: Person.chamber.recipient) }
            ),
            (
                .until, "that ended a second ago",
                { $0.grant(.diploma, until: required($0.store.state).time.advanced(by: 59)) }
            ),
        ]
    )

    /// Grants by an office for a provisional owner.
    static let grantsOnBehalf: [RuleCase] = changes(
        of: { grantOnBehalf($0) },
        in: .furnished,
        [
            (
                .basis, "by another office's counselor",
                { $0.grant(.passport, basis: .custody(Group.townHall), by: .cora) }
            ),
            (
                .basis, "in the name of the other office",
                { $0.grant(.passport, basis: .custody(Group.carrier), by: .cora) }
            ),
            (
                .basis, "in the name of the group of all members",
                { $0.grant(.passport, basis: .custody(Group.everyone), by: .clara) }
            ),
            (
                .basis, "by an admin who runs the office",
                { $0.grant(.passport, basis: .custody(Group.townHall), by: .ada) }
            ),
            (
                .basis, "by an organisation",
                { $0.grant(.passport, basis: .custody(Group.townHall), by: .chamber) }
            ),
            (
                .basis, "by an owner whom the office enrolled",
                { $0.grant(.passport, basis: .custody(Group.townHall), by: .olga) }
            ),
            (.basis, "as their own", { $0.grant(.passport, by: .clara) }),
            (
                .grantee, "to the counselor who grants",
                { $0.grant(.passport, to: .clara, basis: .custody(Group.townHall), by: .clara) }
            ),
            (
                .until, "for 180 days and a second",
                { grantOnBehalf($0, for: Replay.longestGrantOnBehalf + 1) }
            ),
            (
                .until, "for ever",
                {
                    $0.grant(
                        .passport,
                        until: .last,
                        basis: .custody(Group.townHall),
                        by: .clara
                    )
                }
            ),
        ]
    )

    /// Clara's grant of Pavel's passport; counted from the time of the statement.
    static func grantOnBehalf(
        _ scenario: Scenario,
        for term: Int64 = Replay.longestGrantOnBehalf
    ) -> Draft {
        let time = required(scenario.store.state).time.advanced(by: 60)
        return scenario.grant(
            .passport,
            until: time.advanced(by: term),
            basis: .custody(Group.townHall),
            by: .clara
        )
    }

    /// The end of grants.
    static let revocations: [RuleCase] =
        changes(
            of: { $0.revoke($0.index - 1, of: .diploma) },
            in: .granted,
            [
                (
                    .document, "of a document that there is not",
                    { $0.revoke($0.index - 1, of: .fresh) }
                ),
                (
                    .owner, "under another owner's name",
                    { $0.revoke($0.index - 1, of: .diploma, owner: .omar) }
                ),
                (
                    .grant, "of another document",
                    { $0.revoke($0.index - 1, of: .licence) }
                ),
                (
                    .grant, "of a statement that is no grant",
                    { $0.revoke($0.depositOf(.diploma), of: .diploma) }
                ),
                (
                    .grant, "of a grant that is not there yet",
                    { $0.revoke($0.index, of: .diploma) }
                ),
                (
                    .basis, "by the reader",
                    { $0.revoke($0.index - 1, of: .diploma, by: .university) }
                ),
                (.basis, "by another owner", { $0.revoke($0.index - 1, of: .diploma, by: .omar) }),
                (.basis, "by an admin", { $0.revoke($0.index - 1, of: .diploma, by: .ada) }),
                (
                    .basis, "by the office of an owner with a key",
                    {
                        $0.revoke(
                            $0.index - 1,
                            of: .diploma,
                            basis: .custody(Group.townHall),
                            by: .clara
                        )
                    }
                ),
                (
                    .basis, "on the ground of the grant",
                    {
                        $0.revoke(
                            $0.index - 1,
                            of: .diploma,
                            basis: .grant($0.index - 1),
                            by: .university
                        )
                    }
                ),
                (
                    .stale, "the grant not seen",
                    {
                        $0.revoke($0.index - 1, of: .diploma)
                            .seeing($0.store.head(size: $0.index - 1))
                    }
                ),
            ]
        )
        + changes(
            of: { $0.revoke($0.index - 2, of: .diploma) },
            in: .revoked,
            [(.grant, "of a grant that was revoked", { $0.revoke($0.index - 3, of: .diploma) })]
        )
        + changes(
            of: {
                $0.revoke($0.index - 1, of: .passport, basis: .custody(Group.townHall), by: .carl)
            },
            in: .grantedOnBehalf,
            [
                (
                    .basis, "by another office's counselor",
                    {
                        $0.revoke(
                            $0.index - 1,
                            of: .passport,
                            basis: .custody(Group.townHall),
                            by: .cora
                        )
                    }
                ),
                (
                    .basis, "by an owner whom the office enrolled",
                    {
                        $0.revoke(
                            $0.index - 1,
                            of: .passport,
                            basis: .custody(Group.townHall),
                            by: .olga
                        )
                    }
                ),
            ]
        )
}
