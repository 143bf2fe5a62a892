import ArgumentParser
import Vault

/// Lists the witnesses.
struct WitnessListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List the witnesses, and how far each has followed the log.",
        discussion: """
            Those without a name are not in the policy: auditors whose cosignature was imported, \
            and witnesses that were removed.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .operating)
        try await vault.witnesses().show(global.output)
    }
}
