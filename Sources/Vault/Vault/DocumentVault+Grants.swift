public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// What an envelope of a document's current key says that it is for.
    func label(of document: DocumentState, for holder: MemberID) -> Envelope.Label {
        Envelope.Label(
            origin: ledger.origin,
            subject: document.id.text,
            generation: document.generation,
            holder: holder.text
        )
    }

    /// Ends all grants of documents to a member, and encrypts the documents anew.
    ///
    /// The first transaction revokes and drops the member's keys, for all documents or for none. The
    /// second, for each document, replaces its key; if the process ends between the two, the next
    /// client with a path to the document finishes. What the member copied stays with the member.
    ///
    /// - Parameters:
    ///   - documents: What to revoke.
    ///   - grantee: From whom.
    /// - Returns: What ended, in the order of `documents`.
    /// - Throws: ``VaultError/grantNotFound(_:grantee:)`` if a document has no live grant to the
    ///   member; ``VaultError/notAllowed(_:)``; ``VaultError/documentNotFound(_:)``; otherwise as
    ///   ``me()``. After the first transaction: what encrypting anew throws, and
    ///   ``VaultError/damaged(_:)`` if an opening is not what its statement says.
    public func revoke(
        _ documents: [DocumentID],
        from grantee: MemberID
    ) async throws(VaultError) -> [RevocationRecord] {
        let documents = documents.uniqued()
        let (_, ended) = try append { records, ring throws(VaultError) in
            var drafts: [Draft] = []
            var ended: [(document: DocumentID, grants: Int)] = []
            for id in documents {
                let access = try actingAccess(to: id, ring, records)
                let grants = try stored(records.openGrants(of: id))
                    .filter { $0.grantee == grantee }
                guard !grants.isEmpty else { throw .grantNotFound(id, grantee: grantee) }
                for grant in grants {
                    try ledger.verify(grant, of: access.document, records)
                    let body = Revocation(
                        owner: access.document.owner,
                        document: id,
                        grant: grant.index,
                        basis: access.basis
                    )
                    drafts.append(Draft(body: .revoke(body)))
                }
                ended.append((id, grants.count))
            }
            return (drafts, ended)
        }
        // Access has ended; whatever is wrong with storage can only delay the rest.
        try clearLeftovers()
        try await rekey(documents)
        return try read { records throws(VaultError) in
            try ended.map { document, grants throws(VaultError) in
                try revocation(of: document, from: grantee, grants, records)
            }
        }
    }

    private func revocation(
        of document: DocumentID,
        from grantee: MemberID,
        _ grants: Int,
        _ records: Records
    ) throws(VaultError) -> RevocationRecord {
        let openings = try ledger.openings(
            stored(records.events(document: document)).filter { $0.author == grantee },
            records
        )
        return RevocationRecord(
            document: document,
            grantee: grantee,
            grants: grants,
            opened: openings.count,
            lastOpened: openings.last?.time
        )
    }

    /// The grants that are live: who can open what now, until when; or all that were ever made.
    ///
    /// An owner sees those of their documents, a counselor those of the office's provisional owners
    /// and those they were granted, an organisation its own, an auditor and an admin all.
    ///
    /// - Parameters:
    ///   - document: Only those of this document.
    ///   - owner: Only those of documents of this owner.
    ///   - member: Only those to this member.
    ///   - includingEnded: Also those that have ended.
    /// - Returns: The grants, by index.
    /// - Throws: ``VaultError/identityMissing`` or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled`` if the caller is a stranger; otherwise as ``me()``.
    public func grants(
        document: DocumentID? = nil,
        owner: MemberID? = nil,
        member: MemberID? = nil,
        includingEnded: Bool = false
    ) async throws(VaultError) -> [GrantRecord] {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            let now = try currentTime(records)
            let view = HistoryView(ring: ring, ledger: ledger, records: records)
            var grants: [GrantRecord] = []
            let rows = try view.grants(document, owner, member, includingEnded: includingEnded)
            for grant in rows where includingEnded || (grant.end == nil && grant.until >= now) {
                guard
                    document == nil || grant.document == document,
                    owner == nil || grant.owner == owner,
                    member == nil || grant.grantee == member,
                    try view.shows(grant)
                else { continue }
                grants.append(try record(of: grant, at: now, ring, records))
            }
            return grants
        }
    }

    private func record(
        of grant: GrantState,
        at now: LedgerTime,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> GrantRecord {
        guard let document = try stored(records.document(grant.document)) else {
            throw .damaged(.statement(grant.index))
        }
        let status = grant.status(at: now)
        if status == .live {
            try ledger.verify(grant, of: document, records)
        } else {
            try ledger.verifyTerms(of: grant, records)
        }
        return GrantRecord(
            index: grant.index,
            document: grant.document,
            title: try title(of: grant.document, ring, records),
            owner: grant.owner,
            grantee: grant.grantee,
            purpose: grant.purpose,
            until: grant.until,
            status: status,
            openings: try ledger.openings(grant: grant.index, records),
            cautions: []
        )
    }

    /// The title of a document, as far as the caller can open it.
    func title(
        of document: DocumentID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> String? {
        do {
            return try access(to: document, ring, records).open(records).contents.description.title
        } catch .notAllowed, .withdrawn {
            return nil
        }
    }
}

extension HistoryView {
    /// The grants among which those are that are asked for and that the person may see, by index.
    fileprivate func grants(
        _ document: DocumentID?,
        _ owner: MemberID?,
        _ member: MemberID?,
        includingEnded: Bool
    ) throws(VaultError) -> [GrantState] {
        if let document { return try stored(records.grants(document: document)) }
        if let owner { return try stored(records.grants(owner: owner)) }
        if let member { return try stored(records.grants(grantee: member)) }
        let id = ring.me.id
        switch ring.me.role {
        case .organisation: return try stored(records.grants(grantee: id))
        case .owner:
            let own = try stored(records.grants(owner: id))
            let others = try stored(records.grants(grantee: id)).filter { $0.owner != id }
            return (own + others).sorted { $0.index < $1.index }
        default: return try stored(includingEnded ? records.grants() : records.openGrants())
        }
    }
}

extension GrantState {
    /// Where the grant stands at a moment.
    func status(at now: LedgerTime) -> GrantRecord.Status {
        switch end {
        case .revoked: .revoked
        case .expired: .expired
        case .retired: .retired
        case .withdrawn: .withdrawn
        case nil: until < now ? .expired : .live
        }
    }
}

extension Array where Element: Hashable {
    /// The elements without repetitions, in their order.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
