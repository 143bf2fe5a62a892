import Testing
import VaultAge
import VaultCrypto

@Suite("Recipients and identities")
struct RecipientTests {
    static let text = Array("a secret".utf8)
    static let passphrase = ScryptRecipient(passphrase: "x", workFactor: .insecureForTesting)

    @Test
    func `read back the lines they write`() throws {
        let classic = X25519Identity.generate()
        let hybrid = HybridIdentity.generate()
        let classicLine = classic.encoded()
        let hybridLine = hybrid.encoded()
        #expect(classicLine.count == 74)
        #expect(hybridLine.count == 77)
        #expect(classic.recipient.description.utf8.count == 62)
        #expect(hybrid.recipient.description.utf8.count == 1959)
        let classicAgain = try classicLine.withBytes { line throws(AgeError) in
            try X25519Identity(encoded: line)
        }
        let hybridAgain = try hybridLine.withBytes { line throws(AgeError) in
            try HybridIdentity(encoded: line)
        }
        #expect(classicAgain.recipient == classic.recipient)
        #expect(hybridAgain.recipient == hybrid.recipient)
        #expect(throws: AgeError.identityMalformed) {
            try classicLine.withBytes { line throws(AgeError) in
                try HybridIdentity(encoded: line)
            }
        }
        #expect(throws: AgeError.identityMalformed) {
            try hybridLine.withBytes { line throws(AgeError) in
                try X25519Identity(encoded: line)
            }
        }
        #expect(try X25519Recipient(classic.recipient.description) == classic.recipient)
        #expect(try HybridRecipient(hybrid.recipient.description) == hybrid.recipient)
    }

    @Test
    func `are made of the bytes they are given`() {
        // RFC 7748, section 6.1, in the spelling of BIP 173.
        let seed = SecretBytes(copying: Self.aliceSecret.span)
        let identity = X25519Identity(seed: seed)
        let copy = identity.withSeed { Array(copying: $0) }
        #expect(copy == Self.aliceSecret)
        #expect(
            identity.recipient.description == Bech32.encode(Self.alicePublic.span, prefix: "age")
        )
    }

    private static let aliceSecret: [UInt8] = [
        0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66,
        0x45, 0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9,
        0x2c, 0x2a,
    ]

    private static let alicePublic: [UInt8] = [
        0x85, 0x20, 0xf0, 0x09, 0x89, 0x30, 0xa7, 0x54, 0x74, 0x8b, 0x7d, 0xdc, 0xb4, 0x3e, 0xf7,
        0x5a, 0x0d, 0xbf, 0x3a, 0x0d, 0x26, 0x38, 0x1a, 0xf4, 0xeb, 0xa4, 0xa9, 0x8e, 0xaa, 0x9b,
        0x4e, 0x6a,
    ]

    @Test
    func `refuse texts that are misspelt`() {
        let recipient = X25519Identity.generate().recipient.description
        let hybrid = HybridIdentity.generate().recipient.description
        for text in [
            "", "age", "age1", recipient.uppercased(), recipient + "q",
            String(recipient.dropLast()),
            " " + recipient, recipient + "\n", String(hybrid.dropLast()), hybrid.uppercased(),
            Bech32.encode([1, 2, 3].span, prefix: "age"), Bech32.encode([1].span, prefix: "age1pq"),
            Bech32.encode([UInt8](repeating: 1, count: 33).span, prefix: "age"),
            Bech32.encode([UInt8](repeating: 0xff, count: 1216).span, prefix: "age1pq"),
            // The point at zero has a small order: everybody would know the shared secret.
            Bech32.encode([UInt8](repeating: 0, count: 32).span, prefix: "age"),
        ] {
            #expect(throws: AgeError.recipientMalformed, "\(text)") { try Age.recipient(text) }
        }
        let line = X25519Identity.generate().withEncoded {
            String(decoding: Array(copying: $0), as: UTF8.self)
        }
        for text in [
            "", "AGE-SECRET-KEY-1", line.lowercased(), line + "Q", line + "\n", " " + line,
        ] {
            #expect(throws: AgeError.identityMalformed) { try X25519Identity(text) }
            #expect(throws: AgeError.identityMalformed) { try HybridIdentity(text) }
        }
    }

    @Test
    func `share a file only with their like`() throws {
        let classic = X25519Identity.generate().recipient
        let hybrid = HybridIdentity.generate().recipient
        let mixtures: [[any AgeRecipient]] = [
            [classic, hybrid], [hybrid, classic], [hybrid, hybrid, classic],
            [classic, Self.passphrase], [Self.passphrase, hybrid],
            [Self.passphrase, Self.passphrase],
        ]
        for recipients in mixtures {
            #expect(throws: AgeError.recipientsIncompatible) {
                try Age.encrypt(Self.text, to: recipients)
            }
            #expect(throws: AgeError.recipientsIncompatible) {
                _ = try AgeEncryptor(to: recipients).header
            }
        }
        #expect(try !Age.encrypt(Self.text, to: [classic, classic]).isEmpty)
        #expect(try !Age.encrypt(Self.text, to: [hybrid, hybrid]).isEmpty)
    }

    @Test
    func `open with the first identity that fits`() throws {
        let identity = HybridIdentity.generate()
        let file = try Age.encrypt(Self.text, to: [identity.recipient])
        let others: [any AgeIdentity] = [
            X25519Identity.generate(), HybridIdentity.generate(), ScryptIdentity(passphrase: "x"),
        ]
        #expect(try Age.decrypt(file, with: others + [identity]) == Self.text)
        #expect(throws: AgeError.noMatch) { try Age.decrypt(file, with: others) }
        #expect(throws: AgeError.noMatch) { try Age.decrypt(file, with: []) }
    }

    @Test
    func `keep secrets in locked memory on the way`() throws {
        let identity = HybridIdentity.generate()
        for count in [0, 32, 70_000] {
            let pattern = [UInt8](patternOf: count)
            let secret = SecretBytes(copying: pattern.span)
            let file = try Age.encrypt(secret: secret, to: [identity.recipient])
            let opened = try Age.decryptSecret(file.span, with: [identity], maximumCount: count)
            let isEqual = opened.equals(secret)
            #expect(isEqual)
            #expect(throws: AgeError.limitExceeded(.secret)) {
                _ = try Age.decryptSecret(file.span, with: [identity], maximumCount: count - 1)
            }
        }
    }
}

