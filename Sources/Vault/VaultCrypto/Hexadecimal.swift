/// Base 16 (RFC 4648, section 8) in lower case, and in no other spelling.
package enum Hexadecimal {
    private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

    private static let values: [UInt8] = Encoding.values(of: digits)

    /// Encodes bytes as text.
    ///
    /// - Parameter bytes: The bytes, of any number.
    /// - Returns: Two lower-case digits for each byte.
    package static func encode(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for index in bytes.indices {
            text.append(digits[Int(bytes[index] >> 4)])
            text.append(digits[Int(bytes[index] & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Decodes a text.
    ///
    /// - Parameter text: ASCII.
    /// - Returns: A byte for each two digits.
    /// - Throws: ``CryptoError/malformedEncoding`` if a digit is missing, in upper case or foreign.
    package static func decode(_ text: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        guard text.count.isMultiple(of: 2) else { throw .malformedEncoding }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        for index in 0..<text.count / 2 {
            let high = values[Int(text[index * 2])]
            let low = values[Int(text[index * 2 + 1])]
            guard high | low < 16 else { throw .malformedEncoding }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
