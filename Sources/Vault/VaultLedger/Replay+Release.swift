extension ReplayStep {
    // MARK: send

    func brokenRule<Store: ReplayStore>(
        of body: Sending,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        return try brokenCurrentRule(
            on: document,
            owner: body.owner,
            basis: body.basis,
            generation: body.generation,
            in: store
        )
    }

    func perform<Store: ReplayStore>(
        _ body: Sending,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.record(event)
    }

    // MARK: withdraw

    func brokenRule<Store: ReplayStore>(
        of body: Withdrawal,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        if body.basis == .deposit {
            guard document.owner == body.owner else { return .owner }
            guard document.depositor == author.id else { return .basis }
            let latest = document.depositedAt.advanced(by: Replay.longestMistake)
            guard now <= latest else { return .until }
        } else if let rule = try brokenActingRule(
            on: document,
            owner: body.owner,
            basis: body.basis,
            in: store
        ) {
            return rule
        }
        return hasSeen(document) ? nil : .stale
    }

    func perform<Store: ReplayStore>(
        _ body: Withdrawal,
        in store: inout Store
    ) throws(Store.Failure) {
        for grant in try store.openGrants(of: body.document) {
            var grant = grant
            grant.end = .withdrawn(at: index)
            try store.put(grant)
        }
        for envelope in try store.envelopes(of: body.document) {
            try store.removeEnvelope(of: body.document, holder: envelope.key.holder)
        }
        guard var document = try store.document(body.document) else { return }
        document.due = nil
        document.withdrawn = index
        touch(&document)
        try store.put(document)
        try store.record(event)
    }
}
