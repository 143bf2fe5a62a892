import VaultCrypto
import VaultLedger
import VaultStorage
import VaultSystem

/// A statement to be said, with everything that has to be stored in the same transaction.
struct Draft: Sendable {
    /// What to say.
    var body: Statement.Body

    /// The envelopes that it names and that are not stored yet.
    var envelopes: [SealedEnvelope] = []

    /// The sealed card that it names.
    var card: (member: MemberID, bytes: [UInt8])?

    /// The sealed card of an office that it names.
    var officeCard: (office: OfficeID, bytes: [UInt8])?

    /// The public keys whose digests it names for the first time.
    var recipients: [Recipient] = []

    /// Who signs along with the author.
    var cosigners: [NoteSigner] = []

    /// The ciphertexts that nothing refers to any more once this is said.
    var obsolete: [Digest] = []

    /// The statements that are deleted with this: their places in the log.
    var erased: [Int] = []

    /// The log's new key, if this says that it has one: it signs the head over this statement.
    var logSigner: NoteSigner?
}

/// A sealed envelope on its way to storage.
struct SealedEnvelope: Sendable {
    let label: Envelope.Label
    let bytes: [UInt8]

    var digest: Digest { Digest.of(bytes.span) }

    /// Seals an envelope to its holder.
    init(_ envelope: Envelope, to recipient: Recipient) throws(VaultError) {
        label = envelope.label
        bytes = try envelope.sealed(to: recipient)
    }

    /// The line of a statement that names this envelope.
    func key(holder: MemberID, recipient: Recipient) -> SealedKey {
        SealedKey(holder: holder, recipient: recipient.digest, envelope: digest)
    }

    /// Puts the envelope where the statement that names it will look for it.
    ///
    /// - Parameter records: The transaction in which that statement is said.
    /// - Throws: ``VaultError`` if it cannot be stored.
    func store(in records: inout Records) throws(VaultError) {
        try stored(
            records.put(
                envelope: bytes,
                digest: digest,
                subject: label.subject,
                generation: label.generation,
                holder: label.holder
            )
        )
    }
}

/// Appends statements: signs them, has them judged, stores them and signs the new head.
struct Appender {
    let origin: String
    let author: MemberID
    let signer: NoteSigner
    let logSigner: NoteSigner
    let time: LedgerTime

    /// The number of the author's last statement, as statements say; 0 if there is none.
    let lastNumber: Int

    /// From how many statements on a batch has more memory for pages of the database.
    private static let largeBatchCount = 256

    /// Appends drafts under one new head, all or none.
    ///
    /// Runs inside a write transaction, so number, time and head cannot change meanwhile. The signatures
    /// are verified on other cores while the statements are judged and stored, and no head is signed
    /// before all of them hold.
    ///
    /// - Parameters:
    ///   - drafts: What to say, in this order.
    ///   - seen: The head that was verified in this transaction.
    ///   - records: The transaction.
    /// - Returns: The indexes of the statements, and the new head as it was signed.
    /// - Throws: ``VaultError/rejected(_:)`` with the first rule that is broken;
    ///   ``VaultError/damaged(_:)`` if what is stored is not what was to be stored. The transaction
    ///   is to be rolled back then.
    func append(
        _ drafts: [Draft],
        seen: TreeHead,
        to records: inout Records
    ) throws(VaultError) -> (indexes: [Int], head: SignedHead) {
        if drafts.count >= Self.largeBatchCount { try stored(records.makeRoom()) }
        guard lastNumber <= Int.max - drafts.count else { throw .rejected(.number) }
        var indexes: [Int] = []
        var digests: [Digest] = []
        let statements = sign(drafts, seen: seen)
        let checks = ParallelWork(on: statements, isCallerBusy: true) { statement in
            statement.map { $0.signed.note.holds(by: $0.keys) } ?? false
        }
        for (draft, statement) in zip(drafts, statements) {
            guard let (signed, signingKeys) = statement else { throw .rejected(.malformed) }
            let index = seen.size + indexes.count
            let rule = try stored(
                Replay.apply(signed, at: index, to: &records) { note, keys in
                    keys == signingKeys || note.holds(by: keys)
                }
            )
            if let rule { throw .rejected(rule) }
            guard try stored(records.append(signed)) == index else { throw .damaged(.checkpoint) }
            try store(draft, in: &records)
            indexes.append(index)
            digests.append(signed.digest)
        }
        guard checks.outputs().allSatisfy({ $0 }) else { throw .rejected(.signature) }
        let head = try readBack(digests, after: seen, records)
        let signer = drafts.last { $0.logSigner != nil }?.logSigner ?? logSigner
        let note = try sign(head, by: signer, in: &records)
        let signed = SignedHead(
            head: head,
            note: note,
            key: signer.verifierKey,
            mayChangeMembers: !drafts.allSatisfy { $0.body.document != nil && $0.erased.isEmpty }
        )
        return (indexes, signed)
    }

