package import VaultLedger

/// Claim codes, recoveries and erasures, as the replay reads and writes them. Members without a
/// comment do what ``ReplayStore`` says; all of them throw ``StorageError`` if a table cannot be read
/// or written.
extension Records {
    package func invitation(at index: Int) throws(StorageError) -> InvitationState? {
        try connection.first("WHERE idx = ?", index.stored)
    }

    package func invitations(of member: MemberID) throws(StorageError) -> [InvitationState] {
        try connection.all("WHERE member = ? ORDER BY idx", member.stored)
    }

    package func invitations(by author: MemberID) throws(StorageError) -> [InvitationState] {
        try connection.all("WHERE author = ? ORDER BY idx", author.stored)
    }

    package func invitations(
        endingBefore time: LedgerTime
    ) throws(StorageError) -> [InvitationState] {
        if connection.kept.invitationEnds.isKnown(notBefore: time) { return [] }
        let ended: [InvitationState] = try connection.all(
            "WHERE until < ? ORDER BY idx",
            time.stored
        )
        try connection.kept.invitationEnds.update { () throws(StorageError) in
            try earliest("SELECT min(until) FROM p_invitation", of: .invitation)
        }
        return ended
    }

    package mutating func put(_ invitation: InvitationState) throws(StorageError) {
        connection.kept.invitationEnds.add(invitation.invitation.until)
        try connection.put(invitation)
    }

    /// Forgets a claim code; its envelopes go with it.
    package mutating func removeInvitation(at index: Int) throws(StorageError) {
        try connection.run(
            "DELETE FROM p_invitation WHERE idx = ?",
            [index.stored],
            of: .invitation
        )
    }

    package func recoveryPlan(of member: MemberID) throws(StorageError) -> RecoveryPlanState? {
        try connection.first("WHERE member = ?", member.stored)
    }

    package mutating func put(_ plan: RecoveryPlanState) throws(StorageError) {
        try connection.put(plan)
    }

    /// Forgets how a member can recover; the escrow goes with it.
    package mutating func removeRecoveryPlan(of member: MemberID) throws(StorageError) {
        try connection.run(
            "DELETE FROM p_recovery_plan WHERE member = ?",
            [member.stored],
            of: .recoveryPlan
        )
    }

    package func recovery(of member: MemberID) throws(StorageError) -> RecoveryState? {
        try connection.first("WHERE member = ?", member.stored)
    }

    package mutating func put(_ recovery: RecoveryState) throws(StorageError) {
        try connection.put(recovery)
    }

    package mutating func removeRecovery(of member: MemberID) throws(StorageError) {
        try connection.run(
            "DELETE FROM p_recovery WHERE member = ?",
            [member.stored],
            of: .recovery
        )
    }

    package func erasure(at index: Int) throws(StorageError) -> ErasureState? {
        try connection.first("WHERE idx = ?", index.stored)
    }

    package mutating func put(_ erasure: ErasureState) throws(StorageError) {
        try connection.put(erasure)
    }

    package func hole(at index: Int) throws(StorageError) -> HoleState? {
        guard try hasHoles else { return nil }
        return try connection.first("WHERE idx = ?", index.stored)
    }

    /// Whether any statement was erased, or is to be.
    private var hasHoles: Bool {
        get throws(StorageError) {
            if let known = connection.kept.hasHoles { return known }
            let found = try connection.hasRow("SELECT 1 FROM p_hole LIMIT 1", [], of: .hole)
            connection.kept.hasHoles = found
            return found
        }
    }

    package mutating func put(_ hole: HoleState) throws(StorageError) {
        connection.kept.hasHoles = true
        try connection.put(hole)
    }

    package func events(
        of owner: MemberID,
        document: DocumentID?
    ) throws(StorageError) -> [EventState] {
        try connection.all(
            """
            WHERE owner = ?1 AND (?2 IS NULL OR document = ?2)
            AND kind NOT IN ('erase', 'warrant') ORDER BY idx
            """,
            owner.stored,
            document.stored
        )
    }

