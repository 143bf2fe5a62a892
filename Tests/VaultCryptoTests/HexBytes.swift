extension [UInt8] {
    /// The bytes that `hex` spells; white space in it is skipped, so that vectors can be wrapped.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        precondition(digits.count.isMultiple(of: 2), "a digit is missing in \(hex)")
        self = stride(from: 0, to: digits.count, by: 2).map { index in
            UInt8(digits[index] << 4 | digits[index + 1])
        }
    }

    /// The bytes of `text` in UTF-8.
    init(text: String) {
        self = Array(text.utf8)
    }

    /// The bytes that `span` covers.
    init(_ span: Span<UInt8>) {
        self = span.indices.map { span[$0] }
    }
}
