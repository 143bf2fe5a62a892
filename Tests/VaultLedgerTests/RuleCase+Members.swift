import VaultLedger

extension RuleCase {
    /// Groups and their keys.
    static let offices: [RuleCase] =
        changes(
            of: { $0.office(Group.other, holders: [.ada, .alan]) },
            in: .staffed,
            [
                (
                    .role, "by a counselor",
                    { $0.office(Group.other, holders: [.clara], by: .clara) }
                ),
                (.role, "by an owner", { $0.office(Group.other, holders: [.olga], by: .olga) }),
                (
                    .role, "by an organisation",
                    { $0.office(Group.other, holders: [.university], by: .university) }
                ),
                (
                    .generation, "that there is",
                    { $0.office(Group.carrier, holders: [.ada, .alan]) }
                ),
                (
                    .office, "a second one of all members",
                    { $0.office(Group.other, kind: .members, holders: [.ada, .alan]) }
                ),
                (
                    .generation, "second generation",
                    { $0.office(Group.other, generation: 2, holders: [.ada, .alan]) }
                ),
                (
                    .generation, "generation zero",
                    { $0.office(Group.other, generation: 0, holders: [.ada, .alan]) }
                ),
                (
                    .duplicate, "with the recipient of another group",
                    {
                        $0.office(
                            Group.other,
                            recipient: digest(of: "recipient of \(Group.carrier)"),
                            holders: [.ada, .alan]
                        )
                    }
                ),
                (
                    .duplicate, "with the recipient of a member",
                    {
                        $0.office(
                            Group.other,
                            recipient: Person.clara.recipient,
                            holders: [.ada, .alan]
                        )
                    }
                ),
                (.holders, "without its author", { $0.office(Group.other, holders: [.alan]) }),
                (
                    .holders, "with a counselor",
                    { $0.office(Group.other, holders: [.ada, .alan, .clara]) }
                ),
                (
                    .holders, "with somebody unknown",
                    { $0.office(Group.other, holders: [.ada, .alan, .nina]) }
                ),
                (
                    .recipient, "sealed to another key",
                    {
                        $0.office(
                            Group.other,
                            holders: [.ada, .alan],
                            recipients: [Person.ada.recipient, Person.ada.recipient]
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.office(Group.everyone, kind: .members, holders: [.ada]) },
            in: .begun,
            [
                (
                    .office, "of custody before that of all members",
                    { $0.office(Group.everyone, holders: [.ada]) }
                )
            ]
        )

    /// Who may enrol whom, where and with which group keys.
    static let enrolments: [RuleCase] =
        changes(
            of: { $0.enrol(.nina, as: .organisation) },
            in: .staffed,
            [
                (.role, "staff by a counselor", { $0.enrol(.nina, as: .organisation, by: .clara) }),
                (.role, "by an owner", { $0.enrol(.nina, as: .organisation, by: .olga) }),
                (
                    .role, "by an organisation",
                    { $0.enrol(.nina, as: .organisation, by: .university) }
                ),
                (
                    .role, "an admin by a counselor",
                    { $0.enrol(.nina, as: .admin, by: .clara) }
                ),
                (
                    .office, "an organisation into an office",
                    { $0.enrol(.nina, as: .organisation, office: Group.townHall) }
                ),
                (.office, "a counselor into no office", { $0.enrol(.nina, as: .counselor) }),
                (
                    .keys, "without the members' key",
                    { $0.enrol(.nina, as: .organisation, keys: []) }
                ),
                (
                    .keys, "an organisation with an office's key",
                    {
                        $0.enrol(
                            .nina,
                            as: .organisation,
                            keys: [Group.everyone, Group.townHall]
                        )
                    }
                ),
                (
                    .generation, "with a key of the next generation",
                    { $0.enrol(.nina, as: .organisation, generation: 2) }
                ),
            ]
        )
        + changes(
            of: { $0.enrol(.nina, as: .counselor, office: Group.townHall) },
            in: .staffed,
            [
                (
                    .basis, "into an office that the admin does not run",
                    { $0.enrol(.nina, as: .counselor, office: Group.townHall, by: .alan) }
                ),
                (
                    .keys, "a counselor without the office's key",
                    {
                        $0.enrol(
                            .nina,
                            as: .counselor,
                            office: Group.townHall,
                            keys: [Group.everyone]
                        )
                    }
                ),
                (
                    .keys, "a counselor with the key of another office",
                    {
                        $0.enrol(
                            .nina,
                            as: .counselor,
                            office: Group.townHall,
                            keys: [Group.everyone, Group.carrier]
                        )
                    }
                ),
                (
                    .office, "a counselor into an office that there is not",
                    { $0.enrol(.nina, as: .counselor, office: Group.other) }
                ),
            ]
        )
        + changes(
            of: {
                $0.enrol(.nina, as: .admin, keys: [Group.everyone, Group.townHall, Group.carrier])
            },
            in: .staffed,
            [
                (
                    .keys, "an admin without the members' key",
                    { $0.enrol(.nina, as: .admin, keys: [Group.townHall, Group.carrier]) }
                ),
                (
                    .office, "an admin with the key of an office that there is not",
                    { $0.enrol(.nina, as: .admin, keys: [Group.everyone, Group.other]) }
                ),
                (
                    .basis, "an admin with a key that the author does not hold",
                    {
                        $0.enrol(
                            .nina,
                            as: .admin,
                            keys: [Group.everyone, Group.townHall],
                            by: .alan
                        )
                    }
                ),
            ]
        )
        + owners

    /// Owners, with and without a key of their own.
    private static let owners: [RuleCase] =
        changes(
            of: { $0.enrol(.nina, as: .owner, office: Group.townHall, by: .clara) },
            in: .staffed,
            [
                (
                    .role, "an owner by an organisation",
                    { $0.enrol(.nina, as: .owner, office: Group.townHall, by: .university) }
                ),
                (
                    .role, "an owner by an owner",
                    { $0.enrol(.nina, as: .owner, office: Group.townHall, by: .olga) }
                ),
                (
                    .basis, "an owner into another office",
                    { $0.enrol(.nina, as: .owner, office: Group.carrier, by: .clara) }
                ),
                (.office, "an owner into no office", { $0.enrol(.nina, as: .owner, by: .clara) }),
                (
                    .office, "an owner into the group of all members",
                    { $0.enrol(.nina, as: .owner, office: Group.everyone, by: .clara) }
                ),
                (
                    .keys, "an owner with the office's key",
                    {
                        $0.enrol(
                            .nina,
                            as: .owner,
                            office: Group.townHall,
                            keys: [Group.everyone, Group.townHall],
                            by: .clara
                        )
                    }
                ),
                (
                    .keyName, "an owner with a key and in custody",
                    {
                        $0.enrol(
                            .nina,
                            as: .owner,
                            office: Group.townHall,
                            custody: digest(of: "custody"),
                            by: .clara
                        )
                    }
                ),
            ]
        )
        + changes(
            of: { $0.enrolProvisional(.nina) },
            in: .staffed,
            [
                (
                    .keys, "a provisional owner with the members' key",
                    { $0.enrolProvisional(.nina, keys: [Group.everyone]) }
                ),
                (
                    .basis, "a provisional owner into another office",
                    { $0.enrolProvisional(.nina, office: Group.carrier) }
                ),
                (
                    .keyName, "neither a key nor custody",
                    { $0.enrolProvisional(.nina, custody: nil) }
                ),
                (
                    .keyName, "an organisation without a key",
                    { $0.enrolProvisional(.nina, as: .organisation, office: nil, by: .ada) }
                ),
            ]
        )
        + changes(
            of: { $0.office(Group.everyone, kind: .members, holders: [.ada]) },
            in: .begun,
            [
                (
                    .office, "a member before there is a group of all members",
                    { $0.enrol(.alan, as: .admin, keys: []) }
                )
            ]
        )
}
