public import VaultLedger

/// Documents of one owner that go together to a receiver.
public struct DocumentBundle: Hashable, Sendable {
    /// A document in it.
    public struct Part: Hashable, Sendable {
        /// The document.
        public let id: DocumentID

        /// What the caller can see of it; `nil` if they cannot open it now, or it was withdrawn.
        public let document: Document?
    }

    /// The document that keeps the bundle.
    public let id: DocumentID

    /// Whose documents they are.
    public let owner: MemberID

    /// The owner's name, as the description gives it.
    public let ownerName: String

    /// What it is called.
    public let name: String

    /// What is in it now, in the order in which it was put in.
    public let parts: [Part]

    /// The kind of the document that keeps a bundle.
    public static let kind = "vault.bundle"
}

extension DocumentBundle {
    /// The documents in a language that receivers do not read, of which the bundle has no translation.
    ///
    /// A document whose language nobody has said is none of them.
    ///
    /// - Parameter languages: What receivers read: primary language subtags of BCP 47.
    /// - Returns: The documents, in the order of the bundle.
    public func untranslated(exceptIn languages: Set<String> = ["de", "en"]) -> [DocumentID] {
        let translated = Set(
            parts.compactMap(\.document).flatMap(\.description.relations)
                .filter { $0.kind == .translationOf }.map(\.document)
        )
        return parts.filter { part in
            guard let language = part.document?.description.language else { return false }
            let primary = language.prefix { $0 != "-" }.lowercased()
            return !languages.contains(primary) && !translated.contains(part.id)
        }
        .map(\.id)
    }
}
