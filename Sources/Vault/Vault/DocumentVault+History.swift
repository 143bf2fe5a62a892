import VaultLedger
import VaultStorage

extension DocumentVault {
    /// What happened, in the order of the log.
    ///
    /// An owner sees what concerns their papers, a counselor what concerns the office's provisional
    /// owners and the counselor's own acts, an organisation its own grants and openings; an auditor
    /// and an admin see everything.
    ///
    /// - Parameter scope: Which part of it.
    /// - Returns: The entries, by index. A long history takes as much memory; see
    ///   ``history(_:after:limit:)``.
    /// - Throws: ``VaultError/identityMissing`` or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled`` if the caller is a stranger; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/noGrant(_:)`` if the caller may see nothing of a document; otherwise as ``me()``.
    public func history(
        _ scope: HistoryScope = .all
    ) async throws(VaultError) -> [HistoryEntry] {
        try await history(scope, after: -1, limit: .max)
    }

    /// The next part of what happened, in the order of the log, to read a long history in parts.
    ///
    /// - Parameters:
    ///   - scope: Which part of it.
    ///   - index: Only entries of later statements: the index of the last entry that was read, at first
    ///     -1.
    ///   - limit: How many entries to read at most; at least one.
    /// - Returns: The entries, by index; none if there are no more.
    /// - Throws: As ``history(_:)``.
    public func history(
        _ scope: HistoryScope = .all,
        after index: Int,
        limit: Int
    ) async throws(VaultError) -> [HistoryEntry] {
        precondition(limit > 0, "a part has at least one entry")
        return try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            var entries: [HistoryEntry] = []
            var last = index
            var isHidden = false
            while case let events = try view.events(scope, after: last), let end = events.last {
                for event in events {
                    guard try view.shows(event) else {
                        isHidden = true
                        continue
                    }
                    entries.append(try view.entry(of: event))
                    if entries.count == limit { return entries }
                }
                last = end.index
            }
            if isHidden, entries.isEmpty, index < 0, case .document(let id) = scope {
                throw .notAllowed(.noGrant(id))
            }
            return entries
        }
    }
}

/// What one person may see of the history.
struct HistoryView {
    let ring: KeyRing
    let ledger: VerifiedLedger
    let records: Records

    private var me: VerifiedMember { ring.me }

    private var seesAll: Bool { me.role == .auditor || me.role == .admin }

    /// The next events of which the person may see some.
    ///
    /// - Parameters:
    ///   - scope: Which part of the history.
    ///   - index: Only events of later statements.
    /// - Returns: The events by index; none if there are no more.
    /// - Throws: ``VaultError`` if they cannot be read.
    func events(_ scope: HistoryScope, after index: Int) throws(VaultError) -> [EventState] {
        let (id, limit) = (me.id, Self.page)
        switch scope {
        case .all where seesAll || me.role == .counselor:
            return try stored(records.events(after: index, limit: limit))
        case .all: return try stored(records.events(about: id, after: index, limit: limit))
        case .document(let id):
            return try stored(records.events(document: id, after: index, limit: limit))
        case .owner(let id):
            return try stored(records.events(owner: id, after: index, limit: limit))
        case .member(let id):
            return try stored(records.events(member: id, after: index, limit: limit))
        }
    }

    /// How many events to read at a time.
    private static let page = 4_096

    /// Whether the person may see an event.
    func shows(_ event: EventState) throws(VaultError) -> Bool {
        if seesAll || event.author == me.id || event.member == me.id { return true }
        guard let owner = event.owner else { return false }
        return try servesOwner(owner)
    }

    /// Whether the person may see a grant.
    func shows(_ grant: GrantState) throws(VaultError) -> Bool {
        if seesAll || grant.grantee == me.id { return true }
        return try servesOwner(grant.owner)
    }

    /// Insists that nothing about an owner is hidden from the person.
    ///
    /// - Parameter owner: The owner; `nil` for everybody.
    /// - Throws: ``VaultError/notAllowed(_:)``.
    func requireWhole(of owner: MemberID?) throws(VaultError) {
        if seesAll { return }
        guard let owner, me.role == .owner || me.role == .counselor else {
            throw .notAllowed(.role(me.role))
        }
        guard try servesOwner(owner) else { throw .notAllowed(.notInCustody(owner)) }
    }

    /// Whether the person is the owner, or a counselor of the office that has custody.
    private func servesOwner(_ id: MemberID) throws(VaultError) -> Bool {
        if id == me.id { return true }
        // Who was erased is in nobody's custody; what was said about the erasure stays.
        guard me.role == .counselor, try stored(records.member(id)) != nil else { return false }
        return me.basis(toActFor: try ledger.member(id, records)) != nil
    }

    /// An event, as its statement says it, with the facts of the grant that it is about.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the statements do not bear the row out.
    func entry(of event: EventState) throws(VaultError) -> HistoryEntry {
        try ledger.verify(event, records)
        var grant: Grant?
        if let index = event.grant { grant = try ledger.grant(at: index, records) }
        let handout = try event.kind == .send ? handout(of: event) : nil
        let keys = try keys(of: event)
        let deletion = try deletionTerms(of: event)
        return HistoryEntry(
            index: event.index,
            kind: event.kind,
            time: event.time,
            actor: event.author,
            owner: event.owner,
            document: event.document,
            member: event.kind == .claim ? keys.witness : event.member ?? grant?.grantee,
            office: keys.office,
            purpose: grant?.purpose ?? handout?.purpose,
            until: deletion.map(\.due) ?? grant?.until,
            outcome: deletion?.outcome,
            recipient: handout?.recipient,
            isRecovery: keys.isRecovery,
            isOnBehalf: event.isOnBehalf
        )
    }

    /// Until when an answer to a request for deletion is in time, and what was answered.
    private func deletionTerms(
        of event: EventState
    ) throws(VaultError) -> (due: LedgerTime?, outcome: DeletionOutcome?)? {
        guard event.kind == .deletionRequest || event.kind == .deletionAnswer else {
            return nil
        }
        switch try ledger.statement(at: event.index, records).statement.body {
        case .deletionRequest(let request): return (request.due, nil)
        case .deletionAnswer(let answer): return (nil, answer.outcome)
        default: throw .damaged(.statement(event.index))
        }
    }

    /// Who signed along for new keys, which office holds them, and whether shares led to them.
    private func keys(
        of event: EventState
    ) throws(VaultError) -> (witness: MemberID?, office: OfficeID?, isRecovery: Bool) {
        guard event.kind == .claim || event.kind == .rotate else { return (nil, nil, false) }
        switch try ledger.statement(at: event.index, records).statement.body {
        case .claim(let claim):
            guard case .counselor(let counselor) = claim.warrantor else { return (nil, nil, false) }
            return (counselor, nil, false)
        case .rotate(let rotation): return (nil, rotation.office, rotation.recovery != nil)
        default: throw .damaged(.statement(event.index))
        }
    }
}
