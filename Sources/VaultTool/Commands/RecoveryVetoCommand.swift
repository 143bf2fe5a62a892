import ArgumentParser
import Vault

/// Stops a recovery that waits.
struct RecoveryVetoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "veto",
        abstract: "Stop a recovery of your key that waits.",
        discussion: """
            The shares that were handed out are worth nothing in this vault from then on. Take a new \
            identity if you do not know who asked: vaulttool identity rekey.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        try await vault.vetoRecovery()
        try global.output.show {
            .object([("ok", .bool(true))])
        } text: { _ in
            """
            The recovery is stopped, and the shares recover nothing in this vault any more
            To prepare for a loss again: vaulttool recovery split

            """
        }
    }
}
