import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Takes in the archive of a move.
struct TransferInCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "in",
        abstract: "Verify an archive of another vault, and store the papers in it.",
        discussion: """
            Nothing is stored before the whole archive is verified. The papers go to the owner who \
            is named, or to a new owner without a key. The old history is kept as a document of kind \
            vault.history: open it into a file, and verify that. Old grants do not come along. A \
            second run stores nothing twice. Name the log key that you know on another way, or \
            compare what is shown.
            """
    )

    @Argument(help: .words("The archive."), completion: .file(extensions: ["age"]))
    var file: String

    @Option(
        help: .words(
            "Whose papers they become: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @Option(
        help: .words(
            """
            The name of the new owner, else the one in the archive; with --owner the name in the \
            archive, if the same person goes by another here.
            """
        )
    )
    var name: String?

    @Option(help: .words("The key of the old log.", valueName: "vkey"))
    var logKey: VerifierKey?

    @Option(
        name: .customLong("with"),
        help: .words(
            "The identity that the archive is sealed to; else the one of --as.",
            valueName: "file"
        ),
        completion: .file()
    )
    var identityPath: String?

    @Option(
        help: .words(
            "The file whose first line is the passphrase of the archive; else it is asked for.",
            valueName: "file"
        ),
        completion: .file()
    )
    var archivePassphraseFile: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let key = try archiveKey()
        let vault = try await global.openVault(for: .writing)
        var ownerID: MemberID?
        if let owner { ownerID = try await vault.member(owner).id }
        let progress = Progress(
            steps: { "Stored \($0) of \($1)" },
            isShown: !global.json && !global.quiet
        )
        let outcome = try await take(in: vault, for: ownerID, key, progress)
        let isSuccess = outcome.refused == 0
        try global.output.show(isSuccess: isSuccess) {
            outcome.json
        } text: { style in
            outcome.text(style, isTrusted: logKey != nil)
        }
        if !isSuccess { throw ToolError.notTransferred(outcome.refused) }
    }

    private func take(
        in vault: DocumentVault,
        for owner: MemberID?,
        _ key: ArchiveKey,
        _ progress: Progress
    ) async throws -> TransferOutcome {
        do {
            return try await vault.transferIn(
                from: file,
                unlockedBy: key,
                for: owner,
                name: name,
                trusting: logKey
            ) { progress.show($0, of: $1) }
        } catch VaultError.passphraseWrong {
            throw ToolError.file(.passphraseWrong, path: file)
        }
    }

    /// What opens the archive, by how it begins (c2sp.org/age, the scrypt recipient type).
    private func archiveKey() throws(ToolError) -> ArchiveKey {
        let beginning = Array("age-encryption.org/v1\n-> scrypt ".utf8)
        let bytes = try FileReading.about(file) { () throws(SystemError) in
            let file = try ReadableFile(path: file)
            return try [UInt8](capacity: beginning.count) { output throws(SystemError) in
                try file.read(at: 0, into: &output)
            }
        }
        if bytes == beginning {
            return .passphrase(
                try ArchivePassphrase.read { () throws(ToolError) in
                    try PassphraseReader.existing(for: file, passphraseFile: archivePassphraseFile)
                }
            )
        }
        if let identityPath {
            return .identity(
                try IdentityFile(path: identityPath).read(passphraseFile: global.passphraseFile)
            )
        }
        return .identity(try global.requiredIdentity())
    }
}

extension TransferOutcome {
    /// How many documents were refused.
    fileprivate var refused: Int {
        documents.count {
            if case .refused = $0.result { true } else { false }
        }
    }

    fileprivate var json: JSONValue {
        .object([
            ("origin", .string(origin)),
            ("name", .string(name)),
            ("fingerprint", .of(fingerprint)),
            ("logKey", .string(logKey)),
            ("owner", .of(owner)),
            ("newOwner", .bool(isNewOwner)),
            ("statements", .number(statements)),
            ("history", .of(history)),
            ("documents", .array(documents.map(\.json))),
        ])
    }

    fileprivate func text(_ style: Style, isTrusted: Bool) -> Message {
        let papers: Message =
            isNewOwner
            ? """
            Verified \(statements) statements of \(style.shown(origin)); the papers of \
            \(style.shown(name)) belong to \(owner), a new owner without a key

            """
            : """
            Verified \(statements) statements of \(style.shown(origin)); the papers of \
            \(style.shown(name)) belong to \(owner)

            """
        let facts: Message = """
            The old history is \(history): open it into a file, then vaulttool verify FILE --log-key VKEY
            Log key: \(logKey)
            Fingerprint of the old vault: \(fingerprint)

            """
        let text = [papers] + documents.map { $0.text(style) } + [facts]
        if isTrusted { return text.joined() }
        let compare: Message =
            "Compare log key and fingerprint with what the old vault says on another way.\n"
        return (text + [compare]).joined()
    }
}

extension TransferredDocument {
    fileprivate var json: JSONValue {
        let (status, document, reasons): (String, DocumentID?, [String]) =
            switch result {
            case .stored(let document): ("stored", document, [])
            case .known(let document): ("known", document, [])
            case .refused(let reasons): ("refused", nil, reasons)
            }
        return .object([
            ("document", .of(document)),
            ("oldDocument", .of(old)),
            ("file", .string(fileName)),
            ("status", .string(status)),
            ("reasons", .texts(reasons)),
        ])
    }

    fileprivate func text(_ style: Style) -> Message {
        let file = style.shown(fileName)
        switch result {
        case .stored(let document): return "\(document)  \(file): stored, \(old) before\n"
        case .known(let document): return "\(document)  \(file): was here already\n"
        case .refused(let reasons):
            let codes = reasons.joined(separator: ", ")
            return "refused  \(file): \(ContentReason.words(for: reasons)) [\(codes)]\n"
        }
    }
}
