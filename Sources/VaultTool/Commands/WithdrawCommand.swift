import ArgumentParser
import Vault
import VaultLedger

/// Makes a document unreadable for everyone.
struct WithdrawCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "withdraw",
        abstract: "Make a document unreadable for everyone, for good.",
        discussion: """
            For a document that should never have been stored, such as one of somebody else. The \
            owner, a counselor of the owner's office, or within 7 days whoever stored it can do it. \
            Its keys and its content are deleted, and nothing brings them back. Who was granted \
            it, and who had opened it, is told first: with --dry-run, that is all.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Flag(help: .words("Only tell who was granted the document and who opened it."))
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: dryRun ? .reading : .writing)
        let document = try await vault.document(doc)
        let recipients = try await vault.recipients(of: document)
        let handouts = try await vault.handouts(document: document)
        let versions = try await vault.versions(of: document) ?? []
        let names = try await Names(of: Set(recipients.map(\.member)), in: vault)
        if !global.json {
            try global.output.show {
                .null
            } text: { style in
                Self.text(of: recipients, handouts, document, names, style)
            }
        }
        // Told before anything is done, and told even if that then fails.
        let record = dryRun ? nil : try await vault.withdraw(document)
        try global.output.show {
            .object([
                ("document", .of(document)),
                ("withdrawn", .bool(record != nil)),
                ("index", .count(record?.index)),
                ("recipients", .array(recipients.map { $0.json(names) })),
                ("handouts", .array(handouts.map { $0.json(names) })),
                ("copyMayExist", .bool(true)),
                ("versions", .texts(versions.map(\.text))),
                ("traceless", record.map { .bool($0.isTraceless) } ?? .null),
            ])
        } text: { _ in
            let isNamed = !recipients.isEmpty || !handouts.isEmpty
            let done =
                record.map { Self.text(of: $0, afterNames: isNamed) } ?? "Nothing was changed\n"
            guard !versions.isEmpty else { return done }
            return """
                \(done)Warning: these were made of it, or belong to it, and stay: \
                \(Message.list(versions.map(\.text)))
                Withdraw them too, if they show the same: vaulttool withdraw DOC

                """
        }
    }

    /// Who had it, told before anything is done.
    private static func text(
        of recipients: [DocumentRecipient],
        _ handouts: [HandoutRecord],
        _ document: DocumentID,
        _ names: Names,
        _ style: Style
    ) -> Message {
        let heading: Message =
            recipients.isEmpty
            ? "\(document) was never granted to anybody\n" : "\(document) was granted to:\n"
        let lines = recipients.map { recipient -> Message in
            let name = names.text(recipient.member, style)
            let state: Message = recipient.isLive ? "can open it now" : "can no longer open it"
            guard let last = recipient.lastOpened else {
                return "  \(name), who \(state): never opened through the vault\n"
            }
            return """
                  \(name), who \(state): opened \(style.times(recipient.opened)) through the vault, the \
                last time on \(style.time(last))

                """
        }
        return ([heading] + lines + handouts.map { $0.line(style) }).joined()
    }

    /// What was done, and what cannot be.
    private static func text(of record: WithdrawalRecord, afterNames isNamed: Bool) -> Message {
        let copies: Message =
            isNamed
            ? """
              A copy may exist outside the vault: with those who are named above, and with whoever \
            held a key and read the storage.

            """
            : "  A copy may exist outside the vault: with whoever held a key and read the storage.\n"
        let text: Message = """
            \(record.document) is withdrawn: nobody can open it any more, and nothing brings it back.
            \(copies)\
              A backup of the vault from before still holds it, and opens for whoever had a key \
            then: delete such backups, or write down until when they are kept.

            """
        if record.isTraceless { return text }
        return """
            \(text)  Another process reads the vault. Until it ends, vault.sqlite-wal may still hold \
            sealed keys of the document.

            """
    }
}

extension DocumentRecipient {
    fileprivate func json(_ names: Names) -> JSONValue {
        .object([
            ("member", .of(member)),
            ("memberName", names.json(member)),
            ("grants", .number(grants)),
            ("live", .bool(isLive)),
            ("opened", .number(opened)),
            ("lastOpened", .of(lastOpened)),
        ])
    }
}
