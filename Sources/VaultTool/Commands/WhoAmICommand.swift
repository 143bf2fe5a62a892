import ArgumentParser
import Vault
import VaultLedger

/// Says who an identity is in the vault.
struct WhoAmICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "whoami",
        abstract: "Show who you are in the vault."
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        guard let me = try await vault.me() else { throw VaultError.notAllowed(.notEnrolled) }
        let summary = try await vault.summary()
        try global.output.show {
            .object(
                me.jsonMembers + [
                    ("origin", .string(summary.origin)),
                    ("fingerprint", .of(summary.fingerprint)),
                ]
            )
        } text: { style in
            let name: Message =
                me.name.map { .verbatim(style.shown($0)) }
                ?? "A member whose name this identity cannot read"
            return """
                \(name), \(Style.role(me.role)), \(me.id)
                Vault \(summary.origin), fingerprint \(summary.fingerprint)

                """
        }
    }
}

extension Member {
    /// The member for programs.
    var jsonMembers: [(key: String, value: JSONValue)] {
        [
            ("member", .of(id)),
            ("name", .text(name)),
            ("role", .string(role.rawValue)),
            ("office", .of(office)),
            ("officeName", .text(officeName)),
            ("provisional", .bool(isProvisional)),
            ("retired", .bool(isRetired)),
        ]
    }
}
