import ArgumentParser
import Vault
import VaultLedger

/// Writes the archive of a move.
struct TransferOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "out",
        abstract: "Write all papers of an owner, with their history, into one sealed archive.",
        discussion: """
            The archive holds the documents and the statements about the owner, each with its \
            receipt. It is an age file: to a recipient, or without --to with a passphrase. That each \
            document is opened is written into the history first, and with --to who got it. The vault \
            stays as it is: end grants there, and have it erased, when the papers have arrived. Hand \
            the log key and the fingerprint over on another way than the archive.
            """
    )

    @Argument(
        help: .words(
            "Whose papers: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The archive to write.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @Option(
        name: .customLong("to"),
        help: .words(
            "Who can open it: an age recipient (age1…) or the file of a card.",
            valueName: "recipient"
        ),
        completion: .file()
    )
    var recipient: String?

    @Option(
        help: .words(
            "The file whose first line is the passphrase of the archive; else it is asked for.",
            valueName: "file"
        ),
        completion: .file()
    )
    var archivePassphraseFile: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard recipient == nil || archivePassphraseFile == nil else {
            throw ValidationError(
                saying: "Seal the archive to a recipient or with a passphrase, not both"
            )
        }
    }

    func run() async throws {
        try FileReading.requireFree(output)
        let outside = try recipient.map { text throws(ToolError) in
            try RecipientArgument(text).outside()
        }
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(owner)
        let seal: ArchiveSeal =
            if let outside {
                .recipient(outside)
            } else {
                .passphrase(
                    try ArchivePassphrase.read { () throws(ToolError) in
                        try PassphraseReader.new(for: output, passphraseFile: archivePassphraseFile)
                    },
                    Environment.passphraseCost
                )
            }
        let progress = Progress(
            steps: { "Sealed \($0) of \($1)" },
            isShown: !global.json && !global.quiet
        )
        let record = try await vault.transferOut(owner.id, sealedBy: seal, at: output) {
            progress.show($0, of: $1)
        }
        if outside?.suite == .x25519, try await vault.summary().suite == .hybrid {
            Report.x25519Recipient.write(isJSON: global.json, as: .warning)
        }
        try global.output.show {
            .object([
                ("file", .string(output)),
                ("owner", .of(owner.id)),
                ("documents", .number(record.documents)),
                ("statements", .number(record.statements)),
                ("size", .number(record.length)),
                ("headSize", .number(record.head.size)),
                ("root", .of(record.head.root)),
                ("fingerprint", .of(record.fingerprint)),
                ("logKey", .string(record.logKey)),
                ("recipient", .of(outside?.fingerprint)),
            ])
        } text: { style in
            """
            Wrote \(record.documents) documents and \(record.statements) statements to \
            \(style.shown(output)), \(style.size(record.length))
            Log key: \(record.logKey)
            Fingerprint of the vault: \(record.fingerprint)

            """
        }
    }
}
