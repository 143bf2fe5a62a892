/// Places in ``SLIP39WordList`` in a row: the words of a share, in secret memory.
struct SLIP39Words: ~Copyable {
    /// Two bytes for each word, the higher one first.
    private let bytes: SecretBytes

    /// The number of words.
    var count: Int { bytes.count / 2 }

    /// The number of words at the end that are the checksum.
    static let checksumCount = 3

    /// Reads a text.
    ///
    /// - Parameter text: Words in either case with white space between them.
    /// - Throws: ``CryptoError/shares(_:)`` with ``ShareFault/unknownWord(_:)``, counted from 1.
    init(_ text: Span<UInt8>) throws(CryptoError) {
        bytes = try SecretBytes(maximumCount: 2 * text.count) { output throws(CryptoError) in
            var start = 0
            while start < text.count {
                guard !TypedGroups.isWhiteSpace(text[start]) else {
                    start += 1
                    continue
                }
                var end = start
                while end < text.count, !TypedGroups.isWhiteSpace(text[end]) { end += 1 }
                guard let index = SLIP39WordList.index(of: text.extracting(start..<end)) else {
                    throw .shares(.unknownWord(output.count / 2 + 1))
                }
                output.append(UInt8(index >> 8))
                output.append(UInt8(index & 0xff))
                start = end
            }
        }
    }

    /// Spells a share: 40 bits that say what it is, its value, and the checksum over both.
    ///
    /// - Parameters:
    ///   - head: 40 bits.
    ///   - value: The value, which gets zero bits before it to fill its words.
    ///   - customization: What the checksum begins with.
    init(head: UInt64, value: borrowing SecretBytes, customization: [UInt8]) {
        let valueCount = (value.count * 8 + 9) / 10
        bytes = SecretBytes(count: 2 * (4 + valueCount + Self.checksumCount)) { output in
            var checksum = RS1024(customization)
            func append(_ word: UInt32) {
                checksum.add(word)
                output.append(UInt8(word >> 8))
                output.append(UInt8(word & 0xff))
            }
            for shift in [30, 20, 10, 0] { append(UInt32(head >> UInt64(shift) & 1023)) }
            var bits: UInt32 = 0
            var bitCount = valueCount * 10 - value.count * 8
            value.withBytes { value in
                for index in value.indices {
                    bits = bits << 8 | UInt32(value[index])
                    bitCount += 8
                    guard bitCount >= 10 else { continue }
                    bitCount -= 10
                    append(bits >> UInt32(bitCount) & 1023)
                }
            }
            let sum = checksum.finish()
            for shift in [20, 10, 0] { append(sum >> UInt32(shift) & 1023) }
        }
    }

    /// Whether the checksum at the end is right.
    func isValid(customization: [UInt8]) -> Bool {
        var checksum = RS1024(customization)
        for index in 0..<count { checksum.add(word(index)) }
        return checksum.isValid
    }

    /// The first four words, 40 bits.
    var head: UInt64 {
        (0..<4).reduce(0) { $0 << 10 | UInt64(word($1)) }
    }

    /// Whether a value of an even number of bytes has as many words.
    var canHoldValue: Bool { valueBitCount % 16 <= 8 }

    private var valueBitCount: Int { 10 * (count - 4 - Self.checksumCount) }

    /// The value between the head and the checksum.
    ///
    /// - Returns: The value; `nil` if the bits that fill its words are not zero.
    func value() -> SecretBytes? {
        let bitCount = valueBitCount
        let padding = bitCount % 16
        var filling: UInt32 = 0
        let value = SecretBytes(count: (bitCount - padding) / 8) { output in
            var bits: UInt32 = 0
            var pending = -padding
            for index in 4..<(count - Self.checksumCount) {
                bits = bits << 10 | word(index)
                pending += 10
                if index == 4 {
                    filling = bits >> UInt32(pending)
                    bits &= 1 << UInt32(pending) - 1
                }
                while pending >= 8 {
                    pending -= 8
                    output.append(UInt8(truncatingIfNeeded: bits >> UInt32(pending)))
                }
            }
        }
        guard filling == 0 else { return nil }
        return value
    }

    /// The words with one space between them, in ASCII.
    func text() -> SecretBytes {
        SecretBytes(maximumCount: count * (SLIP39WordList.maximumCount + 1)) { output in
            for index in 0..<count {
                if index > 0 { output.append(UInt8(ascii: " ")) }
                let letters = SLIP39WordList.words[Int(word(index))]
                output.append(copying: letters.span)
            }
        }
    }

    private func word(_ index: Int) -> UInt32 {
        bytes.withBytes { UInt32($0[2 * index]) << 8 | UInt32($0[2 * index + 1]) }
    }
}

/// The checksum of SLIP-39: a Reed–Solomon code over words of ten bits, which finds up to three wrong
/// words for certain.
private struct RS1024 {
    private static let generator: [UInt32] = [
        0x00e0_e040, 0x01c1_c080, 0x0383_8100, 0x0707_0200, 0x0e0e_0009,
        0x1c0c_2412, 0x3808_6c24, 0x3090_fc48, 0x21b1_f890, 0x03f3_f120,
    ]

    private var state: UInt32 = 1

    init(_ customization: [UInt8]) {
        for character in customization { add(UInt32(character)) }
    }

    mutating func add(_ word: UInt32) {
        let top = state >> 20
        state = (state & 0xf_ffff) << 10 ^ word
        for index in 0..<10 {
            state ^= Self.generator[index] & (0 &- (top >> UInt32(index) & 1))
        }
    }

    /// The three words that make the whole valid, the first one highest.
    func finish() -> UInt32 {
        var copy = self
        for _ in 0..<SLIP39Words.checksumCount { copy.add(0) }
        return copy.state ^ 1
    }

    var isValid: Bool { state == 1 }
}
