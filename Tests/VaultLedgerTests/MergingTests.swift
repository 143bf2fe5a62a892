import Testing
import VaultLedger

@Suite("Merging of cosignatures")
struct MergingTests {
    let note: SignedNote
    let keys = ReceiptExample.witnesses.map(\.verifierKey)

    init() throws {
        note = try ReceiptExample.note(
            over: TreeHead(size: 5, root: Example.leafHashes[0]),
            cosigners: []
        )
    }

    private func line(_ number: Int, at time: Int64 = 1) -> NoteSignature {
        ReceiptExample.witnesses[number].cosign(note.text, at: time)
    }

    /// The same line with a signature that does not hold.
    private func spoilt(_ line: NoteSignature) -> NoteSignature {
        var bytes = line.bytes
        bytes[20] ^= 1
        return NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes)
    }

    @Test
    func `adds one line for each witness`() throws {
        let merged = try note.merging([line(1), line(0), line(1, at: 9)], by: keys)
        #expect(merged.signatures == note.signatures + [line(1), line(0)])
        #expect(merged.text == note.text)
        #expect(try merged.merging([line(1, at: 7), line(0)], by: keys) == merged)
        #expect(try merged.merging([], by: keys) == merged)
        #expect(try note.merging([], by: []) == note)
    }

    @Test
    func `leaves out whom nobody asked for`() throws {
        #expect(try note.merging([line(0), line(1)], by: [keys[1]]).signatures.last == line(1))
        #expect(try note.merging([line(0)], by: []) == note)
        #expect(try note.merging([spoilt(line(0))], by: [keys[1]]) == note)
        let log = ReceiptExample.log.sign(note.text)
        #expect(try note.merging([log], by: keys) == note)
    }

    @Test
    func `refuses a line that does not hold`() throws {
        for signatures in [
            [spoilt(line(0))], [line(1), spoilt(line(0))], [line(0), spoilt(line(0))],
        ] {
            #expect(throws: LedgerError.badSignature) { try note.merging(signatures, by: keys) }
        }
        let other = ReceiptExample.witnesses[0].cosign(Array("other\n".utf8), at: 1)
        #expect(throws: LedgerError.badSignature) { try note.merging([other], by: keys) }
    }

    @Test
    func `puts a good line in the place of a bad one`() throws {
        let bad = try note.adding(spoilt(line(0))).adding(line(1))
        let merged = try bad.merging([line(0, at: 5)], by: keys)
        #expect(merged.signatures == note.signatures + [line(0, at: 5), line(1)])
    }

    @Test
    func `takes keys that cosign`() {
        #expect(throws: LedgerError.unsupportedKeyType(0x01)) {
            try note.merging([], by: [ReceiptExample.log.verifierKey])
        }
    }

    @Test
    func `stops where a note may not get longer`() throws {
        let strangers = (0..<99).map { number in
            NoteSignature(
                name: line(0).name,
                keyID: KeyID(rawValue: UInt32(number)),
                bytes: [1]
            )
        }
        let full = try SignedNote(text: note.text, signatures: note.signatures + strangers)
        #expect(throws: LedgerError.malformedNote) { try full.merging([line(0)], by: keys) }
    }
}
