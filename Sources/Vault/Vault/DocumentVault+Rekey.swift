import VaultLedger
import VaultStorage

extension DocumentVault {
    /// How many documents are encrypted at the same time.
    private static let width = 2

    /// Encrypts those documents anew that are due, some at the same time.
    ///
    /// One that is damaged does not keep the others from it.
    ///
    /// - Parameters:
    ///   - documents: Which.
    ///   - progress: Told after each.
    /// - Returns: How many this call did.
    /// - Throws: The first error, after all have been tried.
    @discardableResult
    func rekey(
        _ documents: [DocumentID],
        _ progress: ProgressHandler? = nil
    ) async throws(VaultError) -> Int {
        let results = await withTaskGroup(of: Result<Bool, VaultError>.self) { group in
            var waiting = documents.makeIterator()
            func begin() {
                guard let document = waiting.next() else { return }
                group.addTask { await self.attempt(document) }
            }
            for _ in 0..<Self.width { begin() }
            var count = 0
            var done = 0
            var failure: VaultError?
            for await result in group {
                begin()
                switch result {
                case .success(let isDone): count += isDone ? 1 : 0
                case .failure(let error): failure = failure ?? error
                }
                done += 1
                progress?(
                    PendingProgress(step: .documents, done: done, total: documents.count)
                )
            }
            return (count: count, failure: failure)
        }
        if let failure = results.failure { throw failure }
        return results.count
    }

    private nonisolated func attempt(_ document: DocumentID) async -> Result<Bool, VaultError> {
        do throws(VaultError) {
            return .success(try await rekeyIfDue(document))
        } catch {
            return .failure(error)
        }
    }

    /// Removes what killed writers left in storage, and blobs whose deletion is owed.
    func clearLeftovers() throws(VaultError) {
        // Each question in a view of its own: one from before the lock may not know the last commit.
        _ = try stored(
            blobs.recover { digest throws(StorageError) in try isReferenced(digest) }
        )
        let owed = try read { records throws(VaultError) in
            try stored(records.owedDeletions())
        }
        for digest in owed where try !stored(isReferenced(digest)) { try settle(digest) }
    }

    private func isReferenced(_ digest: Digest) throws(StorageError) -> Bool {
        try database.read { records throws(StorageError) in try records.references(digest) }
    }

    func settle(_ digest: Digest) throws(VaultError) {
        try stored(blobs.remove(digest))
        try database.write { records throws(VaultError) in
            try stored(records.settleDeletion(of: digest))
        }
    }

    /// Encrypts a document anew if that is due.
    ///
    /// The content is encrypted without holding any lock. If the holders change meanwhile only the
    /// envelopes are made again; if someone else was quicker, theirs stands.
    ///
    /// - Returns: Whether this call did it.
    private nonisolated func rekeyIfDue(_ id: DocumentID) async throws(VaultError) -> Bool {
        guard let work = try await rekeyWork(on: id) else { return false }
        let writer = try stored(blobs.makeWriter())
        do throws(VaultError) {
            guard let sealed = try work.seal(from: blobs, to: writer) else {
                try await requireReplaced(work.document)
                throw .rejected(.due)
            }
            try await append(sealed)
        } catch .rejected(.due) {
            writer.discard()
            return false
        } catch {
            if !error.mayHaveCommitted { writer.discard() }
            throw error
        }
        writer.finish()
        try await settle(work.document.content.ciphertext)
        return true
    }

    private func rekeyWork(on id: DocumentID) throws(VaultError) -> RekeyWork? {
        try read { records throws(VaultError) in
            try RekeyWork(try rekeyingAccess(to: id, ring(records), records), records)
        }
    }

    /// Insists that someone else has encrypted a document anew, whose ciphertext is gone.
    private func requireReplaced(_ document: DocumentState) throws(VaultError) {
        let current = try read { records throws(VaultError) in
            try stored(records.document(document.id))
        }
        guard current?.generation != document.generation else {
            throw .damaged(.blob(document.id))
        }
    }

