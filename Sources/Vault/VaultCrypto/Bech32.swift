/// Bech32 (BIP 173, checksum constant 1) around whole bytes, without its limit of 90 characters.
///
/// Nothing here allocates beside the output, so that a secret leaves no trace on its way.
package enum Bech32 {
    /// How letters are written: one text has one case throughout.
    enum LetterCase {
        case lower
        case upper
    }

    private static let alphabet: [UInt8] = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

    private static let values: [UInt8] = Encoding.values(of: alphabet)

    private static let separator = UInt8(ascii: "1")

    private static let checksumCount = 6

    /// Encodes bytes as text.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - prefix: The human-readable part: printable ASCII, letters in lower case.
    /// - Returns: The text, in lower case.
    package static func encode(_ bytes: Span<UInt8>, prefix: String) -> String {
        let prefix = Array(prefix.utf8)
        let count = encodedCount(bytes.count, prefix: prefix)
        let text = [UInt8](capacity: count) { output in
            encode(bytes, prefix: prefix, letterCase: .lower, into: &output)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Encodes secret bytes as secret text.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - prefix: The human-readable part: printable ASCII, letters in lower case.
    /// - Returns: The text in ASCII, in upper case.
    package static func encodeSecret(_ bytes: Span<UInt8>, prefix: String) -> SecretBytes {
        let prefix = Array(prefix.utf8)
        return SecretBytes(count: encodedCount(bytes.count, prefix: prefix)) { output in
            encode(bytes, prefix: prefix, letterCase: .upper, into: &output)
        }
    }

    /// Decodes a text.
    ///
    /// - Parameters:
    ///   - text: ASCII, all in lower case.
    ///   - prefix: The human-readable part that the text must have, in lower case.
    /// - Returns: The bytes.
    /// - Throws: ``CryptoError/malformedEncoding`` if ``encode(_:prefix:)`` would not give this very
    ///   text for any bytes.
    package static func decode(
        _ text: Span<UInt8>,
        prefix: String
    ) throws(CryptoError) -> [UInt8] {
        try [UInt8](capacity: text.count) { output throws(CryptoError) in
            try decode(text, prefix: Array(prefix.utf8), letterCase: .lower, into: &output)
        }
    }

    /// Decodes a secret text.
    ///
    /// - Parameters:
    ///   - text: ASCII, all in upper case.
    ///   - prefix: The human-readable part that the text must have, written in lower case.
    /// - Returns: The bytes.
    /// - Throws: ``CryptoError/malformedEncoding`` if ``encodeSecret(_:prefix:)`` would not give this
    ///   very text for any bytes.
    package static func decodeSecret(
        _ text: Span<UInt8>,
        prefix: String
    ) throws(CryptoError) -> SecretBytes {
        try SecretBytes(maximumCount: text.count) { output throws(CryptoError) in
            try decode(text, prefix: Array(prefix.utf8), letterCase: .upper, into: &output)
        }
    }
}

extension Bech32 {
    /// The length of a text: prefix, separator, a character for each five bits, checksum.
    private static func encodedCount(_ byteCount: Int, prefix: [UInt8]) -> Int {
        prefix.count + 1 + (byteCount * 8 + 4) / 5 + checksumCount
    }

    private static func encode(
        _ bytes: Span<UInt8>,
        prefix: [UInt8],
        letterCase: LetterCase,
        into output: inout OutputSpan<UInt8>
    ) {
        for character in prefix { output.append(letterCase.apply(to: character)) }
        output.append(separator)
        var checksum = Checksum(prefix: prefix)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for index in bytes.indices {
            bits = bits << 8 | UInt32(bytes[index])
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                append(UInt8(bits >> bitCount & 31), &checksum, letterCase, to: &output)
            }
        }
        if bitCount > 0 {
            append(UInt8(bits << (5 - bitCount) & 31), &checksum, letterCase, to: &output)
        }
        let sum = checksum.finish()
        for place in 0..<checksumCount {
            let value = sum >> UInt32(5 * (checksumCount - 1 - place)) & 31
            output.append(letterCase.apply(to: alphabet[Int(value)]))
        }
    }

    private static func append(
        _ value: UInt8,
        _ checksum: inout Checksum,
        _ letterCase: LetterCase,
        to output: inout OutputSpan<UInt8>
    ) {
        checksum.add(value)
        output.append(letterCase.apply(to: alphabet[Int(value)]))
    }

    private static func decode(
        _ text: Span<UInt8>,
        prefix: [UInt8],
        letterCase: LetterCase,
        into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        guard !prefix.isEmpty, text.count >= prefix.count + 1 + checksumCount,
            text[prefix.count] == separator
        else {
            throw .malformedEncoding
        }
        for index in prefix.indices where text[index] != letterCase.apply(to: prefix[index]) {
            throw .malformedEncoding
        }
        var checksum = Checksum(prefix: prefix)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        let end = text.count - checksumCount
        for index in (prefix.count + 1)..<text.count {
            guard let character = letterCase.lowered(text[index]) else { throw .malformedEncoding }
            let value = values[Int(character)]
            guard value < 32 else { throw .malformedEncoding }
            checksum.add(value)
            guard index < end else { continue }
            bits = bits << 5 | UInt32(value)
            bitCount += 5
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            output.append(UInt8(truncatingIfNeeded: bits >> bitCount))
        }
        let filling = bits & (1 << bitCount - 1)
        guard checksum.isValid, bitCount < 5, filling == 0 else { throw .malformedEncoding }
    }
}

extension Bech32.LetterCase {
    /// The character of a lower-case text in this case.
    func apply(to character: UInt8) -> UInt8 {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
        return self == .upper && isLetter ? character - 32 : character
    }

    /// The lower-case form of a character of a text in this case; `nil` if its case is the other.
    func lowered(_ character: UInt8) -> UInt8? {
        let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(character)
        let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
        switch self {
        case .lower: return isUpper ? nil : character
        case .upper: return isLower ? nil : isUpper ? character + 32 : character
        }
    }
}

/// The checksum of BIP 173: a BCH code over groups of five bits.
private struct Checksum {
    private static let generator: [UInt32] = [
        0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]

    private var state: UInt32 = 1

    /// Starts with the human-readable part, in lower case.
    init(prefix: [UInt8]) {
        for character in prefix { add(character >> 5) }
        add(0)
        for character in prefix { add(character & 31) }
    }

    /// Adds five bits.
    mutating func add(_ value: UInt8) {
        let top = state >> 25
        state = (state & 0x1ff_ffff) << 5 ^ UInt32(value)
        for index in 0..<5 where top >> UInt32(index) & 1 == 1 {
            state ^= Self.generator[index]
        }
    }

    /// The six groups that make the whole valid, the first one highest.
    func finish() -> UInt32 {
        var copy = self
        for _ in 0..<6 { copy.add(0) }
        return copy.state ^ 1
    }

    /// Whether everything that was added, checksum included, is a valid word.
    var isValid: Bool { state == 1 }
}
