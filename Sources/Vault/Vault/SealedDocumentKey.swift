import VaultAge
import VaultLedger
import VaultStorage

/// The key of a document in its envelope, with what the statements say about the content.
struct SealedDocumentKey: Sendable {
    let label: Envelope.Label

    /// The sealed form, whose digest a verified statement names.
    let envelope: [UInt8]

    /// The ciphertext and the digest of the facts.
    let content: SealedContent

    /// Opens the envelope.
    ///
    /// - Parameter keys: The keys of the holder: the person's own, or a provisional owner's.
    /// - Returns: The document key, with facts and description.
    /// - Throws: ``VaultError/damaged(_:)`` if envelope or facts are not those that were stated.
    func open(
        with keys: KeyPair
    ) throws(VaultError) -> (keys: KeyPair, contents: DocumentContents) {
        try open(with: keys.identity)
    }

    /// Opens the envelope, as ``open(with:)`` with a key pair.
    func open(
        with identity: any AgeIdentity
    ) throws(VaultError) -> (keys: KeyPair, contents: DocumentContents) {
        let opened = try Envelope.unseal(envelope, as: label, with: identity)
        guard let contents = opened.contents, contents.digest == content.content else {
            throw .damaged(.envelope(subject: label.subject, holder: label.holder))
        }
        return (opened.keys, contents)
    }
}

extension VerifiedLedger {
    /// The sealed key of a document, as a verified statement names it.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - holder: Whose envelope to take.
    ///   - records: The transaction.
    /// - Returns: The envelope, still closed.
    /// - Throws: ``VaultError/damaged(_:)`` if it is missing or not the one that was stated.
    func sealedKey(
        of document: DocumentState,
        holder: MemberID,
        _ records: Records
    ) throws(VaultError) -> SealedDocumentKey {
        let damage = Damage.envelope(subject: document.id.text, holder: holder.text)
        guard let key = try documentKey(of: document, holder: holder, records) else {
            throw .damaged(damage)
        }
        let label = Envelope.Label(
            origin: origin,
            subject: document.id.text,
            generation: document.generation,
            holder: holder.text
        )
        return SealedDocumentKey(
            label: label,
            envelope: try envelope(key.envelope, as: label, records),
            content: try content(of: document, records)
        )
    }

    /// The bytes of the envelope with this digest.
    func envelope(
        _ digest: Digest,
        as label: Envelope.Label,
        _ records: Records
    ) throws(VaultError) -> [UInt8] {
        guard
            let bytes = try stored(records.envelope(digest: digest)),
            Digest.of(bytes.span) == digest
        else { throw .damaged(.envelope(subject: label.subject, holder: label.holder)) }
        return bytes
    }
}
