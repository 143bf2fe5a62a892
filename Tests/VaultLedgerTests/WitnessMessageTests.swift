import Testing
import VaultLedger

@Suite("Witness messages")
struct WitnessMessageTests {
    /// The request of the worked example: from three entries to five.
    static let request =
        "old 3\n"
        + [Example.leafHashes[2], Example.leafHashes[3], n01, Example.leafHashes[4]]
        .map { "\($0.base64)\n" }.joined() + "\n" + Example.note

    static let n01 = MerkleTree.nodeHash(Example.leafHashes[0], Example.leafHashes[1])

    @Test
    func `are as in the worked example`() throws {
        let bytes = Array(Self.request.utf8)
        let request = try WitnessRequest(parsing: bytes)
        #expect(request.bytes == bytes)
        #expect(request.oldSize == 3)
        #expect(request.checkpoint.origin.description == Example.origin)
        #expect(request.checkpoint.head.size == 5)
        let reader = ArrayReader(leaves: Example.leafHashes)
        #expect(request.proof == reader.consistencyProof3To5)
        #expect(
            try WitnessRequest(oldSize: 3, proof: request.proof, note: SignedNote(Example.note))
                == request
        )

        let response = try WitnessResponse(
            status: 200,
            body: Array(Example.cosignatureLine.utf8)
        )
        #expect(response.body == Array(Example.cosignatureLine.utf8))
        #expect(response.status == 200)
        let cosigned = try SignedNote(Example.cosignedNote)
        #expect(response == .cosigned([cosigned.signatures[1]]))
    }

    static let malformed: [Spelling] = [
        "", "\n", "old 3", "old 3\n", "old\n\n", " " + request, "\n" + request,
        request.changing("old 3\n", to: ""), request.changing("old 3\n", to: "old\n"),
        request.changing("old 3\n", to: "old \n"), request.changing("old 3\n", to: "old 03\n"),
        request.changing("old 3\n", to: "old -3\n"), request.changing("old 3\n", to: "old +3\n"),
        request.changing("old 3\n", to: "old  3\n"), request.changing("old 3\n", to: "old 3 \n"),
        request.changing("old 3\n", to: "Old 3\n"), request.changing("old 3\n", to: "old\t3\n"),
        request.changing("old 3\n", to: "old 3\r\n"),
        request.changing("old 3\n", to: "old 3\nold 3\n"),
        request.changing("old 3\n", to: "old 9223372036854775808\n"),
        request.changing("xec=\n\n", to: "xec=\n"), request.changing("xec=\n", to: "xed=\n"),
        request.changing("xec=\n", to: "xec\n"), request.changing("xec=\n", to: "xec= \n"),
        request.changing("xec=\n", to: "xec=\r\n"),
    ].map(Spelling.init(text:))

    @Test(arguments: malformed)
    func `have one spelling as requests`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedWitnessMessage) {
            try WitnessRequest(parsing: spelling.utf8)
        }
    }

    @Test
    func `ask about checkpoints`() throws {
        #expect(throws: LedgerError.malformedNote) {
            try WitnessRequest(parsing: Array("old 0\n\n".utf8))
        }
        #expect(throws: LedgerError.malformedNote) {
            try WitnessRequest(parsing: Array((Self.request + "\n").utf8))
        }
        let word = try SignedNote(text: Array("hello\n".utf8), signers: [try logSigner()])
        #expect(throws: LedgerError.malformedCheckpoint) {
            try WitnessRequest(oldSize: 0, proof: ConsistencyProof(path: []), note: word)
        }
        let note = try SignedNote(Example.note)
        let longest = Array(repeating: MerkleTree.emptyRoot, count: 63)
        let request = try WitnessRequest(
            oldSize: .max,
            proof: ConsistencyProof(path: longest),
            note: note
        )
        #expect(try WitnessRequest(parsing: request.bytes) == request)
        #expect(throws: LedgerError.malformedWitnessMessage) {
            let path = longest + longest.prefix(1)
            return try WitnessRequest(oldSize: 0, proof: ConsistencyProof(path: path), note: note)
        }
        #expect(throws: LedgerError.malformedWitnessMessage) {
            try WitnessRequest(oldSize: -1, proof: ConsistencyProof(path: []), note: note)
        }
    }

    @Test
    func `are written again without a difference, any bit changed`() {
        let bytes = Array(Self.request.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                guard let request = try? WitnessRequest(parsing: changed) else { continue }
                #expect(request.bytes == changed, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `are refused soon, however long`() {
        let hashes = String(repeating: "\(MerkleTree.emptyRoot.base64)\n", count: 100_000)
        #expect(throws: LedgerError.malformedWitnessMessage) {
            try WitnessRequest(parsing: Array(("old 0\n" + hashes + "\n" + Example.note).utf8))
        }
        let lines = String(repeating: Example.cosignatureLine, count: 100_000)
        #expect(throws: LedgerError.malformedWitnessMessage) {
            try WitnessResponse(status: 200, body: Array(lines.utf8))
        }
    }

    @Test
    func `answer with a size`() throws {
        for size in [0, 1, 20_852_014, Int.max] {
            let response = WitnessResponse.conflict(size: size)
            #expect(response.status == 409)
            #expect(response.contentType == "text/x.tlog.size")
            #expect(response.body == Array("\(size)\n".utf8))
            #expect(try WitnessResponse(status: 409, body: response.body) == response)
        }
        for body in ["", "\n", "5", "05\n", "-5\n", "5\n\n", "5 \n", "5\r\n", "x\n", "5\n5\n"] {
            #expect(throws: LedgerError.malformedWitnessMessage, "\(body)") {
                try WitnessResponse(status: 409, body: Array(body.utf8))
            }
        }
    }

    @Test
    func `refuse by status`() throws {
        for refusal in WitnessResponse.Refusal.allCases {
            let response = WitnessResponse.refused(refusal)
            #expect(response.status == refusal.rawValue)
            #expect(response.contentType == "text/plain; charset=utf-8")
            #expect(try WitnessResponse(status: response.status, body: [1, 2]) == response)
        }
        #expect(WitnessResponse.Refusal.allCases.map(\.rawValue) == [400, 403, 404, 422])
        for status in [0, 100, 201, 301, 401, 500, 503, -1] {
            #expect(throws: LedgerError.malformedWitnessMessage) {
                try WitnessResponse(status: status, body: [])
            }
        }
    }

    @Test
    func `have one spelling as cosignatures`() {
        let line = Example.cosignatureLine
        for body in [
            "", "\n", String(line.dropLast()), line + "\n", "\n" + line, line + " ", line + "x\n",
            line.changing("\u{2014} ", to: "- "), line.changing("ACw==", to: "ACx=="),
            line.changing("==\n", to: "==\r\n"),
        ] {
            #expect(throws: LedgerError.malformedWitnessMessage, "\(body)") {
                try WitnessResponse(status: 200, body: Array(body.utf8))
            }
        }
    }

    @Test
    func `tell by the body alone whether they cosign or name a size`() throws {
        let line = Example.cosignatureLine
        for body in [line, line + line, "0\n", "5\n", "9223372036854775807\n"] {
            let bytes = Array(body.utf8)
            let status = body.hasPrefix("\u{2014}") ? 200 : 409
            let response = try WitnessResponse(body: bytes)
            #expect(try response == WitnessResponse(status: status, body: bytes))
            #expect(response.status == status)
            #expect(response.body == bytes)
        }
        for body in ["", "\n", "5", "05\n", "-5\n", "5\n" + line, line + "5\n", "x\n", " 5\n"] {
            #expect(throws: LedgerError.malformedWitnessMessage, "\(body)") {
                try WitnessResponse(body: Array(body.utf8))
            }
        }
    }
}

extension ArrayReader {
    /// The proof of the worked example, in the order of RFC 6962.
    var consistencyProof3To5: ConsistencyProof? {
        try? consistencyProof(from: 3, to: 5)
    }
}
