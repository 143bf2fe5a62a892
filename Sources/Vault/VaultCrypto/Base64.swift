/// Base64 (RFC 4648, section 4), with or without padding, and canonical only.
package enum Base64 {
    /// The characters, by value.
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The values, by character; 0xff where there is none.
    private static let values: [UInt8] = Encoding.values(of: alphabet)

    private static let pad = UInt8(ascii: "=")

    /// Encodes bytes as text.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - padded: Whether `=` fills the last group of four characters.
    /// - Returns: The text, on one line.
    package static func encode(_ bytes: Span<UInt8>, padded: Bool) -> String {
        var text: [UInt8] = []
        append(bytes, padded: padded, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Encodes bytes at the end of a text.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - padded: Whether `=` fills the last group of four characters.
    ///   - text: ASCII, to which the characters are appended.
    package static func append(_ bytes: Span<UInt8>, padded: Bool, to text: inout [UInt8]) {
        text.append(addingCapacity: bytes.count / 3 * 4 + 4) { output in
            encode(bytes, padded: padded, into: &output)
        }
    }

    /// Encodes bytes into memory of the caller, which may be secret.
    ///
    /// - Parameters:
    ///   - bytes: The bytes, of any number.
    ///   - padded: Whether `=` fills the last group of four characters.
    ///   - output: Where the characters are appended. There must be room for them.
    package static func encode(
        _ bytes: Span<UInt8>,
        padded: Bool,
        into output: inout OutputSpan<UInt8>
    ) {
        let alphabet = alphabet.span
        let whole = bytes.count / 3
        let remainder = bytes.count % 3
        for group in 0..<whole {
            let word =
                UInt32(bytes[group * 3]) << 16
                | UInt32(bytes[group * 3 + 1]) << 8
                | UInt32(bytes[group * 3 + 2])
            output.append(alphabet[Int(word >> 18)])
            output.append(alphabet[Int(word >> 12 & 63)])
            output.append(alphabet[Int(word >> 6 & 63)])
            output.append(alphabet[Int(word & 63)])
        }
        guard remainder > 0 else { return }
        let first = bytes[whole * 3]
        let second = remainder == 2 ? bytes[whole * 3 + 1] : 0
        output.append(alphabet[Int(first >> 2)])
        output.append(alphabet[Int((first & 3) << 4 | second >> 4)])
        if remainder == 2 { output.append(alphabet[Int((second & 15) << 2)]) }
        if padded { output.append(repeating: pad, count: 3 - remainder) }
    }

    /// Decodes a text.
    ///
    /// - Parameters:
    ///   - text: ASCII, without white space.
    ///   - padded: Whether the text must be padded. If not, it must not be.
    /// - Returns: The bytes.
    /// - Throws: ``CryptoError/malformedEncoding`` if ``encode(_:padded:)`` would not give this very
    ///   text for any bytes: a foreign character, missing or stray padding, unused bits that are set.
    package static func decode(_ text: Span<UInt8>, padded: Bool) throws(CryptoError) -> [UInt8] {
        var bytes: [UInt8] = []
        try append(decoding: text, padded: padded, to: &bytes)
        return bytes
    }

    /// Decodes a text at the end of an array.
    ///
    /// - Parameters:
    ///   - text: ASCII, without white space.
    ///   - padded: Whether the text must be padded. If not, it must not be.
    ///   - bytes: Where the bytes are appended. After an error it holds an undefined number of them.
    /// - Throws: ``CryptoError/malformedEncoding``, as ``decode(_:padded:)`` does.
    package static func append(
        decoding text: Span<UInt8>,
        padded: Bool,
        to bytes: inout [UInt8]
    ) throws(CryptoError) {
        let capacity = text.count / 4 * 3 + 2
        try bytes.append(addingCapacity: capacity) { output throws(CryptoError) in
            try decode(text, padded: padded, into: &output)
        }
    }

    /// Decodes a text into memory of the caller, which may be secret.
    ///
    /// - Parameters:
    ///   - text: ASCII, without white space.
    ///   - padded: Whether the text must be padded. If not, it must not be.
    ///   - output: Where the bytes are appended. There must be room for them. After an error it
    ///     holds an undefined number of them.
    /// - Throws: ``CryptoError/malformedEncoding``, as ``decode(_:padded:)`` does.
    package static func decode(
        _ text: Span<UInt8>,
        padded: Bool,
        into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        let characters = text.extracting(droppingLast: padded ? try paddingCount(text) : 0)
        guard characters.count % 4 != 1 else { throw .malformedEncoding }
        try decode(characters, into: &output)
    }

    private static func decode(
        _ text: Span<UInt8>,
        into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        let values = values.span
        let whole = text.count / 4
        for group in 0..<whole {
            let first = values[Int(text[group * 4])]
            let second = values[Int(text[group * 4 + 1])]
            let third = values[Int(text[group * 4 + 2])]
            let fourth = values[Int(text[group * 4 + 3])]
            guard first | second | third | fourth < 64 else { throw .malformedEncoding }
            output.append(first << 2 | second >> 4)
            output.append(second << 4 | third >> 2)
            output.append(third << 6 | fourth)
        }
        guard whole * 4 < text.count else { return }
        let first = values[Int(text[whole * 4])]
        let second = values[Int(text[whole * 4 + 1])]
        let third = whole * 4 + 2 < text.count ? values[Int(text[whole * 4 + 2])] : 0
        guard first | second | third < 64 else { throw .malformedEncoding }
        output.append(first << 2 | second >> 4)
        if whole * 4 + 2 < text.count {
            output.append(second << 4 | third >> 2)
            guard third & 3 == 0 else { throw .malformedEncoding }
        } else {
            guard second & 15 == 0 else { throw .malformedEncoding }
        }
    }

    /// How many characters at the end of a padded text are padding.
    private static func paddingCount(_ text: Span<UInt8>) throws(CryptoError) -> Int {
        guard text.count.isMultiple(of: 4) else { throw .malformedEncoding }
        guard !text.isEmpty, text[text.count - 1] == pad else { return 0 }
        return text[text.count - 2] == pad ? 2 : 1
    }
}
