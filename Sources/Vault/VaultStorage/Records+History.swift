package import VaultLedger

// What the product and the audit ask of grants and events.

extension Records {
    /// The grants of a document, ended ones too.
    ///
    /// - Parameter document: The document.
    /// - Returns: The grants by index.
    /// - Throws: ``StorageError``.
    package func grants(document: DocumentID) throws(StorageError) -> [GrantState] {
        try connection.all("WHERE document = ? ORDER BY idx", document.stored)
    }

    /// The grants of an owner's documents, ended ones too.
    ///
    /// - Parameter owner: The owner.
    /// - Returns: The grants by index.
    /// - Throws: ``StorageError``.
    package func grants(owner: MemberID) throws(StorageError) -> [GrantState] {
        try connection.all("WHERE owner = ? ORDER BY idx", owner.stored)
    }

    /// All grants, ended ones too.
    ///
    /// - Returns: The grants by index.
    /// - Throws: ``StorageError``.
    package func grants() throws(StorageError) -> [GrantState] {
        try connection.all("ORDER BY idx")
    }

    /// The grants to a member, ended ones too.
    ///
    /// - Parameter grantee: The member.
    /// - Returns: The grants by index.
    /// - Throws: ``StorageError``.
    package func grants(grantee: MemberID) throws(StorageError) -> [GrantState] {
        try connection.all("WHERE grantee = ? ORDER BY idx", grantee.stored)
    }

    /// The whole history, a part of it at a time.
    ///
    /// - Parameters:
    ///   - index: Only events of later statements.
    ///   - limit: How many to read at most.
    /// - Returns: The events by index.
    /// - Throws: ``StorageError``.
    package func events(
        after index: Int = -1,
        limit: Int = .max
    ) throws(StorageError) -> [EventState] {
        try connection.all("WHERE idx > ? ORDER BY idx LIMIT ?", index.stored, limit.stored)
    }

    /// What a member did, what was done for or to that member, and what is about their documents.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - index: Only events of later statements.
    ///   - limit: How many to read at most.
    /// - Returns: The events by index.
    /// - Throws: ``StorageError``.
    package func events(
        about member: MemberID,
        after index: Int = -1,
        limit: Int = .max
    ) throws(StorageError) -> [EventState] {
        try connection.all(
            """
            WHERE +idx > ?2 AND (author = ?1 OR member = ?1 OR owner = ?1)
            ORDER BY +idx LIMIT ?3
            """,
            member.stored,
            index.stored,
            limit.stored
        )
    }

    /// The events of documents that were handed out to somebody outside.
    ///
    /// - Returns: The events, by index.
    /// - Throws: ``StorageError``.
    package func sendings() throws(StorageError) -> [EventState] {
        try connection.all("WHERE kind = 'send' ORDER BY idx")
    }

    /// The requests for deletion that a member is asked or that are about their documents.
    ///
    /// - Parameter member: The member; `nil` for the requests of everybody.
    /// - Returns: The events, by index.
    /// - Throws: ``StorageError``.
    package func deletionRequests(
        about member: MemberID?
    ) throws(StorageError) -> [EventState] {
        guard let member else {
            return try connection.all("WHERE kind = 'deletion-request' ORDER BY idx")
        }
        return try connection.all(
            "WHERE kind = 'deletion-request' AND (owner = ?1 OR member = ?1) ORDER BY idx",
            member.stored
        )
    }

    /// The requests for deletion of the copies of a document.
    ///
    /// - Parameter document: The document.
    /// - Returns: The events, by index.
    /// - Throws: ``StorageError``.
    package func deletionRequests(
        document: DocumentID
    ) throws(StorageError) -> [EventState] {
        try connection.all(
            "WHERE document = ? AND +kind = 'deletion-request' ORDER BY idx",
            document.stored
        )
    }

    /// The event of one statement.
    ///
    /// - Parameter index: The index of the statement.
    /// - Returns: The event; `nil` if there is no such statement, or it was not accepted.
    /// - Throws: ``StorageError``.
    package func event(at index: Int) throws(StorageError) -> EventState? {
        try connection.first("WHERE idx = ?", index.stored)
    }

    /// The history of a document.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - index: Only events of later statements.
    ///   - limit: How many to read at most.
    /// - Returns: The events by index.
    /// - Throws: ``StorageError``.
    package func events(
        document: DocumentID,
        after index: Int = -1,
        limit: Int = .max
    ) throws(StorageError) -> [EventState] {
        try events("document", document.stored, after: index, limit: limit)
    }

    /// The history of an owner.
    ///
    /// - Parameters:
    ///   - owner: The owner.
    ///   - index: Only events of later statements.
    ///   - limit: How many to read at most.
    /// - Returns: The events about the owner or one of the owner's documents, by index.
    /// - Throws: ``StorageError``.
    package func events(
        owner: MemberID,
        after index: Int = -1,
        limit: Int = .max
    ) throws(StorageError) -> [EventState] {
        try events("owner", owner.stored, after: index, limit: limit)
    }

    /// The events with a value in a column that has an index.
    private func events(
        _ column: String,
        _ value: SQLValue,
        after index: Int,
        limit: Int
    ) throws(StorageError) -> [EventState] {
        try connection.all(
            "WHERE \(column) = ? AND idx > ? ORDER BY idx LIMIT ?",
            value,
            index.stored,
            limit.stored
        )
    }

    /// What a member did, and what was done for or to that member.
    ///
    /// - Parameters:
    ///   - member: The member.
    ///   - index: Only events of later statements.
    ///   - limit: How many to read at most.
    /// - Returns: The events by index.
    /// - Throws: ``StorageError``.
    package func events(
        member: MemberID,
        after index: Int = -1,
        limit: Int = .max
    ) throws(StorageError) -> [EventState] {
        // The plus signs keep SQLite from walking the whole log in the order of the answer.
        try connection.all(
            "WHERE +idx > ?2 AND (author = ?1 OR member = ?1) ORDER BY +idx LIMIT ?3",
            member.stored,
            index.stored,
            limit.stored
        )
    }

    /// The openings by a grant.
    ///
    /// - Parameter index: The index of the grant's statement.
    /// - Returns: The events, by index.
    /// - Throws: ``StorageError``.
    package func openings(grant index: Int) throws(StorageError) -> [EventState] {
        try connection.all("WHERE grant_idx = ? AND kind = 'open' ORDER BY idx", index.stored)
    }

    /// The last thing that a member said.
    ///
    /// - Parameter author: The member.
    /// - Returns: The event; `nil` if there is none that was not erased.
    /// - Throws: ``StorageError``.
    package func lastEvent(of author: MemberID) throws(StorageError) -> EventState? {
        try connection.first("WHERE author = ? ORDER BY idx DESC LIMIT 1", author.stored)
    }

    /// The last thing that a member said and that was erased.
    ///
    /// - Parameters:
    ///   - author: The member.
    ///   - index: Only statements behind this place.
    /// - Returns: What remains of it; `nil` if there is none.
    /// - Throws: ``StorageError``.
    package func lastHole(
        of author: MemberID,
        after index: Int
    ) throws(StorageError) -> HoleState? {
        try connection.first(
            "WHERE idx > ? AND author = ? ORDER BY idx DESC LIMIT 1",
            index.stored,
            author.stored
        )
    }
}
