package import VaultLedger

/// What only an audit asks: whole tables, and rows that nothing names.
extension Records {
    /// The documents that follow another, so that a long table can be read in parts.
    ///
    /// - Parameters:
    ///   - index: Only documents deposited after the statement at this index.
    ///   - limit: How many to read at most.
    /// - Returns: The documents in the order of their deposit.
    /// - Throws: ``StorageError``.
    package func documents(
        depositedAfter index: Int,
        limit: Int
    ) throws(StorageError) -> [DocumentState] {
        try connection.all(
            "WHERE deposited > ? ORDER BY deposited LIMIT ?",
            index.stored,
            limit.stored
        )
    }

    /// The members that follow another, so that a long table can be read in parts.
    ///
    /// - Parameters:
    ///   - id: Only members whose names follow this one; `nil` to begin.
    ///   - limit: How many to read at most.
    /// - Returns: The members by name.
    /// - Throws: ``StorageError``.
    package func members(after id: MemberID?, limit: Int) throws(StorageError) -> [MemberState] {
        try connection.all(
            "WHERE id > ? ORDER BY id LIMIT ?",
            (id?.text ?? "").stored,
            limit.stored
        )
    }

    /// The members with a role.
    ///
    /// - Parameter role: The role.
    /// - Returns: The members in the order of their enrolment.
    /// - Throws: ``StorageError``.
    package func members(role: Role) throws(StorageError) -> [MemberState] {
        try connection.all("WHERE role = ? ORDER BY enrolled, id", role.stored)
    }

    /// The keys with which members cosign heads.
    ///
    /// - Returns: The keys in the order of their members' enrolment.
    /// - Throws: ``StorageError``.
    package func witnessKeys() throws(StorageError) -> [VerifierKey] {
        let members: [MemberState] = try connection.all(
            "WHERE witness IS NOT NULL ORDER BY enrolled, id"
        )
        return members.compactMap(\.witness)
    }

    /// A run of the log.
    ///
    /// - Parameters:
    ///   - index: The first place.
    ///   - limit: How many places to read at most.
    /// - Returns: The places in their order, up to the end of the log or the first gap in it.
    /// - Throws: ``StorageError``.
    package func loggedStatements(
        from index: Int,
        limit: Int
    ) throws(StorageError) -> [LoggedStatement] {
        let rows = try connection.all(
            """
            SELECT leaf.idx, leaf.digest, statement.note
            FROM leaf LEFT JOIN statement ON statement.idx = leaf.idx
            WHERE leaf.idx >= ? ORDER BY leaf.idx LIMIT ?
            """,
            [index.stored, limit.stored],
            of: .statement
        ) { (row: inout ResultRow) throws(StorageError) in
            LoggedStatement(
                index: try row.next(),
                leaf: try row.next(),
                bytes: try row.nextUTF8IfAny()
            )
        }
        return Array(zip(rows, index...).prefix { $0.index == $1 }.map(\.0))
    }

    /// The groups' secrets of all members.
    ///
    /// - Returns: All of them, by group, generation and holder.
    /// - Throws: ``StorageError``.
    package func groupKeys() throws(StorageError) -> [GroupKeyState] {
        try connection.all("ORDER BY office, generation, holder")
    }

    /// The grants that have not ended.
    ///
    /// - Returns: The grants by index; some may have passed their end date.
    /// - Throws: ``StorageError``.
    package func openGrants() throws(StorageError) -> [GrantState] {
        try connection.all("WHERE end IS NULL ORDER BY idx")
    }

    /// The member with a recipient.
    ///
    /// - Parameter recipient: The digest of the recipient.
    /// - Returns: The member; `nil` if there is none.
    /// - Throws: ``StorageError``.
    package func member(recipient: Digest) throws(StorageError) -> MemberState? {
        try connection.settle(.member)
        if let known = connection.kept.member(recipient: recipient) { return known }
        let member: MemberState? = try connection.first("WHERE recipient = ?", recipient.stored)
        if let member { connection.kept.keep(member) }
        return member
    }

    /// Envelopes that no key of the projection names.
    ///
    /// - Returns: Subject and holder of each, as the rows say.
    /// - Throws: ``StorageError``.
    package func unnamedEnvelopes() throws(StorageError) -> [StoredName] {
        try unnamed(
            """
            SELECT subject, holder FROM envelope WHERE
                NOT EXISTS (SELECT 1 FROM p_document_key AS k WHERE k.envelope = digest)
                AND NOT EXISTS (SELECT 1 FROM p_group_key AS k WHERE k.envelope = digest)
                AND NOT EXISTS (SELECT 1 FROM p_member AS m WHERE m.custody = digest)
                AND NOT EXISTS (SELECT 1 FROM p_office AS o WHERE o.previous = digest)
                AND NOT EXISTS (SELECT 1 FROM p_invitation AS i WHERE i.custody = digest)
                AND NOT EXISTS (SELECT 1 FROM p_invitation AS i WHERE i.group_key = digest)
                AND NOT EXISTS (SELECT 1 FROM p_recovery_plan AS p WHERE p.escrow = digest)
            ORDER BY subject, holder
            """,
            of: .envelope
        )
    }

    /// Cards that neither a member's keys nor an office's definition name.
    ///
    /// - Returns: The member or office of each, as the rows say, twice.
    /// - Throws: ``StorageError``.
    package func unnamedCards() throws(StorageError) -> [StoredName] {
        try unnamed(
            """
            SELECT member, member FROM card WHERE
                NOT EXISTS (SELECT 1 FROM p_member AS m WHERE m.card = digest)
                AND NOT EXISTS (SELECT 1 FROM p_office AS o WHERE o.card = digest)
            ORDER BY member
            """,
            of: .card
        )
    }

    /// How much there is to hash: the blobs of all documents that were not withdrawn.
    ///
    /// - Returns: Their number, their length together and the longest, in bytes, as the rows say. A sum
    ///   that is more than `Int` holds is its largest number.
    /// - Throws: ``StorageError``.
    package func storedTotals() throws(StorageError) -> (blobs: Int, bytes: Int, longest: Int) {
        let totals = try connection.first(
            """
            SELECT count(*), CAST(total(length) AS INTEGER), coalesce(max(length), 0)
            FROM p_document WHERE withdrawn IS NULL
            """,
            [],
            of: .document
        ) { (row: inout ResultRow) throws(StorageError) -> (blobs: Int, bytes: Int, longest: Int) in
            (try row.next(), try row.next(), try row.next())
        }
        return totals ?? (0, 0, 0)
    }

    private func unnamed(
        _ sql: String,
        of part: StorageError.Part
    ) throws(StorageError) -> [StoredName] {
        try connection.all(sql, [], of: part) { (row: inout ResultRow) throws(StorageError) in
            StoredName(subject: try row.next(), holder: try row.next())
        }
    }
}

/// A place of the log as it is stored.
package struct LoggedStatement: Hashable, Sendable {
    /// The place, counted from zero.
    package let index: Int

    /// The entry of the tree.
    package let leaf: Digest

    /// The signed note; `nil` if it is not there.
    package let bytes: [UInt8]?
}

/// What a row says that it is about; nobody vouches for it.
package struct StoredName: Hashable, Sendable {
    /// The name of a document, member or group.
    package let subject: String

    /// The name of a member or group.
    package let holder: String
}
