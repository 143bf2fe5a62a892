import TestSupport
import Testing
import VaultCrypto

@Suite("Typed groups")
struct TypedGroupsTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let label = "vault/v1 recovery code"

    private static let symbols: [UInt8] = {
        var generator = SeededGenerator(seed: 39)
        return (0..<52).map { _ in UInt8.random(in: 0..<32, using: &generator) }
    }()

    private static let text = write(symbols)

    private static let groups = text.split(separator: "-").map(String.init)

    private static func write(_ symbols: [UInt8], label: String = label) -> String {
        TypedGroups.encode(SecretBytes(copying: symbols.span), label: label)
            .withBytes { String(decoding: [UInt8]($0), as: UTF8.self) }
    }

    private static func read(
        _ text: String,
        label: String = label,
        count: Int = 52
    ) throws(CryptoError) -> [UInt8] {
        let bytes = [UInt8](text: text)
        return try TypedGroups.decode(bytes.span, symbolCount: count, label: label)
            .withBytes { [UInt8]($0) }
    }

    private static func joined(_ groups: [String]) -> String { groups.joined(separator: "-") }

    @Test
    func `are fourteen of five characters`() {
        #expect(Self.groups.count == 14)
        #expect(Self.groups.allSatisfy { $0.count == 5 })
        #expect(TypedGroups.count(symbolCount: 52) == 14)
    }

    @Test(arguments: [4, 20, 52, 120])
    func `give back what was written`(count: Int) throws {
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<20 {
            let symbols = (0..<count).map { _ in UInt8.random(in: 0..<32, using: &generator) }
            #expect(try Self.read(Self.write(symbols), count: count) == symbols)
        }
    }

    /// The check character from its definition: polynomials over one bit, x⁵ = x³ + 1.
    private static func check(_ symbols: [UInt8], number: Int) -> UInt8 {
        var sum = UInt(number)
        for (index, symbol) in symbols.enumerated() {
            var product = UInt(symbol) << (index + 1)
            for degree in stride(from: 10, through: 5, by: -1) where product >> degree & 1 == 1 {
                product ^= 0b10_1001 << (degree - 5)
            }
            sum ^= product
        }
        return UInt8(sum)
    }

    @Test
    func `have the check characters of the definition`() {
        for (index, group) in Self.groups.enumerated() {
            let values = group.map { UInt8(Self.alphabet.firstIndex(of: $0) ?? 255) }
            #expect(values[4] == Self.check(Array(values.prefix(4)), number: index + 1))
        }
    }

    // MARK: mistakes

    @Test
    func `name the group of every wrong character`() {
        for (index, group) in Self.groups.enumerated() {
            for place in 0..<5 {
                for character in Self.alphabet + ["U", "*", "é", "ا", "_"] {
                    var characters = Array(group)
                    guard characters[place] != character else { continue }
                    characters[place] = character
                    var copy = Self.groups
                    copy[index] = String(characters)
                    #expect(throws: CryptoError.groups(.mistyped([index + 1]))) {
                        try Self.read(Self.joined(copy))
                    }
                }
            }
        }
    }

    @Test
    func `name the group in which two characters changed places`() {
        for (index, group) in Self.groups.enumerated() {
            for (first, second) in [(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (0, 4), (1, 3)] {
                var characters = Array(group)
                guard characters[first] != characters[second] else { continue }
                characters.swapAt(first, second)
                var copy = Self.groups
                copy[index] = String(characters)
                #expect(throws: CryptoError.groups(.mistyped([index + 1]))) {
                    try Self.read(Self.joined(copy))
                }
            }
        }
    }

    @Test
    func `name both groups that changed places`() {
        for first in 0..<14 {
            for second in (first + 1)..<14 {
                var copy = Self.groups
                copy.swapAt(first, second)
                #expect(throws: CryptoError.groups(.mistyped([first + 1, second + 1]))) {
                    try Self.read(Self.joined(copy))
                }
            }
        }
    }

    @Test
    func `name a group that is too short or too long, where groups are told apart`() {
        for index in 0..<14 {
            for wrong in [String(Self.groups[index].dropLast()), Self.groups[index] + "7"] {
                var copy = Self.groups
                copy[index] = wrong
                #expect(throws: CryptoError.groups(.mistyped([index + 1]))) {
                    try Self.read(Self.joined(copy))
                }
                let length = CryptoError.groups(.length(found: 65 + wrong.count, expected: 70))
                #expect(throws: length) { try Self.read(copy.joined()) }
            }
        }
        #expect(throws: CryptoError.groups(.length(found: 0, expected: 70))) { try Self.read("") }
        #expect(throws: CryptoError.groups(.length(found: 65, expected: 70))) {
            try Self.read(Self.joined(Self.groups.dropLast()))
        }
    }

    @Test
    func `find by the digest what no check character finds`() throws {
        for (index, group) in Self.groups.enumerated() {
            // The same mistake twice, in a character and in the check character.
            var values = group.map { UInt8(Self.alphabet.firstIndex(of: $0) ?? 255) }
            values[0] ^= 5
            values[4] = Self.check(Array(values.prefix(4)), number: index + 1)
            var copy = Self.groups
            copy[index] = String(values.map { Self.alphabet[Int($0)] })
            #expect(throws: CryptoError.groups(.digest)) { try Self.read(Self.joined(copy)) }
        }
        #expect(throws: CryptoError.groups(.digest)) {
            try Self.read(Self.text, label: "vault/v1 claim code")
        }
    }

    // MARK: leniency

    @Test
    func `are read in either case, and with hyphens and white space anywhere`() throws {
        let loose = [
            Self.text.lowercased(), Self.groups.joined(), Self.groups.joined(separator: " "),
            Self.groups.joined(separator: "\r\n"), " \t-" + Self.text + "--\n",
            Self.groups.joined().map { "\($0)" }.joined(separator: "-"),
        ]
        for text in loose { #expect(try Self.read(text) == Self.symbols) }
    }

    @Test
    func `are read as Crockford reads letters that look like digits`() throws {
        let zeros = Self.write(Array(repeating: 0, count: 52))
        let ones = Self.write(Array(repeating: 1, count: 52))
        for letter in ["O", "o"] {
            let text = zeros.replacing("0", with: letter)
            #expect(try Self.read(text) == Array(repeating: 0, count: 52))
        }
        for letter in ["I", "i", "L", "l"] {
            let text = ones.replacing("1", with: letter)
            #expect(try Self.read(text) == Array(repeating: 1, count: 52))
        }
    }

    @Test
    func `check one by one at a prompt`() {
        func isGroup(_ text: String, _ number: Int) -> Bool {
            let bytes = [UInt8](text: text)
            return TypedGroups.isGroup(bytes.span, number: number)
        }
        for (index, group) in Self.groups.enumerated() {
            #expect(isGroup(" \(group.lowercased()) ", index + 1))
            #expect(!isGroup(group, index + 2))
            #expect(!isGroup(group + "0", index + 1))
        }
        #expect(!isGroup("", 1))
    }
}
