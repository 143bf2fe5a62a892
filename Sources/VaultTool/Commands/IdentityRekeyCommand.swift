import ArgumentParser
import Vault
import VaultLedger

/// Lets a member go on with a new identity.
struct IdentityRekeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "rekey",
        abstract: "Go on with a new identity, such as after the loss of a device.",
        discussion: """
            Your present identity (--as) signs for the last time. Everything that is sealed to you is \
            sealed to the new one, and your papers are encrypted anew. Documents that others gave you \
            are encrypted anew when their owners use the vault next. The old key opens nothing that \
            is written later; in a copy of the vault it opens what it did.
            """
    )

    @Argument(
        help: .words("The new identity file; it is made if it is not there."),
        completion: .file()
    )
    var file: String

    @OptionGroup var new: NewIdentityOptions

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        guard let me = try await vault.me() else { throw VaultError.notAllowed(.notEnrolled) }
        let suite = try await vault.summary().suite
        let name = me.name ?? me.id.text
        let identity = try new.identity(at: file, name: name, suite: suite)
        try await vault.replaceIdentity(by: identity)
        let count = try await vault.encryptAnew(as: identity, global)
        try global.output.show {
            .object([
                ("member", .of(me.id)),
                ("identity", .string(file)),
                ("rekeyed", .number(count)),
            ])
        } text: { style in
            """
            \(style.shown(name)) goes on as \(me.id) with the key in \(style.shown(file))
            Encrypted anew: \(Style.count(count, of: .documents)); the old key opens none of them
            A recovery that was prepared before has ended: prepare it again

            """
        }
    }
}
