import ArgumentParser
import Vault

/// Encrypts an identity file with another passphrase.
struct IdentityPassphraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "passphrase",
        abstract: "Change the passphrase of an identity file.",
        discussion: """
            The key stays the same, and no vault is touched. A copy of the old file still opens with \
            the old passphrase: if somebody may have both, go on with new keys: vaulttool identity rekey.
            """
    )

    @Argument(help: .words("The identity file."), completion: .file())
    var file: String

    @Option(
        help: .words(
            "The file whose first line is the new passphrase; else it is asked for.",
            valueName: "file"
        ),
        completion: .file()
    )
    var newPassphraseFile: String?

    @Flag(help: .words("Do not encrypt the identity file any more."))
    var noPassphrase = false

    @Option(help: .words("The name to note in the file; else the one in it."))
    var name: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard newPassphraseFile == nil || !noPassphrase else {
            throw ValidationError(saying: "Take either --new-passphrase-file or --no-passphrase.")
        }
    }

    func run() async throws {
        let old = IdentityFile(path: file)
        let identity = try old.read(passphraseFile: global.passphraseFile)
        guard let name = name ?? identity.name else { throw ToolError.nameMissing(path: file) }
        let passphrase =
            try noPassphrase
            ? nil : PassphraseReader.new(for: file, passphraseFile: newPassphraseFile)
        try old.replace(with: identity, name: name, passphrase: passphrase)
        try global.output.show {
            .object([
                ("identity", .string(file)),
                ("encrypted", .bool(!noPassphrase)),
            ])
        } text: { style in
            noPassphrase
                ? "\(style.shown(file)) opens without a passphrase now\n"
                : "\(style.shown(file)) opens with the new passphrase only\n"
        }
    }
}
