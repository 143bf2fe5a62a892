import VaultLedger
import VaultStorage

extension DocumentVault {
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

    func settle(_ digest: Digest) throws(VaultError) { try settle([digest]) }

    /// Deletes blobs, then notes that they are deleted.
    func settle(_ digests: [Digest]) throws(VaultError) {
        for digest in digests { try stored(blobs.remove(digest)) }
        try database.write { records throws(VaultError) in
            for digest in digests { try stored(records.settleDeletion(of: digest)) }
        }
    }

    func rekeyWork(on id: DocumentID) throws(VaultError) -> RekeyWork? {
        try read { records throws(VaultError) in
            try RekeyWork(try rekeyingAccess(to: id, ring(records), records), records)
        }
    }

    /// Insists that someone else has encrypted a document anew, whose ciphertext is gone.
    func requireReplaced(_ document: DocumentState) throws(VaultError) {
        let current = try read { records throws(VaultError) in
            try stored(records.document(document.id))
        }
        guard current?.generation != document.generation else {
            throw .damaged(.blob(document.id))
        }
    }

    /// Says that documents were encrypted anew, all under one head or none.
    ///
    /// - Throws: ``VaultError/rejected(_:)`` with ``Rule/due`` if somebody was quicker with one of them.
    func append(_ sealed: [RekeyWork.Sealed]) throws(VaultError) {
        _ = try append { records, ring throws(VaultError) in
            var drafts: [Draft] = []
            for sealed in sealed {
                let access = try rekeyingAccess(to: sealed.document.id, ring, records)
                guard access.document.due != nil,
                    access.document.generation == sealed.document.generation
                else { throw .rejected(.due) }
                drafts.append(try draft(sealed, access, records))
            }
            return (drafts, ())
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
