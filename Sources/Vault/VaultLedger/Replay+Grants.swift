extension ReplayStep {
    // MARK: grant

    func brokenRule<Store: ReplayStore>(
        of body: Grant,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.document(body.document) else { return .document }
        if let rule = try brokenActingRule(
            on: document,
            owner: body.owner,
            basis: body.basis,
            in: store
        ) {
            return rule
        }
        guard hasSeen(document) else { return .stale }
        guard body.generation == document.generation else { return .generation }
        guard
            let grantee = try store.member(body.grantee), grantee.id != author.id,
            grantee.role != .owner, grantee.role != .auditor
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
        try store.record(
            event(
                owner: body.owner,
                document: body.document,
                basis: body.basis,
                member: body.grantee,
                grant: index
            )
        )
    }

    // MARK: revoke

    func brokenRule<Store: ReplayStore>(
        of body: Revocation,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.document(body.document) else { return .document }
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
            try end(grant, as: .revoked(at: index), cause: .revoke, in: &store)
        }
        guard var document = try store.document(body.document) else { return }
        touch(&document)
        try store.put(document)
        try store.record(
            event(
                owner: body.owner,
                document: body.document,
                basis: body.basis,
                member: grant.grantee,
                grant: grant.index
            )
        )
    }

    // MARK: the end of a grant

    /// Ends a grant, takes the key away and asks for the document to be encrypted anew.
    ///
    /// The key stays while another grant to the same member has not ended; of several that end with
    /// one statement, the last takes it away.
    func end<Store: ReplayStore>(
        _ grant: GrantState,
        as end: GrantState.End,
        cause: RekeyCause,
        in store: inout Store
    ) throws(Store.Failure) {
        var grant = grant
        grant.end = end
        try store.put(grant)
        let remaining = try store.openGrants(of: grant.document).contains {
            $0.grantee == grant.grantee
        }
        guard !remaining, var document = try store.document(grant.document) else { return }
        try store.removeEnvelope(of: grant.document, holder: grant.grantee)
        document.due = document.due ?? cause
        try store.put(document)
    }
}
