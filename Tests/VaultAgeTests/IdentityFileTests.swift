import Testing
import VaultAge
import VaultCrypto

@Suite("Identity files")
struct IdentityFileTests {
    static let classic = X25519Identity.generate()
    static let hybrid = HybridIdentity.generate()

    static func line(of identity: some AgeKeyPair) -> String {
        identity.withEncoded { String(decoding: Array(copying: $0), as: UTF8.self) }
    }

    @Test(arguments: ["\n", "\r\n"])
    func `have comments, empty lines and identities of both kinds`(end: String) throws {
        let lines = [
            "# first", "", Self.line(of: Self.classic), "#", Self.line(of: Self.hybrid), "# last",
        ]
        for text in [lines.joined(separator: end), lines.joined(separator: end) + end] {
            let file = try IdentityFile(parsing: text.utf8.span)
            #expect(file.identities.count == 2)
            #expect((file.identities[0] as? X25519Identity)?.recipient == Self.classic.recipient)
            #expect((file.identities[1] as? HybridIdentity)?.recipient == Self.hybrid.recipient)
            #expect(file.comments == ["# first", "#", "# last"].map { Array($0.utf8) })
        }
    }

    @Test
    func `have nothing else`() {
        let line = Self.line(of: Self.classic)
        for text in [
            "", "\n", "# only\n", "\(line) \n", " \(line)\n", "\(line)\n \n", "\(line)\nx\n",
            "\(line) # mine\n", line.lowercased(), Self.classic.recipient.description,
            "\u{feff}\(line)\n", "\(line)\(line)\n", "\(line)\r\r\n",
        ] {
            #expect(throws: AgeError.identityMalformed, "\(text)") {
                try IdentityFile(parsing: text.utf8.span)
            }
        }
        let long = String(repeating: "#\n", count: AgeLimits.identityFileCount) + line
        #expect(throws: AgeError.limitExceeded(.secret)) {
            try IdentityFile(parsing: long.utf8.span)
        }
    }

    @Test
    func `can be sealed under a passphrase, in both forms`() throws {
        let text = IdentityFile.text(of: Self.hybrid, comments: [Array("public key: …".utf8)])
        let lock = ScryptRecipient(passphrase: "open", workFactor: .insecureForTesting)
        let sealed = try Age.encrypt(secret: text, to: [lock])
        for stored in [sealed, Armor.encode(sealed)] {
            let key = ScryptIdentity(passphrase: "open")
            let file = try IdentityFile(parsing: stored.span, unlockedWith: [key])
            #expect((file.identities[0] as? HybridIdentity)?.recipient == Self.hybrid.recipient)
            #expect(file.comments == [Array("# public key: …".utf8)])
            #expect(throws: AgeError.passphraseNeeded) { try IdentityFile(parsing: stored.span) }
            let other = ScryptIdentity(passphrase: "shut")
            #expect(throws: AgeError.noMatch) {
                try IdentityFile(parsing: stored.span, unlockedWith: [other])
            }
        }
        let damaged = Armor.encode(sealed).dropLast(40)
        #expect(throws: AgeError.armorMalformed) {
            try IdentityFile(
                parsing: Array(damaged).span,
                unlockedWith: [ScryptIdentity(passphrase: "open")]
            )
        }
    }

    @Test
    func `are written as they are read`() throws {
        let text = IdentityFile.text(
            of: Self.classic,
            comments: ["one", "two"].map { Array($0.utf8) }
        )
        let expected = "# one\n# two\n\(Self.line(of: Self.classic))\n"
        #expect(text.withBytes { Array(copying: $0) } == Array(expected.utf8))
    }
}
