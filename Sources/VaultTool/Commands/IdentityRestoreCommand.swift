import ArgumentParser
import Vault
import VaultLedger

/// Makes an identity file again from paper.
struct IdentityRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "restore",
        abstract: "Make an identity again from its recovery sheet.",
        discussion: """
            Without --groups-from and --scan you are asked for the groups, one by one; what you type \
            is not shown. Case, hyphens and spaces do not count. A group that is mistyped is named. \
            Compare the words that are shown with those on the sheet.
            """
    )

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The identity file to write; it must not exist.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @Option(help: .words("Your name, as others shall see it."))
    var name: String

    @Option(
        help: .words("The file with the groups; - for standard input.", valueName: "file"),
        completion: .file()
    )
    var groupsFrom: String?

    @Option(
        help: .words(
            "A picture of the sheet: PNG, JPEG, or PDF from a scanner.",
            valueName: "file"
        ),
        completion: .file(extensions: ["png", "jpg", "jpeg", "pdf"])
    )
    var scan: String?

    @Flag(help: .words("Do not encrypt the identity file."))
    var noPassphrase = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard groupsFrom == nil || scan == nil else {
            throw ValidationError(saying: "Take either --groups-from or --scan.")
        }
    }

    func run() async throws {
        try FileReading.requireFree(output)
        let identity = try restored()
        let file = IdentityFile(path: output)
        // A card is made of the name, so a name that is none is found before anything is asked for.
        _ = try file.card(of: identity, name: name)
        let passphrase =
            try noPassphrase
            ? nil : PassphraseReader.new(for: output, passphraseFile: global.passphraseFile)
        try file.write(identity, name: name, passphrase: passphrase)
        try show(identity)
    }

    private func restored() throws(ToolError) -> Identity {
        if let scan { return try PaperReading.identity(inPicture: scan) }
        if let groupsFrom { return Identity(try PaperReading.code(from: groupsFrom)) }
        return Identity(try PaperReading.typedCode())
    }

    private func show(_ identity: Identity) throws(ToolError) {
        let words = identity.fingerprint.words.joined(separator: " ")
        try global.output.show {
            .object([
                ("identity", .string(output)),
                ("name", .string(name)),
                ("suite", .string(identity.suite.rawValue)),
                ("recipient", .string(identity.recipient)),
                ("encrypted", .bool(!noPassphrase)),
                ("keyWords", .string(words)),
            ])
        } text: { style in
            """
            Made the identity of \(style.shown(name)) again in \(style.shown(output))
            The key in words: \(words)
            Compare the words with those on the sheet

            """
        }
    }
}
