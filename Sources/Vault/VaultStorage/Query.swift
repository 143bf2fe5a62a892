import GRDB
import GRDBSQLite

/// A prepared statement on loan from the connection's cache.
///
/// Values are bound and read through the C interface, so that bytes are copied once. The statement
/// is reset when the value goes, as it must be before a transaction ends. Two queries with the same
/// text cannot be under way at the same time: they would be the same statement.
@safe
struct Query: ~Copyable {
    private let statement: GRDB.Statement
    private let part: StorageError.Part

    private var handle: OpaquePointer { unsafe statement.sqliteStatement }

    /// Prepares a statement and binds its values.
    ///
    /// - Parameters:
    ///   - sql: The text, one of a fixed number, so that the cache stays small.
    ///   - values: One for each `?` of the text.
    ///   - part: What to blame for values that do not decode.
    ///   - database: The connection.
    /// - Returns: The query, before its first row.
    /// - Throws: ``StorageError/damaged(_:)`` if a table is missing; ``StorageError/io(code:)`` if
    ///   a value is too large.
    static func prepare(
        _ sql: String,
        _ values: [SQLValue],
        of part: StorageError.Part,
        on database: Database
    ) throws(StorageError) -> Query {
        let query = Query(try statement(sql, on: database), of: part)
        try query.bind(values)
        return query
    }

    private init(_ statement: GRDB.Statement, of part: StorageError.Part) {
        self.statement = statement
        self.part = part
    }

    private static func statement(
        _ sql: String,
        on database: Database
    ) throws(StorageError) -> GRDB.Statement {
        do {
            return try database.cachedStatement(sql: sql)
        } catch {
            throw StorageError(any: error)
        }
    }

    private func bind(_ values: [SQLValue]) throws(StorageError) {
        let count = Int(unsafe sqlite3_bind_parameter_count(handle))
        precondition(values.count == count, "a value for each place of the statement")
        for (offset, value) in values.enumerated() {
            let code = unsafe handle.bind(value, at: CInt(offset + 1))
            guard code == SQLITE_OK else { throw StorageError(sqlite: code) }
        }
    }

    deinit {
        unsafe sqlite3_reset(handle)
        // What was bound may be a body or a note: do not keep it longer than needed.
        unsafe sqlite3_clear_bindings(handle)
    }

    /// Goes on to the next row.
    ///
    /// - Returns: The row; `nil` after the last.
    /// - Throws: ``StorageError`` with what SQLite says.
    mutating func next() throws(StorageError) -> ResultRow? {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: unsafe ResultRow(handle, of: part)
        case SQLITE_DONE: nil
        case let code: throw StorageError(sqlite: code)
        }
    }

    /// The row to which the query went on last.
    var row: ResultRow { unsafe ResultRow(handle, of: part) }
}

extension OpaquePointer {
    /// Binds a value, which SQLite copies.
    fileprivate func bind(_ value: SQLValue, at index: CInt) -> CInt {
        switch value {
        case .null:
            return unsafe sqlite3_bind_null(self, index)
        case .integer(let value):
            return unsafe sqlite3_bind_int64(self, index, Int64(value))
        case .text(let utf8):
            return unsafe bind(utf8: utf8, at: index)
        case .bytes(let bytes):
            // The address of no bytes may be NULL, which would bind NULL.
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(self, index, 0) }
            return unsafe bytes.withUnsafeBytes { buffer in
                unsafe sqlite3_bind_blob64(
                    self,
                    index,
                    buffer.baseAddress,
                    UInt64(buffer.count),
                    Self.copying
                )
            }
        }
    }

    private func bind(utf8 bytes: [UInt8], at index: CInt) -> CInt {
        guard !bytes.isEmpty else { return unsafe sqlite3_bind_text(self, index, "", 0, nil) }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                unsafe sqlite3_bind_text64(
                    self,
                    index,
                    characters.baseAddress,
                    UInt64(characters.count),
                    Self.copying,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    /// Asks SQLite to copy what is bound: `SQLITE_TRANSIENT`, a cast that Swift does not import.
    private static var copying: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
