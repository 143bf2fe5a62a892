import Testing
import VaultLedger

@Suite("Trust policy")
struct TrustPolicyTests {
    static let log = "log \(Example.logKey)\n"
    static let witness = "witness w1 \(Example.witnessKey)\n"

    /// A key of a witness of any number from 1 to 200.
    static func witnessKey(_ number: Int) -> VerifierKey {
        Person(name: "witness \(number)").witness
    }

    static func witness(_ number: Int, _ name: String? = nil) -> String {
        "witness \(name ?? "w\(number)") \(witnessKey(number))\n"
    }

    static let full =
        """
        # who is believed\t\u{FC}

        \t log   \(Example.logKey) \t https://vault.example/district-7 \n
        """
        + witness
        + "witness \u{212A} \(witnessKey(2)) https://w2.example/\u{FC}\n"
        + witness(3) + witness(4) + witness(5)
        + "group none-of-them all w3 \u{212A}\n  # in between\ngroup any any w1\n"
        + "group all 2 none-of-them any w4\nquorum all\n# the end\n"

    @Test
    func `is read with all that the format allows`() throws {
        let policy = try TrustPolicy(parsing: Array(Self.full.utf8))
        #expect(policy.bytes == Array(Self.full.utf8))
        #expect(policy.logs.map(\.key.description) == [Example.logKey])
        #expect(policy.logs[0].url == word("https://vault.example/district-7"))
        #expect(policy.witnesses.map(\.name.description) == ["w1", "\u{212A}", "w3", "w4", "w5"])
        #expect(policy.witnesses.map(\.key).last == Self.witnessKey(5))
        #expect(policy.witnesses[1].url == word("https://w2.example/\u{FC}"))
        #expect(policy.groups.map(\.threshold) == [.all, .any, .atLeast(2)])
        #expect(policy.groups[2].members == [word("none-of-them"), word("any"), word("w4")])
        #expect(policy.quorum == word("all"))
    }

    @Test
    func `is written and read back`() throws {
        let policy = try TrustPolicy(parsing: Array(Self.full.utf8))
        let written = try TrustPolicy(
            logs: policy.logs,
            witnesses: policy.witnesses,
            groups: policy.groups,
            quorum: policy.quorum
        )
        #expect(try TrustPolicy(parsing: written.bytes) == written)
        #expect(written.logs == policy.logs)
        #expect(written.witnesses == policy.witnesses)
        #expect(written.groups == policy.groups)
        #expect(written.quorum == policy.quorum)

        let key = try VerifierKey(Example.logKey)
        let alone = try TrustPolicy(trusting: key)
        #expect(alone.bytes == Array((Self.log + "quorum none\n").utf8))
        #expect(alone.quorum == nil)
        let other = ReceiptExample.log.verifierKey
        #expect(try policy.trusting(other).logs.map(\.key) == [other])
        #expect(try policy.trusting(other).quorum == policy.quorum)
    }

    static let malformed: [Spelling] = [
        "", "\n", "# quorum none\n", log, log + "quorum none", log + "quorum\n",
        log + "quorum none none\n", log + "quorum none\nquorum none\n", log + "Quorum none\n",
        log + "quorum w1\n", log + "quorum w1\n" + witness, "log\nquorum none\n",
        "log a b c\nquorum none\n", log.dropLast() + " u v\nquorum none\n",
        log + log + "quorum none\n", witness + witness + "quorum none\n",
        witness + witness.changing("w1 ", to: "w2 ") + "quorum none\n",
        witness + Self.witness(2, "w1") + "quorum w1\n", Self.witness(1, "none") + "quorum none\n",
        "witness w1\nquorum none\n", "witness \(Example.witnessKey)\nquorum none\n",
        witness.dropLast() + " u v\nquorum none\n", "witnes w1 x\nquorum none\n",
        log + "policy v1\nquorum none\n", log + "quorum none\r\n", "\u{0}quorum none\n",
        "quorum none\u{7F}\n", "quorum\u{B}none\n", "quorum\u{A0}none\n", "\u{FEFF}quorum none\n",
        witness + "group g\nquorum g\n", witness + "group g any\nquorum g\n",
        witness + "group g 0 w1\nquorum g\n", witness + "group g 2 w1\nquorum g\n",
        witness + "group g 01 w1\nquorum g\n", witness + "group g +1 w1\nquorum g\n",
        witness + "group g -1 w1\nquorum g\n", witness + "group g 1.0 w1\nquorum g\n",
        witness + "group g ANY w1\nquorum g\n", witness + "group g some w1\nquorum g\n",
        witness + "group g 9223372036854775808 w1\nquorum g\n",
        witness + "group g any w2\nquorum g\n", witness + "group g any g\nquorum g\n",
        witness + "group g any none\nquorum g\n", witness + "group none any w1\nquorum none\n",
        witness + "group w1 any w1\nquorum w1\n", witness + "group g any w1 w1\nquorum g\n",
        witness + "group g any w1\ngroup h any w1\nquorum h\n",
        witness + "group g any w1\ngroup h any g\ngroup i any g\nquorum i\n",
        "group g any w1\n" + witness + "quorum g\n",
        witness + "group h any g\ngroup g any w1\nquorum h\n",
        witness + Self.witness(2) + "group g any w1\ngroup g any w2\nquorum g\n",
    ].map { Spelling(text: String($0)) }

