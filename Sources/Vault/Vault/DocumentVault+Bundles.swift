public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Puts documents of one owner together under a name.
    ///
    /// A bundle is a document like any other: sealed to the owner, with a deposit statement, of the
    /// kind `vault.bundle`. Its description names the documents, by relations; its content keeps how it
    /// was made. So nobody else sees that it is a bundle, of what, or what it is called. It gives access
    /// to nothing: granting its documents does, one grant each.
    ///
    /// - Parameters:
    ///   - name: What it is called: a title.
    ///   - documents: What goes into it; at least one.
    /// - Returns: How it went, as for a file.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)``;
    ///   ``VaultError/notAllowed(_:)`` if the documents are not of one owner, or the caller cannot open
    ///   one; ``VaultError/invalid(_:)`` with ``InvalidValue/relation`` if there is none, too many, or
    ///   one is itself a bundle; otherwise as
    ///   ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)``.
    public func makeBundle(
        named name: String,
        of documents: [DocumentID]
    ) async throws(VaultError) -> DepositOutcome {
        let documents = documents.uniqued()
        guard let first = documents.first else { throw .invalid(.relation) }
        let owner = try read { records throws(VaultError) in try document(first, records).owner }
        let description = DocumentDescription(
            title: name,
            kind: DocumentBundle.kind,
            relations: documents.map { DocumentRelation(.contains, $0) }
        )
        try description.validate()
        let record = OwnRecord(
            fileName: "bundle.json",
            format: "vault/bundle/v1",
            members: [
                ("name", .text(name)), ("time", .text(clock.now().text)),
                ("documents", .texts(documents.map(\.text))),
            ]
        )
        return try store(record, for: owner, as: description)
    }

    /// Puts documents into a bundle, or takes them out.
    ///
    /// Who was granted its documents before is granted no other by that.
    ///
    /// - Parameters:
    ///   - bundle: The bundle.
    ///   - added: What to put in.
    ///   - removed: What to take out.
    /// - Returns: The bundle as it is then.
    /// - Throws: As ``describe(_:by:)``; ``VaultError/documentNotFound(_:)`` if it is no bundle.
    public func change(
        _ bundle: DocumentID,
        adding added: [DocumentID] = [],
        removing removed: [DocumentID] = []
    ) async throws(VaultError) -> DocumentBundle {
        _ = try await self.bundle(bundle.text)
        _ = try await describe(
            bundle,
            by: DescriptionChange(
                adding: added.map { DocumentRelation(.contains, $0) },
                removing: removed.map { DocumentRelation(.contains, $0) }
            )
        )
        return try await self.bundle(bundle.text)
    }

    /// The bundles that the caller can open now.
    ///
    /// - Parameter owner: Only those of this owner.
    /// - Returns: The bundles, by the place of their deposit in the log.
    /// - Throws: As ``list(owner:)``.
    /// - Complexity: One unsealing for each document that the caller can open.
    public func bundles(owner: MemberID? = nil) async throws(VaultError) -> [DocumentBundle] {
        let documents = try await list(owner: owner)
        let known = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0) })
        return documents.filter { $0.description.kind == DocumentBundle.kind }.map { document in
            DocumentBundle(
                id: document.id,
                owner: document.owner,
                ownerName: document.ownerName,
                name: document.description.title ?? document.id.text,
                parts: document.description.relations.filter { $0.kind == .contains }.map {
                    DocumentBundle.Part(id: $0.document, document: known[$0.document])
                }
            )
        }
    }

    /// Finds a bundle by what a person typed.
    ///
    /// - Parameter text: Its name, or its id, or the beginning of that.
    /// - Returns: The bundle.
    /// - Throws: ``VaultError/ambiguous(_:candidates:)`` if several go by the name;
    ///   ``VaultError/documentNotFound(_:)`` if none does; otherwise as ``list(owner:)``.
    public func bundle(_ text: String) async throws(VaultError) -> DocumentBundle {
        let bundles = try await bundles()
        let named = bundles.filter { $0.name == text }
        guard named.count < 2 else {
            throw .ambiguous(text, candidates: named.map(\.id.text).sorted())
        }
        if let bundle = named.first { return bundle }
        let id = try document(text)
        guard let bundle = bundles.first(where: { $0.id == id }) else {
            throw .documentNotFound(text)
        }
        return bundle
    }
}
