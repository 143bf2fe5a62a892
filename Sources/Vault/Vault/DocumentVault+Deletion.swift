public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Asks somebody who was given a document to delete their copies of it.
    ///
    /// This deletes nothing: no vault can reach a copy. It is proved to have been asked for, from then
    /// on, and the addressee is told at the next use of the vault. An end of access is another thing:
    /// see ``revoke(_:from:)``.
    ///
    /// - Parameters:
    ///   - document: The document; it may have been withdrawn.
    ///   - addressee: Who has a copy.
    ///   - due: The last second in which an answer is in time; not in the past.
    /// - Returns: The request.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/releaseNotFound(_:)`` if it was
    ///   never given to them; ``VaultError/deletionOpen(_:due:)`` if they were asked and have time to
    ///   answer; ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a
    ///   counselor of the office of custody; ``VaultError/rejected(_:)`` with `until` if the time is
    ///   over; otherwise as ``me()``.
    public func requestDeletion(
        of document: DocumentID,
        from addressee: DeletionAddressee,
        due: LedgerTime
    ) async throws(VaultError) -> DeletionRecord {
        let (indexes, _) = try append { records, ring throws(VaultError) in
            let row = try existing(document, records)
            let view = HistoryView(ring: ring, ledger: ledger, records: records)
            let basis = try ownersBasis(for: row, ring, records)
            let release = try view.release(of: document, to: addressee)
            let now = try currentTime(records)
            for event in try stored(records.deletionRequests(document: document)) {
                let earlier = try view.deletion(event, at: now)
                guard earlier.status == .open, earlier.addressee == addressee else { continue }
                throw .deletionOpen(earlier.index, due: earlier.due)
            }
            let request = DeletionRequest(
                owner: row.owner,
                document: document,
                release: release,
                due: due,
                basis: basis
            )
            return ([Draft(body: .deletionRequest(request))], ())
        }
        return try deletion(at: indexes[0])
    }

    /// Answers a request for deletion: as the member who was asked, or, for the owner, by writing down
    /// an answer that came another way.
    ///
    /// It can be answered again: who has to keep a copy at first may delete it later.
    ///
    /// - Parameters:
    ///   - request: The index of the request.
    ///   - outcome: Whether the copies were deleted.
    /// - Returns: The request with its answer.
    /// - Throws: ``VaultError/deletionNotFound(_:)`` if there is no such request that the caller may
    ///   see; ``VaultError/notAllowed(_:)`` if the caller is neither the member who was asked, nor the
    ///   owner, nor a counselor of the office of custody; otherwise as ``me()``.
    public func answerDeletion(
        _ request: Int,
        with outcome: DeletionOutcome
    ) async throws(VaultError) -> DeletionRecord {
        _ = try append { records, ring throws(VaultError) in
            let view = HistoryView(ring: ring, ledger: ledger, records: records)
            let event = try deletionEvent(at: request, view)
            guard let id = event.document else { throw .damaged(.statement(request)) }
            let document = try existing(id, records)
            let basis =
                if event.member == ring.me.id, let grant = event.grant {
                    Basis.grant(grant)
                } else {
                    try ownersBasis(for: document, ring, records)
                }
            let answer = DeletionAnswer(
                owner: document.owner,
                document: document.id,
                request: request,
                outcome: outcome,
                basis: basis
            )
            return ([Draft(body: .deletionAnswer(answer))], ())
        }
        return try deletion(at: request)
    }

    /// The requests for deletion that the caller may see: an owner those about their documents, an
    /// organisation those that it was sent, a counselor those of the office's provisional owners, an
    /// auditor and an admin all.
    ///
    /// - Parameters:
    ///   - document: Only those about this document.
    ///   - owner: Only those about documents of this owner.
    /// - Returns: The requests, in the order of the log.
    /// - Throws: As ``me()``.
    public func deletions(
        document: DocumentID? = nil,
        owner: MemberID? = nil
    ) async throws(VaultError) -> [DeletionRecord] {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            let now = try currentTime(records)
            var found: [DeletionRecord] = []
            for event in try view.deletionRequests(document, owner) {
                guard owner == nil || event.owner == owner, try view.shows(event) else { continue }
                found.append(try titled(view.deletion(event, at: now), view))
            }
            return found
        }
    }

    /// The requests for deletion that the caller has not answered.
    ///
    /// - Returns: The requests, in the order of the log.
    /// - Throws: As ``me()``.
    public func deletionsToAnswer() async throws(VaultError) -> [DeletionRecord] {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            let now = try currentTime(records)
            var found: [DeletionRecord] = []
            for event in try stored(records.deletionRequests(about: view.ring.me.id))
            where event.member == view.ring.me.id {
                let request = try view.deletion(event, at: now)
                if request.answer == nil { found.append(request) }
            }
            return found
        }
    }

    private func deletion(at index: Int) throws(VaultError) -> DeletionRecord {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            let event = try deletionEvent(at: index, view)
            return try titled(view.deletion(event, at: currentTime(records)), view)
        }
    }

    private func deletionEvent(
        at index: Int,
        _ view: HistoryView
    ) throws(VaultError) -> EventState {
        guard
            let event = try stored(view.records.event(at: index)),
            event.kind == .deletionRequest, try view.shows(event)
        else { throw .deletionNotFound(index) }
        return event
    }

    private func titled(
        _ request: DeletionRecord,
        _ view: HistoryView
    ) throws(VaultError) -> DeletionRecord {
        var request = request
        request.title = try title(of: request.document, view.ring, view.records)
        return request
    }

    /// A document that is there, withdrawn or not.
    private func existing(
        _ id: DocumentID,
        _ records: Records
    ) throws(VaultError) -> DocumentState {
        guard let document = try stored(records.document(id)) else {
            throw try absence(of: id, records)
        }
        return document
    }
}
