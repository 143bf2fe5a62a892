import VaultLedger
import VaultStorage

/// What happened, by the statements: a row of the history only says where to look.
extension VerifiedLedger {
    /// Insists that an event is what its statement says, and those that this one points to.
    ///
    /// - Parameters:
    ///   - event: The row.
    ///   - records: The transaction.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/statement(_:)`` if the statements do not
    ///   bear the row out.
    func verify(_ event: EventState, _ records: Records) throws(VaultError) {
        guard try self.event(at: event.index, records) == event else {
            throw .damaged(.statement(event.index))
        }
    }

    /// The event of the statement at `index`.
    private func event(at index: Int, _ records: Records) throws(VaultError) -> EventState {
        let statement = try statement(at: index, records).statement
        var event = EventState(of: statement, at: index)
        switch statement.body {
        case .revoke(let body):
            event.member = try grant(at: body.grant, records).grantee
        case .deletionRequest(let body):
            (event.member, event.grant) = try release(at: body.release, records)
        case .deletionAnswer(let body):
            guard
                case .deletionRequest(let request) = try self.statement(at: body.request, records)
                    .statement.body
            else { throw .damaged(.statement(index)) }
            (event.member, event.grant) = try release(at: request.release, records)
        case .warrant(let body):
            guard
                case .erase(let request) = try self.statement(at: body.request, records)
                    .statement.body
            else { throw .damaged(.statement(index)) }
            (event.owner, event.document) = (request.owner, request.document)
        case .rotate, .retire, .recoveryPlan, .recover, .veto, .scrub:
            guard let member = event.member else { break }
            if try role(of: member, before: index, records) == .owner { event.owner = member }
        default: break
        }
        return event
    }

    /// What the grant at `index` says.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the statement does not verify or is none.
    func grant(at index: Int, _ records: Records) throws(VaultError) -> Grant {
        guard case .grant(let grant) = try statement(at: index, records).statement.body else {
            throw .damaged(.statement(index))
        }
        return grant
    }

    /// To whom the statement at `index` released a document, and by which grant; neither if that was
    /// outside the vault.
    private func release(
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> (member: MemberID?, grant: Int?) {
        switch try statement(at: index, records).statement.body {
        case .grant(let grant): return (grant.grantee, index)
        case .send: return (nil, nil)
        default: throw .damaged(.statement(index))
        }
    }

    /// The openings among events.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if one of them is not what its statement says.
    func openings(
        _ events: [EventState],
        _ records: Records
    ) throws(VaultError) -> [EventState] {
        let openings = events.filter { $0.kind == .open }
        for opening in openings { try verify(opening, records) }
        return openings
    }

    /// How often a grant was used.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if an opening is not what its statement says.
    func openings(grant index: Int, _ records: Records) throws(VaultError) -> Int {
        try openings(stored(records.openings(grant: index)), records).count
    }
}
