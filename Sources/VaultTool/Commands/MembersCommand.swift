import ArgumentParser
import Vault
import VaultLedger

/// Lists the members.
struct MembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "members",
        abstract: "List the members, with the names that you can read.",
        discussion: "Works without an identity; there are no names then."
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
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
