/// A table whose rows are values of one type.
struct Table: Sendable {
    /// The name of the table.
    let part: StorageError.Part

    /// The columns, those of the primary key first.
    let columns: [String]

    /// How many of the columns are the primary key.
    let keyCount: Int

    /// Reads all columns of all rows; goes on with a clause.
    let select: String

    /// Writes one row, in place of one with the same key.
    let upsert: String

    /// Describes a table.
    ///
    /// - Parameters:
    ///   - part: The name of the table.
    ///   - key: The columns of the primary key.
    ///   - rest: All other columns.
    init(_ part: StorageError.Part, key: [String], rest: [String]) {
        self.part = part
        columns = key + rest
        keyCount = key.count

        let list = columns.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let changes = rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        select = "SELECT \(list) FROM \(part.rawValue)"
        // Not INSERT OR REPLACE, which would delete the old row first.
        upsert = """
            INSERT INTO \(part.rawValue) (\(list)) VALUES (\(places))
            ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changes)
            """
    }

    /// Changes some columns of one row; the values are for them, then for the primary key.
    ///
    /// - Parameter changed: The places of the columns in ``columns``.
    /// - Returns: The text of the statement.
    func update(_ changed: [Int]) -> String {
        func equations(_ columns: some Sequence<String>) -> [String] { columns.map { "\($0) = ?" } }
        return """
            UPDATE \(part.rawValue) SET \(equations(changed.map { columns[$0] }).joined(separator: ", "))
            WHERE \(equations(columns.prefix(keyCount)).joined(separator: " AND "))
            """
    }

    /// Reads all rows in the order of their keys.
    var selectInOrder: String {
        "\(select) ORDER BY \(columns.prefix(keyCount).joined(separator: ", "))"
    }
}

/// A value that is a row of a table.
protocol StoredRow {
    /// Where the rows are.
    static var table: Table { get }

    /// Reads the columns in the order of ``table``; columns at the end may stay unread.
    init(_ row: inout ResultRow) throws(StorageError)

    /// What the columns hold, in the order of ``table``.
    var values: [SQLValue] { get }
}

extension Connection {
    /// Writes a row, in place of one with the same key.
    func put<Row: StoredRow>(_ row: Row) throws(StorageError) {
        try run(Row.table.upsert, row.values, of: Row.table.part)
    }

    /// Writes a row whose earlier form is known: only the columns that differ, so that no index is
    /// touched without need.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - earlier: The row with this key as the table has it; `nil` if that is not known.
    /// - Throws: ``StorageError`` if it cannot be written.
    func put<Row: StoredRow>(_ row: Row, replacing earlier: Row?) throws(StorageError) {
        guard let earlier else { return try put(row) }
        let (old, new) = (earlier.values, row.values)
        let changed = new.indices.filter { old[$0] != new[$0] }
        guard !changed.isEmpty else { return }
        let values = changed.map { new[$0] } + new.prefix(Row.table.keyCount)
        try run(Row.table.update(changed), values, of: Row.table.part)
    }

    /// Reads the first row that `clause` leaves.
    func first<Row: StoredRow>(
        _ clause: String,
        _ values: SQLValue...,
        isByKey: Bool = false
    ) throws(StorageError) -> Row? {
        let sql = "\(Row.table.select) \(clause)"
        return try first(sql, values, of: Row.table.part, isByKey: isByKey) {
            (row: inout ResultRow) throws(StorageError) in try Row(&row)
        }
    }

    /// Reads the rows that `clause` leaves, in its order.
    func all<Row: StoredRow>(
        _ clause: String,
        _ values: SQLValue...
    ) throws(StorageError) -> [Row] {
        try all("\(Row.table.select) \(clause)", values, of: Row.table.part) {
            (row: inout ResultRow) throws(StorageError) in try Row(&row)
        }
    }
}
