import VaultLedger

/// What a column holds, or a place in a statement is bound to.
enum SQLValue: Hashable {
    case null
    case integer(Int)

    /// Text in UTF-8.
    case text([UInt8])

    case bytes([UInt8])
}

/// A type with one form in a column.
protocol ColumnValue {
    /// Reads the form; `nil` if it is not the one that ``stored`` writes.
    init?(stored: SQLValue)

    /// The form.
    var stored: SQLValue { get }
}

extension Int: ColumnValue {
    init?(stored: SQLValue) {
        guard case .integer(let value) = stored else { return nil }
        self = value
    }

    var stored: SQLValue { .integer(self) }
}

extension Bool: ColumnValue {
    init?(stored: SQLValue) {
        guard case .integer(let value) = stored, value == 0 || value == 1 else { return nil }
        self = value == 1
    }

    var stored: SQLValue { .integer(self ? 1 : 0) }
}

extension String: ColumnValue {
    init?(stored: SQLValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(decoding: text, as: UTF8.self)
    }

    var stored: SQLValue { .text(Array(utf8)) }
}

/// Bytes are a BLOB; text that is wanted as UTF-8 is asked for by ``ResultRow/nextUTF8()``.
extension [UInt8]: ColumnValue {
    init?(stored: SQLValue) {
        guard case .bytes(let bytes) = stored else { return nil }
        self = bytes
    }

    var stored: SQLValue { .bytes(self) }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    init?(stored: SQLValue) {
        if case .null = stored {
            self = nil
        } else if let value = Wrapped(stored: stored) {
            self = value
        } else {
            return nil
        }
    }

    var stored: SQLValue { map(\.stored) ?? .null }
}

// MARK: - Types of the ledger

extension Digest: ColumnValue {
    init?(stored: SQLValue) {
        guard case .bytes(let bytes) = stored else { return nil }
        self.init(bytes)
    }

    var stored: SQLValue { .bytes(array) }
}

extension Identifier: ColumnValue {
    init?(stored: SQLValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(utf8: text[...])
    }

    var stored: SQLValue { .text(utf8) }
}

/// Seconds since 1970, so that times compare as numbers.
extension LedgerTime: ColumnValue {
    init?(stored: SQLValue) {
        guard case .integer(let seconds) = stored else { return nil }
        self.init(clamping: Int64(seconds))
        guard secondsSince1970 == seconds else { return nil }
    }

    var stored: SQLValue { .integer(Int(secondsSince1970)) }
}

extension VerifierKey: ColumnValue {
    init?(stored: SQLValue) {
        guard case .text(let text) = stored, let key = try? VerifierKey(parsing: text) else {
            return nil
        }
        self = key
    }

    var stored: SQLValue { description.stored }
}

extension ColumnValue where Self: RawRepresentable, RawValue == String {
    init?(stored: SQLValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(rawValue: String(decoding: text, as: UTF8.self))
    }

    var stored: SQLValue { rawValue.stored }
}

extension Suite: ColumnValue {}
extension Role: ColumnValue {}
extension Purpose: ColumnValue {}
extension OfficeKind: ColumnValue {}
extension RekeyCause: ColumnValue {}
extension VaultLedger.Statement.Kind: ColumnValue {}
extension ErasureGround: ColumnValue {}
