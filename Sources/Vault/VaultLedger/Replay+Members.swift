/// The statement with which a vault begins.
struct GenesisStep {
    let signed: SignedStatement
    let genesis: Genesis

    /// Judges the statement and carries it out.
    func apply<Store: ReplayStore>(to store: inout Store) throws(Store.Failure) -> Rule? {
        let statement = signed.statement
        guard
            genesis.logKey.isStatementKey(named: statement.origin),
            genesis.verifier.isStatementKey(named: statement.keyName),
            genesis.logKey.publicKey != genesis.verifier.publicKey
        else { return .keyName }
        if let rule = signed.note.brokenRule(insistingOn: [genesis.verifier]) { return rule }
        guard statement.number > 0 else { return .number }
        guard statement.seen == TreeHead(size: 0, root: MerkleTree.emptyRoot) else { return .seen }

        try store.put(
            LedgerState(
                origin: statement.origin,
                suite: genesis.suite,
                logKey: genesis.logKey,
                fingerprint: signed.digest,
                members: nil,
                time: statement.time
            )
        )
        try store.put(
            MemberState(
                id: statement.author,
                role: .admin,
                office: nil,
                card: genesis.card,
                recipient: genesis.recipient,
                verifier: genesis.verifier,
                witness: nil,
                custody: nil,
                custodyGeneration: nil,
                enrolled: 0,
                keyed: 0,
                lastNumber: statement.number
            )
        )
        try store.put(
            MemberKeyState(
                member: statement.author,
                index: 0,
                recipient: genesis.recipient,
                verifier: genesis.verifier,
                witness: nil
            )
        )
        try store.put(LogKeyState(index: 0, key: genesis.logKey))
        try store.record(EventState(of: statement, at: 0))
        return nil
    }
}

extension VerifierKey {
    /// Whether this key can sign statements under `name`.
    func isStatementKey(named name: String) -> Bool {
        self.name.utf8.elementsEqual(name.utf8) && type == .ed25519
    }
}

extension ReplayStep {
    // MARK: office

    func brokenRule<Store: ReplayStore>(
        of body: OfficeDefinition,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .admin else { return .role }
        guard body.kind == .custody || body.card == nil else { return .office }
        let rule =
            if let office = try store.office(body.office) {
                try brokenRule(of: body, replacing: office, in: store)
            } else {
                try brokenRule(ofNew: body, in: store)
            }
        if let rule { return rule }
        guard try !store.isInUse(recipient: body.recipient) else { return .duplicate }
        for key in body.holders {
            guard let holder = try store.member(key.holder) else { continue }
            guard holder.recipient == key.recipient else { return .recipient }
        }
        return nil
    }

    /// Checks what is asked of a group that is made.
    private func brokenRule<Store: ReplayStore>(
        ofNew body: OfficeDefinition,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard (body.kind == .members) == (ledger.members == nil) else { return .office }
        guard body.generation == 1, body.previous == nil else { return .generation }
        guard body.holders.contains(where: { $0.holder == author.id }) else { return .holders }
        for key in body.holders {
            guard
                let holder = try store.member(key.holder), holder.role == .admin,
                holder.retired == nil
            else { return .holders }
        }
        return nil
    }

    /// Checks what is asked of a group's next key: those who hold it go on to, admins may join them in
    /// an office, and the key before is sealed to it, so that what was sealed to the group stays
    /// readable to the group.
    private func brokenRule<Store: ReplayStore>(
        of body: OfficeDefinition,
        replacing office: OfficeState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard body.kind == office.kind else { return .office }
        // A name can change, but is not lost with a key.
        guard body.card != nil || office.card == nil else { return .office }
        guard body.generation == office.generation + 1, body.previous != nil else {
            return .generation
        }
        let holders = try store.groupKeys(of: office.id).map(\.holder)
        guard holders.contains(author.id) else { return .basis }
        var named: [MemberID] = []
        for key in body.holders {
            // A holder whom the log does not know may be an owner who was erased since.
            guard let holder = try store.member(key.holder) else { continue }
            if holders.contains(key.holder) {
                named.append(key.holder)
            } else if body.kind == .members || holder.role != .admin || holder.retired != nil {
                return .holders
            }
        }
        return named == holders ? nil : .holders
    }

    func perform<Store: ReplayStore>(
        _ body: OfficeDefinition,
        in store: inout Store
    ) throws(Store.Failure) {
        if body.kind == .members, var ledger = try store.ledger() {
            ledger.members = body.office
            try store.put(ledger)
        }
        if var before = try store.office(body.office) {
            before.due = nil
            try store.put(before)
        }
        for key in try store.groupKeys(of: body.office) { try store.remove(key) }
        try store.put(
            OfficeState(
                id: body.office,
                kind: body.kind,
                generation: body.generation,
                recipient: body.recipient,
                previous: body.previous,
                card: body.card,
                defined: index
            )
        )
        for key in body.holders where try store.member(key.holder) != nil {
            try store.put(
                GroupKeyState(
                    office: body.office,
                    generation: body.generation,
                    holder: key.holder,
                    envelope: key.envelope,
                    index: index
                )
            )
        }
        try store.record(event)
    }

