import ArgumentParser
import Vault
import VaultLedger

/// Names a witness.
struct WitnessAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "add",
        abstract: "Name a witness whose cosignatures the log asks for.",
        discussion: """
            Writes log.policy in the folder of the vault, in the form of c2sp.org/tlog-policy. Give \
            a copy of it to those who verify receipts: vaulttool verify --policy FILE
            """
    )

    @Argument(help: .words("The witness's key for cosignatures.", valueName: "vkey"))
    var key: VerifierKey

    @Option(
        help: .words(
            "How the policy calls the witness; else by the name of its key.",
            valueName: "short"
        )
    )
    var name: String?

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
        try await vault.addWitness(key, named: name, quorum: quorum)
        try await vault.witnesses().show(global.output)
    }
}
