package import VaultLedger

/// What the product asks the projection. All of them throw ``StorageError`` if a table cannot be
/// read, with ``StorageError/damaged(_:)`` for a row that does not decode.
extension Records {
    /// All members.
    ///
    /// - Returns: The members in the order of their enrolment.
    /// - Throws: ``StorageError``.
    package func members() throws(StorageError) -> [MemberState] {
        try connection.all("ORDER BY enrolled, id")
    }

    /// The members whose name begins in a certain way.
    ///
    /// - Parameter prefix: The first characters of the name.
    /// - Returns: The members by name.
    /// - Throws: ``StorageError``.
    package func members(idPrefix prefix: String) throws(StorageError) -> [MemberState] {
        try connection.all(Self.prefixClause, prefix.stored)
    }

    /// The documents whose name begins in a certain way.
    ///
    /// - Parameter prefix: The first characters of the name.
    /// - Returns: The documents by name.
    /// - Throws: ``StorageError``.
    package func documents(idPrefix prefix: String) throws(StorageError) -> [DocumentState] {
        try connection.all(Self.prefixClause, prefix.stored)
    }

    /// A range of names: they are ASCII below DEL, so it holds just those with the prefix.
    private static let prefixClause = "WHERE id >= ?1 AND id < ?1 || char(127) ORDER BY id"

    /// The current generations of all groups.
    ///
    /// - Returns: The groups in the order in which they were made.
    /// - Throws: ``StorageError``.
    package func offices() throws(StorageError) -> [OfficeState] {
        try connection.all(
            """
            AS o WHERE generation = (SELECT max(generation) FROM p_office WHERE id = o.id)
            ORDER BY (SELECT min(defined) FROM p_office WHERE id = o.id), id
            """
        )
    }

    /// One generation of a group.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - generation: The generation, from 1.
    /// - Returns: The group as it was; `nil` if there is no such generation.
    /// - Throws: ``StorageError``.
    package func office(
        _ id: OfficeID,
        generation: Int
    ) throws(StorageError) -> OfficeState? {
        try connection.first("WHERE id = ? AND generation = ?", id.stored, generation.stored)
    }

    /// The generation of a group that was the last when a statement was said.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - index: The place of the statement in the log.
    /// - Returns: The group as a statement before `index` defined it last; `nil` if none did.
    /// - Throws: ``StorageError``.
    package func office(
        _ id: OfficeID,
        before index: Int
    ) throws(StorageError) -> OfficeState? {
        try connection.first(
            "WHERE id = ? AND defined < ? ORDER BY generation DESC LIMIT 1",
            id.stored,
            index.stored
        )
    }

    /// All generations of all groups.
    ///
    /// - Returns: The groups by name and generation.
    /// - Throws: ``StorageError``.
    package func officeGenerations() throws(StorageError) -> [OfficeState] {
        try connection.all("ORDER BY id, generation")
    }

    /// The provisional owners whose keys have to be taken anew: a key of their office was replaced, or
    /// a claim code ended unused.
    ///
    /// - Returns: The owners in the order of their enrolment.
    /// - Throws: ``StorageError``.
    package func dueOwners() throws(StorageError) -> [MemberState] {
        try connection.all(
            """
            WHERE role = 'owner' AND verifier IS NULL AND id IN (
                SELECT id FROM p_member WHERE due IS NOT NULL
                UNION SELECT m.id
                FROM (SELECT id, max(generation) AS generation FROM p_office GROUP BY id) AS o
                CROSS JOIN p_member AS m ON m.office = o.id AND m.verifier IS NULL
                    AND m.custody_generation < o.generation
            )
            ORDER BY enrolled
            """
        )
    }

    /// The keys that a member had when a statement was said.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - index: The place of the statement in the log.
    /// - Returns: The last keys that a statement before `index` names; `nil` if there are none.
    /// - Throws: ``StorageError``.
    package func keys(
        of member: MemberID,
        before index: Int
    ) throws(StorageError) -> MemberKeyState? {
        try connection.first(
            "WHERE member = ? AND idx < ? ORDER BY idx DESC LIMIT 1",
            member.stored,
            index.stored
        )
    }

    /// The keys that a member has had.
    ///
    /// - Parameter member: The member.
    /// - Returns: The keys by the index of the statement that names them.
    /// - Throws: ``StorageError``.
    package func keys(of member: MemberID) throws(StorageError) -> [MemberKeyState] {
        try connection.all("WHERE member = ? ORDER BY idx", member.stored)
    }

    /// The keys that the log has had.
    ///
    /// - Returns: The keys by the index of the statement from which on they sign.
    /// - Throws: ``StorageError``.
    package func logKeys() throws(StorageError) -> [LogKeyState] {
        try connection.all("ORDER BY idx")
    }

    /// The owners whose secret is in the custody of an office.
    ///
    /// - Parameter office: The office.
    /// - Returns: The owners in the order of their enrolment.
    /// - Throws: ``StorageError``.
    package func provisionalOwners(of office: OfficeID) throws(StorageError) -> [MemberState] {
        try connection.all(
            "WHERE office = ? AND role = 'owner' AND verifier IS NULL ORDER BY enrolled",
            office.stored
        )
    }

