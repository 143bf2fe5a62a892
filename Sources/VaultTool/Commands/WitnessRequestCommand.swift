import ArgumentParser
import Vault
import VaultLedger

/// Writes what to ask of a witness.
struct WitnessRequestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "request",
        abstract: "Write the request that asks a witness to cosign the head of the log.",
        discussion: """
            The file is the body of add-checkpoint (c2sp.org/tlog-witness). Send it to the witness, \
            and take its answer with: vaulttool witness response
            """
    )

    @Argument(help: .words("The witness: its name or its key.", valueName: "witness"))
    var witness: String

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file to write.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(output)
        let vault = try await global.openVault(for: .operating)
        let request = try await vault.witnessRequest(for: witness)
        try FileReading.write(request.bytes, to: output, mode: 0o644)
        let head = request.checkpoint.head
        try global.output.show {
            .object([
                ("witness", .string(witness)),
                ("file", .string(output)),
                ("from", .number(request.oldSize)),
                ("size", .number(head.size)),
                ("root", .of(head.root)),
            ])
        } text: { style in
            """
            Wrote the request to \(style.shown(output)), with the proof from size \(request.oldSize)
            Head: size \(head.size), root \(head.root)

            """
        }
    }
}
