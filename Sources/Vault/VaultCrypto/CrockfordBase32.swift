/// Douglas Crockford's base 32 in lower case: digits and letters without i, l, o and u.
///
/// His reading of `O` as `0` and the like is for people who read ids aloud and belongs to a front
/// end. Here an id has one spelling. The last character is filled up with zero bits.
package enum CrockfordBase32 {
    private static let alphabet: [UInt8] = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    private static let values: [UInt8] = Encoding.values(of: alphabet)

    /// Encodes bytes as text.
    ///
    /// - Parameter bytes: The bytes, of any number.
    /// - Returns: A character for each five bits, begun ones included; 16 for 10 bytes.
    package static func encode(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Encodes bytes at the end of a text.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - text: ASCII, to which the characters are appended.
    package static func append(_ bytes: Span<UInt8>, to text: inout [UInt8]) {
        var bits: UInt32 = 0
        var bitCount = 0
        for index in bytes.indices {
            bits = bits << 8 | UInt32(bytes[index])
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                text.append(alphabet[Int(bits >> UInt32(bitCount) & 31)])
            }
        }
        if bitCount > 0 { text.append(alphabet[Int(bits << UInt32(5 - bitCount) & 31)]) }
    }

    /// Decodes a text.
    ///
    /// - Parameter text: ASCII.
    /// - Returns: The bytes.
    /// - Throws: ``CryptoError/malformedEncoding`` if ``encode(_:)`` would not give this very text for
    ///   any bytes: a foreign or upper-case character, a character too many, filling that is not zero.
    package static func decode(_ text: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 5 / 8)
        var bits: UInt32 = 0
        var bitCount = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            guard value < 32 else { throw .malformedEncoding }
            bits = bits << 5 | UInt32(value)
            bitCount += 5
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        }
        let filling = bits & (1 << UInt32(bitCount) - 1)
        guard bitCount < 5, filling == 0 else { throw .malformedEncoding }
        return bytes
    }
}
