import VaultLedger
import VaultStorage
import VaultSystem

/// What a member holds, sealed to new keys: the body of every statement with ``NewKeys``.
///
/// Document keys may be many: their envelopes are stored as they are sealed, in the transaction that
/// the statement is said in, and only their digests are kept for it.
struct Resealing {
    /// Whose keys are new.
    let member: MemberID

    /// The new keys.
    let keys: KeyPair

    let ledger: VerifiedLedger

    /// The envelopes of the groups, still to be stored.
    private(set) var envelopes: [SealedEnvelope] = []

    /// The group keys, sorted by group.
    private(set) var groups: [GroupKey] = []

    /// The document keys, sorted by document; their envelopes are stored.
    private(set) var documents: [DocumentKey] = []

    /// How many documents are sealed at a time: a few on each core.
    private static let batchCount = 32

    init(member: MemberID, keys: KeyPair, ledger: VerifiedLedger) {
        self.member = member
        self.keys = keys
        self.ledger = ledger
    }

    /// Seals the secret of a group.
    ///
    /// - Parameters:
    ///   - office: The group.
    ///   - secret: Its secret, of the current generation.
    /// - Throws: ``VaultError`` when the envelope cannot be sealed.
    mutating func add(_ office: OfficeDefinition, secret: KeyPair) throws(VaultError) {
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: office.office.text,
            generation: office.generation,
            holder: member.text
        )
        let envelope = try SealedEnvelope(
            Envelope(label: label, contents: nil, keys: secret),
            to: keys.recipient
        )
        envelopes.append(envelope)
        groups.append(
            GroupKey(
                office: office.office,
                generation: office.generation,
                envelope: envelope.digest
            )
        )
        groups.sort { $0.office < $1.office }
    }

    /// Seals the secret of every group that the member belongs to.
    ///
    /// - Parameters:
    ///   - ring: The member's present keys.
    ///   - records: The transaction.
    /// - Throws: ``VaultError/damaged(_:)`` if one of them does not verify.
    mutating func addGroups(of ring: KeyRing, _ records: Records) throws(VaultError) {
        for key in try stored(records.groupKeys(heldBy: member)) {
            guard let secret = try ring.office(key.office, records) else {
                throw .damaged(.database)
            }
            try add(ledger.office(key.office, records), secret: secret)
        }
    }

    /// Seals the key of every document that the member holds, and stores the envelopes.
    ///
    /// - Parameters:
    ///   - old: What opens them now.
    ///   - records: The transaction.
    /// - Throws: ``VaultError/damaged(_:)`` if one of them does not verify.
    mutating func addDocuments(
        openedWith old: KeyPair,
        _ records: inout Records
    ) throws(VaultError) {
        var rest = try stored(records.envelopes(heldBy: member)).map(\.document)[...]
        while !rest.isEmpty {
            try add(rest.prefix(Self.batchCount), openedWith: old, &records)
            rest = rest.dropFirst(Self.batchCount)
        }
    }

    private mutating func add(
        _ ids: ArraySlice<DocumentID>,
        openedWith old: KeyPair,
        _ records: inout Records
    ) throws(VaultError) {
        var sealed: [(document: DocumentID, key: SealedDocumentKey)] = []
        for id in ids {
            guard let document = try stored(records.document(id)) else {
                throw .damaged(.database)
            }
            let key = try ledger.sealedKey(of: document, holder: member, records)
            sealed.append((id, key))
        }
        let recipient = keys.recipient
        let work = ParallelWork(on: sealed) { _, key in
            Result { () throws(VaultError) in
                let (secret, contents) = try key.open(with: old)
                let envelope = Envelope(label: key.label, contents: contents, keys: secret)
                return try SealedEnvelope(envelope, to: recipient)
            }
        }
        for ((document, _), result) in zip(sealed, work.outputs()) {
            let envelope = try result.get()
            try envelope.store(in: &records)
            documents.append(DocumentKey(document: document, envelope: envelope.digest))
        }
    }

    /// The lines of the statement.
    ///
    /// - Parameters:
    ///   - card: The digest of the new sealed card.
    ///   - identity: Whose keys they are; `nil` for a provisional owner.
    ///   - role: What the member may do.
    ///   - custody: The digest of a provisional owner's envelope for the office.
    /// - Returns: The new keys with every group and document sealed so far.
    func newKeys(
        card: Digest,
        identity: Identity?,
        role: Role,
        custody: Digest? = nil
    ) -> NewKeys {
        let name = Statement.keyName(of: member, origin: ledger.origin)
        return NewKeys(
            card: card,
            recipient: keys.recipient.digest,
            verifier: identity?.statementSigner(named: name).verifierKey,
            witness: role == .auditor ? identity?.cosigner(named: name).verifierKey : nil,
            custody: custody,
            groups: groups,
            documents: documents
        )
    }
}
