import Testing
import VaultCrypto

@Suite("Shares of a secret")
struct SharingTests {
    private static let empty: [UInt8] = []

    private static func read(_ mnemonic: String) throws(CryptoError) -> SLIP39Share {
        try SLIP39Share(mnemonic: [UInt8](text: mnemonic).span)
    }

    private static func text(_ share: SLIP39Share) -> String {
        share.mnemonic().withBytes { String(decoding: [UInt8]($0), as: UTF8.self) }
    }

    /// Combines shares as people do: from their words.
    private static func combine(
        _ mnemonics: [String],
        passphrase: [UInt8] = empty
    ) throws(CryptoError) -> [UInt8] {
        var shares: [SLIP39Share] = []
        for mnemonic in mnemonics { shares.append(try read(mnemonic)) }
        let secret = try SLIP39.combine(shares, passphrase: passphrase.span)
        return secret.withBytes { [UInt8]($0) }
    }

    private static func split(
        _ secret: [UInt8],
        _ threshold: Int,
        of count: Int,
        passphrase: [UInt8] = empty
    ) -> [String] {
        let groups = SLIP39.split(
            SecretBytes(copying: secret.span),
            into: [SLIP39.Group(threshold: threshold, of: count)],
            groupThreshold: 1,
            passphrase: passphrase.span,
            exponent: 0
        )
        return groups[0].map(text)
    }

