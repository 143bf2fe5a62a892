import ArgumentParser
import Vault
import VaultLedger

/// Makes an identity file, and its card.
struct IdentityNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "new",
        abstract: "Make a new identity.",
        discussion: """
            The file is the key to everything sealed to you: keep a copy in a safe place. It is an \
            age identity file, encrypted with a passphrase by age itself. The card is what you hand \
            over to be enrolled; it is not secret.
            """
    )

    @Argument(help: .words("The identity file to write; it must not exist."), completion: .file())
    var file: String

    @Option(help: .words("Your name, as others shall see it."))
    var name: String

    @Option(help: .words("Write the card to this file too."), completion: .file())
    var card: String?

    @Flag(help: .words("Do not encrypt the identity file."))
    var noPassphrase = false

    @Option(help: .words("The kind of key; it has to be that of the vault."))
    var suite: Suite = .hybrid

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(file)
        if let card { try FileReading.requireFree(card) }
        let identity = Identity.generate(suite: suite)
        let newCard = try IdentityFile(path: file).card(of: identity, name: name)
        let passphrase =
            try noPassphrase
            ? nil : PassphraseReader.new(for: file, passphraseFile: global.passphraseFile)
        try IdentityFile(path: file).write(identity, name: name, passphrase: passphrase)
        if let card { try FileReading.write(newCard.bytes, to: card, mode: 0o644) }
        try show(identity, fingerprint: card == nil ? nil : newCard.fingerprint)
    }

    private func show(_ identity: Identity, fingerprint: Digest?) throws(ToolError) {
        try global.output.show {
            .object([
                ("identity", .string(file)),
                ("name", .string(name)),
                ("suite", .string(identity.suite.rawValue)),
                ("recipient", .string(identity.recipient)),
                ("encrypted", .bool(!noPassphrase)),
                ("card", .text(card)),
                ("fingerprint", .of(fingerprint)),
            ])
        } text: { style in
            let made: Message =
                "Made the identity of \(style.shown(name)) in \(style.shown(file))\n"
            guard let card, let fingerprint else { return made }
            return """
                \(made)Its card is in \(style.shown(card)), fingerprint \(fingerprint)

                """
        }
    }
}
