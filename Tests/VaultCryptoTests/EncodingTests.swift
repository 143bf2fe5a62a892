import Testing
import VaultCrypto

@Suite("Text encodings")
struct EncodingTests {
    /// RFC 4648, section 10.
    static let base64: [(text: String, plain: String)] = [
        ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
        ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"),
    ]

    @Test(arguments: base64)
    func `base64 is as in RFC 4648`(text: String, plain: String) throws {
        let bytes = [UInt8](text: plain)
        let bare = text.filter { $0 != "=" }
        #expect(Base64.encode(bytes.span, padded: true) == text)
        #expect(Base64.encode(bytes.span, padded: false) == bare)
        #expect(try Base64.decode([UInt8](text: text).span, padded: true) == bytes)
        #expect(try Base64.decode([UInt8](text: bare).span, padded: false) == bytes)
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z===", "====", "=", "Zm9v=", "Zm9v====", "Zm 9",
        "Zm9v\n", "Zm-_", "Zg=a", "Zm9vZ", "=Zg=", "Zm9\u{e9}",
    ])
    func `base64 with padding has one spelling`(text: String) {
        #expect(throws: CryptoError.malformedEncoding) {
            try Base64.decode([UInt8](text: text).span, padded: true)
        }
    }

    @Test(arguments: ["Z", "Zh", "Zm9", "Zg==", "Zm8=", "Zm9vZ", "Zm9v\n", "Z g", "Zm-_"])
    func `base64 without padding has one spelling`(text: String) {
        #expect(throws: CryptoError.malformedEncoding) {
            try Base64.decode([UInt8](text: text).span, padded: false)
        }
    }

    @Test
    func `hexadecimal is lower case`() throws {
        #expect(Hexadecimal.encode([0, 0x1f, 0xa0, 0xff].span) == "001fa0ff")
        #expect(try Hexadecimal.decode([UInt8](text: "001fa0ff").span) == [0, 0x1f, 0xa0, 0xff])
        #expect(try Hexadecimal.decode([UInt8]().span) == [])
        for text in ["0", "001", "0G", "AB", "aB", "0x", " 0", "g0"] {
            #expect(throws: CryptoError.malformedEncoding) {
                try Hexadecimal.decode([UInt8](text: text).span)
            }
        }
    }

    @Test
    func `base 32 is Crockford's, in lower case`() throws {
        let bytes: [UInt8] = [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]
        #expect(CrockfordBase32.encode(bytes.span) == "0123456789abcdef")
        #expect(CrockfordBase32.encode([0xff].span) == "zw")
        #expect(try CrockfordBase32.decode([UInt8](text: "zw").span) == [0xff])
        for text in ["z", "zz", "zx", "ZW", "iw", "lw", "ow", "uw", "z-w", "zw0", "z "] {
            #expect(throws: CryptoError.malformedEncoding) {
                try CrockfordBase32.decode([UInt8](text: text).span)
            }
        }
    }

    @Test(arguments: 0...40)
    func `all decode what they encode`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 13) }
        for padded in [true, false] {
            let text = Base64.encode(bytes.span, padded: padded)
            #expect(try Base64.decode(Array(text.utf8).span, padded: padded) == bytes)
        }
        let hexadecimal = Hexadecimal.encode(bytes.span)
        #expect(try Hexadecimal.decode(Array(hexadecimal.utf8).span) == bytes)
        let base32 = CrockfordBase32.encode(bytes.span)
        #expect(try CrockfordBase32.decode(Array(base32.utf8).span) == bytes)
    }

    @Test
    func `random bytes are as many as asked for, and others each time`() {
        #expect(Random.bytes(0) == [])
        #expect(Random.bytes(33).count == 33)
        #expect(Random.bytes(16) != Random.bytes(16))
    }
}
