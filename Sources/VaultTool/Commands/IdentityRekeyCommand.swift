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
            are encrypted anew when their owners use the vault next, and an office whose key you hold \
            gets a new one from an admin: what waits for others is said. Then the old key opens \
            nothing that is written later; in a copy of the vault it opens what it did.
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
        let outcome = try await vault.replaceKeys(
            by: new.existing(at: file),
            global
        ) { me, suite in
            try new.make(at: file, name: me.name ?? me.id.text, suite: suite)
        }
        try show(outcome)
    }

    private func show(_ outcome: NewKeysOutcome) throws(ToolError) {
        let me = outcome.member
        let pending = PendingSentence(report: outcome.pending)
        try global.output.show {
            .object([
                ("member", .of(me.id)),
                ("identity", .string(file)),
                ("rekeyed", .number(outcome.rekeyed)),
                ("pending", pending.json),
            ])
        } text: { style in
            let name = me.name.map { style.shown($0) } ?? me.id.text
            let recovery: Message =
                outcome.endedRecovery
                ? "A recovery that was prepared before has ended: prepare it again\n" : ""
            return """
                \(name) goes on as \(me.id) with the key in \(style.shown(file))
                \(pending.afterNewKeys(encryptedAnew: outcome.rekeyed))\(recovery)
                """
        }
    }
}
