import Testing
import VaultCrypto

@Suite("X25519")
struct X25519Tests {
    struct Vector: Sendable {
        let privateKey: String
        let publicKey: String
        let secret: String
    }

    /// RFC 7748, section 5.2 (the first two), and both sides of section 6.1.
    static let vectors = [
        Vector(
            privateKey: "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            publicKey: "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            secret: "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
        ),
        Vector(
            privateKey: "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            publicKey: "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            secret: "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
        ),
        Vector(
            privateKey: "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            publicKey: "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
            secret: "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
        ),
        Vector(
            privateKey: "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            publicKey: "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
            secret: "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
        ),
    ]

    @Test(arguments: vectors)
    func `agrees as in RFC 7748`(vector: Vector) throws {
        let privateKey = [UInt8](hex: vector.privateKey)
        let publicKey = [UInt8](hex: vector.publicKey)
        let secret = try X25519.sharedSecret(
            privateKey: privateKey.span,
            publicKey: publicKey.span
        )
        #expect(secret.withBytes { [UInt8]($0) } == [UInt8](hex: vector.secret))
    }

    @Test
    func `derives public keys as in RFC 7748`() {
        let alice = [UInt8](hex: Self.vectors[2].privateKey)
        let bob = [UInt8](hex: Self.vectors[3].privateKey)
        #expect(X25519.publicKey(of: alice.span) == [UInt8](hex: Self.vectors[3].publicKey))
        #expect(X25519.publicKey(of: bob.span) == [UInt8](hex: Self.vectors[2].publicKey))
    }

    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0900000000000000000000000000000000000000000000000000000000000000 00",
        "",
    ])
    func `refuses points of small order and other lengths`(publicKey: String) {
        let privateKey = [UInt8](hex: Self.vectors[0].privateKey)
        let publicKey = [UInt8](hex: publicKey)
        #expect(throws: CryptoError.unacceptableKey) {
            _ = try X25519.sharedSecret(privateKey: privateKey.span, publicKey: publicKey.span)
        }
    }
}
