extension ReplayStep {
    // MARK: erase

    func brokenRule<Store: ReplayStore>(
        of body: ErasureRequest,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .admin else { return .role }
        // What the log does not know may have been erased since, by this request or by another: a
        // warrant has to name all that there is about it.
        if let owner = try store.member(body.owner), owner.role != .owner { return .owner }
        if let id = body.document, let document = try store.document(id) {
            guard document.owner == body.owner else { return .document }
        }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: ErasureRequest,
        in store: inout Store
    ) throws(Store.Failure) {
        let warrant = try store.erasure(at: index)?.warrant
        try store.put(
            ErasureState(
                index: index,
                owner: body.owner,
                document: body.document,
                ground: body.ground,
                warrant: warrant
            )
        )
        try store.record(event)
    }

    // MARK: warrant

    func brokenRule<Store: ReplayStore>(
        of body: ErasureWarrant,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .auditor else { return .role }
        guard
            let erasure = try store.erasure(at: body.request), body.request < index,
            erasure.warrant == nil || erasure.warrant == index
        else { return .erasure }
        guard let last = body.holes.last, last.index < statement.seen.size else { return .stale }

        // What is named has been erased already, as an auditor finds it, or is erased now.
        var remaining: [Hole] = []
        for hole in body.holes {
            let state = HoleState(hole: hole, warrant: index)
            guard let known = try store.hole(at: hole.index) else {
                remaining.append(hole)
                continue
            }
            guard known == state else { return .closed }
        }
        let events = try store.events(of: erasure.owner, document: erasure.document)
        return events.map { Hole($0, erasing: erasure) } == remaining ? nil : .closed
    }

    func perform<Store: ReplayStore>(
        _ body: ErasureWarrant,
        in store: inout Store
    ) throws(Store.Failure) {
        guard var erasure = try store.erasure(at: body.request) else { return }
        for hole in body.holes { try store.put(HoleState(hole: hole, warrant: index)) }
        if let document = erasure.document {
            try store.forget(document: document)
        } else {
            try store.forget(owner: erasure.owner)
        }
        erasure.warrant = index
        try store.put(erasure)
        var event = event
        event.owner = erasure.owner
        event.document = erasure.document
        try store.record(event)
    }

    // MARK: log-key

    func brokenRule<Store: ReplayStore>(
        of body: LogKeyChange,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard author.role == .admin else { return .role }
        guard body.logKey.isStatementKey(named: ledger.origin) else { return .keyName }
        guard
            body.logKey.publicKey != ledger.logKey.publicKey,
            try !store.hasMember(publicKey: body.logKey.publicKey)
        else { return .duplicate }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: LogKeyChange,
        in store: inout Store
    ) throws(Store.Failure) {
        if var ledger = try store.ledger() {
            ledger.logKey = body.logKey
            try store.put(ledger)
        }
        try store.put(LogKeyState(index: index, key: body.logKey))
        try store.record(event)
    }
}

extension Hole {
    /// What remains of a statement: of one by the owner who is erased, not even its author.
    public init(_ event: EventState, erasing erasure: ErasureState) {
        let isByErased = erasure.document == nil && event.author == erasure.owner
        self.init(
            index: event.index,
            time: event.time,
            author: isByErased ? nil : event.author,
            number: isByErased ? 0 : event.number
        )
    }
}