    /// Forgets a document; the envelopes of its keys go with it.
    package mutating func forget(document: DocumentID) throws(StorageError) {
        try connection.settle(.document)
        try connection.settle(.event)
        connection.kept.forgetRows()
        for sql in [
            "DELETE FROM p_document_key WHERE document = ?",
            "DELETE FROM p_grant WHERE document = ?",
            "DELETE FROM p_event WHERE document = ? AND kind NOT IN ('erase', 'warrant')",
            "DELETE FROM p_document WHERE id = ?",
        ] {
            try connection.run(sql, [document.stored], of: .document)
        }
    }

    /// Forgets an owner; envelopes, card and recipients go with what named them.
    package mutating func forget(owner: MemberID) throws(StorageError) {
        try connection.settle(.member)
        try connection.settle(.event)
        for document in try documents(owner: owner) { try forget(document: document.id) }
        connection.kept.forgetRows()
        for sql in [
            "DELETE FROM p_group_key WHERE holder = ?",
            "DELETE FROM p_invitation WHERE member = ?",
            "DELETE FROM p_recovery_plan WHERE member = ?",
            "DELETE FROM p_recovery WHERE member = ?",
            "DELETE FROM p_event WHERE owner = ? AND kind NOT IN ('erase', 'warrant')",
            "DELETE FROM p_member_key WHERE member = ?",
            "DELETE FROM p_member WHERE id = ?",
        ] {
            try connection.run(sql, [owner.stored], of: .member)
        }
    }
}

// MARK: - What the product and the audit ask

extension Records {
    /// The claim code with a recipient.
    ///
    /// - Parameter recipient: The digest of the recipient.
    /// - Returns: The code; `nil` if there is none that can be used.
    /// - Throws: ``StorageError``.
    package func invitation(recipient: Digest) throws(StorageError) -> InvitationState? {
        try connection.first("WHERE recipient = ?", recipient.stored)
    }

    /// The claim codes that can be used, whoever they are for.
    ///
    /// - Returns: The codes by index.
    /// - Throws: ``StorageError``.
    package func invitations() throws(StorageError) -> [InvitationState] {
        try connection.all("ORDER BY idx")
    }

    /// How members can recover, all of them.
    ///
    /// - Returns: The plans by index.
    /// - Throws: ``StorageError``.
    package func recoveryPlans() throws(StorageError) -> [RecoveryPlanState] {
        try connection.all("ORDER BY idx")
    }

    /// The erasures that were asked for and not signed off.
    ///
    /// - Returns: The erasures by index.
    /// - Throws: ``StorageError``.
    package func pendingErasures() throws(StorageError) -> [ErasureState] {
        try connection.all("WHERE warrant IS NULL ORDER BY idx")
    }

    /// The erasures that were signed off.
    ///
    /// - Returns: The erasures by index.
    /// - Throws: ``StorageError``.
    package func warrantedErasures() throws(StorageError) -> [ErasureState] {
        try connection.all("WHERE warrant IS NOT NULL ORDER BY idx")
    }

    /// The places of the statements that sign erasures off, as the rows say.
    ///
    /// - Returns: The indexes, ascending.
    /// - Throws: ``StorageError``.
    package func warrants() throws(StorageError) -> [Int] {
        try connection.all(
            "SELECT idx FROM p_event WHERE kind = 'warrant' ORDER BY idx",
            of: .event
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// The holes that follow a place, so that a long table can be read in parts.
    ///
    /// - Parameters:
    ///   - index: Only holes behind this place.
    ///   - limit: How many to read at most.
    /// - Returns: The indexes, ascending.
    /// - Throws: ``StorageError``.
    package func holes(after index: Int, limit: Int) throws(StorageError) -> [Int] {
        try connection.all(
            "SELECT idx FROM p_hole WHERE idx > ? ORDER BY idx LIMIT ?",
            [index.stored, limit.stored],
            of: .hole
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// The holes that no accepted statement signs off.
    ///
    /// - Returns: The indexes, ascending.
    /// - Throws: ``StorageError``.
    package func unwarrantedHoles() throws(StorageError) -> [Int] {
        guard try hasHoles else { return [] }
        try connection.settle(.event)
        return try connection.all(
            """
            SELECT idx FROM p_hole WHERE NOT EXISTS (
                SELECT 1 FROM p_event AS e WHERE e.idx = warrant AND e.kind = 'warrant')
            ORDER BY idx
            """,
            of: .hole
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }
}
