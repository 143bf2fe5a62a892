import ArgumentParser
import Vault
import VaultLedger

/// Writes a receipt.
struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "receipt",
        abstract: "Write the proof that a statement stands in the log, to be shown anywhere.",
        discussion: """
            Whoever sees an entry in the history gets its receipt. Anybody can check it with \
            vaulttool verify, without the vault and for all time. Nothing is overwritten.
            """
    )

    @Argument(help: .words("The number of the statement, as vaulttool history shows it."))
    var index: Int

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file to write, by custom *.tlog-proof.", valueName: "file"),
        completion: .file(extensions: ["tlog-proof"])
    )
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(output)
        let vault = try await global.openVault(for: .reading)
        let bytes = try await vault.receipt(at: index)
        try FileReading.write(bytes, to: output, mode: 0o644)
        let logKey = try await vault.summary().logKey
        try global.output.show {
            .object([
                ("index", .number(index)),
                ("file", .string(output)),
                ("logKey", .string(logKey)),
            ])
        } text: { style in
            """
            Wrote the receipt of statement \(index) to \(style.shown(output))
            Log key: \(logKey)

            """
        }
    }
}
