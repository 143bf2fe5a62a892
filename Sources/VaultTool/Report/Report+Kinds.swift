import Vault

extension Report {
    /// Warns of a kind that the list of kinds does not have, whose rules would protect the document.
    ///
    /// - Parameter code: The kind, as somebody typed it.
    init(unknownKind code: String) {
        self.init(
            .done,
            "kind-unknown",
            """
            \(Self.quoted(code)) is no kind that this version knows: no rule of a kind protects the \
            document
            """,
            hint: """
                See the kinds with: vaulttool kinds; mend it with: vaulttool describe DOC --kind KIND
                """
        )
    }

    /// Warns of a notice that this program cannot show.
    ///
    /// - Parameters:
    ///   - name: The notice with its version, as somebody typed it.
    ///   - language: The language in which it was shown.
    init(unknownNotice name: String, in language: String) {
        self.init(
            .done,
            "notice-unknown",
            "This program has no notice \(Self.quoted(name)) in \(Self.quoted(language))",
            hint: "Keep what was shown; see those that there are with: vaulttool notice --list"
        )
    }

    /// Says why what a document is does not allow something.
    ///
    /// - Parameter denial: The reason.
    /// - Returns: A code, what happened, and what to do.
    static func kindWords(for denial: Denial) -> (code: String, message: Message, hint: Message) {
        switch denial {
        case .copyRestricted(let document):
            (
                "copy-restricted",
                "\(document) is an identity paper: only its owner may pass a copy on",
                "The owner can grant it, once they hold their own key: vaulttool claim"
            )
        case .specialCategory(let document):
            (
                "special-category",
                "\(document) is of a special category, such as health or asylum",
                "If its owner has agreed to this very document, add --confirm-special"
            )
        case .noBulkGrant(let document):
            (
                "no-bulk-grant",
                "\(document) is granted by itself, not together with another one of its sort",
                "Grant each with a command of its own"
            )
        case .otherOwner(let document):
            (
                "other-owner", "\(document) belongs to another owner",
                "Relate documents of one owner; see them with: vaulttool list --owner MEMBER"
            )
        default: ("unexpected", "This is not allowed", "See: vaulttool --help")
        }
    }

    /// Says what is wrong with what was typed about a document.
    ///
    /// - Parameter value: The value.
    /// - Returns: A code, what happened, and what to do.
    static func kindWords(
        for value: InvalidValue
    ) -> (code: String, message: Message, hint: Message) {
        switch value {
        case .relation:
            (
                "relation",
                "A relation is said twice, of a document to itself, or cannot be said of it",
                "Name another document: --relation TYPE:DOC; for what belongs together see: vaulttool bundle"
            )
        case .reservedKind:
            (
                "reserved-kind", "The vault itself makes documents of the kinds that begin vault.",
                "See the others with: vaulttool kinds"
            )
        case .notice:
            (
                "notice", "The notice cannot be used",
                "Use 1 to 200 characters on one line, and say how the consent was given: --means"
            )
        case .untilTooLongForKind(let document, let days):
            (
                "until-too-long-for-kind",
                "A grant of \(document) lasts \(days) days at most, by its kind",
                "Choose an earlier --until, or leave it out for the usual time"
            )
        default: ("unexpected", "This value cannot be used", "See: vaulttool --help")
        }
    }
}
