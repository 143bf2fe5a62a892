import VaultCrypto
public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Hands provisional owners over to the custody of another office.
    ///
    /// Each owner gets new keys, for the new office alone, in a transaction of its own. Their documents
    /// are due then: the new office's clients encrypt them anew, and this call does if the caller holds
    /// that office's key as well. Until then those who know the old key can open them. An owner who is
    /// in the custody of the new office already stays as they are, so the call can be repeated.
    ///
    /// - Parameters:
    ///   - owners: Whom to hand over.
    ///   - office: To which office.
    ///   - progress: Told after each step.
    /// - Returns: How many owners were handed over.
    /// - Throws: ``VaultError/officeNotFound(_:)``; ``VaultError/memberNotFound(_:)``;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)``; with ``Denial/notProvisional(_:)``
    ///   if a member is no owner or has a key of their own; or with ``Denial/notInCustody(_:)`` if an
    ///   owner is in the custody of an office whose key the caller does not hold. Then nobody is
    ///   handed over. Otherwise as ``me()``, and as ``finishPending(_:)``.
    public func handOver(
        _ owners: [MemberID],
        to office: OfficeID,
        progress: ProgressHandler? = nil
    ) async throws(VaultError) -> Int {
        let owners = owners.uniqued()
        let waiting = try read { records throws(VaultError) in
            let ring = try ring(records)
            guard try stored(records.office(office))?.kind == .custody else {
                throw .officeNotFound(office.text)
            }
            var waiting: [MemberID] = []
            for id in owners {
                let owner = try ownerInCustody(id, ring, records)
                if owner.office != office { waiting.append(id) }
            }
            return waiting
        }
        for (count, owner) in waiting.enumerated() {
            progress?(PendingProgress(step: .owners, done: count, total: waiting.count))
            try takeKeys(of: owner, for: office)
        }
        progress?(PendingProgress(step: .owners, done: waiting.count, total: waiting.count))
        _ = try await finishPending(progress)
        return waiting.count
    }

    /// The provisional owners in the custody of an office.
    ///
    /// - Parameter office: The office.
    /// - Returns: The owners in the order of their enrolment.
    /// - Throws: As ``me()``.
    public func provisionalOwners(of office: OfficeID) throws(VaultError) -> [MemberID] {
        try read { records throws(VaultError) in
            try stored(records.provisionalOwners(of: office)).map(\.id)
        }
    }

    /// The owners who can take over by a claim code that was handed out and is in force.
    ///
    /// - Returns: The owners, in the order of their codes.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is neither an admin
    ///   nor a counselor; otherwise as ``me()``.
    public func invitedOwners() throws(VaultError) -> [MemberID] {
        try read { records throws(VaultError) in
            let role = try ring(records).me.role
            guard role == .admin || role == .counselor else { throw .notAllowed(.role(role)) }
            let now = try currentTime(records)
            return try stored(records.invitations())
                .filter { $0.invitation.until >= now }
                .map(\.invitation.member)
                .uniqued()
        }
    }

    /// A provisional owner whose secret the caller can reach.
    private func ownerInCustody(
        _ id: MemberID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> VerifiedMember {
        let role = ring.me.role
        guard role == .counselor || role == .admin else { throw .notAllowed(.role(role)) }
        let owner = try knownMember(id, records)
        guard owner.isProvisional else { throw .notAllowed(.notProvisional(id)) }
        guard try ring.owner(owner, records) != nil else { throw .notAllowed(.notInCustody(id)) }
        return owner
    }

    /// Takes the keys of a provisional owner anew, with everything that is sealed to them.
    ///
    /// - Parameters:
    ///   - id: The owner.
    ///   - office: Whose custody it is from now on; `nil` for the present office, and only if the keys
    ///     have to be taken anew.
    /// - Returns: Whether this call did it.
    /// - Throws: As ``handOver(_:to:progress:)``.
    @discardableResult
    func takeKeys(of id: MemberID, for office: OfficeID?) throws(VaultError) -> Bool {
        let appended = try append { records, ring throws(VaultError) in
            let owner = try ownerInCustody(id, ring, records)
            guard let present = owner.office else { throw .notAllowed(.notInCustody(id)) }
            if office == nil {
                guard try owesRotation(id, records) else { return ([], ()) }
            } else if office == present {
                return ([], ())
            }
            let custodian = try ledger.office(office ?? present, records)
            return ([try rotation(of: owner, to: custodian, ring, &records)], ())
        }
        return !appended.indexes.isEmpty
    }

    /// Whether the keys of a provisional owner have to be taken anew.
    func owesRotation(_ id: MemberID, _ records: Records) throws(VaultError) -> Bool {
        guard let row = try stored(records.member(id)), let office = row.office else {
            return false
        }
        if row.due != nil { return true }
        guard
            let sealed = row.custodyGeneration, let current = try stored(records.office(office))
        else { return false }
        return sealed < current.generation
    }

    /// Takes the keys of a provisional owner anew, for the office that has custody from now on.
    func rotation(
        of owner: VerifiedMember,
        to office: OfficeDefinition,
        _ ring: KeyRing,
        _ records: inout Records
    ) throws(VaultError) -> Draft {
        guard
            let oldKeys = try ring.owner(owner, records),
            let name = try ring.name(of: owner, records)
        else { throw .notAllowed(.notInCustody(owner.id)) }
        let newKeys = KeyPair.generate(suite: ledger.genesis.suite)
        let keys = try custodyKeys(of: owner.id, name: name, for: office, newKeys, ring, records)
        var resealing = Resealing(member: owner.id, keys: newKeys, ledger: ledger)
        try resealing.addDocuments(openedWith: oldKeys, &records)
        let body = Rotation(
            member: owner.id,
            office: office.office,
            recovery: nil,
            keys: resealing.newKeys(
                card: Digest.of(keys.card.span),
                identity: nil,
                role: .owner,
                custody: keys.custody.digest
            )
        )
        return Draft(
            body: .rotate(body),
            envelopes: [keys.custody] + resealing.envelopes,
            card: (owner.id, keys.card),
            recipients: [keys.recipient]
        )
    }

    /// Seals the keys of a provisional owner to an office, with the card.
    func custodyKeys(
        of id: MemberID,
        name: String,
        for office: OfficeDefinition,
        _ keys: KeyPair,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> CustodyKeys {
        let officeRecipient = try ledger.recipient(of: office, records)
        let signerName = Statement.keyName(of: ring.me.id, origin: ledger.origin)
        let card = try Card(
            name: name,
            recipient: keys.recipient,
            keys: nil,
            signer: ring.identity.statementSigner(named: signerName)
        )
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: id.text,
            generation: 1,
            holder: office.office.text
        )
        return CustodyKeys(
            recipient: keys.recipient,
            custody: try SealedEnvelope(
                Envelope(label: label, contents: nil, keys: keys),
                to: officeRecipient
            ),
            card: try Seal.seal(card.bytes.span, to: [officeRecipient])
        )
    }
}

/// New keys of a provisional owner.
struct CustodyKeys {
    /// The public half.
    let recipient: Recipient

    /// The secret half, sealed to the office.
    let custody: SealedEnvelope

    /// The card, sealed to the office.
    let card: [UInt8]
}
