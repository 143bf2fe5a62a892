public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// The offices, in the order in which they were made.
    ///
    /// Names are those that the caller can read: every member with a key reads all of them.
    ///
    /// - Returns: The offices, without the group of everyone.
    /// - Throws: As ``me()``.
    public func offices() throws(VaultError) -> [Office] {
        try read { records throws(VaultError) in
            let ring = try optionalRing(records)
            var offices: [Office] = []
            for row in try stored(records.offices()) where row.kind == .custody {
                offices.append(try office(row, ring, records))
            }
            return offices
        }
    }

    private func office(
        _ row: OfficeState,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) -> Office {
        let definition = try ledger.office(row.id, records)
        return Office(
            id: row.id,
            name: try ring?.name(of: definition, records),
            generation: definition.generation,
            holders: try holders(of: row.id, records),
            isDue: row.due != nil
        )
    }

    private func holders(of office: OfficeID, _ records: Records) throws(VaultError) -> [MemberID] {
        var holders: [MemberState] = []
        for key in try stored(records.groupKeys(of: office)) {
            guard let holder = try stored(records.member(key.holder)) else {
                throw .damaged(.database)
            }
            holders.append(holder)
        }
        return holders.sorted { ($0.enrolled, $0.id) < ($1.enrolled, $1.id) }.map(\.id)
    }

    /// Finds an office by id, by a unique beginning of the id, or by name.
    ///
    /// Names are compared by canonical equivalence (Unicode NFC).
    ///
    /// - Parameter text: An id, at least four characters of one, or a name.
    /// - Returns: The office.
    /// - Throws: ``VaultError/officeNotFound(_:)``; ``VaultError/ambiguous(_:candidates:)``;
    ///   otherwise as ``me()``.
    public func office(_ text: String) throws(VaultError) -> Office {
        let offices = try offices()
        var found: [Office] = []
        if text.utf8.count >= 4, text.hasPrefix("\(OfficeIdentifierKind.prefix)-") {
            found = offices.filter { $0.id.text.hasPrefix(text) }
        }
        // `==` on String is canonical equivalence, which is what NFC comparison asks for.
        if found.isEmpty { found = offices.filter { $0.name == text } }
        guard found.count < 2 else {
            throw .ambiguous(text, candidates: found.map(\.id.text).sorted())
        }
        guard let office = found.first else { throw .officeNotFound(text) }
        return office
    }

    /// Makes an office.
    ///
    /// Its key goes to the caller and to the admins that are named. Only they can enrol others into
    /// the office, so an office that one person alone holds is lost with that person.
    ///
    /// - Parameters:
    ///   - name: The name, which every member with a key can read.
    ///   - admins: Admins beside the caller who get the key.
    /// - Returns: The new office.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name``;
    ///   ``VaultError/officeExists(_:)`` if an office goes by this name, as far as the caller can read
    ///   names, by canonical equivalence (Unicode NFC); ``VaultError/notAllowed(_:)``
    ///   with ``Denial/role(_:)`` if the caller is no admin, or with ``Denial/notAdmin(_:)`` if one of
    ///   `admins` is none; ``VaultError/memberNotFound(_:)``; otherwise as ``me()``.
    public func makeOffice(
        name: String,
        with admins: [MemberID] = []
    ) async throws(VaultError) -> Office {
        try await makeOffice(OfficeID.random(), name: name, with: admins)
    }

    /// Makes an office with an id that nobody has, as ``makeOffice(name:with:)`` does.
    package func makeOffice(
        _ id: OfficeID,
        name: String,
        with admins: [MemberID] = []
    ) async throws(VaultError) -> Office {
        _ = try append { records, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            let members = try ledger.membersGroup(records)
            let card = try OfficeCard(
                office: id,
                name: name,
                signer: ring.identity.statementSigner(
                    named: Statement.keyName(of: ring.me.id, origin: ledger.origin)
                )
            )
            let sealedCard = try Seal.seal(
                card.bytes.span,
                to: [try ledger.recipient(of: members, records)]
            )
            let holders = Set(admins + [ring.me.id]).sorted()
            for holder in holders { try requireAdmin(holder, records) }
            try requireFree(name, ring, records)
            let next = OfficeGeneration(
                office: id,
                kind: .custody,
                generation: 1,
                card: Digest.of(sealedCard.span)
            )
            var draft = try draft(of: next, before: nil, for: holders, records)
            draft.officeCard = (id, sealedCard)
            return ([draft], ())
        }
        return try office(id.text)
    }

    /// Checks that no office goes by a name.
    private func requireFree(
        _ name: String,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) {
        for row in try stored(records.offices()) where row.kind == .custody {
            let known = try ring.name(of: ledger.office(row.id, records), records)
            if known == name { throw .officeExists(row.id) }
        }
    }

    private func requireAdmin(_ id: MemberID, _ records: Records) throws(VaultError) {
        let member = try knownMember(id, records)
        guard member.role == .admin, !member.isRetired else { throw .notAllowed(.notAdmin(id)) }
    }

    /// Replaces the key of a group if a holder has left, for those who hold it now.
    ///
    /// - Returns: Whether this call did it; `false` too if the caller is not an admin who holds it.
    func renew(_ id: OfficeID) throws(VaultError) -> Bool {
        let appended = try append { records, ring throws(VaultError) in
            guard
                try stored(records.office(id))?.due != nil, ring.me.role == .admin,
                let keys = try ring.office(id, records)
            else { return ([], ()) }
            return ([try nextKey(of: id, before: keys, records)], ())
        }
        return !appended.indexes.isEmpty
    }

    /// Gives the key of an office to one more admin, by replacing it.
    ///
    /// The new key opens what the office could open so far as well. The keys of its owners are taken
    /// anew then, and their documents encrypted anew, as by ``finishPending(_:)``. A holder stays as
    /// they are, so the call can be repeated.
    ///
    /// - Parameters:
    ///   - member: The admin who gets it.
    ///   - office: The office.
    ///   - progress: Told after each step.
    /// - Returns: The office as it is now.
    /// - Throws: ``VaultError/officeNotFound(_:)``; ``VaultError/memberNotFound(_:)``;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is no admin, with
    ///   ``Denial/notAdmin(_:)`` if `member` is none, or with ``Denial/notHolder(_:)`` if the caller
    ///   does not hold the key; otherwise as ``me()``, and as ``finishPending(_:)``.
    public func addHolder(
        _ member: MemberID,
        to office: OfficeID,
        progress: ProgressHandler? = nil
    ) async throws(VaultError) -> Office {
        _ = try append { records, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            guard try stored(records.office(office))?.kind == .custody else {
                throw .officeNotFound(office.text)
            }
            guard let keys = try ring.office(office, records) else {
                throw .notAllowed(.notHolder(office))
            }
            try requireAdmin(member, records)
            if try holders(of: office, records).contains(member) { return ([], ()) }
            return ([try nextKey(of: office, before: keys, adding: member, records)], ())
        }
        _ = try await finishPending(progress)
        return try self.office(office.text)
    }

    /// The next key of a group, for those who hold it now and perhaps one more.
    private func nextKey(
        of id: OfficeID,
        before keys: KeyPair,
        adding member: MemberID? = nil,
        _ records: Records
    ) throws(VaultError) -> Draft {
        let current = try ledger.office(id, records)
        var holders = member.map { [$0] } ?? []
        for key in try stored(records.groupKeys(of: id)) {
            // Nobody gets the next key because a row says so.
            guard try ledger.groupEnvelope(of: current, holder: key.holder, records) != nil,
                try !ledger.member(key.holder, records).isRetired
            else { throw .damaged(.statement(key.index)) }
            holders.append(key.holder)
        }
        let next = OfficeGeneration(
            office: id,
            kind: current.kind,
            generation: current.generation + 1,
            card: current.card
        )
        return try draft(of: next, before: keys, for: holders.sorted(), records)
    }

    /// Makes a group's key, and seals it to its holders.
    ///
    /// - Parameters:
    ///   - next: What to make.
    ///   - keys: The key of the generation before, which is sealed to the new one.
    ///   - holders: Who gets it, sorted.
    ///   - records: The transaction.
    /// - Returns: The statement, with its envelopes.
    /// - Throws: ``VaultError/damaged(_:)`` if the recipient of a holder does not verify.
    private func draft(
        of next: OfficeGeneration,
        before keys: KeyPair?,
        for holders: [MemberID],
        _ records: Records
    ) throws(VaultError) -> Draft {
        let made = KeyPair.generate(suite: ledger.genesis.suite)
        var envelopes: [SealedEnvelope] = []
        var sealed: [SealedKey] = []
        for holder in holders {
            let recipient = try ledger.recipient(of: ledger.member(holder, records), records)
            let envelope = try next.envelope(of: made, holder: holder.text, to: recipient, ledger)
            envelopes.append(envelope)
            sealed.append(envelope.key(holder: holder, recipient: recipient))
        }
        var previous: SealedEnvelope?
        if let keys {
            var before = next
            before.generation -= 1
            previous = try before.envelope(
                of: keys,
                holder: next.office.text,
                to: made.recipient,
                ledger
            )
        }
        let definition = OfficeDefinition(
            office: next.office,
            kind: next.kind,
            generation: next.generation,
            recipient: made.recipient.digest,
            previous: previous?.digest,
            card: next.card,
            holders: sealed
        )
        return Draft(
            body: .office(definition),
            envelopes: envelopes + [previous].compactMap { $0 },
            recipients: [made.recipient]
        )
    }
}

/// A generation of a group that is about to be made.
private struct OfficeGeneration {
    let office: OfficeID
    let kind: OfficeKind
    var generation: Int
    let card: Digest?

    /// Seals the secret of this generation.
    func envelope(
        of keys: KeyPair,
        holder: String,
        to recipient: Recipient,
        _ ledger: VerifiedLedger
    ) throws(VaultError) -> SealedEnvelope {
        let label = Envelope.Label(
            origin: ledger.origin,
            subject: office.text,
            generation: generation,
            holder: holder
        )
        return try SealedEnvelope(Envelope(label: label, contents: nil, keys: keys), to: recipient)
    }
}
