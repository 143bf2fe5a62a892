import Testing
import VaultCrypto

@Suite("Ed25519")
struct Ed25519Tests {
    struct Vector: Sendable {
        let seed: String
        let publicKey: String
        let message: String
        let signature: String
    }

    /// RFC 8032, section 7.1, tests 1 to 3.
    static let vectors = [
        Vector(
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            message: "",
            signature: """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
                5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
                """
        ),
        Vector(
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            message: "72",
            signature: """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
                085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                """
        ),
        Vector(
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            message: "af82",
            signature: """
                6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
                18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
                """
        ),
    ]

    @Test(arguments: vectors)
    func `signs as in RFC 8032`(vector: Vector) {
        let bytes = [UInt8](hex: vector.seed)
        let seed = SecretBytes(copying: bytes.span)
        let key = Ed25519.SigningKey(seed: seed)
        let publicKey = key.publicKey
        let message = [UInt8](hex: vector.message)
        let signature = key.sign(message.span)
        #expect(publicKey == [UInt8](hex: vector.publicKey))
        #expect(signature == [UInt8](hex: vector.signature))
        #expect(isValid(signature, of: message, publicKey: publicKey))
        let isAcceptable = Ed25519.isAcceptable(publicKey: publicKey.span)
        #expect(isAcceptable)
    }

    @Test
    func `refuses whatever was changed or cut`() {
        let vector = Self.vectors[2]
        let publicKey = [UInt8](hex: vector.publicKey)
        let message = [UInt8](hex: vector.message)
        let signature = [UInt8](hex: vector.signature)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1
            #expect(!isValid(changed, of: message, publicKey: publicKey))
        }
        #expect(!isValid(signature, of: message + [0], publicKey: publicKey))
        #expect(!isValid(signature, of: [], publicKey: publicKey))
        #expect(!isValid(signature, of: message, publicKey: publicKey.reversed()))
        #expect(!isValid(signature.dropLast(), of: message, publicKey: publicKey))
        #expect(!isValid(signature + [0], of: message, publicKey: publicKey))
        #expect(!isValid(signature, of: message, publicKey: publicKey.dropLast()))
    }

    @Test
    func `refuses a second spelling of a signature`() {
        // S + L for the group order L of RFC 8032, section 5.1, also solves the equation.
        let order = [UInt8](
            hex: "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"
        )
        let vector = Self.vectors[1]
        var signature = [UInt8](hex: vector.signature)
        var carry = 0
        for index in order.indices {
            let sum = Int(signature[32 + index]) + Int(order[index]) + carry
            signature[32 + index] = UInt8(sum & 255)
            carry = sum >> 8
        }
        let publicKey = [UInt8](hex: vector.publicKey)
        #expect(!isValid(signature, of: [0x72], publicKey: publicKey))
    }

    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",  // order 4
        "0100000000000000000000000000000000000000000000000000000000000000",  // the neutral element
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // order 2
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  // order 8
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  // 1, not reduced
        "0200000000000000000000000000000000000000000000000000000000000000",  // not on the curve
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",  // short
    ])
    func `refuses keys that nobody holds`(publicKey: String) {
        let bytes = [UInt8](hex: publicKey)
        let isAcceptable = Ed25519.isAcceptable(publicKey: bytes.span)
        #expect(!isAcceptable)
    }

    private func isValid(
        _ signature: some Collection<UInt8>,
        of message: [UInt8],
        publicKey: some Collection<UInt8>
    ) -> Bool {
        Ed25519.isValid(
            signature: Array(signature).span,
            of: message.span,
            publicKey: Array(publicKey).span
        )
    }
}