@Suite("Passphrases")
struct PassphraseTests {
    static let text = Array("a secret".utf8)

    @Test
    func `open what they sealed, and nothing else does`() throws {
        for passphrase in [
            "", "x", "Fu\u{df}g\u{e4}nger \u{1f511}", String(repeating: "l", count: 500),
        ] {
            let file = try Age.encrypt(
                Self.text,
                to: [ScryptRecipient(passphrase: passphrase, workFactor: .insecureForTesting)]
            )
            let identity = ScryptIdentity(passphrase: passphrase)
            #expect(try Age.decrypt(file, with: [identity]) == Self.text)
            #expect(throws: AgeError.noMatch) {
                try Age.decrypt(file, with: [ScryptIdentity(passphrase: passphrase + " ")])
            }
        }
    }

    @Test
    func `are compared as bytes, not as characters`() throws {
        let composed = "\u{e9}"
        let decomposed = "e\u{301}"
        #expect(composed == decomposed)
        let recipient = ScryptRecipient(passphrase: composed, workFactor: .insecureForTesting)
        let file = try Age.encrypt(Self.text, to: [recipient])
        #expect(throws: AgeError.noMatch) {
            try Age.decrypt(file, with: [ScryptIdentity(passphrase: decomposed)])
        }
    }

    @Test
    func `cost what is written in the file, up to a maximum`() throws {
        let recipient = ScryptRecipient(passphrase: "x", workFactor: .insecureForTesting)
        let file = try Age.encrypt(Self.text, to: [recipient])
        let stanza = try Header(parsing: file.span).stanzas[0]
        #expect(stanza.arguments[1] == "8")
        let identity = ScryptIdentity(passphrase: "x".utf8.span, maximumLogN: 7)
        #expect(throws: AgeError.limitExceeded(.workFactor)) {
            try Age.decrypt(file, with: [identity])
        }
    }

    @Test(arguments: [
        "23", "31", "64", "1000", "99999999999999999999999999", "0", "08", "+8", "-8", "0x8", "8.",
        "eight",
    ])
    func `do not believe every work factor`(logN: String) {
        let salt = Base64.encode([UInt8](repeating: 1, count: 16).span, padded: false)
        let stanza = Stanza(
            type: "scrypt",
            arguments: [salt, logN],
            body: [UInt8](repeating: 0, count: 32)
        )
        #expect(throws: AgeError.self) {
            _ = try ScryptIdentity(passphrase: "x").unwrap([stanza]) == nil
        }
    }
}
