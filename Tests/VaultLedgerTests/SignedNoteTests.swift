import Testing
import VaultLedger

@Suite("Signed note")
struct SignedNoteTests {
    @Test
    func `is made as in the worked example`() throws {
        let note = try SignedNote(text: Array(Example.text.utf8), signers: [try logSigner()])
        #expect(note.bytes == Array(Example.note.utf8))
        #expect(try logSigner().verifierKey.description == Example.logKey)
    }

    @Test(arguments: [Example.note, Example.cosignedNote])
    func `is written as it was read`(text: String) throws {
        let note = try SignedNote(text)
        #expect(note.text == Array(Example.text.utf8))
        #expect(note.bytes == Array(text.utf8))
        #expect(try SignedNote(text: note.text, signatures: note.signatures) == note)
    }

    @Test
    func `shows all its signature lines`() throws {
        let note = try SignedNote(Example.cosignedNote)
        #expect(note.signatures.map(\.name.description) == [Example.origin, "witness.example/w1"])
        #expect(note.signatures.map(\.keyID.description) == ["77e1de4d", "20324abe"])
        #expect(note.signatures.map(\.bytes.count) == [64, 72])
    }

    @Test(arguments: [
        "\n", "\n\n", "a\n", "a\n\nb\n", "a\n\n\n\n", "— looks like a signature AAAA\n", "ü\n",
        "\u{7F}\u{85}\n", "\u{FEFF}a\n",
        "a\n\n\u{2014} vault.example/x AAAAAAA=\n",
    ])
    func `ends its text at the last empty line`(text: String) throws {
        let note = try SignedNote(text: Array(text.utf8), signers: [try logSigner()])
        let read = try SignedNote(parsing: note.bytes)
        #expect(read == note)
        #expect(read.text == Array(text.utf8))
        #expect(try read.verified(by: [try VerifierKey(Example.logKey)]).count == 1)
    }

    static let malformedTexts: [[UInt8]] =
        ["", "a", "a\r\n", "a\tb\n", "\u{0}\n", "\u{1F}\n", "a\n\u{B}"].map { Array($0.utf8) }
        + [[0xFF, 0x0A], [0xC3, 0x0A], [0xED, 0xA0, 0x80, 0x0A]]

    @Test(arguments: malformedTexts)
    func `takes no text that breaks the form`(text: [UInt8]) throws {
        let signer = try logSigner()
        #expect(throws: LedgerError.malformedNote) {
            try SignedNote(text: text, signers: [signer])
        }
    }

    /// Changes of the note in the worked example that change how it is written.
    static let malformed: [Spelling] = [
        "",
        "\n",
        "\n\n",
        Example.text,
        Example.signatureLine,
        Example.text + Example.signatureLine,
        Example.text + "\n",
        "\n" + Example.signatureLine.dropLast(),
        String(Example.note.dropLast()),
        Example.note + "\n",
        Example.note + " ",
        Example.note + "junk\n",
        Example.note + "\n\n",
        Example.note + Example.signatureLine,
        Example.note.changing("sVwA=\n", to: "sVwA=\r\n"),
        Example.note.changing("sVwA=\n", to: "sVwA= \n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\t\n"),
        Example.note.changing("sVwA=\n", to: "sVwB=\n"),
        Example.note.changing("sVwA=\n", to: "sVwA\n"),
        Example.note.changing("sVwA=\n", to: "sVwA==\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} x\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} x \n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} x AAAA\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} x AAAAAA==\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014}  AAAAAAA=\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} a+b AAAAAAA=\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2014} a\u{A0}b AAAAAAA=\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n\u{2013} x AAAAAAA=\n"),
        Example.note.changing("sVwA=\n", to: "sVwA=\n- x AAAAAAA=\n"),
        Example.note.changing("ledger d+HeTT", to: "ledger  d+HeTT"),
        Example.note.changing("ledger d+HeTT", to: "ledger d-HeTT"),
        Example.note.changing("ledger d+HeTT", to: "ledger\u{A0}d+HeTT"),
        Example.note.changing("ledger d+HeTT", to: "ledger d+He TT"),
        Example.note.changing("\u{2014} ", to: "\u{2014}"),
        Example.note.changing("\u{2014} ", to: " \u{2014} "),
        Example.note.changing("ledger\n", to: "ledger\r\n"),
        Example.note.changing("ledger\n", to: "led\tger\n"),
        Example.note.changing("ledger\n", to: "led\u{0}ger\n"),
        Example.note.changing("\n\n", to: "\r\n\r\n"),
        Example.note.changing("\n\n", to: "\n \n"),
        Example.note.changing("\n\n", to: "\n"),
    ].map(Spelling.init)

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedNote) { try SignedNote(spelling.text) }
    }

    @Test
    func `is refused when it is not UTF-8`() {
        for bytes in [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            #expect(throws: LedgerError.malformedNote) {
                try SignedNote(parsing: bytes + Array(Example.note.utf8))
            }
        }
    }

    @Test
    func `is refused above the limits`() throws {
        let lines = (0..<100).map { "\u{2014} witness.example/w\($0) AAAAAAA=\n" }
        let full = Example.text + "\n" + lines.joined()
        #expect(try SignedNote(full).signatures.count == 100)
        #expect(throws: LedgerError.malformedNote) { try SignedNote(full + Example.signatureLine) }

        let room = SignedNote.maximumCount - Example.note.utf8.count
        let padding = String(repeating: "a", count: room)
        let largest = try SignedNote(padding + Example.note)
        #expect(largest.bytes.count == SignedNote.maximumCount)
        #expect(throws: LedgerError.malformedNote) { try SignedNote("a" + padding + Example.note) }
        #expect(throws: LedgerError.malformedNote) {
            try SignedNote(text: Array("a".utf8) + largest.text, signatures: largest.signatures)
        }
    }

    @Test
    func `takes one line by each key and no empty signature`() throws {
        let note = try SignedNote(Example.note)
        let line = note.signatures[0]
        let again = NoteSignature(name: line.name, keyID: line.keyID, bytes: [1])
        let empty = NoteSignature(
            name: line.name,
            keyID: KeyID(rawValue: line.keyID.rawValue + 1),
            bytes: []
        )
        for signatures in [[], [line, line], [line, again], [line, empty]] {
            #expect(throws: LedgerError.malformedNote) {
                try SignedNote(text: note.text, signatures: signatures)
            }
        }
        #expect(throws: LedgerError.malformedNote) { try note.adding(line) }
    }

    @Test
    func `gains a signature at its end`() throws {
        let witness = try SignedNote(Example.cosignedNote).signatures[1]
        let note = try SignedNote(Example.note).adding(witness)
        #expect(note.bytes == Array(Example.cosignedNote.utf8))
    }
}