    /// The provisional owners about whom nothing was said for a while.
    ///
    /// That keys were taken anew, or papers encrypted anew, follows from what others do and says nothing
    /// about a person; neither does an erasure. What says something is found by indexes, whatever the
    /// length of the log.
    ///
    /// - Parameters:
    ///   - office: Only those in the custody of this office; `nil` for all.
    ///   - time: The moment since which nothing may have been said.
    /// - Returns: The owners, beginning with the one about whom nothing was said for longest.
    /// - Throws: ``StorageError``.
    package func quietOwners(
        of office: OfficeID?,
        since time: LedgerTime
    ) throws(StorageError) -> [QuietOwner] {
        try connection.settle(.event)
        return try connection.all(
            """
            SELECT q.id, e.idx, e.time, (\(Self.lastIndex(of: "q.id", andBy: Self.staff))) FROM (
                SELECT id, (\(Self.lastIndex(of: "m.id"))) AS last FROM p_member AS m
                WHERE role = 'owner' AND verifier IS NULL AND (?1 IS NULL OR office = ?1)
            ) AS q CROSS JOIN p_event AS e ON e.idx = q.last AND e.time <= ?2
            ORDER BY e.idx
            """,
            [office.stored, time.stored],
            of: .member
        ) { (row: inout ResultRow) throws(StorageError) in
            QuietOwner(
                owner: try row.next(),
                index: try row.next(),
                time: try row.next(),
                lastByStaff: try row.next()
            )
        }
    }

    /// Finds the last statement that says something about an owner.
    private static func lastIndex(of owner: String, andBy author: String = "") -> String {
        """
        SELECT idx FROM p_event AS s
        WHERE owner = \(owner) AND kind NOT IN ('rotate', 'rekey', 'erase', 'warrant') \(author)
        ORDER BY idx DESC LIMIT 1
        """
    }

    private static let staff = """
        AND EXISTS (SELECT 1 FROM p_member AS a
            WHERE a.id = s.author AND a.role IN ('counselor', 'admin'))
        """

    /// The documents of an owner.
    ///
    /// - Parameter owner: The owner.
    /// - Returns: The documents in the order of their deposit.
    /// - Throws: ``StorageError``.
    package func documents(owner: MemberID) throws(StorageError) -> [DocumentState] {
        try connection.all("WHERE owner = ? ORDER BY deposited", owner.stored)
    }

    /// The documents whose deposit states a content digest, withdrawn ones included.
    ///
    /// - Parameter content: The digest.
    /// - Returns: The documents, by the place of their deposit in the log.
    /// - Throws: ``StorageError``.
    package func documents(content: Digest) throws(StorageError) -> [DocumentState] {
        try connection.all("WHERE content = ? ORDER BY deposited", content.stored)
    }

    /// The keys with a recipient, which may be of before.
    ///
    /// - Parameter recipient: The digest of the recipient.
    /// - Returns: The keys; `nil` if no member ever had them, or the member was erased.
    /// - Throws: ``StorageError``.
    package func memberKey(recipient: Digest) throws(StorageError) -> MemberKeyState? {
        try connection.first("WHERE recipient = ?", recipient.stored)
    }

    /// The documents of which a member has a key.
    ///
    /// - Parameter holder: The member.
    /// - Returns: The documents in the order of their deposit.
    /// - Throws: ``StorageError``.
    package func documents(heldBy holder: MemberID) throws(StorageError) -> [DocumentState] {
        try connection.all(
            """
            WHERE id IN (SELECT document FROM p_document_key WHERE holder = ?)
            ORDER BY deposited
            """,
            holder.stored
        )
    }

    /// The key of a document in the hands of a member.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - holder: The member.
    /// - Returns: The key; `nil` if the member has none.
    /// - Throws: ``StorageError``.
    package func documentKey(
        of document: DocumentID,
        holder: MemberID
    ) throws(StorageError) -> EnvelopeState? {
        try connection.first(
            "WHERE document = ? AND holder = ?",
            document.stored,
            holder.stored
        )
    }

    /// The documents that have to be encrypted anew.
    ///
    /// - Returns: The documents in the order of their deposit.
    /// - Throws: ``StorageError``.
    package func dueDocuments() throws(StorageError) -> [DocumentID] {
        try connection.settle(.document)
        // The plus sign keeps SQLite from walking all documents in the order of the answer.
        return try connection.all(
            "SELECT id FROM p_document WHERE due IS NOT NULL ORDER BY +deposited",
            of: .document
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// Whether a ciphertext is that of a document.
    ///
    /// - Parameter ciphertext: The digest of the ciphertext, by which its blob is named.
    /// - Returns: `true` if the current generation of a document names it.
    /// - Throws: ``StorageError``.
    package func references(_ ciphertext: Digest) throws(StorageError) -> Bool {
        try connection.hasRow(
            "SELECT 1 FROM p_document WHERE ciphertext = ? AND withdrawn IS NULL LIMIT 1",
            [ciphertext.stored],
            of: .document
        )
    }
}

/// A provisional owner about whom nothing was said for a while.
package struct QuietOwner: Hashable {
    /// The owner.
    package let owner: MemberID

    /// The place of the last statement about the owner.
    package let index: Int

    /// When that was said.
    package let time: LedgerTime

    /// The place of the last statement about the owner by a counselor or an admin, if there is one.
    package let lastByStaff: Int?
}
