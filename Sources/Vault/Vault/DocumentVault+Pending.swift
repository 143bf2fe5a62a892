import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Is told how far the finishing of pending work has come.
    public typealias ProgressHandler = @Sendable (PendingProgress) -> Void

    /// Finishes what ended or killed processes left undone, as far as the caller has a path to it.
    ///
    /// Clears leftovers in storage and carries out deletions that are owed. Replaces the keys of groups
    /// that somebody has left, then takes the keys of provisional owners anew that were sealed to those,
    /// then encrypts the documents anew that are due: each a transaction of its own, so that whatever
    /// is left can be seen from the ledger and done by the next client. What is damaged does not keep
    /// the rest from it.
    ///
    /// - Parameter progress: Told after each step.
    /// - Returns: How many documents were encrypted anew.
    /// - Throws: As ``me()``; the first error, such as ``VaultError/damaged(_:)`` if something that is
    ///   due does not verify, after everything has been tried.
    public func finishPending(
        _ progress: ProgressHandler? = nil
    ) async throws(VaultError) -> Int {
        try clearLeftovers()
        var failure: VaultError?
        func attempt<Item>(
            _ items: [Item],
            _ step: PendingProgress.Step,
            _ body: (Item) throws(VaultError) -> Void
        ) {
            for (count, item) in items.enumerated() {
                do throws(VaultError) {
                    try body(item)
                } catch {
                    failure = failure ?? error
                }
                progress?(PendingProgress(step: step, done: count + 1, total: items.count))
            }
        }
        attempt(try pending(addGroups).mine.groups, .groups) { group throws(VaultError) in
            _ = try renew(group)
        }
        attempt(try pending(addOwners).mine.owners, .owners) { owner throws(VaultError) in
            try takeKeys(of: owner, for: nil)
        }
        let count = try await rekey(try pending(addDocuments).mine.documents, progress)
        if let failure { throw failure }
        return count
    }

    /// What has begun and is not complete, by who can do it.
    ///
    /// - Returns: The pending work; all of it waits for others if the caller is not enrolled.
    /// - Throws: As ``me()``.
    public func pending() throws(VaultError) -> PendingReport {
        try pending(addGroups, addOwners, addDocuments)
    }

    /// Adds the pending work of one kind to a report.
    private typealias PendingPart =
        (inout PendingReport, KeyRing?, Records) throws(VaultError) -> Void

    private func pending(_ parts: PendingPart...) throws(VaultError) -> PendingReport {
        try read { records throws(VaultError) in
            let ring = try optionalRing(records)
            var report = PendingReport()
            for add in parts { try add(&report, ring, records) }
            return report
        }
    }

    private func addGroups(
        to report: inout PendingReport,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) {
        for office in try stored(records.offices()) where office.due != nil {
            report.add(office.id, to: \.groups, isMine: try canRenew(office, ring, records))
        }
    }

    private func addOwners(
        to report: inout PendingReport,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) {
        for row in try stored(records.dueOwners()) {
            let owner = try ledger.member(row.id, records)
            let isMine = try ring?.owner(owner, records) != nil
            report.add(row.id, to: \.owners, isMine: isMine)
        }
    }

    private func addDocuments(
        to report: inout PendingReport,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) {
        for id in try stored(records.dueDocuments()) {
            guard let document = try stored(records.document(id)) else {
                throw .damaged(.database)
            }
            let isMine = try canRekey(document, ring, records)
            report.add(id, to: \.documents, isMine: isMine)
        }
    }

    private func canRenew(
        _ office: OfficeState,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let ring, ring.me.role == .admin else { return false }
        return try stored(records.groupKey(of: office.id, holder: ring.me.id)) != nil
    }

    private func canRekey(
        _ document: DocumentState,
        _ ring: KeyRing?,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let ring else { return false }
        return try standingAccess(to: document, ring, records) != nil
    }
}

extension PendingReport {
    fileprivate mutating func add<ID>(
        _ id: ID,
        to kind: WritableKeyPath<PendingWork, [ID]>,
        isMine: Bool
    ) {
        if isMine {
            mine[keyPath: kind].append(id)
        } else {
            others[keyPath: kind].append(id)
        }
    }
}
