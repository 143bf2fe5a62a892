import Testing
import Vault
import VaultLedger

@Suite("An identity")
struct IdentityTests {
    private static let time = LedgerTime(clamping: 1_800_000_000)

    @Test(arguments: VaultLedger.Suite.allCases, [nil, "correct horse"])
    func `comes back from its file`(suite: VaultLedger.Suite, passphrase: String?) throws {
        let identity = Identity.generate(suite: suite)
        let secret = passphrase.map { Passphrase($0) }
        let file = try identity.file(
            name: "Renée \"R\"",
            created: Self.time,
            passphrase: secret,
            cost: .insecureForTesting
        )
        #expect(Identity.isEncrypted(file: file) == (passphrase != nil))
        let again = try Identity(file: file, passphrase: secret)
        #expect(again.recipient == identity.recipient)
        #expect(again.suite == suite)
        #expect(again.name == "Renée \"R\"")
    }

    @Test
    func `stays closed without its passphrase`() throws {
        let file = try Identity.generate(suite: .x25519).file(
            name: "A",
            created: Self.time,
            passphrase: Passphrase("right"),
            cost: .insecureForTesting
        )
        #expect(throws: VaultError.passphraseMissing) { try Identity(file: file) }
        #expect(throws: VaultError.passphraseWrong) {
            try Identity(file: file, passphrase: Passphrase("wrong"))
        }
    }

    @Test
    func `is the only one in its file`() throws {
        let one = try Identity.generate(suite: .x25519).file(
            name: "A",
            created: Self.time,
            passphrase: nil
        )
        #expect(throws: VaultError.identityMalformed) { try Identity(file: one + one) }
        #expect(throws: VaultError.identityMalformed) { try Identity(file: []) }
        #expect(throws: VaultError.identityMalformed) { try Identity(file: Array("no key".utf8)) }
    }
}

@Suite("A card")
struct CardTests {
    @Test(arguments: VaultLedger.Suite.allCases)
    func `says who hands it over`(suite: VaultLedger.Suite) throws {
        let identity = Identity.generate(suite: suite)
        let card = try identity.card(name: "Olena Ковальчук")
        #expect(card.name == "Olena Ковальчук")
        #expect(card.recipient == identity.recipient)
        #expect(card.suite == suite)
        #expect(try Card(bytes: card.bytes) == card)
        #expect(card.fingerprint == Digest.of(card.bytes.span))
        // The salt: nobody can guess a card from its digest.
        #expect(try identity.card(name: "Olena Ковальчук").fingerprint != card.fingerprint)
    }

    @Test
    func `with any byte flipped, cut or added is none`() throws {
        let bytes = try Identity.generate(suite: .x25519).card(name: "Chamber").bytes
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << (offset % 8)
            #expect(throws: VaultError.cardMalformed, "at \(offset)") { try Card(bytes: changed) }
            #expect(throws: VaultError.cardMalformed, "up to \(offset)") {
                try Card(bytes: Array(bytes.prefix(offset)))
            }
        }
        #expect(throws: VaultError.cardMalformed) { try Card(bytes: bytes + bytes) }
        #expect(throws: VaultError.cardMalformed) { try Card(bytes: bytes + [0x0A]) }
    }

    @Test
    func `has a name on one line`() {
        for name in ["", "two\nlines", "\u{2028}", "\u{202E}turned", "\u{2066}"] {
            #expect(throws: VaultError.invalid(.name)) {
                try Identity.generate(suite: .x25519).card(name: name)
            }
        }
    }
}
