import ArgumentParser
import Vault
import VaultLedger

/// Lists the members.
struct MembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "members",
        abstract: "List the members, with the names that you can read.",
        discussion: """
            Works without an identity; there are no names then. With --inactive it needs one: a \
            counselor sees the newcomers of their office, an admin or auditor all.
            """
    )

    @Option(
        help: .words(
            """
            Only newcomers without a key of their own whom nobody has done anything for, and whose \
            papers nobody has opened, for so many days.
            """,
            valueName: "days"
        )
    )
    var inactive: Int?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        if let inactive {
            return try await listInactive(
                forDays: inactive,
                in: try await global.openVault(for: .reading)
            )
        }
        let vault = try await global.openVault(for: .looking)
        let members = try await vault.members()
        try global.output.show {
            .array(members.map { .object($0.jsonMembers) })
        } text: { style in
            var table = TextTable(
                ("member", .id),
                ("role", .left),
                ("name", .left),
                ("office", .left)
            )
            for member in members {
                table.add(
                    member.id.text,
                    say(member.standing),
                    member.name.map(style.shown) ?? "–",
                    member.officeName.map(style.shown) ?? member.office?.text ?? ""
                )
            }
            return table.text(style)
        }
    }

    private func listInactive(forDays days: Int, in vault: DocumentVault) async throws {
        let owners = try await vault.inactiveOwners(forDays: days)
        let names = try await Names(of: Set(owners.compactMap(\.handledBy)), in: vault)
        let isCounselor = try await vault.me()?.role == .counselor
        try global.output.show {
            .array(owners.map { .object($0.json(names)) })
        } text: { style in
            guard !owners.isEmpty else {
                return """
                    No newcomer without a key has been away for \(Style.count(days, of: .days)) or longer

                    """
            }
            return
                "\(Self.table(of: owners, names, style).text(style))\(Self.nextStep(isCounselor))"
        }
    }

    private static func table(
        of owners: [InactiveOwner],
        _ names: Names,
        _ style: Style
    ) -> TextTable {
        var table = TextTable(
            ("member", .id),
            ("name", .left),
            ("last statement", .time),
            ("handled by", .left),
            ("papers", .right),
            ("claim code until", .time)
        )
        for owner in owners {
            table.add(
                owner.member.id.text,
                owner.member.name.map(style.shown) ?? "–",
                style.time(owner.lastTime),
                owner.handledBy.map { names.text($0, style) } ?? "–",
                String(owner.documents),
                owner.codeUntil.map(style.time) ?? "–"
            )
        }
        return table
    }

    /// What to do about newcomers who do not come back.
    private static func nextStep(_ isCounselor: Bool) -> Message {
        isCounselor
            ? """
            Whom you can reach: vaulttool claim-code MEMBER. Who will not come back: ask an admin to have \
            everything about them erased

            """
            : """
            Ask those who handled them for another claim code. Who will not come back: vaulttool erase \
            --owner MEMBER --ground not-needed

            """
    }
}

extension InactiveOwner {
    /// The owner for programs.
    fileprivate func json(_ names: Names) -> [(key: String, value: JSONValue)] {
        member.jsonMembers + [
            ("lastIndex", .number(lastIndex)),
            ("lastTime", .of(lastTime)),
            ("handledBy", .of(handledBy)),
            ("handledByName", names.json(handledBy)),
            ("documents", .number(documents)),
            ("claimCodeUntil", .of(codeUntil)),
        ]
    }
}

extension Member {
    /// The role, and what is special about it.
    fileprivate var standing: Message {
        let role = Style.role(role)
        return switch (isProvisional, isRetired) {
        case (false, false): role
        case (true, false): "\(role), provisional"
        case (false, true): "\(role), left"
        case (true, true): "\(role), provisional, left"
        }
    }
}
