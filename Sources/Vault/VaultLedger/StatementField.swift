import VaultCrypto

/// A value that stands as one word in a line of a statement.
///
/// Every value has one spelling: ``init(word:)`` accepts what ``append(to:)`` writes and nothing
/// else.
protocol StatementField {
    /// Reads the word, which is ASCII; `nil` if it is not the one spelling of a value.
    init?(word: ArraySlice<UInt8>)

    /// Writes the word at the end of a text.
    func append(to text: inout [UInt8])
}

extension Identifier: StatementField {
    init?(word: ArraySlice<UInt8>) { self.init(utf8: word) }
    func append(to text: inout [UInt8]) { text += utf8 }
}

extension LedgerTime: StatementField {
    init?(word: ArraySlice<UInt8>) { self.init(utf8: word) }
    func append(to text: inout [UInt8]) { text += utf8 }
}

extension Digest: StatementField {
    init?(word: ArraySlice<UInt8>) { self.init(base64: word.span) }

    func append(to text: inout [UInt8]) {
        Base64.append(bytes.span, padded: true, to: &text)
    }
}

extension VerifierKey: StatementField {
    init?(word: ArraySlice<UInt8>) {
        guard let key = try? VerifierKey(parsing: Array(word)) else { return nil }
        self = key
    }

    func append(to text: inout [UInt8]) { text += description.utf8 }
}

extension Salt: StatementField {
    init?(word: ArraySlice<UInt8>) {
        guard let bytes = CanonicalText.base64(word) else { return nil }
        self.init(bytes)
    }

    func append(to text: inout [UInt8]) {
        Base64.append(bytes.span, padded: true, to: &text)
    }
}

extension Int: StatementField {
    /// Decimal without sign or leading zero.
    init?(word: ArraySlice<UInt8>) {
        guard let value = CanonicalText.decimal(word) else { return nil }
        self = value
    }

    func append(to text: inout [UInt8]) { text += String(self).utf8 }
}

extension StatementField where Self: RawRepresentable, RawValue == String {
    init?(word: ArraySlice<UInt8>) { self.init(rawValue: String(decoding: word, as: UTF8.self)) }
    func append(to text: inout [UInt8]) { text += rawValue.utf8 }
}

extension Suite: StatementField {}
extension Role: StatementField {}
extension Purpose: StatementField {}
extension OfficeKind: StatementField {}
extension RekeyCause: StatementField {}
extension Statement.Kind: StatementField {}
extension ErasureGround: StatementField {}
extension DeletionOutcome: StatementField {}
extension ScrubFinding: StatementField {}
