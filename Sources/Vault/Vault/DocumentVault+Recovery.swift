import VaultCrypto
public import VaultLedger
import VaultStorage

/// A recovery key that is split and not yet named by the log.
public struct PreparedRecovery: Sendable {
    /// The shares, each sealed to its holder as an age file, in the order of the holders.
    public let shares: [[UInt8]]

    let key: Identity
    let holders: [Digest]
    let days: Int
}

/// How far the recovery of a member is.
public struct RecoveryStatus: Hashable, Sendable {
    /// How many days a recovery has to wait; `nil` without a plan.
    public let days: Int?

    /// The index of the request that waits; `nil` if none does.
    public let request: Int?

    /// From when on it can be completed.
    public let ready: LedgerTime?
}

/// What came of a recovery.
public enum RecoveryProgress: Hashable, Sendable {
    /// It was asked for, and waits until then; `replacing` tells from when on another request, by
    /// another key, could have been completed in whose place this one is.
    case waiting(until: LedgerTime, replacing: LedgerTime? = nil)

    /// The member goes on with the new identity.
    case completed
}

extension DocumentVault {
    /// Makes a recovery key and splits it among three holders.
    ///
    /// Hand the shares out, then call ``plan(_:)``: so no plan is in force whose shares were lost.
    /// A share is an age file; its text is the words, after comments that say what it is.
    ///
    /// - Parameters:
    ///   - holders: The cards of three people whom the caller trusts; they need not be members.
    ///   - days: How many days a recovery has to wait, by ``Replay/recoveryDays``.
    /// - Returns: The shares.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/shareHolders`` if they are not three
    ///   different ones or the caller is one of them, or with ``InvalidValue/recoveryDays``;
    ///   ``VaultError/cardMalformed`` if nothing can be sealed to one of the cards;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/oneOffice(_:)`` if two of them have the key of an
    ///   office, or with ``Denial/recipientReplaced(_:)`` or ``Denial/recipientLeft(_:)``; otherwise as
    ///   ``me()``.
    public func prepareRecovery(
        holders: [Card],
        days: Int
    ) async throws(VaultError) -> PreparedRecovery {
        guard Replay.recoveryDays.contains(days) else { throw .invalid(.recoveryDays) }
        guard Set(holders.map(\.recipient)).count == RecoveryShare.count,
            holders.count == RecoveryShare.count
        else { throw .invalid(.shareHolders) }
        let me = try read { records throws(VaultError) in
            let me = try ring(records).me.id
            try requireApart(holders, from: me, records)
            return me
        }
        let secret = SecretBytes.random(count: 32)
        let key = Identity(keys: KeyPair(suite: ledger.genesis.suite, seed: secret), name: nil)
        var sealed: [[UInt8]] = []
        var digests: [Digest] = []
        for (holder, share) in zip(holders, RecoveryShare.split(secret)) {
            guard let recipient = Recipient(holder.recipient) else { throw .cardMalformed }
            sealed.append(try seal(share, of: me, to: recipient))
            digests.append(recipient.digest)
        }
        return PreparedRecovery(
            shares: sealed,
            key: key,
            holders: digests.sorted { $0.base64 < $1.base64 },
            days: days
        )
    }

    /// Requires that no office has two of three holders, and that the caller is none.
    private func requireApart(
        _ holders: [Card],
        from caller: MemberID,
        _ records: Records
    ) throws(VaultError) {
        var members: Set<MemberID> = []
        for holder in holders {
            guard let recipient = Recipient(holder.recipient) else { throw .cardMalformed }
            if let member = try member(at: recipient.digest, records) { members.insert(member.id) }
        }
        guard !members.contains(caller) else { throw .invalid(.shareHolders) }
        for office in try stored(records.offices()) where office.kind == .custody {
            let keys = try stored(records.groupKeys(of: office.id))
            guard keys.count(where: { members.contains($0.holder) }) < 2 else {
                throw .notAllowed(.oneOffice(office.id))
            }
        }
    }

