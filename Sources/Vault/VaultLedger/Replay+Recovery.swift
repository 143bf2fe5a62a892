extension ReplayStep {
    // MARK: recovery-plan

    func brokenRule<Store: ReplayStore>(
        of body: RecoveryPlan,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard Replay.recoveryDays.contains(body.days) else { return .until }
        guard (2...16).contains(body.holders.count) else { return .holders }
        guard body.verifier.isStatementKey(named: statement.keyName) else { return .keyName }
        guard
            try !store.isInUse(recipient: body.recipient),
            try !store.hasMember(publicKey: body.verifier.publicKey)
        else { return .duplicate }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: RecoveryPlan,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.removeRecovery(of: author.id)
        try store.put(
            RecoveryPlanState(
                member: author.id,
                index: index,
                recipient: body.recipient,
                verifier: body.verifier,
                days: body.days,
                escrow: body.escrow
            )
        )
        try store.record(event(of: author.role))
    }

    // MARK: recover

    func brokenRule<Store: ReplayStore>(
        of body: RecoveryRequest,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard try store.recoveryPlan(of: author.id)?.index == body.plan else { return .recovery }
        guard body.verifier.isStatementKey(named: statement.keyName) else { return .keyName }
        guard
            try !store.isInUse(recipient: body.recipient),
            try !store.hasMember(publicKey: body.verifier.publicKey),
            body.verifier.publicKey != ledger.logKey.publicKey
        else { return .duplicate }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: RecoveryRequest,
        in store: inout Store
    ) throws(Store.Failure) {
        guard let plan = try store.recoveryPlan(of: author.id) else { return }
        try store.put(
            RecoveryState(
                member: author.id,
                index: index,
                recipient: body.recipient,
                verifier: body.verifier,
                ready: now.advanced(by: Int64(plan.days) * 24 * 60 * 60)
            )
        )
        try store.record(event(of: author.role))
    }

    // MARK: veto

    func brokenRule<Store: ReplayStore>(
        of body: Veto,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        guard try store.recovery(of: author.id)?.index == body.recovery else { return .recovery }
        return nil
    }

    func perform<Store: ReplayStore>(
        _ body: Veto,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.removeRecovery(of: author.id)
        try store.removeRecoveryPlan(of: author.id)
        try store.record(event(of: author.role))
    }
}
