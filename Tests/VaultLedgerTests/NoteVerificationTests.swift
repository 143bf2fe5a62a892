import Testing
import VaultCrypto
import VaultLedger

@Suite("Note verification")
struct NoteVerificationTests {
    let logKey: VerifierKey
    let witnessKey: VerifierKey

    init() throws {
        logKey = try VerifierKey(Example.logKey)
        witnessKey = try VerifierKey(Example.witnessKey)
    }

    @Test
    func `says which known keys have signed`() throws {
        let note = try SignedNote(Example.cosignedNote)
        let all = try note.verified(by: [witnessKey, logKey])
        #expect(all.map(\.key) == [logKey, witnessKey])
        #expect(all.map(\.time) == [nil, Example.time])
        #expect(try note.verified(by: [logKey, logKey]).map(\.key) == [logKey])
        #expect(try note.verified(by: [witnessKey]).map(\.key) == [witnessKey])
    }

    @Test
    func `needs one known key`() throws {
        let note = try SignedNote(Example.note)
        for keys in [[], [witnessKey]] {
            #expect(throws: LedgerError.unknownSigner) { try note.verified(by: keys) }
        }
    }

    @Test
    func `refuses the note for one bad signature by a known key`() throws {
        let text = Example.cosignedNote.changing("Hysb5", to: "HysB5")
        let note = try SignedNote(text)
        #expect(throws: LedgerError.badSignature) { try note.verified(by: [logKey, witnessKey]) }
        #expect(try note.verified(by: [logKey]).map(\.key) == [logKey])
    }

    @Test
    func `ignores lines by other keys`() throws {
        let lines = [
            "\u{2014} stranger.example AAAAAAA=\n",
            "\u{2014} \(Example.origin) AAAAAAA=\n",
            "\u{2014} stranger.example d+HeTQA=\n",
        ]
        let note = try SignedNote(Example.text + "\n" + lines.joined() + Example.signatureLine)
        #expect(try note.verified(by: [logKey]).map(\.key) == [logKey])
        #expect(note.signatures.count == 4)
    }

    @Test(arguments: [0, 1, 63, 65, 72])
    func `refuses a signature of another length`(count: Int) throws {
        let line = try SignedNote(Example.note).signatures[0]
        let bytes = Array((line.bytes + [UInt8](repeating: 0, count: 8)).prefix(count))
        let signature = NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
        #expect(throws: LedgerError.self) {
            try SignedNote(text: Array(Example.text.utf8), signatures: [signature])
                .verified(by: [logKey])
        }
    }

    @Test
    func `compares names as bytes`() throws {
        let composed = try logSigner(name: "caf\u{E9}.example")
        let decomposed = try logSigner(name: "cafe\u{301}.example")
        let note = try SignedNote(text: Array(Example.text.utf8), signers: [composed])
        #expect(try note.verified(by: [composed.verifierKey]).count == 1)
        #expect(throws: LedgerError.unknownSigner) {
            try note.verified(by: [decomposed.verifierKey])
        }

        // The same id under the other spelling of the name.
        let line = note.signatures[0]
        let other = NoteSignature(
            name: decomposed.verifierKey.name,
            keyID: line.keyID,
            bytes: line.bytes
        )
        let respelled = try SignedNote(text: note.text, signatures: [other])
        #expect(throws: LedgerError.unknownSigner) {
            try respelled.verified(by: [composed.verifierKey])
        }
    }

    @Test
    func `refuses to choose between two keys with one name and id`() throws {
        // Two seeds whose keys have the same id under this name, found by trying some 50 000.
        let signers = try [38_743, 51_804].map { (number: UInt16) in
            let seed: [UInt8] =
                Array(repeating: 0, count: 30) + [
                    UInt8(number >> 8), UInt8(number & 0xFF),
                ]
            return NoteSigner(
                name: try KeyName(Example.origin),
                seed: SecretBytes(copying: seed.span)
            )
        }
        let keys = signers.map(\.verifierKey)
        #expect(keys[0].id == keys[1].id)
        #expect(keys[0] != keys[1])

        let note = try SignedNote(text: Array(Example.text.utf8), signers: [signers[0]])
        #expect(try note.verified(by: [keys[0]]).map(\.key) == [keys[0]])
        #expect(throws: LedgerError.badSignature) { try note.verified(by: [keys[1]]) }
        #expect(throws: LedgerError.ambiguousSigner) { try note.verified(by: keys) }
    }
}

@Suite("Cosignature")
struct CosignatureTests {
    let text = Array(Example.text.utf8)

    private func cosigner() throws -> Cosigner {
        Cosigner(name: try KeyName("witness.example/w1"), seed: seed(from: 0x20))
    }

    @Test
    func `is that of the worked example`() throws {
        let cosigner = try cosigner()
        #expect(cosigner.verifierKey.description == Example.witnessKey)

        let signature = cosigner.cosign(text, at: Example.time)
        #expect(
            Hexadecimal.encode(signature.bytes.span) == "000000006a18a500"
                + "0243c3c499b8627edef7280783b76efc401890056283c1b3fb404e02368f2798"
                + "3ad693aa8543801a1eb55642e9fdaeef7b6c587795bd1f2b1be5c9efb760800b"
        )
        let note = try SignedNote(Example.note).adding(signature)
        #expect(note.bytes == Array(Example.cosignedNote.utf8))
    }

    @Test(arguments: [0, 1, 1_780_000_000, Int64.max])
    func `tells its time`(time: Int64) throws {
        let cosigner = try cosigner()
        let note = try SignedNote(text: text, signatures: [cosigner.cosign(text, at: time)])
        let verified = try note.verified(by: [cosigner.verifierKey])
        #expect(verified.map(\.key) == [cosigner.verifierKey])
        #expect(verified.map(\.time) == [time])
    }

    @Test
    func `does not hold at another time, or with any bit changed`() throws {
        let cosigner = try cosigner()
        let line = cosigner.cosign(text, at: Example.time)
        for place in line.bytes.indices {
            var bytes = line.bytes
            bytes[place] ^= 0x80
            let other = NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
            let note = try SignedNote(text: text, signatures: [other])
            #expect(throws: LedgerError.badSignature, "byte \(place)") {
                try note.verified(by: [cosigner.verifierKey])
            }
        }
    }

    @Test(arguments: [1, 7, 8, 9, 64, 71, 73])
    func `has eight bytes of time and 64 of signature`(count: Int) throws {
        let cosigner = try cosigner()
        let line = cosigner.cosign(text, at: Example.time)
        let bytes = Array((line.bytes + [0]).prefix(count))
        let other = NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
        let note = try SignedNote(text: text, signatures: [other])
        #expect(throws: LedgerError.badSignature) {
            try note.verified(by: [cosigner.verifierKey])
        }
    }

    @Test
    func `is not a signature of the text alone`() throws {
        let cosigner = try cosigner()
        let signer = NoteSigner(name: cosigner.verifierKey.name, seed: seed(from: 0x20))
        let line = signer.sign(text)
        let claimed = NoteSignature(
            name: line.name,
            keyID: cosigner.verifierKey.id,
            bytes: [UInt8](repeating: 0, count: 8) + line.bytes
        )
        let note = try SignedNote(text: text, signatures: [claimed])
        #expect(throws: LedgerError.badSignature) {
            try note.verified(by: [cosigner.verifierKey])
        }
    }
}