    private func seal(
        _ share: RecoveryShare,
        of member: MemberID,
        to recipient: Recipient
    ) throws(VaultError) -> [UInt8] {
        let head = Array(
            """
            # share \(share.number) of \(RecoveryShare.count), \(RecoveryShare.threshold) of which recover
            # member \(member)
            # vault \(ledger.origin)
            # Keep it secret. Two holders who combine their shares elsewhere, and read the vault's folder,
            # wait for nobody: no waiting time and no veto of the vault binds them there.

            """.utf8
        )
        let text = share.withWords { words in
            SecretBytes(count: head.count + words.count + 1) { output in
                for byte in head { output.append(byte) }
                output.append(copying: words)
                output.append(UInt8(ascii: "\n"))
            }
        }
        return try Seal.seal(text, to: [recipient])
    }

    /// Puts a recovery key in force, in place of an earlier one.
    ///
    /// The caller's secret is sealed to it. Two holders together can then ask for a recovery, which
    /// waits and can be stopped: both bind this vault, not two holders who combine their shares
    /// elsewhere and read the folder themselves.
    ///
    /// - Parameter prepared: The key; its shares have been handed out.
    /// - Throws: As ``me()``.
    public func plan(_ prepared: PreparedRecovery) async throws(VaultError) {
        _ = try append { records, ring throws(VaultError) in
            let escrow = try SealedEnvelope(
                Envelope(
                    label: escrowLabel(of: ring.me.id),
                    contents: nil,
                    keys: ring.identity.keys
                ),
                to: prepared.key.keys.recipient
            )
            let name = Statement.keyName(of: ring.me.id, origin: ledger.origin)
            let plan = RecoveryPlan(
                recipient: prepared.key.keys.recipient.digest,
                verifier: prepared.key.statementSigner(named: name).verifierKey,
                days: prepared.days,
                escrow: escrow.digest,
                holders: prepared.holders
            )
            return ([Draft(body: .recoveryPlan(plan), envelopes: [escrow])], ())
        }
    }

    /// How far the recovery of the caller is.
    ///
    /// - Returns: The plan and the request that waits, if there are.
    /// - Throws: As ``me()``.
    public func recoveryStatus() async throws(VaultError) -> RecoveryStatus {
        try read { records throws(VaultError) in
            let me = try ring(records).me.id
            let pending = try stored(records.recovery(of: me))
            return RecoveryStatus(
                days: try stored(records.recoveryPlan(of: me))?.days,
                request: pending?.index,
                ready: pending?.ready
            )
        }
    }

    /// Stops the recovery of the caller that waits, and gives up the plan that it rests on.
    ///
    /// - Throws: ``VaultError/recoveryNotWaiting`` if none waits; otherwise as ``me()``.
    public func vetoRecovery() async throws(VaultError) {
        _ = try append { records, ring throws(VaultError) in
            guard let pending = try stored(records.recovery(of: ring.me.id)) else {
                throw .recoveryNotWaiting
            }
            return ([Draft(body: .veto(Veto(recovery: pending.index)))], ())
        }
    }

