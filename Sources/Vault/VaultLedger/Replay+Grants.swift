extension ReplayStep {
    // MARK: grant

    func brokenRule<Store: ReplayStore>(
        of body: Grant,
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
        guard
            let grantee = try store.member(body.grantee), grantee.id != author.id,
            grantee.role != .owner, grantee.role != .auditor, grantee.retired == nil
        else { return .grantee }
        guard body.key.recipient == grantee.recipient else { return .recipient }
        guard body.until >= now else { return .until }
        if case .custody = body.basis {
            let latest = statement.time.advanced(by: Replay.longestGrantOnBehalf)
            guard body.until <= latest else { return .until }
        }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: Grant,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.put(
            GrantState(
                index: index,
                document: body.document,
                owner: body.owner,
                grantee: body.grantee,
                purpose: body.purpose,
                until: body.until,
                end: nil
            )
        )
        try store.put(
            EnvelopeState(
                document: body.document,
                generation: body.generation,
                key: body.key,
                index: index
            )
        )
        guard var document = try store.document(body.document) else { return }
        touch(&document)
        try store.put(document)
        try store.record(event)
    }

    // MARK: revoke

    func brokenRule<Store: ReplayStore>(
        of body: Revocation,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.readable(body.document) else { return .document }
        if let rule = try brokenActingRule(
            on: document,
            owner: body.owner,
            basis: body.basis,
            in: store
        ) {
            return rule
        }
        guard
            let grant = try store.grant(at: body.grant), grant.document == document.id,
            grant.end == nil
        else { return .grant }
        // Ending access must not fail because someone else was quicker: only the grant itself has
        // to have been seen.
        return statement.seen.size > body.grant ? nil : .stale
    }

    func perform<Store: ReplayStore>(
        _ body: Revocation,
        in store: inout Store
    ) throws(Store.Failure) {
        guard let grant = try store.grant(at: body.grant) else { return }
        // A grant whose time passed with this very statement has just expired.
        if grant.end == nil {
            try store.end(grant, as: .revoked(at: index), cause: .revoke)
        }
        guard var document = try store.document(body.document) else { return }
        touch(&document)
        try store.put(document)
        var event = event
        event.member = grant.grantee
        try store.record(event)
    }
}
