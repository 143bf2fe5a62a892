import Testing
import VaultAge

@Suite("Header")
struct HeaderTests {
    static let line = String(repeating: "A", count: 64)
    static let code = "--- " + String(repeating: "A", count: 43) + "\n"

    @Test(arguments: [0, 1, 47, 48, 49, 95, 96, 97, 1000])
    func `is read as it was written, whatever the length of a body`(count: Int) throws {
        let stanza = Stanza(
            type: "example.org/x",
            arguments: ["a", "!~"],
            body: [UInt8](patternOf: count)
        )
        let file = try Age.encrypt([1, 2, 3], to: [Fixed(stanzas: [stanza, stanza])])
        let header = try Header(parsing: file.span)
        #expect(header.stanzas == [stanza, stanza])
        #expect(header.bytes == Array(file[..<header.bytes.count]))
    }

    @Test(arguments: [
        "", "age-encryption.org/v1", "age-encryption.org/v1\n", "age-encryption.org/v2\n",
        "age-encryption.org/v1 \n-> a\n\n\(code)", "age-encryption.org/v1\r\n-> a\n\n\(code)",
        "age-encryption.org/v1\n\(code)", "age-encryption.org/v1\n\n-> a\n\n\(code)",
        "age-encryption.org/v1\n->\n\n\(code)", "age-encryption.org/v1\n-> \n\n\(code)",
        "age-encryption.org/v1\n->  a\n\n\(code)", "age-encryption.org/v1\n-> a \n\n\(code)",
        "age-encryption.org/v1\n-> a  b\n\n\(code)", "age-encryption.org/v1\n-> a\tb\n\n\(code)",
        "age-encryption.org/v1\n->a\n\n\(code)", "age-encryption.org/v1\n-> \u{e9}\n\n\(code)",
        "age-encryption.org/v1\n-> a\r\n\n\(code)", "age-encryption.org/v1\n-> a\n\r\n\(code)",
        "age-encryption.org/v1\n-> a\n\(code)", "age-encryption.org/v1\n-> a\nAA\nAA\n\(code)",
        "age-encryption.org/v1\n-> a\nA\n\(code)", "age-encryption.org/v1\n-> a\nAB\n\(code)",
        "age-encryption.org/v1\n-> a\nAA==\n\(code)", "age-encryption.org/v1\n-> a\n AA\n\(code)",
        "age-encryption.org/v1\n-> a\n" + String(repeating: "A", count: 68) + "\n\n\(code)",
        "age-encryption.org/v1\n-> a\n" + String(repeating: "A", count: 64) + "\n\(code)",
        "age-encryption.org/v1\n-> a\n\n---\n", "age-encryption.org/v1\n-> a\n\n--- \n",
        "age-encryption.org/v1\n-> a\n\n--- AA\n", "age-encryption.org/v1\n-> a\n\n-- AA\n",
        "age-encryption.org/v1\n-> a\n\n---" + String(repeating: "A", count: 43) + "\n",
        "age-encryption.org/v1\n-> a\n\n---  " + String(repeating: "A", count: 43) + "\n",
        "age-encryption.org/v1\n-> a\n\n--- " + String(repeating: "A", count: 43) + " \n",
        "age-encryption.org/v1\n-> a\n\n--- " + String(repeating: "A", count: 43) + "=\n",
        "age-encryption.org/v1\n-> a\n\n--- " + String(repeating: "A", count: 42) + "B\n",
        "age-encryption.org/v1\n-> a\n\n--- " + String(repeating: "A", count: 43),
        "age-encryption.org/v1\n-> a\n\n--- " + String(repeating: "A", count: 43) + "\r\n",
        "\nage-encryption.org/v1\n-> a\n\n\(code)", "AGE-ENCRYPTION.ORG/V1\n-> a\n\n\(code)",
    ])
    func `is refused in every other spelling`(text: String) {
        #expect(throws: AgeError.headerMalformed) { try Header(parsing: text.utf8.span) }
    }

    @Test
    func `is refused at the first bytes of a file of another kind`() throws {
        var decryptor = AgeDecryptor(with: [])
        #expect(throws: AgeStreamError<Never>.age(.headerMalformed)) {
            try decryptor.update("%PDF-1.7".utf8.span) { _ in }
        }
    }

    @Test
    func `has a limited length`() {
        let text = "age-encryption.org/v1\n-> " + String(repeating: "a", count: 3 << 20)
        #expect(throws: AgeError.limitExceeded(.header)) { try Header(parsing: text.utf8.span) }
        let stanza = Stanza(type: "a", arguments: [], body: [UInt8](repeating: 0, count: 2 << 20))
        #expect(throws: AgeError.limitExceeded(.header)) {
            try Age.encrypt([], to: [Fixed(stanzas: [stanza])])
        }
    }

    @Test
    func `has a limited number of stanzas, for readers and writers`() throws {
        let stanza = Stanza(type: "a", arguments: [], body: [])
        let most = [Stanza](repeating: stanza, count: AgeLimits.stanzaCount)
        let file = try Age.encrypt([], to: [Fixed(stanzas: most)])
        #expect(try Header(parsing: file.span).stanzas.count == AgeLimits.stanzaCount)
        #expect(throws: AgeError.limitExceeded(.stanzas)) {
            try Age.encrypt([], to: [Fixed(stanzas: most + [stanza])])
        }
        let text =
            "age-encryption.org/v1\n"
            + String(repeating: "-> a\n\n", count: AgeLimits.stanzaCount + 1) + Self.code
        #expect(throws: AgeError.limitExceeded(.stanzas)) { try Header(parsing: text.utf8.span) }
    }

    @Test
    func `must have a stanza`() {
        #expect(throws: AgeError.noRecipients) { try Age.encrypt([], to: []) }
        #expect(throws: AgeError.noRecipients) { try Age.encrypt([], to: [Fixed(stanzas: [])]) }
    }

    @Test
    func `has a passphrase stanza alone, for readers and writers`() throws {
        let scrypt = Stanza(type: "scrypt", arguments: ["x", "1"], body: [])
        let other = Stanza(type: "example.org/x", arguments: [], body: [])
        for stanzas in [[scrypt, other], [other, scrypt], [scrypt, scrypt]] {
            #expect(throws: AgeError.recipientsIncompatible) {
                try Age.encrypt([], to: [Fixed(stanzas: stanzas)])
            }
        }
        let text = "age-encryption.org/v1\n-> scrypt x 1\n\n-> x\n\n\(Self.code)" + Self.line
        #expect(throws: AgeError.headerMalformed) {
            try Age.decrypt(Array(text.utf8), with: [X25519Identity.generate()])
        }
    }

    /// A recipient that wraps nothing and writes what it is told to.
    struct Fixed: AgeRecipient {
        let stanzas: [Stanza]

        func wrap(_ fileKey: borrowing FileKey) -> [Stanza] { stanzas }
    }
}
