import Testing
import VaultAge

/// What a stranger does with the library, who has nothing but `import VaultAge`.
@Suite("Public use")
struct PublicUseTests {
    static let text = Array("Zeugnis der Reife".utf8)

    @Test
    func `encrypt to a recipient's text and decrypt`() throws {
        let identity = X25519Identity.generate()
        let shared = identity.recipient.description
        let file = try Age.encrypt(Self.text, to: [Age.recipient(shared)])
        #expect(shared.hasPrefix("age1"))
        #expect(try Age.decrypt(file, with: [identity]) == Self.text)
    }

    @Test
    func `encrypt to several people`() throws {
        let identities = (0..<3).map { _ in HybridIdentity.generate() }
        let file = try Age.encrypt(Self.text, to: identities.map(\.recipient))
        for identity in identities {
            #expect(try Age.decrypt(file, with: [identity]) == Self.text)
        }
        #expect(throws: AgeError.noMatch) {
            try Age.decrypt(file, with: [HybridIdentity.generate()])
        }
    }

    @Test
    func `encrypt under a passphrase`() throws {
        let recipient = ScryptRecipient(
            passphrase: "correct horse",
            workFactor: .insecureForTesting
        )
        let file = try Age.encrypt(Self.text, to: [recipient])
        let identity = ScryptIdentity(passphrase: "correct horse")
        #expect(try Age.decrypt(file, with: [identity]) == Self.text)
    }

    @Test
    func `keep an identity in a file under a passphrase`() throws {
        let identity = HybridIdentity.generate()
        let lock = ScryptRecipient(passphrase: "battery", workFactor: .insecureForTesting)
        let stored = try identity.withEncoded { line throws(AgeError) in
            Armor.encode(try Age.encrypt(line, to: [lock]))
        }

        let file = try Age.encrypt(Self.text, to: [identity.recipient])
        let key = ScryptIdentity(passphrase: "battery")
        let read = try IdentityFile(parsing: stored.span, unlockedWith: [key])
        #expect(try Age.decrypt(file, with: read.identities) == Self.text)
    }

    @Test
    func `read an identity file`() throws {
        let identity = X25519Identity.generate()
        let line = identity.withEncoded { String(decoding: Array(copying: $0), as: UTF8.self) }
        let stored = "# created by hand\n\(line)\n"
        let file = try Age.encrypt(Self.text, to: [identity.recipient])
        let read = try IdentityFile(parsing: stored.utf8.span)
        #expect(try Age.decrypt(file, with: read.identities) == Self.text)
        #expect(try X25519Identity(line).recipient == identity.recipient)
    }

    @Test
    func `put a file into text and take it out`() throws {
        let identity = HybridIdentity.generate()
        let text = Armor.encode(try Age.encrypt(Self.text, to: [identity.recipient]))
        #expect(String(decoding: text, as: UTF8.self).hasPrefix("-----BEGIN AGE ENCRYPTED FILE"))
        let isArmored = Armor.isArmored(text.span)
        #expect(isArmored)
        #expect(try Age.decrypt(Armor.decode(text), with: [identity]) == Self.text)
    }

    @Test
    func `stream a file`() throws {
        let identity = HybridIdentity.generate()
        var file: [UInt8] = []
        var encryptor = try AgeEncryptor(to: [identity.recipient])
        file += encryptor.header
        for run in [Self.text, Self.text] {
            encryptor.update(run.span) { file += Array(copying: $0) }
        }
        encryptor.finish { file += Array(copying: $0) }

        var text: [UInt8] = []
        var decryptor = AgeDecryptor(with: [identity])
        try decryptor.update(file.span) { text += Array(copying: $0) }
        try decryptor.finish { text += Array(copying: $0) }
        #expect(text == Self.text + Self.text)
    }

    @Test
    func `read the middle of a file`() throws {
        let identity = HybridIdentity.generate()
        let file = try Age.encrypt(Self.text, to: [identity.recipient])
        var reader = try AgeRandomAccessReader(AgeBytesSource(file), with: [identity])
        let word = try [UInt8](capacity: 3) { output throws(AgeStreamError<Never>) in
            try reader.read(at: 8, into: &output)
        }
        #expect(word == Array("der".utf8))
    }

    @Test
    func `bring a recipient of one's own`() throws {
        /// Hides the file key in plain sight.
        struct Transparent: AgeRecipient, AgeIdentity {
            func wrap(_ fileKey: borrowing FileKey) -> [Stanza] {
                let body = fileKey.withBytes { Array(copying: $0) }
                return [Stanza(type: "example.org/open", arguments: ["1"], body: body)]
            }

            func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
                for stanza in stanzas where stanza.type == "example.org/open" {
                    return try FileKey(copying: stanza.body.span)
                }
                return nil
            }
        }
        let identity = X25519Identity.generate()
        let file = try Age.encrypt(Self.text, to: [Transparent(), identity.recipient])
        #expect(try Age.decrypt(file, with: [Transparent()]) == Self.text)
        #expect(try Age.decrypt(file, with: [identity]) == Self.text)
    }
}
