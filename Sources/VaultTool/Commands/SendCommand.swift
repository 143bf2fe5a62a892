import ArgumentParser
import Vault
import VaultLedger

/// Hands a document out of the vault.
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "send",
        abstract: "Hand a document to somebody outside the vault, sealed to their age key.",
        discussion: """
            Makes one age file that only the recipient opens, with age itself. That you hand it out \
            is written into the history first. It cannot be revoked and has no end: for a member of \
            the vault use grant. Compare the fingerprint of a card by voice or on paper.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(
        name: .customLong("to"),
        help: .words(
            "Who can open the file: an age recipient (age1…) or the file of a card.",
            valueName: "recipient"
        ),
        completion: .file()
    )
    var recipient: String

    @Option(
        help: .words(
            "What for. On a terminal it is asked for; else the history says: another purpose."
        )
    )
    var purpose: Purpose?

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file to write.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @Flag(help: .words("The owner has agreed to this very document, of the special categories."))
    var confirmSpecial = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(output)
        let recipient = try RecipientArgument(recipient).outside()
        let vault = try await global.openVault(for: .writing)
        let document = try await vault.document(doc)
        var named = purpose
        if named == nil, Prompter.isPossible(global) {
            named = try Purpose.asked(by: Prompter())
        }
        let handout = try await vault.send(
            document,
            to: recipient,
            for: named ?? .other,
            at: output,
            confirmingSpecial: confirmSpecial
        )
        if named == nil { Report.purposeUnsaid.write(isJSON: global.json, as: .warning) }
        if recipient.suite == .x25519, try await vault.summary().suite == .hybrid {
            Report.x25519Recipient.write(isJSON: global.json, as: .warning)
        }
        Report.warn(of: [(document, handout.cautions)], isJSON: global.json)
        try global.output.show {
            handout.json(Names([]), file: output, suite: recipient.suite)
        } text: { style in
            let fingerprint: Message = "fingerprint \(handout.recipient)"
            let whom = recipient.name.map { "\(style.shown($0)), \(fingerprint)" } ?? fingerprint
            return """
                Handed \(document) out to \(whom)
                  The file is \(style.shown(output)), \(style.size(handout.length)). Whoever has it \
                and the key opens it: it cannot be revoked and has no end.

                """
        }
    }
}

/// What was typed for somebody outside the vault: a recipient, or the path of a card.
struct RecipientArgument {
    private let text: String

    /// Takes what was typed.
    init(_ text: String) {
        self.text = text
    }

    /// Finds out who is meant: what begins `age1` is a recipient, everything else a path.
    ///
    /// - Returns: The recipient.
    /// - Throws: ``ToolError/recipientMalformed(_:)``, or ``ToolError/file(_:path:)`` if the file cannot
    ///   be read or is no card.
    func outside() throws(ToolError) -> OutsideRecipient {
        if text.utf8.starts(with: "age1".utf8) {
            guard let recipient = OutsideRecipient(text) else { throw .recipientMalformed(text) }
            return recipient
        }
        let bytes = try FileReading.bytes(of: text)
        do throws(VaultError) {
            return try OutsideRecipient(try Card(bytes: bytes))
        } catch {
            throw .file(error, path: text)
        }
    }
}

extension Report {
    /// What is to be known of a file that is sealed to an X25519 recipient.
    static let x25519Recipient = Report(
        .done,
        "recipient-x25519",
        """
        The recipient is an X25519 key: whoever keeps the file could open it with a quantum \
        computer one day
        """,
        hint: "Ask for a recipient that begins age1pq1, made by age-keygen -pq or vaulttool"
    )
}

extension Report {
    /// What is to be known of a document that was handed out for no purpose that is named.
    fileprivate static let purposeUnsaid = Report(
        .done,
        "purpose-unsaid",
        "No purpose was named: the history says: for another purpose",
        hint: "Say what for with --purpose: the owner and an auditor will ask"
    )
}

extension HandoutRecord {
    /// The handout for programs.
    ///
    /// - Parameters:
    ///   - names: The names of those it is about.
    ///   - file: The file, if it was made just now.
    ///   - suite: The suite of the recipient, if it is known.
    /// - Returns: The handout.
    func json(_ names: Names, file: String? = nil, suite: Suite? = nil) -> JSONValue {
        .object([
            ("index", .number(index)),
            ("time", .of(time)),
            ("document", .of(document)),
            ("owner", .of(owner)),
            ("sender", .of(sender)),
            ("senderName", names.json(sender)),
            ("purpose", .string(purpose.rawValue)),
            ("recipient", .of(recipient)),
            ("suite", .text(suite?.rawValue)),
            ("file", .text(file)),
            ("size", .number(length)),
            ("sha256", .of(ciphertext)),
            ("revocable", .bool(false)),
        ])
    }

    /// The handout in words.
    ///
    /// - Parameter style: How to write values.
    /// - Returns: One line, with its line ending.
    func line(_ style: Style) -> Message {
        """
        \(document) was handed out to somebody outside, fingerprint \(recipient), for \
        \(style.purpose(purpose)) on \(style.time(time)); it cannot be revoked

        """
    }
}
