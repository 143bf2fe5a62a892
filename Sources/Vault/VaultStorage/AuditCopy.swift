import GRDB
package import VaultLedger

/// An empty place to replay a log into, beside the database under audit.
///
/// It has the tables of the tree and of the projection, in a temporary file that nobody else can
/// open and that is gone with it, so an audit of any length needs little memory. Beside a database it
/// does not store the rows that the replay makes in the order of their keys, while they agree.
package struct AuditCopy {
    /// The tables, to be written by a replay and ``append(leaf:)``.
    package var records: Records

    /// The hashes of entries that somebody changed, by their places: they stand in the tree instead of
    /// what the entries would give.
    package var committed: [Int: Digest] = [:]

    /// Begins with tables.
    ///
    /// - Parameter records: The empty tables.
    init(records: Records) {
        self.records = records
    }

    /// Appends a leaf without its statement.
    ///
    /// - Parameter digest: The digest of the statement.
    /// - Throws: ``StorageError`` if a table cannot be read or written.
    /// - Complexity: O(log *n*) rows.
    package mutating func append(leaf digest: Digest) throws(StorageError) {
        if let tree = records.connection.tree {
            if try tree.append(leaf: digest, hash: committed[tree.size]) { return }
            try storeTree()
        }
        try store(leaf: digest)
    }

    private mutating func store(leaf digest: Digest) throws(StorageError) {
        let hash = committed.isEmpty ? nil : committed[try records.size()]
        try records.append(leaf: digest, hash: hash)
    }

    /// Stores the tree that was left to the database under audit; from now on all of it is stored.
    private mutating func storeTree() throws(StorageError) {
        guard let passed = records.connection.tree else { return }
        records.connection.tree = nil
        try passed.eachLeaf { digest throws(StorageError) in
            try store(leaf: digest)
        }
    }
}

/// A row in which a database and the replay of its statements do not agree.
package struct Difference: Hashable, Sendable {
    /// What is the matter with the row in the database.
    package enum Kind: Sendable {
        /// It is not there.
        case missing

        /// No statement leads to it.
        case unfounded

        /// It does not hold what the statements lead to.
        case changed
    }

    /// The table.
    package let table: StorageError.Part

    /// The primary key, its columns joined by slashes: a name or an index.
    ///
    /// What a tampered row holds is cut to printable ASCII and 80 characters a column.
    package let key: String

    /// What is the matter.
    package let kind: Kind

    /// Creates a difference from its parts.
    package init(table: StorageError.Part, key: String, kind: Kind) {
        self.table = table
        self.key = key
        self.kind = kind
    }
}

extension VaultDatabase {
    /// Lends an empty place to replay a log into.
    ///
    /// It can be asked for inside ``read(_:)``, so that a log is replayed from one view of the
    /// database.
    ///
    /// - Parameters:
    ///   - live: The database under audit, if it has the tables of the copy.
    ///   - body: Fills and compares the copy, which cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; ``StorageError``, translated, if there is no room for the copy.
    package static func withAuditCopy<T, Failure: StorageFailure>(
        beside live: Records? = nil,
        _ body: (inout AuditCopy) throws(Failure) -> T
    ) throws(Failure) -> T {
        do {
            // sqlite.org/inmemorydb.html: without a name, a file is made and removed at once.
            let queue = try DatabaseQueue(path: "")
            return try queue.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA journal_mode = OFF;
                        PRAGMA synchronous = OFF;
                        PRAGMA cache_size = -8192;
                        """ + Schema.audited
                )
                try dropIndexes(of: .event, .documentKey, on: database)
                return try inTransaction(on: database) {
                    var copy = AuditCopy(records: Records(database))
                    copy.records.connection.isLazy = true
                    if let live {
                        copy.records.connection.tree = try AuditedTree(of: live.connection)
                        copy.records.connection.events = try AuditedEvents(of: live.connection)
                    }
                    return try body(&copy)
                }
            }
        } catch {
            throw error as? Failure ?? Failure(StorageError(any: error))
        }
    }

    /// Drops the indexes of tables that a replay only asks by their keys.
    private static func dropIndexes(
        of parts: StorageError.Part...,
        on database: Database
    ) throws {
        for part in parts {
            let names = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM sqlite_schema
                    WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL
                    """,
                arguments: [part.rawValue]
            )
            for name in names {
                try database.execute(sql: "DROP INDEX \(name.quotedDatabaseIdentifier)")
            }
        }
    }

    /// Runs `body` in a transaction that always commits: without a journal none can be undone.
    private static func inTransaction<T>(
        on database: Database,
        _ body: () throws -> T
    ) throws -> T {
        var result: Result<T, any Error>?
        try database.inTransaction {
            result = Result(catching: body)
            return .commit
        }
        guard let result else { throw StorageError.notFound }
        return try result.get()
    }
}

extension AuditCopy {
    /// The tables that are compared, in the order of the answer.
    private static let tables: [Table] = [
        LeafRow.table, TreeNode.table, LedgerState.table, MemberState.table, OfficeState.table,
        GroupKeyState.table, DocumentState.table, EnvelopeState.table, GrantState.table,
        EventState.table, MemberKeyState.table, LogKeyState.table, InvitationState.table,
        RecoveryPlanState.table, RecoveryState.table, ErasureState.table, HoleState.table,
    ]

    /// Compares every row of the tree and the projection.
    ///
    /// - Parameters:
    ///   - live: The database under audit, in the view from which the statements were replayed.
    ///   - limit: How many differences to name at most.
    /// - Returns: The differences by table and key; none if both agree.
    /// - Throws: ``StorageError`` if a table cannot be read.
    /// - Complexity: O(*n*) in the number of rows, with constant memory.
    package mutating func differences(
        from live: Records,
        limit: Int = 1000
    ) throws(StorageError) -> [Difference] {
        var agreeing: [StorageError.Part] = []
        if let tree = records.connection.tree {
            if try tree.isAll() { agreeing += [.leaf, .node] } else { try storeTree() }
        }
        if let events = records.connection.events {
            if try events.isAll() {
                agreeing.append(.event)
            } else {
                try records.connection.storeEvents()
            }
        }
        var differences: [Difference] = []
        for table in Self.tables
        where differences.count < limit && !agreeing.contains(table.part) {
            var comparison = try TableComparison(
                of: table,
                expected: records.connection,
                actual: live.connection
            )
            while differences.count < limit, let difference = try comparison.next() {
                differences.append(difference)
            }
        }
        return differences
    }
}
