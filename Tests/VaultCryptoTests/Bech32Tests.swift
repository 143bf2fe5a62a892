import Testing
import VaultCrypto

@Suite("Bech32")
struct Bech32Tests {
    /// The valid strings of BIP 173 that stand for whole bytes, in lower case, and their prefixes.
    static let valid: [(text: String, prefix: String, bytes: String)] = [
        ("a12uel5l", "a", ""),
        (
            """
            an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio\
            1tt5tgs
            """,
            "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio",
            ""
        ),
        (
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "abcdef",
            "00443214c74254b635cf84653a56d7c675be77df"
        ),
        (
            """
            11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc\
            8247j
            """,
            "1", String(repeating: "00", count: 51)
        ),
        (
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "split",
            "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d"
        ),
        ("?1ezyfcl", "?", ""),
    ]

    @Test(arguments: valid)
    func `reads and writes as in BIP 173`(text: String, prefix: String, bytes: String) throws {
        let bytes = [UInt8](hex: bytes)
        #expect(Bech32.encode(bytes.span, prefix: prefix) == text)
        #expect(try Bech32.decode([UInt8](text: text).span, prefix: prefix) == bytes)
    }

    @Test(arguments: valid)
    func `reads and writes secrets in upper case`(
        text: String,
        prefix: String,
        bytes: String
    ) throws {
        let bytes = [UInt8](hex: bytes)
        let upper = [UInt8](text: text.uppercased())
        let secret = Bech32.encodeSecret(bytes.span, prefix: prefix)
        #expect(secret.withBytes { [UInt8]($0) } == upper)
        let decoded = try Bech32.decodeSecret(upper.span, prefix: prefix)
        #expect(decoded.withBytes { [UInt8]($0) } == bytes)
    }

    /// Of BIP 173, and our own: case, bech32m, other lengths, filling.
    @Test(arguments: [
        ("pzry9x0s0muk", ""), ("1pzry9x0s0muk", ""), ("x1b4n0q5v", "x"), ("li1dgmt3", "li"),
        ("de1lg7wt\u{ff}", "de"), ("A1G7SGD8", "a"), ("10a06t8", ""), ("1qzzfhee", ""),
        ("A12UEL5L", "a"), ("a12UEL5L", "a"), ("a12uel5m", "a"), ("b12uel5l", "a"), ("a1", "a"),
        ("a1lqfn3a", "a"), ("", ""), ("a", "a"), (" a12uel5l", "a"), ("a12uel5l ", "a"),
        ("?1ezyfCl", "?"),
    ])
    func `refuses every other spelling`(text: String, prefix: String) {
        #expect(throws: CryptoError.malformedEncoding) {
            try Bech32.decode([UInt8](text: text).span, prefix: prefix)
        }
    }

    @Test
    func `refuses upper case where lower is due, and the other way round`() {
        #expect(throws: CryptoError.malformedEncoding) {
            _ = try Bech32.decodeSecret([UInt8](text: "a12uel5l").span, prefix: "a")
        }
        #expect(throws: CryptoError.malformedEncoding) {
            _ = try Bech32.decodeSecret([UInt8](text: "A12uel5l").span, prefix: "a")
        }
    }

    @Test
    func `notices each changed character`() {
        let text = [UInt8](text: Self.valid[4].text)
        for index in text.indices where index != 5 {
            var changed = text
            changed[index] =
                changed[index] == UInt8(ascii: "q") ? UInt8(ascii: "p") : UInt8(ascii: "q")
            guard changed != text else { continue }
            #expect(throws: CryptoError.malformedEncoding) {
                try Bech32.decode(changed.span, prefix: "split")
            }
        }
    }

    @Test(arguments: 0...70)
    func `reads what it wrote`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 201) }
        let text = Bech32.encode(bytes.span, prefix: "age")
        #expect(try Bech32.decode(Array(text.utf8).span, prefix: "age") == bytes)
    }
}
