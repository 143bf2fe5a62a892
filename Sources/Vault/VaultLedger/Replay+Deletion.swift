extension ReplayStep {
    // MARK: deletion-request

    func brokenRule<Store: ReplayStore>(
        of body: DeletionRequest,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        // Copies outlive a document: one that was withdrawn can be asked for too.
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
            let release = try store.event(at: body.release), release.document == document.id,
            release.kind == .grant || release.kind == .send
        else { return .grant }
        guard statement.seen.size > body.release else { return .stale }
        return body.due >= now ? nil : .until
    }

    func perform<Store: ReplayStore>(
        _ body: DeletionRequest,
        in store: inout Store
    ) throws(Store.Failure) {
        let release = try store.event(at: body.release)
        try store.record(event(to: release?.member, by: release?.grant))
    }

    // MARK: deletion-answer

    func brokenRule<Store: ReplayStore>(
        of body: DeletionAnswer,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard let document = try store.document(body.document) else { return .document }
        guard
            let request = try store.event(at: body.request), request.kind == .deletionRequest,
            request.document == document.id
        else { return .deletion }
        guard statement.seen.size > body.request else { return .stale }
        guard case .grant(let index) = body.basis else {
            return try brokenActingRule(
                on: document,
                owner: body.owner,
                basis: body.basis,
                in: store
            )
        }
        guard document.owner == body.owner else { return .owner }
        // The grant has ended, as a rule: what counts is that it was the author's.
        return request.grant == index && request.member == author.id ? nil : .grant
    }

    func perform<Store: ReplayStore>(
        _ body: DeletionAnswer,
        in store: inout Store
    ) throws(Store.Failure) {
        let request = try store.event(at: body.request)
        try store.record(event(to: request?.member, by: request?.grant))
    }

    /// The event of a statement about what was released to a member by a grant.
    private func event(to member: MemberID?, by grant: Int?) -> EventState {
        var event = event
        event.member = member
        event.grant = grant
        return event
    }
}
