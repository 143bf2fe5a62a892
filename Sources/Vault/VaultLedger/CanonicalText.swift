import VaultCrypto

/// Fields of a text that have one canonical spelling and no other.
enum CanonicalText {
    /// Reads standard base64 with padding.
    ///
    /// - Parameter characters: ASCII.
    /// - Returns: The bytes; `nil` if the text is not the canonical spelling of any.
    static func base64(_ characters: ArraySlice<UInt8>) -> [UInt8]? {
        try? Base64.decode(characters.span, padded: true)
    }

    /// Reads a whole number in decimal.
    ///
    /// - Parameter digits: ASCII digits, with neither a sign nor a leading zero.
    /// - Returns: The number; `nil` if the text is not the canonical spelling of one or it exceeds
    ///   `Int.max`.
    static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
        guard let first = digits.first else { return nil }
        guard first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (product, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isOneTooLarge) = product.addingReportingOverflow(
                Int(digit - UInt8(ascii: "0"))
            )
            guard !isTooLarge, !isOneTooLarge else { return nil }
            number = sum
        }
        return number
    }
}
