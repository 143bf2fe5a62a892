import Testing
import VaultCrypto

@Suite("SHA-256")
struct SHA256Tests {
    /// FIPS 180-4 examples and RFC 6234, section 8.5.
    static let vectors: [(message: [UInt8], digest: String)] = [
        ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            [UInt8](text: "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            [UInt8](text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors)
    func `gives the digest of the standard`(message: [UInt8], digest: String) {
        #expect([UInt8](SHA256.hash(message.span).span) == [UInt8](hex: digest))
    }

    @Test(arguments: [1, 7, 63, 64, 65, 1000])
    func `does not care how the message is cut`(size: Int) {
        let message = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        var hash = SHA256()
        for start in stride(from: 0, to: message.count, by: size) {
            hash.update(message[start..<min(start + size, message.count)].span)
        }
        #expect([UInt8](hash.finish().span) == [UInt8](SHA256.hash(message.span).span))
    }

    @Test
    func `takes single bytes, and goes on after a digest`() {
        var hash = SHA256()
        hash.update(UInt8(ascii: "a"))
        hash.update(UInt8(ascii: "b"))
        let copy = hash
        _ = hash.finish()
        hash.update(UInt8(ascii: "c"))
        #expect([UInt8](hash.finish().span) == [UInt8](hex: Self.vectors[1].digest))
        #expect([UInt8](copy.finish().span) == [UInt8](SHA256.hash([97, 98].span).span))
    }
}
