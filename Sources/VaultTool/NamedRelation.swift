// Public imports, because the conformances are those of public types to a public protocol.
public import ArgumentParser
public import Vault

/// A relation as people type it, `translationOf:d-4kz1`: the document by its id or the beginning of it.
struct NamedRelation: ExpressibleByArgument {
    /// What the described document is of the other one.
    let kind: DocumentRelation.Kind

    /// The other document, as it was typed.
    let document: String

    /// Reads what was typed.
    ///
    /// - Parameter argument: A type, a colon and a document; for anything else the result is `nil`.
    init?(argument: String) {
        let parts = argument.split(
            separator: ":",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard
            parts.count == 2, let kind = DocumentRelation.Kind(rawValue: String(parts[0])),
            !parts[1].isEmpty
        else { return nil }
        self.kind = kind
        document = String(parts[1])
    }
}

extension DocumentForm: ExpressibleByArgument {}

extension DocumentVault {
    /// Finds the documents that relations name.
    ///
    /// - Parameter named: The relations, as they were typed.
    /// - Returns: The relations, in the same order.
    /// - Throws: `VaultError` if one of the documents fits none or several.
    func relations(_ named: [NamedRelation]) throws(VaultError) -> [DocumentRelation] {
        var relations: [DocumentRelation] = []
        for relation in named {
            relations.append(DocumentRelation(relation.kind, try document(relation.document)))
        }
        return relations
    }
}

extension [DocumentRelation] {
    /// The relations as they stand behind a title.
    var words: Message {
        let count = count { $0.kind == .contains }
        let others =
            filter { $0.kind != .contains }
            .map { .verbatim(" (\($0.words))") }
            .joined() as Message
        return count == 0 ? others : " (bundle of \(count))\(others)"
    }
}

extension DocumentRelation {
    /// The relation as it stands behind a title.
    var words: Message {
        switch kind {
        case .translationOf: "translation of \(document)"
        case .certifiedCopyOf: "certified copy of \(document)"
        case .redactionOf: "redacted version of \(document)"
        case .derivativeOf: "made from \(document)"
        case .supersedes: "takes the place of \(document)"
        case .attachmentOf: "attachment of \(document)"
        case .frontBackOf: "other side of \(document)"
        case .contains: "contains \(document)"
        }
    }

    /// The relation for programs.
    var json: JSONValue {
        .object([("type", .string(kind.rawValue)), ("document", .of(document))])
    }
}

extension TransferNote {
    /// The note for programs.
    var json: JSONValue {
        .object([
            ("originalSeen", .bool(isOriginalSeen)),
            ("by", .string(author)),
            ("time", .of(time)),
        ])
    }
}
