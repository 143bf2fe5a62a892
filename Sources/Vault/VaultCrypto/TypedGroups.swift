/// A secret as groups of characters that a person can type from paper.
///
/// The characters are those of Crockford's base 32 (crockford.com/base32.html), five bits each. A
/// group has four of them and a check character. After the groups of the secret comes one with 20 bits
/// of a digest of it all.
///
/// The check character is a Reed–Solomon code with one check symbol over the field of 32 elements
/// that Bech32 uses (BIP 173), bits modulo x⁵ + x³ + 1: the sum of the four characters, the first
/// times x, the second times x², and so on, plus the number of the group. Crockford's own check symbol,
/// modulo 37, needs `*`, `~`, `$` and `=`, which a shell would take for its own. In a group it finds
///
/// * every single wrong character,
/// * every two characters of the group that changed places, the check character too,
/// * every group that stands in the place of another,
/// * 31 of 32 other mistakes; the digest at the end finds all but one in a million of the rest.
package enum TypedGroups {
    /// The number of characters of a group, the check character included.
    package static let groupLength = 5

    private static let dataCount = groupLength - 1

    private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// By character, in either case, also as people misread it; 0xff for what is none.
    private static let values: [UInt8] = {
        var values = Encoding.values(of: alphabet)
        for letter in alphabet where letter >= UInt8(ascii: "A") {
            values[Int(letter | 0x20)] = values[Int(letter)]
        }
        for letter in "Oo".utf8 { values[Int(letter)] = 0 }
        for letter in "IiLl".utf8 { values[Int(letter)] = 1 }
        return values
    }()

    private static let foreign: UInt8 = 0xff

    /// The number of groups for a secret.
    ///
    /// - Parameter symbolCount: The number of its characters, a multiple of four.
    /// - Returns: That of its groups, the last one with the digest included.
    package static func count(symbolCount: Int) -> Int {
        precondition(symbolCount % dataCount == 0, "a group is full")
        return symbolCount / dataCount + 1
    }

    /// Writes a secret.
    ///
    /// - Parameters:
    ///   - symbols: Values below 32, a multiple of four and at most 120 of them.
    ///   - label: What the secret is for, so that one is not taken for another.
    /// - Returns: Groups in upper case with a hyphen between them, in ASCII.
    package static func encode(_ symbols: borrowing SecretBytes, label: String) -> SecretBytes {
        let groupCount = count(symbolCount: symbols.count)
        let digest = digest(of: symbols, label: label)
        return SecretBytes(count: groupCount * (groupLength + 1) - 1) { output in
            for number in 1...groupCount {
                if number > 1 { output.append(UInt8(ascii: "-")) }
                let isLast = number == groupCount
                if isLast {
                    digest.withBytes { append($0, number: number, to: &output) }
                } else {
                    symbols.withBytes { symbols in
                        let start = (number - 1) * dataCount
                        append(
                            symbols.extracting(start..<start + dataCount),
                            number: number,
                            to: &output
                        )
                    }
                }
            }
        }
    }

    private static func append(
        _ symbols: Span<UInt8>,
        number: Int,
        to output: inout OutputSpan<UInt8>
    ) {
        for index in symbols.indices { output.append(alphabet[Int(symbols[index])]) }
        output.append(alphabet[Int(check(of: symbols, number: number))])
    }

    /// Reads a secret.
    ///
    /// Case, hyphens and white space do not count; `O` is read as `0`, and `I` and `L` as `1`. Nothing
    /// else is forgiven. With 14 groups in 14 words, a group that is too short or too long is named
    /// too.
    ///
    /// - Parameters:
    ///   - text: What a person typed.
    ///   - symbolCount: The number of characters of the secret.
    ///   - label: What the secret is for.
    /// - Returns: Values below 32.
    /// - Throws: ``CryptoError/groups(_:)``.
    package static func decode(
        _ text: Span<UInt8>,
        symbolCount: Int,
        label: String
    ) throws(CryptoError) -> SecretBytes {
        let typed = Typed(text)
        let groupCount = count(symbolCount: symbolCount)
        var lengths = typed.lengths
        if lengths.count != groupCount {
            guard typed.count == groupCount * groupLength else {
                let expected = groupCount * groupLength
                throw .groups(.length(found: typed.count, expected: expected))
            }
            lengths = Array(repeating: groupLength, count: groupCount)
        }
        var wrong: [Int] = []
        var start = 0
        for (index, length) in lengths.enumerated() {
            let isRight = typed.symbols.withBytes { symbols in
                Self.isRight(symbols.extracting(start..<start + length), number: index + 1)
            }
            if !isRight { wrong.append(index + 1) }
            start += length
        }
        guard wrong.isEmpty else { throw .groups(.mistyped(wrong)) }
        return try secret(in: typed.symbols, symbolCount: symbolCount, label: label)
    }

    /// Whether a text is one whole group, with its check character.
    ///
    /// - Parameters:
    ///   - text: What a person typed.
    ///   - number: The number of the group, from 1.
    /// - Returns: `true` if the check character is right.
    package static func isGroup(_ text: Span<UInt8>, number: Int) -> Bool {
        Typed(text).symbols.withBytes { isRight($0, number: number) }
    }

    /// Whether a byte is white space of ASCII.
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}

