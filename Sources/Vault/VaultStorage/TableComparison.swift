/// Two tables of one shape, read side by side in the order of their keys.
struct TableComparison: ~Copyable {
    private let table: Table
    private var expected: Query
    private var actual: Query

    /// Whether the queries stand on a row.
    private var hasExpected: Bool
    private var hasActual: Bool

    /// Begins to read both tables.
    ///
    /// - Parameters:
    ///   - table: The shape of the table.
    ///   - expected: Where the right rows are.
    ///   - actual: Where the rows in question are.
    /// - Throws: ``StorageError`` if a table cannot be read.
    init(
        of table: Table,
        expected: Connection,
        actual: Connection
    ) throws(StorageError) {
        var expected = try expected.query(table.selectInOrder, of: table.part)
        var actual = try actual.query(table.selectInOrder, of: table.part)
        let hasExpected = try expected.next() != nil
        let hasActual = try actual.next() != nil
        self.table = table
        self.expected = expected
        self.actual = actual
        self.hasExpected = hasExpected
        self.hasActual = hasActual
    }

    /// Goes on to the next difference.
    ///
    /// - Returns: The difference; `nil` when both tables have been read.
    /// - Throws: ``StorageError`` if a table cannot be read.
    mutating func next() throws(StorageError) -> Difference? {
        while hasExpected, hasActual,
            expected.row.holdsSame(as: actual.row, count: table.columns.count)
        {
            try advanceExpected()
            try advanceActual()
        }
        switch (
            hasExpected ? cells(of: expected.row) : nil, hasActual ? cells(of: actual.row) : nil
        )
        {
        case (nil, nil):
            return nil
        case (let expected?, nil):
            try advanceExpected()
            return difference(.missing, expected)
        case (nil, let actual?):
            try advanceActual()
            return difference(.unfounded, actual)
        case (let expected?, let actual?):
            if precedes(expected, actual) {
                try advanceExpected()
                return difference(.missing, expected)
            }
            if precedes(actual, expected) {
                try advanceActual()
                return difference(.unfounded, actual)
            }
            try advanceExpected()
            try advanceActual()
            return difference(.changed, actual)
        }
    }

    private func cells(of row: ResultRow) -> [Cell] {
        var row = row
        return row.nextCells(count: table.columns.count)
    }

    private mutating func advanceExpected() throws(StorageError) {
        hasExpected = try expected.next() != nil
    }

    private mutating func advanceActual() throws(StorageError) {
        hasActual = try actual.next() != nil
    }

    /// Whether the key of `left` comes first.
    private func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
        for column in 0..<table.keyCount where left[column] != right[column] {
            return left[column] < right[column]
        }
        return false
    }

    private func difference(_ kind: Difference.Kind, _ row: [Cell]) -> Difference {
        let key = row.prefix(table.keyCount).map(\.printable).joined(separator: "/")
        return Difference(table: table.part, key: key, kind: kind)
    }
}

/// What a column holds, in the order of SQLite: NULL, numbers, text, BLOBs (sqlite.org/datatype3.html).
enum Cell: Hashable, Comparable {
    case null
    case integer(Int)
    case text([UInt8])
    case bytes([UInt8])

    static func < (left: Cell, right: Cell) -> Bool {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right
        case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
        case (.bytes(let left), .bytes(let right)): left.lexicographicallyPrecedes(right)
        default: left.rank < right.rank
        }
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .integer: 1
        case .text: 2
        case .bytes: 3
        }
    }

    /// The value as it may be shown; whoever tampered with it may have put anything there.
    var printable: String {
        switch self {
        case .null, .bytes:
            return "?"
        case .integer(let value):
            return String(value)
        case .text(let text):
            let bytes = text.prefix(80).map { (0x21...0x7e).contains($0) ? $0 : UInt8(ascii: "?") }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
