import GRDBSQLite

/// A row of a result, read column by column from the left.
///
/// It is valid until the query goes on to the next row.
@safe
struct ResultRow {
    private let handle: OpaquePointer
    private let part: StorageError.Part
    private var column: CInt = 0

    /// The row on which `handle` stands.
    ///
    /// - Parameters:
    ///   - handle: A prepared statement that has stepped to a row.
    ///   - part: What to blame if a column does not hold what it should.
    init(_ handle: OpaquePointer, of part: StorageError.Part) {
        unsafe self.handle = handle
        self.part = part
    }

    /// Reads the next column.
    ///
    /// - Returns: The value.
    /// - Throws: ``StorageError/damaged(_:)`` if the column does not hold a value of this type.
    mutating func next<Value: ColumnValue>() throws(StorageError) -> Value {
        let value = Value(stored: unsafe handle.value(at: column))
        column += 1
        guard let value else { throw .damaged(part) }
        return value
    }

    /// Reads the next column, which holds text, as it is stored.
    ///
    /// - Returns: The bytes of the text.
    /// - Throws: ``StorageError/damaged(_:)`` if the column does not hold text.
    mutating func nextUTF8() throws(StorageError) -> [UInt8] {
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_TEXT else {
            throw .damaged(part)
        }
        let bytes = unsafe handle.bytes(at: column)
        column += 1
        return bytes
    }
}

extension ResultRow {
    /// Reads the next column, which holds text or nothing.
    ///
    /// - Returns: The bytes of the text; `nil` for NULL.
    /// - Throws: ``StorageError/damaged(_:)`` if the column holds anything else.
    mutating func nextUTF8IfAny() throws(StorageError) -> [UInt8]? {
        guard unsafe sqlite3_column_type(handle, column) == SQLITE_NULL else {
            return try nextUTF8()
        }
        column += 1
        return nil
    }

    /// Reads columns as they are, whatever they hold.
    ///
    /// - Parameter count: How many to read.
    /// - Returns: The cells from left to right.
    mutating func nextCells(count: Int) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(count)
        for _ in 0..<count {
            cells.append(unsafe handle.cell(at: column))
            column += 1
        }
        return cells
    }
}

// MARK: - Comparing without a copy

extension ResultRow {
    /// Compares the next column with a value, and goes on to the one behind it.
    ///
    /// - Parameter value: The value.
    /// - Returns: Whether the column holds it.
    mutating func nextIs(_ value: SQLValue) -> Bool {
        defer { column += 1 }
        switch (value, unsafe sqlite3_column_type(handle, column)) {
        case (.null, SQLITE_NULL):
            return true
        case (.integer(let number), SQLITE_INTEGER):
            return Int(unsafe sqlite3_column_int64(handle, column)) == number
        case (.text(let bytes), SQLITE_TEXT), (.bytes(let bytes), SQLITE_BLOB):
            return unsafe handle.lentBytes(at: column).elementsEqual(bytes)
        default:
            return false
        }
    }

    /// Compares columns with those of another row.
    ///
    /// - Parameters:
    ///   - other: A row of another query, of the same shape.
    ///   - count: How many columns to compare.
    /// - Returns: Whether they hold the same.
    func holdsSame(as other: ResultRow, count: Int) -> Bool {
        (0..<CInt(count)).allSatisfy { unsafe handle.holdsSame(as: other.handle, at: $0) }
    }
}

extension OpaquePointer {
    /// Whether a column of the current row holds what it does in another row.
    fileprivate func holdsSame(as other: OpaquePointer, at column: CInt) -> Bool {
        let type = unsafe sqlite3_column_type(self, column)
        guard unsafe sqlite3_column_type(other, column) == type else { return false }
        switch type {
        case SQLITE_NULL:
            return true
        case SQLITE_INTEGER:
            return unsafe sqlite3_column_int64(self, column)
                == sqlite3_column_int64(other, column)
        case SQLITE_TEXT, SQLITE_BLOB:
            return unsafe lentBytes(at: column).elementsEqual(other.lentBytes(at: column))
        default:
            return false
        }
    }

    /// The bytes of a column that holds text or a BLOB, until the query goes on.
    fileprivate func lentBytes(at column: CInt) -> UnsafeRawBufferPointer {
        // sqlite.org/c3ref/column_blob.html: ask for the bytes first, then for their number.
        let start = unsafe sqlite3_column_blob(self, column)
        let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(self, column))
        return unsafe UnsafeRawBufferPointer(start: start, count: count)
    }
}

extension OpaquePointer {
    /// What a column of the current row holds.
    func value(at column: CInt) -> SQLValue {
        switch unsafe sqlite3_column_type(self, column) {
        case SQLITE_INTEGER: .integer(Int(unsafe sqlite3_column_int64(self, column)))
        case SQLITE_TEXT: .text(unsafe bytes(at: column))
        case SQLITE_BLOB: .bytes(unsafe bytes(at: column))
        // No column of ours is REAL; STRICT tables refuse it.
        default: .null
        }
    }

    /// What a column of the current row holds, with text left as bytes.
    func cell(at column: CInt) -> Cell {
        switch unsafe sqlite3_column_type(self, column) {
        case SQLITE_INTEGER: .integer(Int(unsafe sqlite3_column_int64(self, column)))
        case SQLITE_TEXT: .text(unsafe bytes(at: column))
        case SQLITE_BLOB: .bytes(unsafe bytes(at: column))
        default: .null
        }
    }

    /// A copy of the bytes of a column that holds text or a BLOB.
    func bytes(at column: CInt) -> [UInt8] {
        // sqlite.org/c3ref/column_blob.html: ask for the bytes first, then for their number.
        guard let start = unsafe sqlite3_column_blob(self, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(self, column))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