    // MARK: enrol

    func brokenRule<Store: ReplayStore>(
        of body: Enrolment,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        if body.role == .owner {
            guard author.role == .counselor || author.role == .admin else { return .role }
        } else {
            guard author.role == .admin else { return .role }
        }
        if let rule = try brokenIdentityRule(of: body, in: store) { return rule }
        if let rule = try brokenOfficeRule(of: body, in: store) { return rule }
        return try brokenKeysRule(of: body, in: store)
    }

    /// Checks that name, recipient and keys are new and carry the member's name.
    private func brokenIdentityRule<Store: ReplayStore>(
        of body: Enrolment,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard try store.member(body.member) == nil else { return .duplicate }
        // Only an owner can be without a key, and then an office has custody.
        guard body.verifier != nil || body.role == .owner else { return .keyName }
        guard (body.verifier == nil) == (body.custody != nil) else { return .keyName }
        return try brokenKeyRule(
            member: body.member,
            role: body.role,
            recipient: body.recipient,
            verifier: body.verifier,
            witness: body.witness,
            in: store
        )
    }

    /// Checks that recipient and keys of a member are new and carry the member's name.
    func brokenKeyRule<Store: ReplayStore>(
        member: MemberID,
        role: Role,
        recipient: Digest,
        verifier: VerifierKey?,
        witness: VerifierKey?,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard try !store.isInUse(recipient: recipient) else { return .duplicate }
        let name = Statement.keyName(of: member, origin: ledger.origin)
        if let verifier, !verifier.isStatementKey(named: name) { return .keyName }
        guard (role == .auditor) == (witness != nil) else { return .keyName }
        if let witness {
            guard witness.name.utf8.elementsEqual(name.utf8), witness.type == .cosignature else {
                return .keyName
            }
        }
        var publicKeys = [ledger.logKey.publicKey]
        for key in [verifier, witness].compactMap({ $0 }) {
            guard try !store.hasMember(publicKey: key.publicKey) else { return .duplicate }
            guard !publicKeys.contains(key.publicKey) else { return .duplicate }
            publicKeys.append(key.publicKey)
        }
        return nil
    }

    /// Checks that counselors and owners, and no one else, belong to an office of the author.
    private func brokenOfficeRule<Store: ReplayStore>(
        of body: Enrolment,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        let belongs = body.role == .owner || body.role == .counselor
        guard belongs == (body.office != nil) else { return .office }
        guard let id = body.office else { return nil }
        guard let office = try store.office(id), office.kind == .custody else { return .office }
        guard try store.groupKey(of: id, holder: author.id) != nil else { return .basis }
        return nil
    }

    /// Checks that the member is handed the group keys that the role calls for, and no others.
    private func brokenKeysRule<Store: ReplayStore>(
        of body: Enrolment,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let members = ledger.members else { return .office }
        var required: Set<OfficeID> = body.verifier == nil ? [] : [members]
        if body.role == .counselor, let office = body.office { required.insert(office) }
        let handed = Set(body.keys.map(\.office))
        // An admin may run any number of offices; the others get exactly what is required.
        let fits = body.role == .admin ? handed.isSuperset(of: required) : handed == required
        guard fits else { return .keys }
        for key in body.keys {
            guard let office = try store.office(key.office) else { return .office }
            guard office.generation == key.generation else { return .generation }
            guard try store.groupKey(of: key.office, holder: author.id) != nil else {
                return .basis
            }
        }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: Enrolment,
        in store: inout Store
    ) throws(Store.Failure) {
        var generation: Int?
        if body.custody != nil, let office = body.office {
            generation = try store.office(office)?.generation
        }
        try store.put(
            MemberState(
                id: body.member,
                role: body.role,
                office: body.office,
                card: body.card,
                recipient: body.recipient,
                verifier: body.verifier,
                witness: body.witness,
                custody: body.custody,
                custodyGeneration: generation,
                enrolled: index,
                keyed: index,
                lastNumber: 0
            )
        )
        try store.put(
            MemberKeyState(
                member: body.member,
                index: index,
                recipient: body.recipient,
                verifier: body.verifier,
                witness: body.witness
            )
        )
        try put(body.keys, for: body.member, in: &store)
        try store.record(event)
    }

    /// Stores the secrets of groups that are handed to a member.
    func put<Store: ReplayStore>(
        _ keys: [GroupKey],
        for holder: MemberID,
        in store: inout Store
    ) throws(Store.Failure) {
        for key in keys {
            try store.put(
                GroupKeyState(
                    office: key.office,
                    generation: key.generation,
                    holder: holder,
                    envelope: key.envelope,
                    index: index
                )
            )
        }
    }

    /// The event of a statement about a member of this role.
    func event(of role: Role) -> EventState {
        var event = event
        if role == .owner { event.owner = event.member }
        return event
    }
}