    /// Goes on with a recovery by two shares: asks for it, or completes it after the waiting time.
    ///
    /// - Parameters:
    ///   - id: The member whose key is lost.
    ///   - shares: At least two of the three.
    ///   - identity: The new identity, the same both times.
    ///   - name: The name on the new card.
    /// - Returns: What was done.
    /// - Throws: ``VaultError/share(_:)``; ``VaultError/memberNotFound(_:)``;
    ///   ``VaultError/recoveryNotFound`` if the shares are not those of the member's plan;
    ///   ``VaultError/suiteMismatch(vault:)``; ``VaultError/alreadyEnrolled(_:)`` if the identity is
    ///   somebody's here, or ``VaultError/rejected(_:)`` with `enrol.duplicate` if it was;
    ///   ``VaultError/damaged(_:)`` if what the plan leads to does not verify.
    public func recover(
        _ id: MemberID,
        with shares: [RecoveryShare],
        to identity: Identity,
        name: String
    ) async throws(VaultError) -> RecoveryProgress {
        try requireSuite(of: identity)
        let secret = try RecoveryShare.combine(shares)
        let key = Identity(keys: KeyPair(suite: ledger.genesis.suite, seed: secret), name: nil)
        let (_, progress) = try say { records throws(VaultError) in
            guard try stored(records.member(id)) != nil else { throw try absence(of: id, records) }
            let plan = try self.plan(of: id, records)
            guard plan.body.recipient == key.keys.recipient.digest else {
                throw .recoveryNotFound
            }
            let speaker = Speaker(id: id, identity: identity, origin: ledger.origin)
            let pending = try stored(records.recovery(of: id))
            guard let pending, pending.recipient == identity.keys.recipient.digest else {
                try requireNew(identity.keys.recipient, records)
                let draft = Draft(
                    body: .recover(
                        RecoveryRequest(
                            plan: plan.index,
                            recipient: identity.keys.recipient.digest,
                            verifier: speaker.signer.verifierKey
                        )
                    ),
                    cosigners: [Speaker(id: id, identity: key, origin: ledger.origin).signer]
                )
                let ready = try currentTime(records)
                    .advanced(by: Int64(plan.body.days) * 24 * 60 * 60)
                let progress = RecoveryProgress.waiting(until: ready, replacing: pending?.ready)
                return (speaker, [draft], progress)
            }
            guard try currentTime(records) >= pending.ready else {
                return (speaker, [], .waiting(until: pending.ready))
            }
            let draft = try completion(
                of: id,
                plan.body,
                with: key.keys,
                to: identity,
                name: name,
                at: pending.index,
                &records
            )
            return (speaker, [draft], .completed)
        }
        return progress
    }

    // MARK: the parts

    /// What the envelope with a member's secret says: the recovery key stands for the member.
    private func escrowLabel(of member: MemberID) -> Envelope.Label {
        Envelope.Label(
            origin: ledger.origin,
            subject: member.text,
            generation: 1,
            holder: member.text
        )
    }

    /// The plan in force, as the member said it.
    private func plan(
        of id: MemberID,
        _ records: Records
    ) throws(VaultError) -> (index: Int, body: RecoveryPlan) {
        guard let row = try stored(records.recoveryPlan(of: id)) else { throw .recoveryNotFound }
        let signed = try ledger.statement(at: row.index, records)
        guard
            signed.statement.author == id,
            case .recoveryPlan(let body) = signed.statement.body
        else { throw .damaged(.statement(row.index)) }
        return (row.index, body)
    }

    /// The statement that completes a recovery: everything is sealed to the new identity.
    private func completion(
        of id: MemberID,
        _ plan: RecoveryPlan,
        with key: KeyPair,
        to identity: Identity,
        name: String,
        at request: Int,
        _ records: inout Records
    ) throws(VaultError) -> Draft {
        let label = escrowLabel(of: id)
        let old = try Envelope.unseal(
            ledger.envelope(plan.escrow, as: label, records),
            as: label,
            with: key
        ).keys
        let member = try ledger.member(id, records)
        guard old.recipient.digest == member.recipient else {
            throw .damaged(.envelope(subject: label.subject, holder: label.holder))
        }
        let ring = KeyRing(
            me: member,
            identity: Identity(keys: old, name: nil),
            ledger: ledger
        )
        var resealing = Resealing(member: id, keys: identity.keys, ledger: ledger)
        try resealing.addGroups(of: ring, records)
        try resealing.addDocuments(openedWith: old, &records)
        return try rotation(
            of: member,
            to: identity,
            name: name,
            resealing,
            recovery: request,
            records
        )
    }
}
