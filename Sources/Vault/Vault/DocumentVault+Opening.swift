public import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// The documents that the caller can open now.
    ///
    /// - Parameter owner: Only those of this owner.
    /// - Returns: The documents, by the place of their deposit in the log.
    /// - Throws: ``VaultError/identityMissing`` or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled`` if the caller is a stranger; otherwise as ``me()``.
    /// - Complexity: One unsealing for each document.
    public func list(owner: MemberID? = nil) async throws(VaultError) -> [Document] {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            var found: [DocumentID: DocumentState] = [:]
            for document in try stored(records.documents(heldBy: ring.me.id)) {
                found[document.id] = document
            }
            for key in try stored(records.groupKeys(heldBy: ring.me.id)) {
                for owner in try stored(records.provisionalOwners(of: key.office)) {
                    for document in try stored(records.documents(owner: owner.id)) {
                        found[document.id] = document
                    }
                }
            }
            var documents: [Document] = []
            for state in found.values.sorted(by: { $0.deposited < $1.deposited })
            where state.withdrawn == nil && (owner == nil || state.owner == owner) {
                do throws(VaultError) {
                    let access = try access(to: state.id, ring, records)
                    documents.append(try shown(access, records))
                } catch .notAllowed {
                    // A key is still there, but its grant has passed by our clock.
                    continue
                }
            }
            return documents
        }
    }

    /// A document as its envelope describes it.
    func shown(_ access: Access, _ records: Records) throws(VaultError) -> Document {
        let contents = try access.open(records).contents
        let state = access.document
        let deposit = try ledger.statement(at: state.deposited, records)
        return Document(
            id: state.id,
            owner: state.owner,
            ownerName: contents.ownerName,
            description: contents.description,
            fileName: FileName.displayName(of: contents.facts.fileName),
            mediaType: contents.facts.mediaType,
            size: contents.facts.size,
            sha256: contents.facts.sha256,
            verdict: contents.facts.verdict,
            reasons: contents.facts.reasons,
            deposited: deposit.statement.time,
            isRekeyDue: state.due != nil
        )
    }

    /// Releases a document to the caller, bit for bit as it came in.
    ///
    /// The opening is a statement in the log before the key is used. The target gets its name, or
    /// its first byte, only after ciphertext, facts and content have all been checked.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - target: Where it goes.
    /// - Returns: What was released.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/notAllowed(_:)`` with the reason;
    ///   ``VaultError/exists(path:)`` if the target is there already; ``VaultError/damaged(_:)`` if
    ///   envelope or blob are not what was stated; ``VaultError/diskFull`` or
    ///   ``VaultError/io(code:path:)``; otherwise as ``me()``.
    public func open(
        _ document: DocumentID,
        to target: ReleaseTarget
    ) async throws(VaultError) -> Release {
        if case .file(let path) = target {
            let exists = try filing(path) { () throws(SystemError) in try Folder.exists(path) }
            guard !exists else { throw .exists(path: path) }
        }
        let (opened, reader) = try readable(document) { () throws(VaultError) in
            try logOpening(of: document)
        }
        return try opened.release(from: reader, to: target)
    }

    /// Opens a document and its blob, which stays readable whatever happens to its name.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - open: Takes the key of the document out of its envelope; called again if the document was
    ///     encrypted anew meanwhile.
    /// - Returns: The document and its blob.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/blob(_:)`` if there is no such blob; what
    ///   `open` throws.
    func readable(
        _ document: DocumentID,
        _ open: () throws(VaultError) -> OpenedDocument
    ) throws(VaultError) -> (OpenedDocument, any BlobReader) {
        // Encrypting anew can take the ciphertext away between our two steps; then look again.
        for _ in 0..<Self.attempts {
            let opened = try open()
            if let reader = try blobs.ciphertext(opened.content, of: document) {
                return (opened, reader)
            }
            let current = try read { records throws(VaultError) in
                try stored(records.document(document))?.generation
            }
            guard current != opened.generation else { break }
        }
        throw .damaged(.blob(document))
    }

    private static let attempts = 3

    /// Says that the document is released, and takes its key out of the envelope.
    ///
    /// The closed envelope is taken in the same transaction, for the next one may replace it.
    func logOpening(of id: DocumentID) throws(VaultError) -> OpenedDocument {
        let (_, (reached, sealed)) = try append { records, ring throws(VaultError) in
            let access = try access(to: id, ring, records)
            let opening = Opening(
                owner: access.document.owner,
                document: id,
                generation: access.document.generation,
                basis: access.basis
            )
            return ([Draft(body: .open(opening))], (access, try access.sealedKey(records)))
        }
        return try OpenedDocument(reached.document, sealed, with: reached.holderKeys)
    }
}
