import Testing
import VaultLedger

@Suite("Checkpoint")
struct CheckpointTests {
    let logKey: VerifierKey
    let checkpoint: Checkpoint

    init() throws {
        logKey = try VerifierKey(Example.logKey)
        checkpoint = try Checkpoint(
            origin: try KeyName(Example.origin),
            head: TreeHead(size: 5, root: MerkleTree.root(of: Example.leafHashes[...]))
        )
    }

    @Test
    func `is written and signed as in the worked example`() throws {
        #expect(checkpoint.text == Array(Example.text.utf8))
        #expect(checkpoint.text.count == 79)
        #expect(try checkpoint.signed(by: try logSigner()).bytes == Array(Example.note.utf8))
    }

    @Test(arguments: [Example.note, Example.cosignedNote])
    func `is verified and read`(text: String) throws {
        #expect(try Checkpoint(verifying: SignedNote(text), by: logKey) == checkpoint)
    }

    @Test(arguments: [0, 1, 9, 10, 255, 1_000_000, Int.max])
    func `is written as it was read, at any size`(size: Int) throws {
        let root = size == 0 ? MerkleTree.emptyRoot : Example.leafHashes[0]
        let other = try Checkpoint(
            origin: checkpoint.origin,
            head: TreeHead(size: size, root: root)
        )
        #expect(try Checkpoint(parsing: other.text) == other)
        #expect(try Checkpoint(parsing: other.text).text == other.text)
    }

    /// Texts that no checkpoint has, which a log might sign all the same.
    static let malformed: [Spelling] = [
        "",
        "\n",
        String(Example.text.dropLast()),
        Example.text.changing("\n5\n", to: "\n"),
        Example.text.changing("\n5\n", to: "\n\n"),
        Example.text.changing("\n5\n", to: "\n\n5\n"),
        Example.text.changing("\n5\n", to: "\n05\n"),
        Example.text.changing("\n5\n", to: "\n00\n"),
        Example.text.changing("\n5\n", to: "\n+5\n"),
        Example.text.changing("\n5\n", to: "\n-5\n"),
        Example.text.changing("\n5\n", to: "\n5 \n"),
        Example.text.changing("\n5\n", to: "\n 5\n"),
        Example.text.changing("\n5\n", to: "\n5.0\n"),
        Example.text.changing("\n5\n", to: "\n0x5\n"),
        Example.text.changing("\n5\n", to: "\n5e0\n"),
        Example.text.changing("\n5\n", to: "\n\u{0665}\n"),
        Example.text.changing("\n5\n", to: "\n\u{FF15}\n"),
        Example.text.changing("\n5\n", to: "\n9223372036854775808\n"),
        Example.text.changing("\n5\n", to: "\n18446744073709551621\n"),
        Example.text.changing("\n5\n", to: "\n0\n"),
        Example.text.changing("/hkY=", to: "/hkZ="),
        Example.text.changing("/hkY=", to: "/hkY"),
        Example.text.changing("/hkY=", to: "/hkY=="),
        Example.text.changing("/hkY=", to: "/hkYA"),
        Example.text.changing("/hkY=", to: "/hkY= "),
        Example.text.changing("/hkY=", to: "_hkY="),
        Example.text.changing("J/tawbfX", to: "J/ta"),
        Example.text.changing("J/tawbfX", to: ""),
        Example.text.changing("J/tawbfX", to: " J/tawbfX"),
        Example.text.changing("J/tawbfX", to: "J/tawb\r\nfX"),
        Example.text.changing("ledger\n", to: "led ger\n"),
        Example.text.changing("ledger\n", to: "led+ger\n"),
        Example.text.changing("ledger\n", to: "ledger\r\n"),
        Example.text.changing(Example.origin, to: ""),
        "\n" + Example.text,
        "\u{FEFF}\n" + Example.text,
        Example.text + "\n",
        Example.text + "extension\n\n",
        Example.text + "\nextension\n",
        Example.text + "extension",
    ].map(Spelling.init)

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedCheckpoint) {
            try Checkpoint(parsing: spelling.utf8)
        }
    }

    @Test(arguments: [Example.text + "extension\n", Example.text + "a\nb\n", Example.text + " \n"])
    func `is refused by name with extension lines`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(throws: LedgerError.unsupportedExtension) { try Checkpoint(parsing: bytes) }

        let note = try SignedNote(text: bytes, signers: [try logSigner()])
        #expect(throws: LedgerError.unsupportedExtension) {
            try Checkpoint(verifying: note, by: logKey)
        }
    }

    @Test(arguments: [(-1, MerkleTree.emptyRoot), (0, Example.leafHashes[0])])
    func `is not made of a head that no tree has`(size: Int, root: Digest) {
        #expect(throws: LedgerError.malformedCheckpoint) {
            try Checkpoint(origin: checkpoint.origin, head: TreeHead(size: size, root: root))
        }
    }

    @Test
    func `is refused with any bit changed`() throws {
        let bytes = Array(Example.note.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(throws: LedgerError.self, "byte \(place), bit \(bit)") {
                    try Checkpoint(verifying: SignedNote(parsing: changed), by: logKey)
                }
                if let note = try? SignedNote(parsing: changed) {
                    #expect(note.bytes == changed, "byte \(place), bit \(bit)")
                }
            }
        }
    }

    @Test
    func `is refused with any byte missing, repeated or cut off`() {
        let bytes = Array(Example.note.utf8)
        for place in bytes.indices {
            let changes = [
                Array(bytes[..<place]),
                Array(bytes[..<place] + bytes[(place + 1)...]),
                Array(bytes[...place] + bytes[place...]),
            ]
            for changed in changes where changed != bytes {
                #expect(throws: LedgerError.self, "byte \(place)") {
                    try Checkpoint(verifying: SignedNote(parsing: changed), by: logKey)
                }
            }
        }
    }

    @Test
    func `needs the key of its own log`() throws {
        let note = try SignedNote(Example.cosignedNote)
        let witnessKey = try VerifierKey(Example.witnessKey)
        #expect(throws: LedgerError.unsupportedKeyType(0x04)) {
            try Checkpoint(verifying: note, by: witnessKey)
        }

        let other = try logSigner(name: "vault.example/district-8/ledger")
        #expect(throws: LedgerError.unknownSigner) {
            try Checkpoint(verifying: note, by: other.verifierKey)
        }
        #expect(throws: LedgerError.originMismatch) { try checkpoint.signed(by: other) }

        let foreign = try SignedNote(text: checkpoint.text, signers: [other])
        #expect(throws: LedgerError.originMismatch) {
            try Checkpoint(verifying: foreign, by: other.verifierKey)
        }
    }
}
