import Testing
import VaultCrypto
import VaultLedger

@Suite("Log key")
struct LogKeyTests {
    /// The key of the worked example, whose seed is 00 to 1f.
    static let text =
        "PRIVATE+KEY+vault.example/district-7/ledger+77e1de4d+"
        + "AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

    @Test
    func `is written as Go writes it`() throws {
        let key = LogKey(name: try KeyName(Example.origin), seed: seed(from: 0))
        #expect(string(key.encoded()) == Self.text)
        let verifierKey = key.verifierKey
        #expect(verifierKey.description == Example.logKey)
    }

    @Test(arguments: ["", "\n"])
    func `is read with or without a line ending`(ending: String) throws {
        let key = try LogKey(parsing: secret(Self.text + ending))
        let name = key.name
        #expect(name.description == Example.origin)
        let note = try SignedNote(text: Array(Example.text.utf8), signers: [key.signer])
        #expect(note.bytes == Array(Example.note.utf8))
        #expect(string(key.encoded()) == Self.text)
    }

    @Test
    func `is another one each time it is made`() throws {
        let name = try KeyName(Example.origin)
        let first = LogKey.generate(name: name)
        let second = LogKey.generate(name: name)
        let keys = [first.verifierKey, second.verifierKey]
        #expect(keys[0] != keys[1])
        let read = try LogKey(parsing: first.encoded())
        let verifierKey = read.verifierKey
        #expect(verifierKey == keys[0])
    }

    static let malformed: [Spelling] = [
        "",
        "\n",
        Example.logKey,
        text + "\n\n",
        text + "\r\n",
        text + " ",
        " " + text,
        text + "AAAA",
        text.changing("HR4f", to: "HR4"),
        text.changing("HR4f", to: ""),
        text.changing("HR4f", to: "HR4="),
        text.changing("HR4f", to: "HQ=="),
        text.changing("HR4f", to: "HR4g"),
        text.changing("HR4f", to: "HR4-"),
        text.changing("+AQAB", to: "+BAAB"),
        text.changing("+AQAB", to: "AQAB"),
        text.changing("77e1de4d", to: "77E1DE4D"),
        text.changing("77e1de4d", to: "77e1de4e"),
        text.changing("77e1de4d", to: "7e1de4d"),
        text.changing("PRIVATE", to: "private"),
        text.changing("PRIVATE+KEY+", to: ""),
        text.changing("vault", to: "Vault"),
        text.changing("vault", to: "vau lt"),
        text.changing("vault", to: "vau+lt"),
        text.changing(Example.origin, to: ""),
    ].map(Spelling.init)

    @Test(arguments: malformed)
    func `is refused in any other spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedKey) { _ = try LogKey(parsing: secret(spelling.text)) }
    }

    private func secret(_ text: String) -> SecretBytes {
        SecretBytes(copying: Array(text.utf8).span)
    }

    private func string(_ secret: borrowing SecretBytes) -> String {
        secret.withBytes { bytes in
            String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
        }
    }
}
