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
        try stored(blobs.remove(digests))
        try noteDeletion(of: digests)
    }

    /// Notes that blobs are deleted.
    func noteDeletion(of digests: [Digest]) throws(VaultError) {
        try database.write { records throws(VaultError) in
            for digest in digests { try stored(records.settleDeletion(of: digest)) }
        }
    }

    /// Reads what is needed to encrypt documents anew.
    ///
    /// - Returns: For each document the work; `nil` if it is not due.
    func rekeyWork(on ids: [DocumentID]) -> [Result<RekeyWork?, VaultError>] {
        do throws(VaultError) {
            return try read { records throws(VaultError) in
                let ring = try ring(records)
                return ids.map { id in
                    Result { () throws(VaultError) in
                        try RekeyWork(rekeyingAccess(to: id, ring, records), self, records)
                    }
                }
            }
        } catch {
            return ids.map { _ in .failure(error) }
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
        let (handed, contents) = try handed(sealed, next, access, records)
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
            holders: handed.keys
        )
        return Draft(
            body: .rekey(rekeying),
            envelopes: handed.envelopes,
            obsolete: [access.document.content.ciphertext]
        )
    }

    /// The new key in its envelopes: those that were made ahead, unless the holders or the description
    /// have changed since the content was read.
    private func handed(
        _ sealed: RekeyWork.Sealed,
        _ next: DocumentState,
        _ access: Access,
        _ records: Records
    ) throws(VaultError) -> (HandedKey, DocumentContents) {
        let envelope = try access.sealedKey(records).envelope
        // Of the document as it stands: nothing bears out the next generation yet.
        let holders = try holders(of: access.document, records)
        if sealed.oldEnvelope == envelope, sealed.handed.holders == holders {
            return (sealed.handed, sealed.contents)
        }
        let contents = try access.open(records).contents
        let handed = try HandedKey(sealed.keys, contents, to: holders) { holder in
            label(of: next, for: holder)
        }
        return (handed, contents)
    }
}

/// A document that is to be encrypted anew, as it was when the work began.
struct RekeyWork: Sendable {
    /// A new ciphertext that is written, but neither durable nor in the ledger.
    struct Sealed: Sendable {
        let document: DocumentState
        let keys: KeyPair
        let measure: ContentMeasure

        /// The closed envelope that the old key and the contents came from.
        let oldEnvelope: [UInt8]

        let contents: DocumentContents

        /// The new key in the envelopes of those who were entitled to it.
        let handed: HandedKey
    }

    let document: DocumentState
    private let old: SealedDocumentKey
    private let holderKeys: KeyPair
    private let holders: [HandedKey.Holder]

    /// Takes what is needed, the envelope still closed; `nil` if the document is not due.
    init?(
        _ access: Access,
        _ vault: isolated DocumentVault,
        _ records: Records
    ) throws(VaultError) {
        guard access.document.due != nil else { return nil }
        document = access.document
        old = try access.sealedKey(records)
        holderKeys = access.holderKeys
        holders = try vault.holders(of: access.document, records)
    }

    /// Encrypts the content under a new key, and checks old and new content.
    ///
    /// - Returns: `nil` if the old ciphertext is gone.
    func seal(
        from blobs: any BlobStore,
        to writer: any BlobWriter
    ) throws(VaultError) -> Sealed? {
        let damage = VaultError.damaged(.blob(document.id))
        let content = old.content
        let (oldKeys, contents) = try old.open(with: holderKeys)
        guard let reader = try blobs.ciphertext(content, of: document.id) else { return nil }
        let keys = KeyPair.generate(suite: oldKeys.suite)
        var sealer = try ContentSealer(to: keys, writer: writer)
        let opened = try ContentOpener(keys: oldKeys, document: document.id)
            .pass(over: reader) { bytes throws(VaultError) in try sealer.write(bytes) }
        let measure = try sealer.finish(opened.sha256, size: opened.size)
        guard
            opened.ciphertext == content.ciphertext, opened.length == content.length,
            opened.sha256 == contents.facts.sha256, opened.size == contents.facts.size
        else { throw damage }
        try ContentOpener(keys: keys, document: document.id)
            .requireSealed(measure, in: stored(writer.readBack()))
        let label = old.label
        let handed = try HandedKey(keys, contents, to: holders) { holder in
            Envelope.Label(
                origin: label.origin,
                subject: label.subject,
                generation: label.generation + 1,
                holder: holder.text
            )
        }
        return Sealed(
            document: document,
            keys: keys,
            measure: measure,
            oldEnvelope: old.envelope,
            contents: contents,
            handed: handed
        )
    }
}