    /// A head that the log has signed.
    struct SignedHead {
        let head: TreeHead
        let note: SignedNote
        let key: VerifierKey

        /// Whether the statements under it can have changed what is known of members.
        let mayChangeMembers: Bool
    }

    /// Signs drafts on all cores.
    ///
    /// - Returns: For each draft the statement, and the keys that belong to its signatures; `nil` if it
    ///   has no spelling.
    private func sign(
        _ drafts: [Draft],
        seen: TreeHead
    ) -> [(signed: SignedStatement, keys: [VerifierKey])?] {
        let unsigned = drafts.enumerated().map { place, draft in
            let statement = Statement(
                origin: origin,
                author: author,
                number: lastNumber + place + 1,
                time: time,
                seen: seen,
                salt: .random(),
                body: draft.body
            )
            return (statement: statement, signers: [signer] + draft.cosigners)
        }
        let work = ParallelWork(on: unsigned) { statement, signers in
            (try? SignedStatement(statement, signedBy: signers)).map { signed in
                (signed: signed, keys: signers.map { $0.verifierKey })
            }
        }
        return work.outputs()
    }

    private func store(_ draft: Draft, in records: inout Records) throws(VaultError) {
        for envelope in draft.envelopes { try envelope.store(in: &records) }
        if let card = draft.card {
            try stored(
                records.put(
                    card: card.bytes,
                    digest: Digest.of(card.bytes.span),
                    member: card.member
                )
            )
        }
        if let card = draft.officeCard {
            try stored(
                records.put(
                    card: card.bytes,
                    digest: Digest.of(card.bytes.span),
                    member: card.office
                )
            )
        }
        for recipient in draft.recipients {
            try stored(records.put(recipient: recipient.text, digest: recipient.digest))
        }
        for digest in draft.obsolete { try stored(records.owe(deletionOf: digest)) }
        for index in draft.erased { try stored(records.eraseStatement(at: index)) }
    }

    /// Reads the new statements back from where they were stored, and computes the head over them.
    ///
    /// Only what was read back is signed: a bit that flips on its way into storage would otherwise be
    /// signed for good.
    ///
    /// - Parameters:
    ///   - digests: The digests of the statements, in the order of the log.
    ///   - seen: The head before them.
    ///   - records: The transaction.
    /// - Returns: The head.
    /// - Throws: ``VaultError/damaged(_:)`` with the first thing that is not as it was to be stored.
    private func readBack(
        _ digests: [Digest],
        after seen: TreeHead,
        _ records: Records
    ) throws(VaultError) -> TreeHead {
        var tree = try stored(CompactRange(size: seen.size, from: records))
        guard tree.head == seen else { throw .damaged(.checkpoint) }
        for digest in digests {
            guard
                let bytes = try stored(records.statement(at: tree.size)),
                Digest.of(bytes.span) == digest,
                try stored(records.leaf(at: tree.size)) == digest
            else { throw .damaged(.statement(tree.size)) }
            tree.append(MerkleTree.leafHash(of: digest.bytes.span))
        }
        guard
            try stored(records.size()) == tree.size,
            try stored(records.root(size: tree.size)) == tree.root
        else { throw .damaged(.checkpoint) }
        return tree.head
    }

    private func sign(
        _ head: TreeHead,
        by signer: NoteSigner,
        in records: inout Records
    ) throws(VaultError) -> SignedNote {
        guard
            let checkpoint = try? Checkpoint(origin: signer.verifierKey.name, head: head),
            let note = try? checkpoint.signed(by: signer)
        else { throw .damaged(.logKey) }
        try stored(records.put(checkpoint: note.bytes, size: head.size))
        return note
    }
}
