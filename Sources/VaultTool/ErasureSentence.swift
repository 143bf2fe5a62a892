import Vault
import VaultLedger

/// What an erasure destroys, and who has to be told, in words.
struct ErasureSentence {
    /// Where the erasure stands.
    enum Stage {
        /// Nothing is to be done about it now.
        case dryRun

        /// An admin has asked for it.
        case requested

        /// It waits for an auditor.
        case waiting

        /// An auditor is about to sign it off.
        case outlook

        /// It was carried out.
        case erased(isPurged: Bool)
    }

    /// The erasure.
    let outlook: ErasureOutlook

    /// What was made of the document and stays; `nil` if that cannot be told.
    let versions: [DocumentID]?

    /// The names of those who were given the papers.
    let names: Names

    /// How to write values.
    let style: Style

    private var subject: String {
        outlook.document?.text ?? names.text(outlook.owner, style)
    }

    private var extent: Message {
        """
        \(Style.count(outlook.statements, of: .statements)) and \
        \(Style.count(outlook.documents.count, of: .documents))
        """
    }

    /// The text, with line endings.
    ///
    /// - Parameter stage: Where the erasure stands.
    /// - Returns: Some lines.
    func text(_ stage: Stage) -> Message {
        let option = outlook.document?.text ?? "--owner \(outlook.owner)"
        switch stage {
        case .dryRun:
            return """
                Everything about \(subject) would be erased: \(extent)
                \(recipients)\(rest)Nothing was changed

                """
        case .requested:
            return """
                Asked for everything about \(subject) to be erased: \(extent)
                \(recipients)\(rest)An auditor has to sign it off: vaulttool erase \(option)

                """
        case .waiting:
            return """
                Everything about \(subject) is to be erased, on the ground \(ground): \(extent)
                Sign it off as an auditor: vaulttool erase \(option)

                """
        case .outlook:
            return """
                Everything about \(subject) is to be erased: \(extent)
                \(recipients)\(rest)
                """
        case .erased(let isPurged):
            let purge: Message =
                isPurged
                ? ""
                : """
                Another process reads the vault: what was deleted stays in its files until that \
                process ends and the vault is used again\n
                """
            return """
                Erased everything about \(subject): \(extent)
                \(purge)Backups keep what was erased here: destroy them, or let them run out

                """
        }
    }

    private var ground: Message { outlook.ground.map { .verbatim($0.rawValue) } ?? "not known" }

    /// What stays of a document.
    private var rest: Message {
        guard outlook.document != nil else { return "" }
        guard let versions else {
            return """
                What was made of it stays; this identity cannot tell whether there is anything

                """
        }
        guard !versions.isEmpty else { return "" }
        return """
            Warning: these were made of it, or belong to it, and stay: \
            \(Message.list(versions.map(\.text)))
            Erase them too, if they show the same: vaulttool erase DOC --ground GROUND

            """
    }

    /// Who was given the papers, before the vault forgets.
    private var recipients: Message {
        guard !outlook.recipients.isEmpty else { return "Nobody else was given any of it\n" }
        return """
            These were given it, and have to be told:
            \(outlook.recipients.map(line(for:)).joined())
            """
    }

    private func line(for recipient: ErasureRecipient) -> Message {
        let who: Message =
            recipient.member.map { .verbatim(names.text($0, style)) }
            ?? "Somebody outside the vault"
        let what: Message =
            if let last = recipient.lastOpened {
                "got it \(style.times(recipient.opened)), the last time on \(style.time(last))"
            } else {
                "never opened it through the vault"
            }
        return "  \(who), \(recipient.document): \(what)\n"
    }
}
