public import VaultLedger
import VaultStorage

/// What to change in a description.
public struct DescriptionChange: Hashable, Sendable {
    /// The new title; `nil` leaves it as it is.
    public var title: String?

    /// The new kind; `nil` leaves it as it is.
    public var kind: String?

    /// The new language; `nil` leaves it as it is.
    public var language: String?

    /// The new form; `nil` leaves it as it is.
    public var form: DocumentForm?

    /// Relations to say, if they are not said already.
    public var added: [DocumentRelation]

    /// Relations to take back, if they are said.
    public var removed: [DocumentRelation]

    /// Creates a change.
    public init(
        title: String? = nil,
        kind: String? = nil,
        language: String? = nil,
        form: DocumentForm? = nil,
        adding added: [DocumentRelation] = [],
        removing removed: [DocumentRelation] = []
    ) {
        self.title = title
        self.kind = kind
        self.language = language
        self.form = form
        self.added = added
        self.removed = removed
    }
}

extension DocumentDescription {
    /// The description after a change.
    ///
    /// - Parameters:
    ///   - change: The change.
    ///   - basis: On what ground it is made.
    /// - Returns: The description as it is then.
    func changed(by change: DescriptionChange, on basis: Basis) -> DocumentDescription {
        var description = self
        description.title = change.title ?? title
        if let kind = change.kind { description.change(kind: kind, on: basis) }
        description.language = change.language ?? language
        description.form = change.form ?? form
        description.relations.removeAll { change.removed.contains($0) }
        for relation in change.added where !description.relations.contains(relation) {
            description.relations.append(relation)
        }
        return description
    }
}

extension DocumentVault {
    /// Mends what people say about a document; content and facts stay.
    ///
    /// If an office mends the kind of a provisional owner's document, what the kind before asked for
    /// still counts when the document is granted; the owner's own hand lifts that.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - change: What to change.
    /// - Returns: The document as it is now described.
    /// - Throws: ``VaultError/invalid(_:)``; ``VaultError/documentNotFound(_:)``;
    ///   ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a counselor of the
    ///   office of custody, or it is to be related to a document of another owner; otherwise as
    ///   ``me()``.
    public func describe(
        _ document: DocumentID,
        by change: DescriptionChange
    ) async throws(VaultError) -> Document {
        try DocumentDescription(title: change.title, kind: change.kind).validateTyped()
        _ = try append { records, ring throws(VaultError) in
            let access = try actingAccess(to: document, ring, records)
            guard !change.added.contains(where: { $0.document == document }) else {
                throw .invalid(.relation)
            }
            try requireRelated(change.added, of: access.document.owner, ring, records)
            let (keys, contents) = try access.open(records)
            let description = contents.description.changed(by: change, on: access.basis)
            try description.validate()
            let handed = try handKeys(
                of: access.document,
                keys: keys,
                contents: contents.described(as: description),
                records
            )
            let body = Redescription(
                owner: access.document.owner,
                document: document,
                generation: access.document.generation,
                basis: access.basis,
                holders: handed.keys
            )
            return ([Draft(body: .describe(body), envelopes: handed.envelopes)], ())
        }
        return try read { records throws(VaultError) in
            try shown(access(to: document, ring(records), records), records)
        }
    }

    /// Mends the title or the kind of a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - title: The new title; `nil` leaves it as it is.
    ///   - kind: The new kind; `nil` leaves it as it is.
    /// - Returns: The document as it is now described.
    /// - Throws: As ``describe(_:by:)``.
    public func describe(
        _ document: DocumentID,
        title: String? = nil,
        kind: String? = nil
    ) async throws(VaultError) -> Document {
        try await describe(document, by: DescriptionChange(title: title, kind: kind))
    }
}
