import GRDB
import GRDBSQLite
import VaultLedger

/// The database during one transaction.
final class Connection {
    private let database: Database

    /// Whether this transaction may write.
    private let mayWrite: Bool

    /// Rows that this transaction has read or written, or the one before it.
    var kept: KeptRows

    /// Whether rows that change again and again are written when they are asked for by anything but
    /// their key: good for the copy of an audit, of which nothing has to outlive a kill.
    var isLazy = false

    /// What the copy of an audit leaves to the database under audit, as long as it agrees.
    var tree: AuditedTree?
    var events: AuditedEvents?

    /// Creates the view of a transaction.
    ///
    /// - Parameters:
    ///   - database: What GRDB lends for the transaction; not to be kept beyond it.
    ///   - mayWrite: Whether this transaction may write.
    ///   - kept: Rows as the database has them.
    init(_ database: Database, mayWrite: Bool, kept: KeptRows) {
        self.database = database
        self.mayWrite = mayWrite
        self.kept = kept
    }

    /// Changes rows.
    ///
    /// - Parameters:
    ///   - sql: The text of the statement.
    ///   - values: One for each `?`.
    ///   - part: The table.
    /// - Throws: ``StorageError/exists`` for a key that is taken; ``StorageError/readOnly`` in a
    ///   transaction that only reads; otherwise what SQLite says.
    func run(
        _ sql: String,
        _ values: [SQLValue],
        of part: StorageError.Part
    ) throws(StorageError) {
        guard mayWrite else { throw .readOnly }
        // SQLite ends a transaction by itself on some errors, a full disk among them. What comes
        // after would be committed alone.
        guard database.isInsideTransaction else { throw StorageError(sqlite: SQLITE_ABORT) }
        var query = try Query.prepare(sql, values, of: part, on: database)
        while try query.next() != nil {}
    }

    /// Reads the first row.
    ///
    /// - Parameters:
    ///   - sql: The text of the statement.
    ///   - values: One for each `?`.
    ///   - part: What to blame for a row that does not decode.
    ///   - isByKey: Whether the row is asked for by its key, and was not put off.
    ///   - decode: Reads the columns.
    /// - Returns: The row; `nil` if there is none.
    /// - Throws: ``StorageError`` with what SQLite or `decode` says.
    func first<Element>(
        _ sql: String,
        _ values: [SQLValue] = [],
        of part: StorageError.Part,
        isByKey: Bool = false,
        _ decode: (inout ResultRow) throws(StorageError) -> Element
    ) throws(StorageError) -> Element? {
        if !isByKey { try settle(part) }
        var query = try Query.prepare(sql, values, of: part, on: database)
        guard var row = try query.next() else { return nil }
        return try decode(&row)
    }

    /// Reads all rows.
    ///
    /// - Parameters:
    ///   - sql: The text of the statement.
    ///   - values: One for each `?`.
    ///   - part: What to blame for a row that does not decode.
    ///   - decode: Reads the columns; it must not query the same statement.
    /// - Returns: The rows in the order of the statement.
    /// - Throws: ``StorageError`` with what SQLite or `decode` says.
    func all<Element>(
        _ sql: String,
        _ values: [SQLValue] = [],
        of part: StorageError.Part,
        _ decode: (inout ResultRow) throws(StorageError) -> Element
    ) throws(StorageError) -> [Element] {
        try settle(part)
        var query = try Query.prepare(sql, values, of: part, on: database)
        var elements: [Element] = []
        while var row = try query.next() { elements.append(try decode(&row)) }
        return elements
    }

    /// Whether there is any row.
    ///
    /// - Parameters:
    ///   - sql: The text of the statement.
    ///   - values: One for each `?`.
    ///   - part: The table.
    /// - Returns: `true` if there is at least one.
    /// - Throws: ``StorageError`` with what SQLite says.
    func hasRow(
        _ sql: String,
        _ values: [SQLValue],
        of part: StorageError.Part
    ) throws(StorageError) -> Bool {
        try settle(part)
        var query = try Query.prepare(sql, values, of: part, on: database)
        return try query.next() != nil
    }

    /// Begins to read rows one by one.
    ///
    /// - Parameters:
    ///   - sql: The text of the statement.
    ///   - part: The table.
    /// - Returns: A query that stands before its first row.
    /// - Throws: ``StorageError`` with what SQLite says.
    func query(_ sql: String, of part: StorageError.Part) throws(StorageError) -> Query {
        try settle(part)
        return try Query.prepare(sql, [], of: part, on: database)
    }
}

// MARK: - What an audit puts off

extension Connection {
    /// Writes what was put off of a table.
    ///
    /// - Parameter part: The table.
    /// - Throws: ``StorageError`` if it cannot be written.
    func settle(_ part: StorageError.Part) throws(StorageError) {
        switch part {
        case .ledger, .member, .document: try writePostponed()
        case .event: try storeEvents()
        default: break
        }
    }

    /// Writes the rows that were put off.
    func writePostponed() throws(StorageError) {
        let rows = kept.postponed
        kept.postponed = PostponedRows()
        if let ledger = rows.ledger { try put(ledger) }
        for member in rows.members.values {
            try put(member)
            kept.keep(member)
        }
        for document in rows.documents.values {
            try put(document, replacing: kept.documents[document.id])
            kept.keep(document)
        }
    }

    /// Stores the events that were left to the database under audit; from now on all are stored.
    func storeEvents() throws(StorageError) {
        guard let passed = events else { return }
        events = nil
        try passed.eachEvent { event throws(StorageError) in try put(event) }
    }
}
