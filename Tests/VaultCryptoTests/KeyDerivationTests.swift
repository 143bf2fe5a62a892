import Testing
import VaultCrypto

@Suite("Key derivation")
struct KeyDerivationTests {
    struct Derivation: Sendable {
        let secret: [UInt8]
        let salt: [UInt8]
        let info: [UInt8]
        let key: String
    }

    /// RFC 5869, appendix A, cases 1 to 3.
    static let derivations = [
        Derivation(
            secret: [UInt8](repeating: 0x0b, count: 22),
            salt: [UInt8](0x00...0x0c),
            info: [UInt8](0xf0...0xf9),
            key: """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                34007208d5b887185865
                """
        ),
        Derivation(
            secret: [UInt8](0x00...0x4f),
            salt: [UInt8](0x60...0xaf),
            info: [UInt8](0xb0...0xff),
            key: """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
                59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
                cc30c58179ec3e87c14c01d5c1f3434f1d87
                """
        ),
        Derivation(
            secret: [UInt8](repeating: 0x0b, count: 22),
            salt: [],
            info: [],
            key: """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d
                9d201395faa4b61a96c8
                """
        ),
    ]

    @Test(arguments: derivations)
    func `HKDF is as in RFC 5869`(vector: Derivation) {
        let expected = [UInt8](hex: vector.key)
        let key = HKDFSHA256.derive(
            from: vector.secret.span,
            salt: vector.salt.span,
            info: vector.info.span,
            count: expected.count
        )
        #expect(key.withBytes { [UInt8]($0) } == expected)
    }

    /// RFC 4231, cases 1, 2, 3, 6 and 7.
    static let codes: [(key: [UInt8], message: [UInt8], code: String)] = [
        (
            [UInt8](repeating: 0x0b, count: 20), [UInt8](text: "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            [UInt8](text: "Jefe"), [UInt8](text: "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            [UInt8](text: "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            [UInt8](
                text: """
                    This is a test using a larger than block-size key and a larger than block-size \
                    data. The key needs to be hashed before being used by the HMAC algorithm.
                    """
            ),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test(arguments: codes)
    func `HMAC is as in RFC 4231`(key: [UInt8], message: [UInt8], code: String) {
        let found = HMACSHA256.code(for: message.span, key: key.span)
        #expect([UInt8](found.span) == [UInt8](hex: code))
    }
}
