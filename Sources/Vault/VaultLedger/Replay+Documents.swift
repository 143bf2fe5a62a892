extension ReplayStep {
    /// Whether the author had seen the last statement on `document` by someone else.
    func hasSeen(_ document: DocumentState) -> Bool {
        let needed =
            document.lastAuthor == author.id ? document.lastByAnother : document.lastEvent
        return needed.map { statement.seen.size > $0 } ?? true
    }

    /// Checks that the author may act on `document` for its owner.
    ///
    /// The basis is `own` for the owner, or the custody of an office for its counselors as long as
    /// the owner is provisional.
    func brokenActingRule<Store: ReplayStore>(
        on document: DocumentState,
        owner: MemberID,
        basis: Basis,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard document.owner == owner, let member = try store.member(owner) else { return .owner }
        switch basis {
        case .own:
            return author.id == owner ? nil : .basis
        case .custody(let office):
            let acts =
                member.isProvisional && member.office == office
                && author.role == .counselor && author.office == office
            return acts ? nil : .basis
        case .grant, .deposit:
            return .basis
        }
    }

    /// Checks that the author may act on `document` for its owner, and acts on what it is now.
    func brokenCurrentRule<Store: ReplayStore>(
        on document: DocumentState,
        owner: MemberID,
        basis: Basis,
        generation: Int,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        if let rule = try brokenActingRule(on: document, owner: owner, basis: basis, in: store) {
            return rule
        }
        guard hasSeen(document) else { return .stale }
        return document.generation == generation ? nil : .generation
    }

    /// Checks that the author may encrypt `document` anew: whoever acts for its owner, or an admin who
    /// holds the key of the office of custody, so that an office without a counselor is not stuck.
    private func brokenRekeyingRule<Store: ReplayStore>(
        of body: Rekeying,
        on document: DocumentState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .admin, case .custody(let office) = body.basis else {
            return try brokenActingRule(
                on: document,
                owner: body.owner,
                basis: body.basis,
                in: store
            )
        }
        guard document.owner == body.owner, let owner = try store.member(body.owner) else {
            return .owner
        }
        let holds = try store.groupKey(of: office, holder: author.id) != nil
        return owner.isProvisional && owner.office == office && holds ? nil : .basis
    }

    /// Checks that `holders` are exactly the owner and the live grants, by their current keys.
    private func brokenHoldersRule<Store: ReplayStore>(
        _ holders: [SealedKey],
        of document: DocumentState,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        let grants = try store.openGrants(of: document.id).filter { $0.until >= now }
        let required = Set(grants.map(\.grantee)).union([document.owner])
        guard Set(holders.map(\.holder)) == required else { return .holders }
        for key in holders {
            guard try store.member(key.holder)?.recipient == key.recipient else {
                return .recipient
            }
        }
        return nil
    }

    /// Marks the statement as the last that changed `document`.
    func touch(_ document: inout DocumentState) {
        if document.lastAuthor != author.id {
            document.lastByAnother = document.lastEvent
            document.lastAuthor = author.id
        }
        document.lastEvent = index
    }

    /// Replaces all keys of a document.
    private func replaceEnvelopes<Store: ReplayStore>(
        of document: DocumentState,
        with holders: [SealedKey],
        in store: inout Store
    ) throws(Store.Failure) {
        for envelope in try store.envelopes(of: document.id) {
            try store.removeEnvelope(of: document.id, holder: envelope.key.holder)
        }
        for key in holders {
            try store.put(
                EnvelopeState(
                    document: document.id,
                    generation: document.generation,
                    key: key,
                    index: index
                )
            )
        }
    }

    // MARK: deposit

    func brokenRule<Store: ReplayStore>(
        of body: Deposit,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .counselor || author.id == body.owner else { return .role }
        guard let owner = try store.member(body.owner), owner.role == .owner else { return .owner }
        guard try store.document(body.document) == nil else { return .document }
        guard body.generation == 1 else { return .generation }
        guard body.key.holder == owner.id else { return .holders }
        guard body.key.recipient == owner.recipient else { return .recipient }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: Deposit,
        in store: inout Store
    ) throws(Store.Failure) {
        let document = DocumentState(
            id: body.document,
            owner: body.owner,
            generation: body.generation,
            content: body.content,
            deposited: index,
            depositor: author.id,
            depositedAt: statement.time,
            sealed: index,
            due: nil,
            lastEvent: index,
            lastAuthor: author.id,
            lastByAnother: nil
        )
        try store.put(document)
        try replaceEnvelopes(of: document, with: [body.key], in: &store)
        try store.record(event)
    }

    // MARK: rekey

    func brokenRule<Store: ReplayStore>(
        of body: Rekeying,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        if let rule = try brokenRekeyingRule(of: body, on: document, in: store) { return rule }
        guard document.due == body.cause else { return .due }
        guard hasSeen(document) else { return .stale }
        guard body.generation == document.generation + 1 else { return .generation }
        guard body.content.content == document.content.content else { return .content }
        guard body.content.ciphertext != document.content.ciphertext else { return .content }
        return try brokenHoldersRule(body.holders, of: document, in: store)
    }

    func perform<Store: ReplayStore>(
        _ body: Rekeying,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var document = try store.document(body.document) else { return }
        document.generation = body.generation
        document.content = body.content
        document.sealed = index
        document.due = nil
        touch(&document)
        try store.put(document)
        try replaceEnvelopes(of: document, with: body.holders, in: &store)
        try store.record(event)
    }

    // MARK: describe

    func brokenRule<Store: ReplayStore>(
        of body: Redescription,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        if let rule = try brokenCurrentRule(
            on: document,
            owner: body.owner,
            basis: body.basis,
            generation: body.generation,
            in: store
        ) {
            return rule
        }
        return try brokenHoldersRule(body.holders, of: document, in: store)
    }

    func perform<Store: ReplayStore>(
        _ body: Redescription,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var document = try store.document(body.document) else { return }
        touch(&document)
        try store.put(document)
        try replaceEnvelopes(of: document, with: body.holders, in: &store)
        try store.record(event)
    }

    // MARK: open

    func brokenRule<Store: ReplayStore>(
        of body: Opening,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        guard document.owner == body.owner else { return .owner }
        guard body.generation == document.generation else { return .generation }
        guard hasSeen(document) else { return .stale }
        switch body.basis {
        case .own:
            return author.id == document.owner ? nil : .basis
        case .custody(let office):
            let owner = try store.member(document.owner)
            let holds = try store.groupKey(of: office, holder: author.id) != nil
            let acts = author.role == .counselor || author.role == .admin
            guard holds, acts, owner?.isProvisional == true, owner?.office == office else {
                return .basis
            }
            return nil
        case .grant(let index):
            guard
                let grant = try store.grant(at: index), grant.document == document.id,
                grant.grantee == author.id, grant.end == nil, grant.until >= now
            else { return .grant }
            return nil
        case .deposit:
            return .basis
        }
    }

    func perform<Store: ReplayStore>(
        _ body: Opening,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.record(event)
    }
}
