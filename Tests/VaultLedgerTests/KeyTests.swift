import Testing
import VaultCrypto
import VaultLedger

@Suite("Key name")
struct KeyNameTests {
    @Test(arguments: [
        "a", "vault.example/district-7/ledger", "öffentlich", "é", "名前", "a—b", "\u{7F}",
    ])
    func `takes text without white space and plus`(text: String) throws {
        let name = try KeyName(text)
        #expect(Array(name.description.utf8) == Array(text.utf8))
        #expect(name.utf8 == Array(text.utf8))
    }

    @Test(arguments: [
        "", " ", "a b", "a+b", "+", "a\n", "a\tb", "\ra", "a\u{0}", "a\u{1F}", "a\u{85}b",
        "a\u{A0}b", "a\u{1680}", "a\u{2003}b", "a\u{2028}b", "a\u{3000}b",
    ])
    func `refuses white space, control characters, plus and nothing`(text: String) {
        #expect(throws: LedgerError.malformedName) { try KeyName(text) }
    }

    @Test(
        arguments: [
            [0xFF], [0x61, 0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xE2, 0x80], [0x80],
        ] as [[UInt8]]
    )
    func `refuses what is not UTF-8`(bytes: [UInt8]) {
        #expect(throws: LedgerError.malformedName) { try KeyName(utf8: bytes) }
    }

    @Test
    func `is equal by its bytes, not by its letters`() throws {
        let composed = "\u{E9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed)
        #expect(try KeyName(composed) != KeyName(decomposed))
    }
}

@Suite("Verifier key")
struct VerifierKeyTests {
    @Test
    func `is read from the worked example`() throws {
        let key = try VerifierKey(Example.logKey)
        #expect(key.name.description == Example.origin)
        #expect(key.type == .ed25519)
        #expect(key.id == KeyID(rawValue: 0x77e1_de4d))
        #expect(key.id.description == "77e1de4d")
        #expect(
            Hexadecimal.encode(key.publicKey.span)
                == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"
        )

        let witness = try VerifierKey(Example.witnessKey)
        #expect(witness.name.description == "witness.example/w1")
        #expect(witness.type == .cosignature)
        #expect(witness.id.description == "20324abe")
    }

    @Test(arguments: [Example.logKey, Example.witnessKey])
    func `is written as it was read`(text: String) throws {
        let key = try VerifierKey(text)
        #expect(key.description == text)
        #expect(try VerifierKey(name: key.name, type: key.type, publicKey: key.publicKey) == key)
    }

    @Test
    func `has an id with leading zeroes`() {
        #expect(KeyID(rawValue: 0x00A).description == "0000000a")
    }

    @Test
    func `has another id under another name and for another type`() throws {
        let key = try VerifierKey(Example.logKey)
        let other = try VerifierKey(
            name: try KeyName("vault.example/district-8/ledger"),
            type: .ed25519,
            publicKey: key.publicKey
        )
        let cosigner = try VerifierKey(
            name: key.name,
            type: .cosignature,
            publicKey: key.publicKey
        )
        #expect(Set([key.id, other.id, cosigner.id]).count == 3)
    }

    static let malformed: [Spelling] = [
        "",
        "+",
        "++",
        "name",
        "name+77e1de4d",
        Example.logKey.changing(Example.origin, to: ""),
        Example.logKey.changing("vault", to: "vau lt"),
        Example.logKey.changing("vault", to: "vau+lt"),
        Example.logKey.changing("vault", to: "Vault"),
        Example.logKey.changing("77e1de4d", to: "77E1DE4D"),
        Example.logKey.changing("77e1de4d", to: "77e1de4e"),
        Example.logKey.changing("77e1de4d", to: "77e1de4"),
        Example.logKey.changing("77e1de4d", to: "077e1de4d"),
        Example.logKey.changing("77e1de4d", to: ""),
        Example.logKey.changing("77e1de4d+", to: "77e1de4d++"),
        Example.logKey.changing("VTG4", to: "VTG5"),
        Example.logKey.changing("VTG4", to: "VT=="),
        Example.logKey.changing("VTG4", to: ""),
        Example.logKey.changing("VTG4", to: "VTG"),
        Example.logKey.changing("+AQ", to: "+BQ"),
        Example.logKey + "A===",
        Example.logKey + "AAAA",
        Example.logKey + "\n",
        Example.logKey + "\r\n",
        Example.logKey + " ",
        " " + Example.logKey,
        "\u{FEFF}" + Example.logKey,
    ].map(Spelling.init)

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.self) { try VerifierKey(spelling.text) }
    }

    @Test
    func `is refused with any bit changed`() {
        let bytes = Array(Example.logKey.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(throws: LedgerError.self, "byte \(place), bit \(bit)") {
                    try VerifierKey(parsing: changed)
                }
            }
        }
    }

    @Test(arguments: [0x00, 0x02, 0x03, 0x05, 0x06, 0xFF] as [UInt8])
    func `is refused by name when its type is unknown`(type: UInt8) throws {
        let key = try VerifierKey(Example.logKey)
        let text = vkey(name: Example.origin, type: type, publicKey: key.publicKey)
        #expect(throws: LedgerError.unsupportedKeyType(type)) { try VerifierKey(text) }
    }

    /// Points of low order, in canonical and other encodings, by which strangers' signatures hold.
    static let weakKeys: [String] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ]

    @Test(arguments: weakKeys)
    func `is refused when no honest key pair has it`(hexadecimal: String) throws {
        let publicKey = try Hexadecimal.decode(Array(hexadecimal.utf8).span)
        let name = try KeyName("weak.example")
        #expect(throws: LedgerError.malformedKey) {
            try VerifierKey(name: name, type: .ed25519, publicKey: publicKey)
        }
        let text = vkey(name: "weak.example", type: 1, publicKey: publicKey)
        #expect(throws: LedgerError.malformedKey) { try VerifierKey(text) }
    }

    @Test(arguments: [0, 31, 33])
    func `is refused with a public key of another length`(count: Int) throws {
        let key = try VerifierKey(Example.logKey)
        let publicKey = Array((key.publicKey + [0]).prefix(count))
        #expect(throws: LedgerError.malformedKey) {
            try VerifierKey(name: key.name, type: .ed25519, publicKey: publicKey)
        }
        let text = vkey(name: Example.origin, type: 1, publicKey: publicKey)
        #expect(throws: LedgerError.malformedKey) { try VerifierKey(text) }
    }

    /// Writes a vkey with the right id, whatever its parts are.
    private func vkey(name: String, type: UInt8, publicKey: [UInt8]) -> String {
        let key = [type] + publicKey
        let digest = Digest.of((Array(name.utf8) + [0x0A] + key).span)
        return "\(name)+\(digest.hexadecimal.prefix(8))+\(Base64.encode(key.span, padded: true))"
    }
}
