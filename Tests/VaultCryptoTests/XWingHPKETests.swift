import Testing
import VaultCrypto

/// The known answers of this suite are the hybrid files of the age test kit; see `VaultAgeTests`.
@Suite("HPKE with X-Wing")
struct XWingHPKETests {
    static let seed = [UInt8](0..<32)
    static let info = [UInt8](text: "a test")
    static let message = [UInt8](text: "a file key of 16")

    @Test
    func `opens what it sealed, and seals differently each time`() throws {
        let publicKey = XWingHPKE.publicKey(ofSeed: Self.seed.span)
        let first = try seal(to: publicKey)
        let second = try seal(to: publicKey)
        #expect(publicKey.count == 1216)
        #expect(first.encapsulatedKey.count == XWingHPKE.encapsulatedKeyCount)
        #expect(first.ciphertext.count == Self.message.count + 16)
        #expect(first != second)
        #expect(try open(first.ciphertext, first.encapsulatedKey) == Self.message)
    }

    @Test
    func `opens nothing that was changed, or meant for others`() throws {
        let sealed = try seal(to: XWingHPKE.publicKey(ofSeed: Self.seed.span))
        var ciphertext = sealed.ciphertext
        ciphertext[0] ^= 1
        #expect(throws: CryptoError.authenticationFailed) {
            try open(ciphertext, sealed.encapsulatedKey)
        }
        // ML-KEM answers a changed ciphertext with another secret (implicit rejection).
        var encapsulatedKey = sealed.encapsulatedKey
        encapsulatedKey[0] ^= 1
        #expect(throws: CryptoError.authenticationFailed) {
            try open(sealed.ciphertext, encapsulatedKey)
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try open(sealed.ciphertext, sealed.encapsulatedKey, seed: Self.seed.reversed())
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try open(sealed.ciphertext, sealed.encapsulatedKey, info: Self.info + [0])
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try open([], sealed.encapsulatedKey)
        }
    }

    @Test
    func `refuses encapsulated keys of small order or another length`() throws {
        let sealed = try seal(to: XWingHPKE.publicKey(ofSeed: Self.seed.span))
        let smallOrder = sealed.encapsulatedKey.dropLast(32) + [UInt8](repeating: 0, count: 32)
        for key in [Array(smallOrder), sealed.encapsulatedKey.dropLast(), []] {
            #expect(throws: CryptoError.unacceptableKey) { try open(sealed.ciphertext, key) }
        }
    }

    @Test
    func `refuses public keys that nobody holds`() {
        let publicKey = XWingHPKE.publicKey(ofSeed: Self.seed.span)
        // A coefficient of 0xfff is not below the modulus 3329 (FIPS 203, section 7.2).
        let unreduced = [0xff, 0xff, 0xff] + publicKey.dropFirst(3)
        let smallOrder = publicKey.dropLast(32) + [UInt8](repeating: 0, count: 32)
        for key in [unreduced, Array(smallOrder), publicKey.dropLast(), publicKey + [0], []] {
            let isAcceptable = XWingHPKE.isAcceptable(publicKey: key.span)
            #expect(!isAcceptable)
            #expect(throws: CryptoError.unacceptableKey) { try seal(to: key) }
        }
        let isAcceptable = XWingHPKE.isAcceptable(publicKey: publicKey.span)
        #expect(isAcceptable)
    }

    private func seal(to publicKey: [UInt8]) throws -> XWingHPKE.Sealed {
        try XWingHPKE.seal(Self.message.span, to: publicKey.span, info: Self.info.span)
    }

    private func open(
        _ ciphertext: [UInt8],
        _ encapsulatedKey: [UInt8],
        seed: [UInt8] = seed,
        info: [UInt8] = info
    ) throws -> [UInt8] {
        let message = try XWingHPKE.ExpandedKey(seed: seed.span).open(
            ciphertext.span,
            encapsulatedKey: encapsulatedKey.span,
            info: info.span
        )
        return message.withBytes { [UInt8]($0) }
    }
}