    private static let secret: [UInt8] = (0..<32).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }

    private static let shares = split(secret, 2, of: 3)

    // MARK: vectors

    @Test(arguments: SLIP39Vector.all)
    func `give what the standard says, or are refused as it says`(vector: SLIP39Vector) {
        switch vector.outcome {
        case .secret(let secret):
            let found = try? Self.combine(vector.shares, passphrase: SLIP39Vector.passphrase)
            #expect(found == [UInt8](hex: secret))
        case .fault(let fault):
            #expect(throws: CryptoError.shares(fault)) {
                try Self.combine(vector.shares, passphrase: SLIP39Vector.passphrase)
            }
        }
    }

    @Test
    func `are spelled as in the standard`() throws {
        for vector in SLIP39Vector.all {
            guard case .secret = vector.outcome else { continue }
            for share in vector.shares { #expect(try Self.text(Self.read(share)) == share) }
        }
    }

    // MARK: round trips

    @Test
    func `give back the secret, whichever two of three there are`() throws {
        for first in 0..<3 {
            for second in 0..<3 where second != first {
                let pair = [Self.shares[first], Self.shares[second]]
                #expect(try Self.combine(pair) == Self.secret)
            }
        }
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 3), (2, 4), (3, 4), (4, 4), (3, 5)])
    func `give back the secret, for every choice of so many`(threshold: Int, count: Int) throws {
        let secret = Array(Self.secret.prefix(16))
        let shares = Self.split(secret, threshold, of: count)
        for choice in 0..<(1 << count) {
            let chosen = shares.indices.filter { choice >> $0 & 1 == 1 }.map { shares[$0] }
            if chosen.count == threshold {
                #expect(try Self.combine(chosen) == secret)
            } else if !chosen.isEmpty {
                let fault = ShareFault.members(needed: threshold, found: chosen.count)
                #expect(throws: CryptoError.shares(fault)) { try Self.combine(chosen) }
            }
        }
    }

    @Test(arguments: [true, false])
    func `give back the secret through two of three groups`(isExtendable: Bool) throws {
        let groups = SLIP39.split(
            SecretBytes(copying: Self.secret.span),
            into: [
                .init(threshold: 1, of: 1), .init(threshold: 2, of: 3), .init(threshold: 3, of: 3),
            ],
            groupThreshold: 2,
            passphrase: [UInt8](text: "among us").span,
            isExtendable: isExtendable,
            exponent: 0
        )
        let texts = groups.map { $0.map(Self.text) }
        for chosen in [texts[0] + texts[1].suffix(2), texts[2] + texts[0]] {
            let found = try Self.combine(chosen, passphrase: [UInt8](text: "among us"))
            #expect(found == Self.secret)
            #expect(try Self.combine(chosen) != Self.secret)
        }
        #expect(throws: CryptoError.shares(.groups(needed: 2, found: 1))) {
            try Self.combine(texts[2])
        }
    }

    @Test
    func `are of no use alone`() {
        for share in Self.shares {
            #expect(throws: CryptoError.shares(.members(needed: 2, found: 1))) {
                try Self.combine([share])
            }
        }
        #expect(throws: CryptoError.shares(.groups(needed: 1, found: 0))) { try Self.combine([]) }
    }

    // MARK: mistakes

    @Test
    func `of two splittings are not mixed`() throws {
        let other = Self.split(Self.secret, 2, of: 3)
        // One in 32,768 splittings has the same number; then the digest tells.
        let isSame = try Self.read(other[0]).sharing == Self.read(Self.shares[0]).sharing
        for (first, second) in [(0, 1), (1, 2), (2, 0)] {
            #expect(throws: CryptoError.shares(isSame ? .digest : .mixed)) {
                try Self.combine([Self.shares[first], other[second]])
            }
        }
    }

    @Test
    func `name a word that is none`() throws {
        let words = Self.shares[0].split(separator: " ").map(String.init)
        #expect(words.count == 33)
        for index in words.indices {
            for wrong in ["vault", words[index] + "s", String(words[index].dropLast()), "żółw"] {
                var copy = words
                copy[index] = wrong
                #expect(throws: CryptoError.shares(.unknownWord(index + 1))) {
                    try Self.read(copy.joined(separator: " "))
                }
            }
        }
    }

    @Test
    func `find each word that is another one, and two that changed places`() throws {
        let words = Self.shares[0].split(separator: " ").map(String.init)
        let list = SLIP39WordList.words.map { String(decoding: $0, as: UTF8.self) }
        for index in words.indices {
            let place = try #require(list.firstIndex(of: words[index]))
            for step in [1, 2, 31, 512, 1023] {
                var copy = words
                copy[index] = list[(place + step) % 1024]
                #expect(throws: CryptoError.shares(.checksum)) {
                    try Self.read(copy.joined(separator: " "))
                }
            }
            for other in words.indices where words[other] != words[index] {
                var copy = words
                copy.swapAt(index, other)
                #expect(throws: CryptoError.shares(.checksum)) {
                    try Self.read(copy.joined(separator: " "))
                }
            }
        }
    }

    @Test
    func `are read in either case and with any white space`() throws {
        let share = Self.shares[0]
        let loose = "\n  " + share.uppercased().replacing(" ", with: " \t\r\n") + "\n"
        #expect(try Self.text(Self.read(loose)) == share)
        #expect(throws: CryptoError.shares(.length)) { try Self.read("") }
        #expect(throws: CryptoError.shares(.length)) { try Self.read(share + " academic") }
        #expect(throws: CryptoError.shares(.length)) {
            try Self.read(share.split(separator: " ").dropLast().joined(separator: " "))
        }
    }

    // MARK: building blocks

    @Test
    func `compute in the field that the standard names`() {
        // Powers of x + 1, which reach every element but zero; the product is the sum of logarithms.
        var powers: [UInt8] = []
        var logarithm = [Int](repeating: 0, count: 256)
        var power = 1
        for exponent in 0..<255 {
            powers.append(UInt8(power))
            logarithm[power] = exponent
            power ^= power << 1
            if power > 255 { power ^= 0x11b }
        }
        for first in 0..<256 {
            for second in 0..<256 {
                let exponent = (logarithm[first] + logarithm[second]) % 255
                let expected = first == 0 || second == 0 ? 0 : powers[exponent]
                let product = GF256.multiply(UInt8(first), UInt8(second))
                if product != expected { Issue.record("\(first) times \(second) is \(product)") }
            }
            guard first > 0 else { continue }
            #expect(GF256.multiply(UInt8(first), GF256.inverse(UInt8(first))) == 1)
        }
    }

    @Test
    func `take their words from a list that is sorted and told apart by four letters`() {
        let words = SLIP39WordList.words
        #expect(words.count == 1024)
        #expect(words.allSatisfy { (4...8).contains($0.count) })
        #expect(Set(words.map { $0.prefix(4) }).count == 1024)
        #expect(zip(words, words.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    }
}
