import VaultCrypto

/// A value that stands as one word in a line of a statement.
///
/// Every value has one spelling: ``init(word:)`` accepts what ``word`` writes and nothing else.
protocol StatementField {
    /// Reads the word; `nil` if it is not the one spelling of a value.
    init?(word: String)

    /// The word.
    var word: String { get }
}

extension Identifier: StatementField {
    init?(word: String) { self.init(word) }
    var word: String { text }
}

extension LedgerTime: StatementField {
    init?(word: String) { self.init(word) }
    var word: String { text }
}

extension Digest: StatementField {
    init?(word: String) {
        self.init(base64: Array(word.utf8).span)
    }

    var word: String { base64 }
}

extension VerifierKey: StatementField {
    init?(word: String) {
        guard let key = try? VerifierKey(word) else { return nil }
        self = key
    }

    var word: String { description }
}

extension Salt: StatementField {
    init?(word: String) {
        let text = Array(word.utf8)
        guard let bytes = try? Base64.decode(text.span, padded: true) else { return nil }
        self.init(bytes)
    }

    var word: String { Base64.encode(bytes.span, padded: true) }
}

extension Int: StatementField {
    /// Decimal without sign or leading zero.
    init?(word: String) {
        guard let value = Int(word), value >= 0, String(value) == word else { return nil }
        self = value
    }

    var word: String { String(self) }
}

extension StatementField where Self: RawRepresentable, RawValue == String {
    init?(word: String) { self.init(rawValue: word) }
    var word: String { rawValue }
}

extension Suite: StatementField {}
extension Role: StatementField {}
extension Purpose: StatementField {}
extension OfficeKind: StatementField {}
extension RekeyCause: StatementField {}
extension Statement.Kind: StatementField {}
extension ErasureGround: StatementField {}