extension TypedGroups {
    /// What a person typed, character by character.
    private struct Typed: ~Copyable {
        /// The value of each character; ``TypedGroups/foreign`` for one that has none.
        let symbols: SecretBytes

        /// The number of characters between hyphens and white space.
        let lengths: [Int]

        var count: Int { symbols.count }

        init(_ text: Span<UInt8>) {
            var lengths: [Int] = []
            var isInside = false
            symbols = SecretBytes(maximumCount: text.count) { output in
                for index in text.indices {
                    let byte = text[index]
                    if isWhiteSpace(byte) || byte == UInt8(ascii: "-") {
                        isInside = false
                        continue
                    }
                    // The bytes after the first of a character beyond ASCII are no characters.
                    if byte & 0b1100_0000 == 0b1000_0000 { continue }
                    output.append(values[Int(byte)])
                    if isInside { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
                    isInside = true
                }
            }
            self.lengths = lengths
        }
    }

    private static func isRight(_ symbols: Span<UInt8>, number: Int) -> Bool {
        guard symbols.count == groupLength else { return false }
        for index in symbols.indices where symbols[index] == foreign { return false }
        return check(of: symbols.extracting(first: dataCount), number: number) == symbols[dataCount]
    }

    private static func check(of symbols: Span<UInt8>, number: Int) -> UInt8 {
        var sum: UInt8 = 0
        for index in symbols.indices.reversed() { sum = timesX(sum ^ symbols[index]) }
        return sum ^ UInt8(number)
    }

    /// An element of the field times x.
    private static func timesX(_ value: UInt8) -> UInt8 {
        value << 1 ^ 0b10_1001 & (0 &- (value >> 4))
    }

    /// The characters without those that check, if the digest at the end is right.
    private static func secret(
        in typed: borrowing SecretBytes,
        symbolCount: Int,
        label: String
    ) throws(CryptoError) -> SecretBytes {
        let all = SecretBytes(count: symbolCount + dataCount) { output in
            typed.withBytes { typed in
                for index in typed.indices where index % groupLength < dataCount {
                    output.append(typed[index])
                }
            }
        }
        let secret = all.withBytes { SecretBytes(copying: $0.extracting(first: symbolCount)) }
        let expected = digest(of: secret, label: label)
        let isRight = all.withBytes { all in
            expected.withBytes { expected in
                ConstantTime.equal(all.extracting(last: dataCount), expected)
            }
        }
        guard isRight else { throw .groups(.digest) }
        return secret
    }

    /// The first 20 bits of HMAC-SHA-256 of the characters in ASCII, under the label.
    private static func digest(of symbols: borrowing SecretBytes, label: String) -> SecretBytes {
        let code = SecretBytes(count: 32) { output in
            let key = Array(label.utf8)
            var code = HMACSHA256(key: key.span)
            symbols.withBytes { symbols in
                for index in symbols.indices {
                    code.update(CollectionOfOne(alphabet[Int(symbols[index])]).span)
                }
            }
            code.finish(into: &output)
        }
        return code.withBytes { code in
            let bits = UInt32(code[0]) << 16 | UInt32(code[1]) << 8 | UInt32(code[2])
            return SecretBytes(count: dataCount) { output in
                for shift in [19, 14, 9, 4] { output.append(UInt8(bits >> UInt32(shift) & 31)) }
            }
        }
    }

    /// The characters of a secret in ASCII, without groups.
    ///
    /// - Parameter symbols: Values below 32.
    /// - Returns: Digits and letters in upper case.
    package static func characters(of symbols: borrowing SecretBytes) -> SecretBytes {
        SecretBytes(count: symbols.count) { output in
            symbols.withBytes { symbols in
                for index in symbols.indices { output.append(alphabet[Int(symbols[index])]) }
            }
        }
    }
}

/// What is wrong with typed groups.
package enum GroupFault: Hashable, Sendable {
    /// These groups, counted from 1, are not as they were written.
    case mistyped([Int])

    /// There are too few or too many characters, and no telling where.
    case length(found: Int, expected: Int)

    /// Every group is right by itself and the whole is not: it is for another purpose, or was mistyped
    /// in a way that a check character does not find.
    case digest
}
