import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Lets the caller go on with a new identity, such as after the loss of a device.
    ///
    /// Everything that the caller holds is sealed to the new identity with the same statement, and
    /// the old one can say nothing more. Documents whose keys the old identity knows are to be
    /// encrypted anew: the caller's own by the caller, who opens the vault with the new identity and
    /// calls ``finishPending(_:)``; granted ones by their owners' clients, when those use the vault next.
    /// A recovery plan ends, because it leads to the old identity.
    ///
    /// - Parameters:
    ///   - identity: The new identity, of the vault's suite.
    ///   - name: The name on the new card; `nil` keeps the present one.
    /// - Throws: ``VaultError/suiteMismatch(vault:)``; ``VaultError/alreadyEnrolled(_:)`` if the
    ///   identity is somebody's here, or ``VaultError/rejected(_:)`` with `enrol.duplicate` if it was;
    ///   otherwise as ``me()``.
    public func replaceIdentity(
        by identity: Identity,
        name: String? = nil
    ) async throws(VaultError) {
        try requireSuite(of: identity)
        _ = try append { records, ring throws(VaultError) in
            let present = try ring.name(of: ring.me, records)
            guard let known = name ?? present else { throw .damaged(.card(ring.me.id)) }
            var resealing = Resealing(
                member: ring.me.id,
                keys: identity.keys,
                ledger: ledger
            )
            try resealing.addGroups(of: ring, records)
            try resealing.addDocuments(openedWith: ring.identity.keys, &records)
            let draft = try rotation(
                of: ring.me,
                to: identity,
                name: known,
                resealing,
                recovery: nil,
                records
            )
            return ([draft], ())
        }
    }

    /// The statement with which a member goes on with new keys.
    func rotation(
        of member: VerifiedMember,
        to identity: Identity,
        name: String,
        _ resealing: Resealing,
        recovery: Int?,
        _ records: Records
    ) throws(VaultError) -> Draft {
        try requireNew(identity.keys.recipient, records)
        let office = try member.office.map { id throws(VaultError) in
            try ledger.office(id, records)
        }
        let card = try sealedCard(
            identity.card(name: name),
            role: member.role,
            identity.keys.recipient,
            office,
            records
        )
        let keys = resealing.newKeys(
            card: Digest.of(card.span),
            identity: identity,
            role: member.role
        )
        let signer = Speaker(id: member.id, identity: identity, origin: ledger.origin).signer
        return Draft(
            body: .rotate(
                Rotation(member: member.id, office: nil, recovery: recovery, keys: keys)
            ),
            envelopes: resealing.envelopes,
            card: (member.id, card),
            recipients: [identity.keys.recipient],
            cosigners: recovery == nil ? [signer] : []
        )
    }
}
