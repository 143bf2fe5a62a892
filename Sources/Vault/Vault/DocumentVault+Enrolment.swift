import VaultCrypto
public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Enrols a person or an organisation by their card.
    ///
    /// An admin enrols staff and organisations; a counselor, or an admin who runs the office, enrols
    /// owners. Whoever enrols answers for the card: compare its fingerprint by voice or on paper.
    ///
    /// - Parameters:
    ///   - card: The card that was handed over.
    ///   - role: What the member may do.
    ///   - office: The office of a counselor or owner; `nil` for the one office whose key the caller
    ///     holds.
    ///   - cosigner: An auditor who is enrolled already; needed to enrol another auditor.
    /// - Returns: The new member.
    /// - Throws: ``VaultError/alreadyEnrolled(_:)``; ``VaultError/rejected(_:)`` with
    ///   ``Rule/duplicate`` if somebody signed with the key of the card before;
    ///   ``VaultError/suiteMismatch(vault:)``; ``VaultError/cardMalformed`` if nothing can be sealed to
    ///   the card; ``VaultError/notAllowed(_:)``, with ``Denial/notHolder(_:)`` if the caller does not
    ///   hold the key of `office`; ``VaultError/invalid(_:)`` with ``InvalidValue/office`` if none is
    ///   named and the caller does not hold the key of exactly one; otherwise as ``me()``.
    public func enrol(
        _ card: Card,
        as role: Role,
        office: OfficeID? = nil,
        cosigner: Identity? = nil
    ) async throws(VaultError) -> Member {
        guard card.suite == ledger.genesis.suite else {
            throw .suiteMismatch(vault: ledger.genesis.suite)
        }
        guard
            let recipient = Recipient(card.recipient), let statementKey = card.statementKey,
            let witnessKey = card.witnessKey
        else { throw .cardMalformed }
        let id = MemberID.random()
        _ = try append { records, ring throws(VaultError) in
            try requireEnroller(of: role, ring)
            try requireNew(recipient, publicKey: statementKey, records)
            if role == .auditor, cosigner == nil,
                try stored(records.hasMember(role: .auditor, besides: nil))
            {
                throw .notAllowed(.auditorSignature)
            }
            let cosigners =
                try cosigner.map { identity throws(VaultError) in
                    [try self.auditorSigner(identity, records)]
                } ?? []
            let custodian =
                try role.belongsToOffice
                ? custodyOffice(of: ring, named: office, records) : nil
            let handed = try groupKeys(
                for: role,
                id: id,
                recipient: recipient,
                custodian,
                ring,
                records
            )
            let name = try Self.keyName(of: id, origin: ledger.origin)
            let sealedCard = try sealedCard(card, role: role, recipient, custodian, records)
            let enrolment = Enrolment(
                member: id,
                role: role,
                office: custodian?.office,
                card: Digest.of(sealedCard.span),
                recipient: recipient.digest,
                verifier: try Self.verifier(name, .ed25519, statementKey),
                witness: role == .auditor
                    ? try Self.verifier(name, .cosignature, witnessKey) : nil,
                custody: nil,
                keys: handed.map(\.key)
            )
            let draft = Draft(
                body: .enrol(enrolment),
                envelopes: handed.map(\.envelope),
                card: (id, sealedCard),
                recipients: [recipient],
                cosigners: cosigners
            )
            return ([draft], ())
        }
        return try member(id)
    }

    /// Enrols an owner who has no key yet, into the custody of an office.
    ///
    /// - Parameters:
    ///   - name: The owner's name.
    ///   - office: The office; `nil` for the one office whose key the caller holds.
    /// - Returns: The new member.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name``, or with
    ///   ``InvalidValue/office`` if none is named and the caller does not hold the key of exactly one;
    ///   ``VaultError/notAllowed(_:)``, with ``Denial/notHolder(_:)`` if the caller does not hold the
    ///   key of `office`; otherwise as ``me()``.
    public func enrolProvisional(
        name: String,
        office: OfficeID? = nil
    ) async throws(VaultError) -> Member {
        let id = MemberID.random()
        let owner = KeyPair.generate(suite: ledger.genesis.suite)
        _ = try append { records, ring throws(VaultError) in
            let draft = try provisional(id, name: name, owner, for: office, ring, records)
            return ([draft], ())
        }
        return try member(id)
    }

    /// The statement that enrols an owner who has no key yet.
    func provisional(
        _ id: MemberID,
        name: String,
        _ owner: KeyPair,
        for office: OfficeID? = nil,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Draft {
        try requireEnroller(of: .owner, ring)
        let custodian = try custodyOffice(of: ring, named: office, records)
        let keys = try custodyKeys(of: id, name: name, for: custodian, owner, ring, records)
        let enrolment = Enrolment(
            member: id,
            role: .owner,
            office: custodian.office,
            card: Digest.of(keys.card.span),
            recipient: keys.recipient.digest,
            verifier: nil,
            witness: nil,
            custody: keys.custody.digest,
            keys: []
        )
        return Draft(
            body: .enrol(enrolment),
            envelopes: [keys.custody],
            card: (id, keys.card),
            recipients: [keys.recipient]
        )
    }

    // MARK: checks

    private func requireEnroller(of role: Role, _ ring: KeyRing) throws(VaultError) {
        let mine = ring.me.role
        guard mine == .admin || (role == .owner && mine == .counselor) else {
            throw .notAllowed(.role(mine))
        }
    }

    /// Requires that nobody is enrolled with a recipient, and nobody ever signed with a key.
    func requireNew(
        _ recipient: Recipient,
        publicKey: [UInt8]? = nil,
        _ records: Records
    ) throws(VaultError) {
        if let member = try stored(records.member(recipient: recipient.digest)) {
            throw .alreadyEnrolled(member.id)
        }
        guard let publicKey else { return }
        guard try stored(!records.hasMember(publicKey: publicKey)) else {
            throw .rejected(.duplicate)
        }
    }

    private func auditorSigner(
        _ identity: Identity,
        _ records: Records
    ) throws(VaultError) -> NoteSigner {
        guard
            let row = try stored(records.member(recipient: identity.keys.recipient.digest)),
            case let auditor = try ledger.member(row.id, records), auditor.role == .auditor,
            !auditor.isRetired
        else { throw .notAllowed(.auditorSignature) }
        return identity.statementSigner(
            named: Statement.keyName(of: auditor.id, origin: ledger.origin)
        )
    }

    /// The office of custody that was named, or the only one whose key the caller holds.
    private func custodyOffice(
        of ring: KeyRing,
        named: OfficeID?,
        _ records: Records
    ) throws(VaultError) -> OfficeDefinition {
        var offices: [OfficeDefinition] = []
        for key in try stored(records.groupKeys(heldBy: ring.me.id)) {
            let office = try ledger.office(key.office, records)
            if office.kind == .custody { offices.append(office) }
        }
        if let named {
            guard let office = offices.first(where: { $0.office == named }) else {
                throw .notAllowed(.notHolder(named))
            }
            return office
        }
        guard offices.count == 1 else { throw .invalid(.office) }
        return offices[0]
    }

    // MARK: what a new member gets

    /// The secrets of the groups that the new member joins, sealed to them.
    private func groupKeys(
        for role: Role,
        id: MemberID,
        recipient: Recipient,
        _ office: OfficeDefinition?,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> [(key: GroupKey, envelope: SealedEnvelope)] {
        var groups = [try ledger.membersGroup(records).office]
        if role == .counselor, let office { groups.append(office.office) }
        if role == .admin {
            groups = try stored(records.groupKeys(heldBy: ring.me.id)).map(\.office)
        }
        var handed: [(key: GroupKey, envelope: SealedEnvelope)] = []
        for group in groups.sorted() {
            guard let keys = try ring.office(group, records) else { throw .invalid(.office) }
            let generation = try ledger.office(group, records).generation
            let label = Envelope.Label(
                origin: ledger.origin,
                subject: group.text,
                generation: generation,
                holder: id.text
            )
            let envelope = try SealedEnvelope(
                Envelope(label: label, contents: nil, keys: keys),
                to: recipient
            )
            let key = GroupKey(office: group, generation: generation, envelope: envelope.digest)
            handed.append((key, envelope))
        }
        return handed
    }

    /// Seals a card to those who may read the name.
    func sealedCard(
        _ card: Card,
        role: Role,
        _ recipient: Recipient,
        _ office: OfficeDefinition?,
        _ records: Records
    ) throws(VaultError) -> [UInt8] {
        if role == .owner, let office {
            let officeRecipient = try ledger.recipient(of: office, records)
            return try Seal.seal(card.bytes.span, to: [officeRecipient, recipient])
        }
        let group = try ledger.membersGroup(records)
        return try Seal.seal(card.bytes.span, to: [try ledger.recipient(of: group, records)])
    }

    private static func keyName(
        of id: MemberID,
        origin: String
    ) throws(VaultError) -> KeyName {
        guard let name = try? KeyName(Statement.keyName(of: id, origin: origin)) else {
            throw .invalid(.origin)
        }
        return name
    }

    private static func verifier(
        _ name: KeyName,
        _ type: SignatureType,
        _ publicKey: [UInt8]
    ) throws(VaultError) -> VerifierKey {
        guard let key = try? VerifierKey(name: name, type: type, publicKey: publicKey) else {
            throw .cardMalformed
        }
        return key
    }
}

extension Role {
    /// Whether members of this role are enrolled into an office.
    var belongsToOffice: Bool { self == .owner || self == .counselor }
}
