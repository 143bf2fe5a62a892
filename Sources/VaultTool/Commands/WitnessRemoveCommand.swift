import ArgumentParser
import Vault

/// Takes a witness out of the policy.
struct WitnessRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "remove",
        abstract: "Take a witness out of the policy of the log.",
        discussion: "What it has cosigned stays, and what it has seen still binds the log."
    )

    @Argument(help: .words("The witness: its name or its key.", valueName: "witness"))
    var witness: String

    @Option(
        help: .words(
            "How many witnesses have to cosign: a number, all or none.",
            valueName: "quorum"
        )
    )
    var quorum: WitnessQuorum?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .operating)
        try await vault.removeWitness(witness, quorum: quorum)
        try await vault.witnesses().show(global.output)
    }
}