    private func append(_ sealed: RekeyWork.Sealed) throws(VaultError) {
        _ = try append { records, ring throws(VaultError) in
            let access = try rekeyingAccess(to: sealed.document.id, ring, records)
            guard access.document.due != nil,
                access.document.generation == sealed.document.generation
            else { throw .rejected(.due) }
            return ([try draft(sealed, access, records)], ())
        }
    }

    private func draft(
        _ sealed: RekeyWork.Sealed,
        _ access: Access,
        _ records: Records
    ) throws(VaultError) -> Draft {
        guard let cause = access.document.due else { throw .rejected(.due) }
        var next = access.document
        next.generation += 1
        // The description may have been mended since the content was read.
        let contents = try access.open(records).contents
        let (envelopes, holders) = try handKeys(
            of: next,
            keys: sealed.keys,
            contents: contents,
            records
        )
        let rekeying = Rekeying(
            owner: next.owner,
            document: next.id,
            generation: next.generation,
            cause: cause,
            basis: access.basis,
            content: SealedContent(
                ciphertext: sealed.measure.ciphertext,
                length: sealed.measure.length,
                content: contents.digest
            ),
            holders: holders
        )
        return Draft(
            body: .rekey(rekeying),
            envelopes: envelopes,
            obsolete: [access.document.content.ciphertext]
        )
    }

    /// Seals a document key to everybody who is entitled to it: the owner and the live grants.
    func handKeys(
        of document: DocumentState,
        keys: KeyPair,
        contents: DocumentContents,
        _ records: Records
    ) throws(VaultError) -> (envelopes: [SealedEnvelope], holders: [SealedKey]) {
        let grantees = try liveGrants(of: document, records).map(\.grantee)
        var envelopes: [SealedEnvelope] = []
        var holders: [SealedKey] = []
        for holder in Set(grantees + [document.owner]).sorted() {
            let recipient = try ledger.recipient(of: ledger.member(holder, records), records)
            let envelope = try SealedEnvelope(
                Envelope(
                    label: label(of: document, for: holder),
                    contents: contents,
                    keys: keys
                ),
                to: recipient
            )
            envelopes.append(envelope)
            holders.append(envelope.key(holder: holder, recipient: recipient))
        }
        return (envelopes, holders)
    }
}

/// A document that is to be encrypted anew, as it was when the work began.
struct RekeyWork: Sendable {
    /// A new ciphertext that is on disk but not in the ledger.
    struct Sealed: Sendable {
        let document: DocumentState
        let keys: KeyPair
        let measure: ContentMeasure
    }

    let document: DocumentState
    let oldKeys: KeyPair
    let contents: DocumentContents
    let content: SealedContent

    /// Reads what is needed; `nil` if the document is not due.
    init?(_ access: Access, _ records: Records) throws(VaultError) {
        guard access.document.due != nil else { return nil }
        document = access.document
        (oldKeys, contents) = try access.open(records)
        content = try access.ring.ledger.content(of: access.document, records)
    }

    /// Encrypts the content under a new key, checks old and new content, and makes it durable.
    ///
    /// - Returns: `nil` if the old ciphertext is gone.
    func seal(
        from blobs: any BlobStore,
        to writer: any BlobWriter
    ) throws(VaultError) -> Sealed? {
        let damage = VaultError.damaged(.blob(document.id))
        guard let reader = try blobs.ciphertext(content, of: document.id) else { return nil }
        let keys = KeyPair.generate(suite: oldKeys.suite)
        var sealer = try ContentSealer(to: keys, writer: writer)
        let old = try ContentOpener(keys: oldKeys, document: document.id)
            .pass(over: reader) { bytes throws(VaultError) in try sealer.write(bytes) }
        let measure = try sealer.finish()
        guard
            old.ciphertext == content.ciphertext, old.length == content.length,
            old.sha256 == contents.facts.sha256, old.size == contents.facts.size
        else { throw damage }
        let written = try ContentOpener(keys: keys, document: document.id)
            .pass(over: stored(writer.readBack())) { _ in }
        guard written == measure else { throw damage }
        try stored(writer.commit(as: measure.ciphertext))
        return Sealed(document: document, keys: keys, measure: measure)
    }
}
