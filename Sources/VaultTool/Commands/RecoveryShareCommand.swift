import ArgumentParser
import Vault
import VaultCrypto

/// Opens a share that somebody keeps for another.
struct RecoveryShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "share",
        abstract: "Open a share that you keep for somebody, when they ask for it.",
        discussion: """
            Be sure that it is they who ask: with one more share, whoever has the words can take \
            their place, elsewhere without the waiting time and the veto of the vault. The words go into \
            a file, which they give to vaulttool recover: keep it secret.
            """
    )

    @Argument(help: .words("The share that you were given."), completion: .file())
    var file: String

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file for the words; it must not exist.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(output)
        let bytes = try FileReading.bytes(of: file)
        let identity = try global.requiredIdentity()
        try write(bytes, openedBy: identity)
        try global.output.show {
            .object([("words", .string(output))])
        } text: { style in
            "Opened the share into \(style.shown(output))\n"
        }
    }

    private func write(_ bytes: [UInt8], openedBy identity: Identity) throws {
        let text = try RecoveryShare.withText(of: bytes, openedBy: identity) { text in
            text.indices.map { text[$0] }
        }
        try FileReading.write(text, to: output, mode: 0o600)
    }
}
