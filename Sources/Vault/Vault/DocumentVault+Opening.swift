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
            var documents: [(deposited: Int, document: Document)] = []
            try openAll(listed(owner, ring, records), ring, records) { open throws(VaultError) in
                documents.append((open.state.deposited, try shown(open, records)))
            }
            return documents.sorted { $0.deposited < $1.deposited }.map(\.document)
        }
    }

    /// The titles of documents that the caller can open now; for those without one the names of their
    /// files.
    ///
    /// - Parameter ids: The documents; what the caller cannot open, or what is not there, is left out.
    /// - Returns: The titles; none if something about these documents does not verify, which is for
    ///   ``audit(since:)`` to tell.
    /// - Throws: As ``list(owner:)``.
    /// - Complexity: One unsealing for each document.
    public func titles(
        of ids: Set<DocumentID>
    ) async throws(VaultError) -> [DocumentID: String] {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            var states: [DocumentState] = []
            for id in ids {
                guard let state = try stored(records.document(id)), state.withdrawn == nil else {
                    continue
                }
                states.append(state)
            }
            var titles: [DocumentID: String] = [:]
            do throws(VaultError) {
                try openAll(states.groupedByOwner, ring, records) { open in
                    titles[open.state.id] =
                        open.contents.description.title ?? open.contents.displayName
                }
            } catch .damaged {
                return [:]
            }
            return titles
        }
    }

    /// Opens those of some documents that the caller can open now.
    ///
    /// - Parameters:
    ///   - states: The documents, by owner.
    ///   - ring: Who opens.
    ///   - records: The transaction.
    ///   - body: Takes each that was opened.
    /// - Throws: ``VaultError/damaged(_:)`` if an envelope is not what was stated; what `body` throws.
    private func openAll(
        _ states: [DocumentState],
        _ ring: KeyRing,
        _ records: Records,
        _ body: (OpenDocument) throws(VaultError) -> Void
    ) throws(VaultError) {
        var rest = states[...]
        var work: OpeningWork?
        repeat {
            let batch = try closed(rest.prefix(Self.openingCount), ring, records)
            rest = rest.dropFirst(Self.openingCount)
            // The other cores open these while the next ones are looked up and verified.
            let next = batch.isEmpty ? nil : OpeningWork(on: batch) { $0.opened() }
            for opened in work?.outputs() ?? [] {
                for open in try opened.get() { try body(open) }
            }
            work = next
        } while work != nil || !rest.isEmpty
    }

    /// The opening of envelopes on all cores: it takes longer than anything else of a list.
    private typealias OpeningWork = ParallelWork<
        ClosedDocuments, Result<[OpenDocument], VaultError>
    >

    /// How many envelopes are opened at a time.
    private static let openingCount = 64

    /// The documents that may be the caller's to open, by owner, so that each owner's key is needed
    /// once.
    private func listed(
        _ owner: MemberID?,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> [DocumentState] {
        var found: [DocumentID: DocumentState] = [:]
        func add(_ documents: [DocumentState]) {
            for document in documents
            where document.withdrawn == nil && (owner == nil || document.owner == owner) {
                found[document.id] = document
            }
        }
        add(try stored(records.documents(heldBy: ring.me.id)))
        for key in try stored(records.groupKeys(heldBy: ring.me.id)) {
            for served in try stored(records.provisionalOwners(of: key.office))
            where owner == nil || served.id == owner {
                add(try stored(records.documents(owner: served.id)))
            }
        }
        return Array(found.values).groupedByOwner
    }

    /// Those of some documents that the caller can open now, with their envelopes, by what opens them.
    private func closed(
        _ states: ArraySlice<DocumentState>,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> [ClosedDocuments] {
        var closed: [ClosedDocuments] = []
        for state in states {
            // A key may still be there though its grant has passed by our clock.
            guard let access = try presentAccess(to: state, ring, records) else { continue }
            let document = (state, try access.sealedKey(records))
            if let last = closed.last, last.holder == access.holder, last.documents.count < 16 {
                closed[closed.count - 1].documents.append(document)
            } else {
                closed.append(
                    ClosedDocuments(
                        holder: access.holder,
                        keys: access.holderKeys,
                        documents: [document]
                    )
                )
            }
        }
        return closed
    }

    /// A document as its envelope describes it.
    func shown(_ access: Access, _ records: Records) throws(VaultError) -> Document {
        let contents = try access.open(records).contents
        return try shown(OpenDocument(state: access.document, contents: contents), records)
    }

    /// A document as its open envelope describes it.
    func shown(_ open: OpenDocument, _ records: Records) throws(VaultError) -> Document {
        let (state, contents) = (open.state, open.contents)
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
    ///   envelope or blob are not what was stated; ``VaultError/diskFull(path:)`` or
    ///   ``VaultError/io(code:path:)``; otherwise as ``me()``.
    public func open(
        _ document: DocumentID,
        to target: ReleaseTarget
    ) async throws(VaultError) -> Release {
        if case .file(let path) = target { try requireNothing(at: path) }
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

/// Documents of a list whose envelopes are still closed, all sealed to one holder.
private struct ClosedDocuments: Sendable {
    let holder: MemberID
    let keys: KeyPair
    var documents: [(state: DocumentState, key: SealedDocumentKey)]

    func opened() -> Result<[OpenDocument], VaultError> {
        Result { () throws(VaultError) in
            let identity = keys.expanded
            var opened: [OpenDocument] = []
            for (state, key) in documents {
                let contents = try key.open(with: identity).contents
                opened.append(OpenDocument(state: state, contents: contents))
            }
            return opened
        }
    }
}

extension [DocumentState] {
    /// The documents of each owner together, so that the owner's key is looked up once.
    fileprivate var groupedByOwner: [DocumentState] {
        sorted { ($0.owner, $0.deposited) < ($1.owner, $1.deposited) }
    }
}

/// A document with what its envelope says.
struct OpenDocument: Sendable {
    let state: DocumentState
    let contents: DocumentContents
}
