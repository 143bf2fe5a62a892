extension DocumentDescription {
    /// The most relations that a document has.
    static let maximumRelationCount = 500

    /// Checks what a person typed, beside what is checked of every description.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with the part that is not acceptable.
    func validateTyped() throws(VaultError) {
        try validate()
        // By bytes: a combining mark behind the dot would make both one Character.
        if let kind {
            guard !kind.utf8.starts(with: "vault.".utf8) else { throw .invalid(.reservedKind) }
        }
    }

    /// Checks what a person typed.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` with the part that is not acceptable.
    func validate() throws(VaultError) {
        if let title {
            guard (1...500).contains(title.count), title.utf8.count <= 4_000,
                TextRules.isOneLine(title)
            else { throw .invalid(.title) }
        }
        if let kind { guard Self.isCode(kind) else { throw .invalid(.kind) } }
        guard earlierKinds.allSatisfy(Self.isCode) else { throw .invalid(.kind) }
        if let language { guard Self.isLanguageTag(language) else { throw .invalid(.language) } }
        guard
            Set(relations).count == relations.count,
            relations.count <= Self.maximumRelationCount,
            kind == DocumentBundle.kind || !relations.contains(where: { $0.kind == .contains })
        else { throw .invalid(.relation) }
        if let transferNote {
            guard PersonName.isValid(transferNote.author) else { throw .invalid(.name) }
        }
    }

    /// Whether `text` is a dotted code: lower-case letters, digits, hyphens; at most 64 characters.
    static func isCode(_ text: String) -> Bool {
        guard text.utf8.count <= 64 else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
                }
        }
    }

    /// Whether `text` has the shape of a language tag (RFC 5646 §2.1): subtags of 1 to 8 letters
    /// and digits, the first of 2 to 8 letters.
    static func isLanguageTag(_ text: String) -> Bool {
        let tags = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = tags.first, (2...8).contains(first.utf8.count), text.utf8.count <= 35,
            first.utf8.allSatisfy({ (0x41...0x5a).contains($0 & 0xdf) })
        else { return false }
        return tags.allSatisfy { tag in
            (1...8).contains(tag.utf8.count)
                && tag.utf8.allSatisfy {
                    (0x41...0x5a).contains($0 & 0xdf) || (0x30...0x39).contains($0)
                }
        }
    }
}
