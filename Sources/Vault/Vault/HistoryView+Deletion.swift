import VaultLedger
import VaultStorage

extension HistoryView {
    /// The requests among which those are that are asked for and that the person may see, by index.
    func deletionRequests(
        _ document: DocumentID?,
        _ owner: MemberID?
    ) throws(VaultError) -> [EventState] {
        if let document { return try stored(records.deletionRequests(document: document)) }
        if let owner { return try stored(records.deletionRequests(about: owner)) }
        let seesOthers = ring.me.role != .owner && ring.me.role != .organisation
        return try stored(records.deletionRequests(about: seesOthers ? nil : ring.me.id))
    }

    /// The statement with which a document was given to somebody last.
    func release(
        of document: DocumentID,
        to addressee: DeletionAddressee
    ) throws(VaultError) -> Int {
        let release: Int?
        switch addressee {
        case .member(let member):
            release = try stored(records.grants(document: document))
                .last { $0.grantee == member }?.index
        case .outside(let recipient):
            var last: Int?
            for event in try stored(records.events(document: document)) where event.kind == .send {
                if try handout(of: event).recipient == recipient { last = event.index }
            }
            release = last
        }
        guard let release else { throw .releaseNotFound(document) }
        return release
    }

    /// The request that an event is about, with what came of it.
    func deletion(
        _ event: EventState,
        at now: LedgerTime
    ) throws(VaultError) -> DeletionRecord {
        try ledger.verify(event, records)
        let statement = try ledger.statement(at: event.index, records).statement
        guard case .deletionRequest(let body) = statement.body else {
            throw .damaged(.statement(event.index))
        }
        let release = try ledger.statement(at: body.release, records).statement
        let (purpose, recipient): (Purpose, Digest?)
        switch release.body {
        case .grant(let grant): (purpose, recipient) = (grant.purpose, nil)
        case .send(let sending): (purpose, recipient) = (sending.purpose, sending.recipient)
        default: throw .damaged(.statement(body.release))
        }
        let events = try stored(records.events(document: body.document))
        let answer = try answer(to: event.index, events)
        let openings = try ledger.openings(
            events.filter { $0.author == event.member },
            records
        )
        let unanswered: DeletionRecord.Status = body.due < now ? .overdue : .open
        return DeletionRecord(
            index: event.index,
            time: statement.time,
            author: statement.author,
            owner: body.owner,
            document: body.document,
            title: nil,
            grantee: event.member,
            recipient: recipient,
            released: release.time,
            purpose: purpose,
            lastOpened: openings.last?.time,
            due: body.due,
            answer: answer,
            status: answer.map(\.outcome.status) ?? unanswered
        )
    }

    /// The last answer to a request among the events of its document.
    private func answer(
        to request: Int,
        _ events: [EventState]
    ) throws(VaultError) -> DeletionRecord.Answer? {
        for event in events.reversed() where event.kind == .deletionAnswer {
            let statement = try ledger.statement(at: event.index, records).statement
            guard case .deletionAnswer(let body) = statement.body else {
                throw .damaged(.statement(event.index))
            }
            guard body.request == request else { continue }
            return DeletionRecord.Answer(
                index: event.index,
                time: statement.time,
                author: statement.author,
                outcome: body.outcome
            )
        }
        return nil
    }
}

extension DeletionOutcome {
    fileprivate var status: DeletionRecord.Status {
        switch self {
        case .deleted: .deleted
        case .kept: .kept
        }
    }
}
