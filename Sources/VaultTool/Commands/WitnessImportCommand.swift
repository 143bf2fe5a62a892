import ArgumentParser
import Vault
import VaultLedger

/// Takes a cosigned head from elsewhere.
struct WitnessImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "import",
        abstract: "Take a cosigned head, as vaulttool audit --witness writes it.",
        discussion: """
            Cosignatures of enrolled auditors and of the witnesses in the policy are taken; others \
            are left out.
            """
    )

    @Argument(help: .words("The cosigned head."), completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let bytes = try FileReading.bytes(of: file)
        guard let note = try? SignedNote(parsing: bytes) else {
            throw ToolError.headMalformed(path: file)
        }
        let vault = try await global.openVault(for: .operating)
        try await vault.importCosigned(note).show(global.output)
    }
}
