import ArgumentParser
import Vault
import VaultLedger

/// Makes the card of an identity.
struct IdentityCardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "card",
        abstract: "Print the card of an identity, to be handed over for enrolment.",
        discussion: """
            A card holds your name and your public keys, and is signed by you. It is not secret. \
            Each card is a new one, with a fingerprint of its own.
            """
    )

    @Argument(help: .words("The identity file."), completion: .file())
    var file: String

    @Option(name: [.customShort("o"), .long], help: .words("Write the card to this file instead."))
    var output: String?

    @Option(help: .words("The name on the card; else the one in the identity file."))
    var name: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let source = IdentityFile(path: file)
        let identity = try source.read(passphraseFile: global.passphraseFile)
        let card = try source.card(of: identity, name: name)
        if let output { try FileReading.write(card.bytes, to: output, mode: 0o644) }
        // The card itself is the result: without a file for it, --quiet does not apply.
        try global.output.show(isSuccess: output != nil) {
            .object([
                ("name", .string(card.name)),
                ("suite", .string(card.suite.rawValue)),
                ("recipient", .string(card.recipient)),
                ("fingerprint", .of(card.fingerprint)),
                ("file", .text(output)),
                ("card", .string(String(decoding: card.bytes, as: UTF8.self))),
            ])
        } text: { style in
            guard let output else { return .verbatim(String(decoding: card.bytes, as: UTF8.self)) }
            return "Wrote the card to \(style.shown(output)), fingerprint \(card.fingerprint)\n"
        }
    }
}
