import Testing
import VaultLedger

@Suite("Proof file")
struct TlogProofTests {
    static let text = """
        c2sp.org/tlog-proof@v1
        extra Y2hhcmxpZQ==
        index 2
        XHEX+57bDOw4cleJEQXaamYWciryRwg+LW7aZxUpzcU=
        +zPf97nye5TVdDHTxy4yaOXdqcTePSsNNKs0FG1uaAY=
        Sjy3ROCi+xW0tMBFuF4oJe5wEq4ltsIRHzQaM2Ifxec=

        \(Example.cosignedNote)
        """

    @Test
    func `is read and written as in the worked example`() throws {
        let bytes = Array(Self.text.utf8)
        let proof = try TlogProof(parsing: bytes)
        #expect(proof.bytes == bytes)
        #expect(proof.extra == Array("charlie".utf8))
        #expect(proof.inclusion.index == 2)
        #expect(proof.inclusion.path.count == 3)
        #expect(proof.note == (try SignedNote(Example.cosignedNote)))
        #expect(proof.checkpoint.head.size == 5)

        let key = try VerifierKey(Example.logKey)
        let head = try Checkpoint(verifying: proof.note, by: key).head
        let entry = try #require(proof.extra)
        try proof.inclusion.verify(leafHash: MerkleTree.leafHash(of: entry.span), in: head)
        #expect(
            try TlogProof(
                extra: entry,
                inclusion: ArrayReader(leaves: Example.leafHashes).inclusionProof(
                    index: 2,
                    size: 5
                ),
                note: proof.note
            ) == proof
        )
    }

    @Test
    func `can do without extra and without hashes`() throws {
        let text = "c2sp.org/tlog-proof@v1\nindex 0\n\n" + Example.note
        let proof = try TlogProof(parsing: Array(text.utf8))
        #expect(proof.extra == nil)
        #expect(proof.inclusion == InclusionProof(index: 0, path: []))
        #expect(proof.bytes == Array(text.utf8))
    }

    static let malformed: [Spelling] = [
        "", "\n", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n", "\n" + text,
        " " + text, "\u{FEFF}" + text, text.changing("@v1\n", to: "@v1\r\n"),
        text.changing("@v1\n", to: "@v1 \n"), text.changing("@v1", to: "@v2"),
        text.changing("@v1", to: "@v10"), text.changing("c2sp.org/", to: ""),
        text.changing("@v1\n", to: "@v1\n\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra \n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra  Y2hhcmxpZQ==\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "Extra Y2hhcmxpZQ==\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra Y2hhcmxpZQ\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra Y2hhcmxpZR==\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra Y2hhcmxpZQ== \n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra Y2hhcmxpZQ==\r\n"),
        text.changing("extra Y2hhcmxpZQ==\n", to: "extra Y2hh cmxpZQ==\n"),
        text.changing("extra ", to: "extra YQ==\nextra "),
        text.changing("extra Y2hhcmxpZQ==\nindex 2\n", to: "index 2\nextra Y2hhcmxpZQ==\n"),
        text.changing("index 2\n", to: ""), text.changing("index 2\n", to: "index\n"),
        text.changing("index 2\n", to: "index \n"), text.changing("index 2\n", to: "index 02\n"),
        text.changing("index 2\n", to: "index +2\n"),
        text.changing("index 2\n", to: "index -2\n"),
        text.changing("index 2\n", to: "index  2\n"),
        text.changing("index 2\n", to: "index 2 \n"),
        text.changing("index 2\n", to: "index 2\r\n"),
        text.changing("index 2\n", to: "index\t2\n"),
        text.changing("index 2\n", to: "index 2\nindex 2\n"),
        text.changing("index 2\n", to: "index 9223372036854775808\n"),
        text.changing("index 2\n", to: "index \u{0662}\n"),
        text.changing("xUpzcU=\n", to: "xUpzcV=\n"), text.changing("xUpzcU=\n", to: "xUpzcU\n"),
        text.changing("xUpzcU=\n", to: "xUpzcU= \n"),
        text.changing("xUpzcU=\n", to: "xUpzcU=\r\n"),
        text.changing("xUpzcU=\n", to: "xUpzcU=\nAAAA\n"),
        text.changing("xUpzcU=\n", to: "xUpzcU=\n# comment\n"),
        text.changing("2Ifxec=\n\n", to: "2Ifxec=\n"),
    ].map(Spelling.init(text:))

    @Test(arguments: malformed)
    func `has one spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedReceipt) { try TlogProof(parsing: spelling.utf8) }
    }

    @Test(arguments: [
        text + "\n", text + " ", String(text.dropLast()), text + "x\n",
        text.changing("2Ifxec=\n\n", to: "2Ifxec=\n\n\n").changing("\n5\n", to: "\n5\r\n"),
        "c2sp.org/tlog-proof@v1\nindex 0\n\n",
    ])
    func `ends with a signed note`(text: String) {
        #expect(throws: LedgerError.malformedNote) { try TlogProof(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        text + text, text.changing("2Ifxec=\n\n", to: "2Ifxec=\n\n\n"),
        text.changing("\n5\n", to: "\n05\n"),
    ])
    func `ends with a checkpoint`(text: String) {
        #expect(throws: LedgerError.malformedCheckpoint) {
            try TlogProof(parsing: Array(text.utf8))
        }
    }

    @Test
    func `takes no parts that it could not write`() throws {
        let note = try SignedNote(Example.note)
        let hash = MerkleTree.emptyRoot
        let longest = InclusionProof(index: .max, path: Array(repeating: hash, count: 63))
        let proof = try TlogProof(extra: [0], inclusion: longest, note: note)
        #expect(try TlogProof(parsing: proof.bytes) == proof)

        let tooLong = InclusionProof(index: 0, path: Array(repeating: hash, count: 64))
        let negative = InclusionProof(index: -1, path: [])
        let parts: [([UInt8]?, InclusionProof)] = [
            ([], longest), (nil, tooLong), (nil, negative),
        ]
        for (extra, inclusion) in parts {
            #expect(throws: LedgerError.malformedReceipt) {
                try TlogProof(extra: extra, inclusion: inclusion, note: note)
            }
        }
        #expect(throws: LedgerError.malformedReceipt) {
            try TlogProof(
                extra: Array(repeating: 0, count: 1_875_000),
                inclusion: longest,
                note: note
            )
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is refused soon, however long`() {
        let hashes = String(repeating: "\(MerkleTree.emptyRoot.base64)\n", count: 100_000)
        let start = "c2sp.org/tlog-proof@v1\n"
        for text in [
            start + "index 0\n" + hashes + "\n" + Example.note,
            start + "index 0\n" + hashes.prefix(2_000_000) + "\n" + Example.note,
            start + "extra " + String(repeating: "A", count: 10_000_000) + "\n",
            start + "index " + String(repeating: "1", count: 2_000_000) + "\n\n" + Example.note,
            start + String(repeating: "extra AAAA\n", count: 100_000),
            String(repeating: "\n", count: 2_000_000),
        ] {
            #expect(throws: LedgerError.malformedReceipt) {
                try TlogProof(parsing: Array(text.utf8))
            }
        }
    }
}
