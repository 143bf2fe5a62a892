public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Ends somebody's membership, and takes from them what they could open.
    ///
    /// With the first transaction they can say nothing any more and the grants to them end. Then the
    /// keys of their groups are replaced, those of the owners in custody are taken anew, and the
    /// documents are encrypted anew, as by ``finishPending(_:)``. If the process ends in between, any
    /// client with a path goes on; the call can also be repeated. What they copied stays with them.
    ///
    /// - Parameters:
    ///   - member: Who leaves.
    ///   - progress: Told after each step.
    /// - Returns: What is still pending, which waits for others.
    /// - Throws: ``VaultError/memberNotFound(_:)``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/role(_:)`` if the caller is no admin, ``Denial/leaver(_:)`` for an owner or the
    ///   caller, ``Denial/lastHolder(_:)`` or ``Denial/lastAuditor``; otherwise as
    ///   ``finishPending(_:)``.
    public func retire(
        _ member: MemberID,
        progress: ProgressHandler? = nil
    ) async throws(VaultError) -> PendingReport {
        _ = try append { records, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            let leaver = try knownMember(member, records)
            if leaver.isRetired { return ([], ()) }
            guard leaver.role != .owner, leaver.id != ring.me.id else {
                throw .notAllowed(.leaver(member))
            }
            for obstacle in try obstacles(to: leaver, records) {
                switch obstacle {
                case .lastHolder(let office): throw .notAllowed(.lastHolder(office))
                case .lastAuditor: throw .notAllowed(.lastAuditor)
                case .lastAdminHolder, .lastCounselor, .lastAdmin: break
                }
            }
            return ([Draft(body: .retire(Retirement(member: member)))], ())
        }
        _ = try await finishPending(progress)
        return try pending()
    }

    /// What a member can open, and what would be without anybody if they left.
    ///
    /// Keys count, not rights: after a retirement it is what the member could still open with all the
    /// keys that they ever had, so it ends at nothing.
    ///
    /// - Parameter member: Whose leaving to look at.
    /// - Returns: What the member has.
    /// - Throws: ``VaultError/memberNotFound(_:)``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/role(_:)`` if the caller is neither an admin, nor an auditor, nor the member;
    ///   otherwise as ``me()``.
    public func leaving(_ member: MemberID) async throws(VaultError) -> Leaving {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            let role = ring.me.role
            guard role == .admin || role == .auditor || ring.me.id == member else {
                throw .notAllowed(.role(role))
            }
            return try leaving(member, records)
        }
    }

    private func leaving(_ id: MemberID, _ records: Records) throws(VaultError) -> Leaving {
        guard let row = try stored(records.member(id)) else { throw try absence(of: id, records) }
        let member = try ledger.member(id, records)
        let known = try knownGenerations(of: row, records)
        let offices = try stored(records.offices())
        var owners: [MemberID] = []
        var documents: [ReachableDocument] = []
        for office in offices {
            guard let generation = known[office.id] else { continue }
            for owner in try stored(records.provisionalOwners(of: office.id))
            where (owner.custodyGeneration ?? 1) <= generation {
                owners.append(owner.id)
                documents += try stored(records.documents(owner: owner.id))
                    .filter { $0.withdrawn == nil }
                    .map {
                        ReachableDocument(
                            document: $0.id,
                            owner: owner.id,
                            ground: .custody(office.id)
                        )
                    }
            }
        }
        documents += try others(than: Set(documents.map(\.document)), heldBy: id, records)
        return Leaving(
            member: id,
            retired: row.retired,
            groups: offices.filter { known[$0.id] == $0.generation }.map(\.id),
            owners: owners,
            documents: documents,
            obstacles: try member.isRetired ? [] : obstacles(to: member, records)
        )
    }

    /// The last generation of each group's key that a member knows.
    private func knownGenerations(
        of member: MemberState,
        _ records: Records
    ) throws(VaultError) -> [OfficeID: Int] {
        let end = member.retired ?? ledger.head.size
        var known: [OfficeID: Int] = [:]
        for office in try stored(records.offices()) {
            guard
                let last = try stored(records.office(office.id, before: end)),
                try ledger.hadKey(member.id, of: office.id, before: end, records)
            else { continue }
            known[office.id] = last.generation
        }
        return known
    }

    /// Documents that a member can open by a grant, or because their key was not replaced yet.
    private func others(
        than known: Set<DocumentID>,
        heldBy member: MemberID,
        _ records: Records
    ) throws(VaultError) -> [ReachableDocument] {
        let trails = KeyTrails(ledger: ledger, records: records)
        var found: [ReachableDocument] = []
        let candidates =
            try stored(records.documents(heldBy: member)).map(\.id)
            + stored(records.dueDocuments())
        var seen = known
        for id in candidates where seen.insert(id).inserted {
            guard let document = try stored(records.document(id)) else {
                throw .damaged(.database)
            }
            let holding = try trails.holdings(of: document)
                .last { $0.member == member && $0.until == nil }
            guard let holding else { continue }
            found.append(
                ReachableDocument(
                    document: document.id,
                    owner: document.owner,
                    ground: holding.ground
                )
            )
        }
        return found
    }

    private func obstacles(
        to member: VerifiedMember,
        _ records: Records
    ) throws(VaultError) -> [LeavingObstacle] {
        var obstacles: [LeavingObstacle] = []
        for key in try stored(records.groupKeys(heldBy: member.id))
        where try ledger.office(key.office, records).kind == .custody {
            var others: Set<Role> = []
            for other in try stored(records.groupKeys(of: key.office)).map(\.holder)
            where other != member.id {
                others.insert(try ledger.member(other, records).role)
            }
            if others.isEmpty {
                obstacles.append(.lastHolder(key.office))
            } else if !others.contains(.admin) {
                obstacles.append(.lastAdminHolder(key.office))
            }
            if member.role == .counselor, !others.isEmpty, !others.contains(.counselor),
                try !stored(records.provisionalOwners(of: key.office)).isEmpty
            {
                obstacles.append(.lastCounselor(key.office))
            }
        }
        if member.role == .admin || member.role == .auditor {
            let role = member.role
            let isLast = try !stored(records.hasMember(role: role, besides: member.id))
            if isLast { obstacles.append(role == .admin ? .lastAdmin : .lastAuditor) }
        }
        return obstacles
    }

    // MARK: the report

    /// Signs how much a member who leaves can still open.
    ///
    /// - Parameter member: Who leaves.
    /// - Returns: A signed note of the caller; FORMAT.md, "Leaving".
    /// - Throws: As ``leaving(_:)``; ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the
    ///   caller is no admin.
    public func leavingReport(_ member: MemberID) async throws(VaultError) -> [UInt8] {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            let leaving = try leaving(member, records)
            let note = LeavingNote(
                origin: ledger.origin,
                author: ring.me.id,
                time: clock.now(),
                seen: ledger.head,
                member: member,
                retired: leaving.retired,
                renewed: try renewals(since: leaving.retired, by: member, records),
                groups: leaving.groups.count,
                owners: leaving.owners.count,
                documents: leaving.documents.count
            )
            let name = Statement.keyName(of: ring.me.id, origin: ledger.origin)
            guard let signed = try? note.signed(by: ring.identity.statementSigner(named: name))
            else { throw .rejected(.malformed) }
            return signed.bytes
        }
    }

    /// The statements with which the keys of a member's groups were replaced after they left.
    private func renewals(
        since retired: Int?,
        by member: MemberID,
        _ records: Records
    ) throws(VaultError) -> [Int] {
        guard let retired, let row = try stored(records.member(member)) else { return [] }
        let known = try knownGenerations(of: row, records)
        return try stored(records.officeGenerations())
            .filter { $0.defined > retired && known[$0.id] == $0.generation - 1 }
            .map(\.defined)
            .sorted()
    }

    /// Reads a report about a member who leaves, and checks it against the vault.
    ///
    /// Its author was an admin at the head that it names, with the key that signed it; the log still
    /// begins with that head; and the statements that it names say what it says they do. What it
    /// counts is the author's word.
    ///
    /// - Parameter bytes: The signed note.
    /// - Returns: What it says.
    /// - Throws: ``VaultError/reportMalformed``; ``VaultError/reportWrong``; otherwise as ``me()``.
    public func verify(leavingReport bytes: [UInt8]) async throws(VaultError) -> LeavingNote {
        guard
            let note = try? SignedNote(parsing: bytes),
            let report = try? LeavingNote(text: note.text)
        else { throw .reportMalformed }
        return try read { records throws(VaultError) in
            guard
                report.origin == ledger.origin, note.signatures.count == 1,
                report.seen.size <= ledger.head.size,
                try stored(records.root(size: report.seen.size)) == report.seen.root,
                let author = try stored(records.member(report.author)), author.role == .admin,
                author.enrolled < report.seen.size,
                try ledger.enrolled(report.author, at: author.enrolled, records).role == .admin,
                author.retired.map({ $0 >= report.seen.size }) ?? true,
                let key = try ledger.verifier(
                    of: report.author,
                    before: report.seen.size,
                    records
                ),
                (try? note.verified(by: [key])) != nil,
                try agrees(report, records)
            else { throw .reportWrong }
            return report
        }
    }

    /// Whether the statements that a report names say what it says they do.
    private func agrees(_ report: LeavingNote, _ records: Records) throws(VaultError) -> Bool {
        for index in report.renewed {
            guard
                let retired = report.retired, index > retired, index < report.seen.size,
                case .office = try ledger.statement(at: index, records).statement.body
            else { return false }
        }
        guard let index = report.retired else { return true }
        guard
            index < report.seen.size,
            case .retire(let body) = try ledger.statement(at: index, records).statement.body
        else { return false }
        return body.member == report.member
    }
}
