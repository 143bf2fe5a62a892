public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Lets a newcomer take over with a key of their own, at the desk of a counselor.
    ///
    /// The counselor signs along. Custody ends with the statement; the documents are encrypted anew
    /// by the owner, who opens the vault with the new identity and calls ``finishPending(_:)``.
    ///
    /// - Parameters:
    ///   - owner: The provisional owner.
    ///   - identity: The newcomer's own, of the vault's suite.
    ///   - name: The name on the new card; `nil` keeps the present one.
    /// - Returns: The owner as a member.
    /// - Throws: ``VaultError/suiteMismatch(vault:)``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notProvisional(_:)`` if the member is no provisional owner, or with
    ///   ``Denial/role(_:)`` if the caller is no counselor, or with ``Denial/notInCustody(_:)`` if it is
    ///   one of another office than that which has custody;
    ///   ``VaultError/alreadyEnrolled(_:)`` if the identity is somebody's here, or
    ///   ``VaultError/rejected(_:)`` with `enrol.duplicate` if it was; otherwise as ``me()``.
    @discardableResult
    public func claim(
        _ owner: MemberID,
        with identity: Identity,
        name: String? = nil
    ) async throws(VaultError) -> Member {
        try requireSuite(of: identity)
        let (_, member) = try say { records throws(VaultError) in
            let ring = try ring(records)
            let ward = try ward(owner, ring, records)
            guard let known = try ring.name(of: ward.member, records) else {
                throw .notAllowed(.notInCustody(owner))
            }
            let takeover = Takeover(
                owner: ward.member,
                identity: identity,
                name: name ?? known,
                warrantor: .counselor(ring.me.id),
                cosigner: ring.speaker.signer
            )
            return try self.claim(takeover, old: ward.secret, group: ward.group, &records)
        }
        return member
    }

    /// Hands out a claim code, with which a newcomer can take over without a counselor.
    ///
    /// A code that was handed out before ends, and the owner gets new keys first: whoever has seen the
    /// paper could have learned the old ones.
    ///
    /// - Parameters:
    ///   - owner: The provisional owner.
    ///   - code: The code, which nobody has used.
    ///   - until: The last second in which the code can be used, at most 90 days ahead.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/claimCodePast`` or
    ///   ``InvalidValue/claimCodeTooLong``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notProvisional(_:)`` or ``Denial/notInCustody(_:)``; otherwise as ``me()``.
    public func invite(
        _ owner: MemberID,
        with code: ClaimCode,
        until: LedgerTime
    ) async throws(VaultError) {
        let now = clock.now()
        guard until >= now else { throw .invalid(.claimCodePast) }
        guard until <= now.advanced(by: Replay.longestInvitation) else {
            throw .invalid(.claimCodeTooLong)
        }
        let code = code.identity(suite: ledger.genesis.suite)
        try endInvitations(of: owner)
        _ = try append { records, ring throws(VaultError) in
            let ward = try ward(owner, ring, records)
            var resealing = Resealing(member: owner, keys: code.keys, ledger: ledger)
            try resealing.add(ward.group.office, secret: ward.group.secret)
            let custody = try SealedEnvelope(
                Envelope(label: codeLabel(of: owner), contents: nil, keys: ward.secret),
                to: code.keys.recipient
            )
            let name = Statement.keyName(of: owner, origin: ledger.origin)
            let invitation = Invitation(
                member: owner,
                until: until,
                recipient: code.keys.recipient.digest,
                verifier: code.statementSigner(named: name).verifierKey,
                custody: custody.digest,
                group: resealing.groups[0]
            )
            let draft = Draft(
                body: .invite(invitation),
                envelopes: resealing.envelopes + [custody],
                recipients: [code.keys.recipient]
            )
            return ([draft], ())
        }
    }

    /// Takes over as a newcomer with a claim code.
    ///
    /// - Parameters:
    ///   - code: The code that the office handed out.
    ///   - identity: The newcomer's own, of the vault's suite.
    ///   - name: The name on the new card.
    /// - Returns: The owner as a member.
    /// - Throws: ``VaultError/suiteMismatch(vault:)``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/claimCode`` if no code in force leads to these bytes, or with
    ///   ``Denial/claimCodeExpired(_:)``; ``VaultError/alreadyEnrolled(_:)`` if the identity is
    ///   somebody's here, or ``VaultError/rejected(_:)`` with `enrol.duplicate` if it was;
    ///   ``VaultError/damaged(_:)`` if what the code opens does not verify.
    @discardableResult
    public func claim(
        by code: ClaimCode,
        with identity: Identity,
        name: String
    ) async throws(VaultError) -> Member {
        try requireSuite(of: identity)
        let code = code.identity(suite: ledger.genesis.suite)
        let (_, member) = try say { records throws(VaultError) in
            let (index, invitation) = try self.invitation(for: code, records)
            guard invitation.until >= (try currentTime(records)) else {
                throw .notAllowed(.claimCodeExpired(invitation.until))
            }
            let group = try ledger.office(
                invitation.group.office,
                generation: invitation.group.generation,
                records
            )
            // The code was made before the key of all members was replaced.
            guard try ledger.membersGroup(records) == group else { throw .notAllowed(.claimCode) }
            let opened = try open(invitation, with: code.keys, group, records)
            let takeover = Takeover(
                owner: try ledger.member(invitation.member, records),
                identity: identity,
                name: name,
                warrantor: .invitation(index),
                cosigner: Speaker(
                    id: invitation.member,
                    identity: code,
                    origin: ledger.origin
                ).signer
            )
            return try self.claim(
                takeover,
                old: opened.owner,
                group: (group, opened.group),
                &records
            )
        }
        return member
    }

    // MARK: the parts

    func requireSuite(of identity: Identity) throws(VaultError) {
        guard identity.suite == ledger.genesis.suite else {
            throw .suiteMismatch(vault: ledger.genesis.suite)
        }
    }

    /// Takes the keys of an owner anew who has a claim code, or owes new keys because of one.
    ///
    /// New keys end every code, so this comes before the next one is made.
    private func endInvitations(of owner: MemberID) throws(VaultError) {
        _ = try append { records, ring throws(VaultError) in
            let ward = try ward(owner, ring, records)
            let isInvited = try !stored(records.invitations(of: owner)).isEmpty
            let isDue = try owesRotation(owner, records)
            guard isInvited || isDue, let office = ward.member.office else { return ([], ()) }
            let custodian = try ledger.office(office, records)
            return ([try rotation(of: ward.member, to: custodian, ring, &records)], ())
        }
    }

    /// What the envelope of a claim code says: the code stands for the owner.
    private func codeLabel(of owner: MemberID) -> Envelope.Label {
        Envelope.Label(
            origin: ledger.origin,
            subject: owner.text,
            generation: 1,
            holder: owner.text
        )
    }

    /// The invitation that a code belongs to, as a counselor of the office of custody said it.
    private func invitation(
        for code: Identity,
        _ records: Records
    ) throws(VaultError) -> (index: Int, invitation: Invitation) {
        let recipient = code.keys.recipient.digest
        guard let row = try stored(records.invitation(recipient: recipient)) else {
            throw .notAllowed(.claimCode)
        }
        let signed = try ledger.statement(at: row.index, records)
        guard
            case .invite(let invitation) = signed.statement.body,
            invitation == row.invitation, invitation.recipient == recipient,
            case let custodian = try ledger.custodian(
                of: invitation.member,
                before: row.index,
                records
            ),
            try ledger.isCounselor(
                signed.statement.author,
                of: custodian,
                before: row.index,
                records
            )
        else { throw .damaged(.statement(row.index)) }
        return (row.index, invitation)
    }

    /// Opens what is sealed to a claim code.
    private func open(
        _ invitation: Invitation,
        with code: KeyPair,
        _ group: OfficeDefinition,
        _ records: Records
    ) throws(VaultError) -> (owner: KeyPair, group: KeyPair) {
        let label = codeLabel(of: invitation.member)
        let groupLabel = Envelope.Label(
            origin: ledger.origin,
            subject: group.office.text,
            generation: group.generation,
            holder: invitation.member.text
        )
        let owner = try Envelope.unseal(
            ledger.envelope(invitation.custody, as: label, records),
            as: label,
            with: code
        ).keys
        let secret = try Envelope.unseal(
            ledger.envelope(invitation.group.envelope, as: groupLabel, records),
            as: groupLabel,
            with: code
        ).keys
        guard
            owner.recipient.digest == (try ledger.member(invitation.member, records)).recipient,
            secret.recipient.digest == group.recipient
        else { throw .damaged(.envelope(subject: label.subject, holder: label.holder)) }
        return (owner, secret)
    }

    /// A provisional owner in the custody of the caller's office, with the secrets that the caller
    /// holds as its counselor.
    private func ward(
        _ owner: MemberID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> (
        member: VerifiedMember, secret: KeyPair, group: (office: OfficeDefinition, secret: KeyPair)
    ) {
        let member = try knownMember(owner, records)
        guard member.isProvisional else { throw .notAllowed(.notProvisional(owner)) }
        guard ring.me.role == .counselor else { throw .notAllowed(.role(ring.me.role)) }
        let group = try ledger.membersGroup(records)
        guard
            let office = ring.me.office,
            member.isInCustody(of: office), let secret = try ring.owner(member, records),
            let groupSecret = try ring.office(group.office, records)
        else { throw .notAllowed(.notInCustody(owner)) }
        return (member, secret, (group, groupSecret))
    }

    /// The statement with which a newcomer takes over.
    private func claim(
        _ takeover: Takeover,
        old: KeyPair,
        group: (office: OfficeDefinition, secret: KeyPair),
        _ records: inout Records
    ) throws(VaultError) -> (Speaker, [Draft], Member) {
        let owner = takeover.owner
        try requireNew(takeover.identity.keys.recipient, records)
        let office = try owner.office.map { id throws(VaultError) in
            try ledger.office(id, records)
        }
        var resealing = Resealing(
            member: owner.id,
            keys: takeover.identity.keys,
            ledger: ledger
        )
        try resealing.add(group.office, secret: group.secret)
        try resealing.addDocuments(openedWith: old, &records)
        let card = try sealedCard(
            takeover.identity.card(name: takeover.name),
            role: .owner,
            takeover.identity.keys.recipient,
            office,
            records
        )
        let keys = resealing.newKeys(
            card: Digest.of(card.span),
            identity: takeover.identity,
            role: .owner
        )
        let draft = Draft(
            body: .claim(Claim(warrantor: takeover.warrantor, keys: keys)),
            envelopes: resealing.envelopes,
            card: (owner.id, card),
            recipients: [takeover.identity.keys.recipient],
            cosigners: [takeover.cosigner]
        )
        let speaker = Speaker(
            id: owner.id,
            identity: takeover.identity,
            origin: ledger.origin
        )
        let member = Member(
            id: owner.id,
            name: takeover.name,
            role: .owner,
            office: owner.office,
            officeName: nil,
            isProvisional: false,
            isRetired: false
        )
        return (speaker, [draft], member)
    }
}

/// A newcomer who takes over.
private struct Takeover {
    let owner: VerifiedMember
    let identity: Identity
    let name: String
    let warrantor: ClaimWarrantor
    let cosigner: NoteSigner
}
