import Testing
import VaultLedger

@Suite("Digest")
struct DigestTests {
    static let hexadecimal = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    static let base64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

    @Test
    func `is the SHA-256 of its bytes`() {
        let digest = Digest.of([UInt8]().span)
        #expect(digest.hexadecimal == Self.hexadecimal)
        #expect(digest.description == Self.hexadecimal)
        #expect(digest.base64 == Self.base64)
    }

    @Test
    func `is read from all its forms`() {
        let digest = Digest.of([UInt8]().span)
        #expect(Digest(hexadecimal: Self.hexadecimal) == digest)
        #expect(Digest(base64: Array(Self.base64.utf8).span) == digest)
        #expect(Digest(digest.array) == digest)
        #expect(Digest(digest.array.span) == digest)
        #expect(Digest(digest.bytes) == digest)
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `has 32 bytes and no other number`(count: Int) {
        #expect(Digest([UInt8](repeating: 7, count: count)) == nil)
    }

    @Test
    func `differs when any byte differs`() {
        let bytes = [UInt8](repeating: 7, count: Digest.count)
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(Digest(other) != Digest(bytes))
            #expect(Digest(other)?.hashValue != Digest(bytes)?.hashValue)
        }
    }

    @Test(arguments: [
        "", String(hexadecimal.dropLast()), hexadecimal + "0", hexadecimal.uppercased(),
        hexadecimal.changing("e3", to: "g3"), " " + hexadecimal.dropLast(), hexadecimal + "\n",
        "0x" + hexadecimal.dropLast(2),
    ])
    func `refuses hexadecimal in another spelling`(text: String) {
        #expect(Digest(hexadecimal: text) == nil)
    }

    @Test(arguments: [
        "", String(base64.dropLast()), base64 + "=", base64 + "\n", " " + base64,
        base64.changing("uFU=", to: "uFV="), base64.changing("uFU=", to: "uFUA"),
        base64.changing("uFU=", to: "uF=="), base64.changing("+", to: "-"),
        base64.changing("47DE", to: "47D\r"), base64 + "AAAA",
    ])
    func `refuses base64 in another spelling`(text: String) {
        #expect(Digest(base64: Array(text.utf8).span) == nil)
    }
}