    @Test(arguments: malformed)
    func `is refused where it breaks the form`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedPolicy) { try TrustPolicy(parsing: spelling.utf8) }
    }

    @Test
    func `takes keys of the right kind, each for one purpose`() throws {
        #expect(throws: LedgerError.unsupportedKeyType(0x04)) {
            try TrustPolicy(parsing: Array("log \(Example.witnessKey)\nquorum none\n".utf8))
        }
        #expect(throws: LedgerError.unsupportedKeyType(0x01)) {
            try TrustPolicy(parsing: Array("witness w \(Example.logKey)\nquorum w\n".utf8))
        }
        #expect(throws: LedgerError.malformedKey) {
            let key = Example.logKey.changing("77e1de4d", to: "77e1de4e")
            return try TrustPolicy(parsing: Array("log \(key)\nquorum none\n".utf8))
        }
        let key = try VerifierKey(Example.logKey)
        let own = try VerifierKey(name: key.name, type: .cosignature, publicKey: key.publicKey)
        let text = Self.log + "witness w \(own)\nquorum w\n"
        #expect(throws: LedgerError.malformedPolicy) {
            try TrustPolicy(parsing: Array(text.utf8))
        }
    }

    @Test
    func `takes names of any octets`() throws {
        let name: [UInt8] = [0x80, 0xFF, 0x23]
        let bytes =
            Array("witness ".utf8) + name + Array(" \(Example.witnessKey)\nquorum ".utf8) + name
        let policy = try TrustPolicy(parsing: bytes + [0x0A])
        #expect(policy.quorum?.bytes == name)
        #expect(TrustPolicy.Word("") == nil)
        #expect(TrustPolicy.Word("a b") == nil)
        #expect(TrustPolicy.Word("a\n") == nil)
        // Canonically equivalent, but not the same octets.
        let text = Self.witness(1, "K") + "quorum \u{212A}\n"
        #expect(throws: LedgerError.malformedPolicy) { try TrustPolicy(parsing: Array(text.utf8)) }
    }

    @Test
    func `takes no parts that it could not read`() throws {
        let witness = TrustPolicy.Witness(name: word("#w"), key: Self.witnessKey(1))
        let policy = try TrustPolicy(logs: [], witnesses: [witness], quorum: word("#w"))
        #expect(policy.quorum == word("#w"))
        #expect(throws: LedgerError.malformedPolicy) {
            try TrustPolicy(logs: [], witnesses: [witness, witness])
        }
        #expect(throws: LedgerError.malformedPolicy) {
            try TrustPolicy(
                logs: [],
                groups: [TrustPolicy.Group(name: word("g"), threshold: .all, members: [])]
            )
        }
        #expect(throws: LedgerError.malformedPolicy) {
            try TrustPolicy(logs: [], quorum: word("w"))
        }
        let key = try VerifierKey(Example.witnessKey)
        #expect(throws: LedgerError.unsupportedKeyType(0x04)) { try TrustPolicy(trusting: key) }
    }

    @Test
    func `trusts no key of a flipped text that it did not trust before`() throws {
        let policy = try TrustPolicy(parsing: Array(Self.full.utf8))
        let keys = Set(policy.logs.map(\.key) + policy.witnesses.map(\.key))
        for place in policy.bytes.indices {
            for bit in 0..<8 {
                var changed = policy.bytes
                changed[place] ^= 1 << bit
                guard let other = try? TrustPolicy(parsing: changed) else { continue }
                #expect(other.bytes == changed)
                #expect(keys.isSuperset(of: other.logs.map(\.key) + other.witnesses.map(\.key)))
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is read in bounded time, however large`() throws {
        var text = Self.log
        for number in 1...200 { text += Self.witness(number) }
        text += "group all all" + (1...200).map { " w\($0)" }.joined() + "\nquorum all\n"
        #expect(try TrustPolicy(parsing: Array(text.utf8)).witnesses.count == 200)

        for hostile in [
            String(repeating: "\n", count: 65_536), String(repeating: "# \n", count: 1_000_000),
            "group g any" + String(repeating: " w", count: 30_000) + "\n",
            String(repeating: " ", count: 65_000) + "quorum\n",
            Self.witness + (0..<2_000).map { "group g\($0) any w1\n" }.joined(),
        ] {
            #expect(throws: LedgerError.malformedPolicy) {
                try TrustPolicy(parsing: Array(hostile.utf8))
            }
        }
        let empty = String(repeating: "\n", count: 65_536 - 12) + "quorum none\n"
        #expect(try TrustPolicy(parsing: Array(empty.utf8)).logs.isEmpty)
        #expect(throws: LedgerError.malformedPolicy) {
            try TrustPolicy(parsing: Array((empty + "\n").utf8))
        }
    }
}
