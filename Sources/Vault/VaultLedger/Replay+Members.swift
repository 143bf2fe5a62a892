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
                enrolled: 0,
                lastNumber: statement.number
            )
        )
        try store.record(
            EventState(
                index: 0,
                kind: .genesis,
                time: statement.time,
                author: statement.author,
                member: statement.author
            )
        )
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
        guard try store.office(body.office) == nil else { return .office }
        guard (body.kind == .members) == (ledger.members == nil) else { return .office }
        guard body.generation == 1 else { return .generation }
        guard try !store.isInUse(recipient: body.recipient) else { return .duplicate }
        guard body.holders.contains(where: { $0.holder == author.id }) else { return .holders }
        for key in body.holders {
            guard let holder = try store.member(key.holder), holder.role == .admin else {
                return .holders
            }
            guard key.recipient == holder.recipient else { return .recipient }
        }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: OfficeDefinition,
        in store: inout Store
    ) throws(Store.Failure) {
        if body.kind == .members, var ledger = try store.ledger() {
            ledger.members = body.office
            try store.put(ledger)
        }
        try store.put(
            OfficeState(
                id: body.office,
                kind: body.kind,
                generation: body.generation,
                recipient: body.recipient,
                defined: index
            )
        )
        for key in body.holders {
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
        guard
            try store.member(body.member) == nil,
            try !store.isInUse(recipient: body.recipient)
        else { return .duplicate }
        let name = Statement.keyName(of: body.member, origin: ledger.origin)
        if let verifier = body.verifier {
            guard verifier.isStatementKey(named: name) else { return .keyName }
        } else {
            // Only an owner can be without a key, and then an office has custody.
            guard body.role == .owner else { return .keyName }
        }
        guard (body.verifier == nil) == (body.custody != nil) else { return .keyName }
        guard (body.role == .auditor) == (body.witness != nil) else { return .keyName }
        if let witness = body.witness {
            guard witness.name.utf8.elementsEqual(name.utf8), witness.type == .cosignature else {
                return .keyName
            }
        }
        var publicKeys = [ledger.logKey.publicKey]
        for key in [body.verifier, body.witness].compactMap({ $0 }) {
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
                enrolled: index,
                lastNumber: 0
            )
        )
        for key in body.keys {
            try store.put(
                GroupKeyState(
                    office: key.office,
                    generation: key.generation,
                    holder: body.member,
                    envelope: key.envelope,
                    index: index
                )
            )
        }
        var event = event
        event.member = body.member
        if body.role == .owner { event.owner = body.member }
        try store.record(event)
    }
}
