import Testing
import VaultCrypto

@Suite("ChaCha20-Poly1305")
struct ChaCha20Poly1305Tests {
    // RFC 8439, section 2.8.2.
    static let key = [UInt8](0x80...0x9f)
    static let nonce = ChaCha20Poly1305.Nonce { output in
        for byte in [UInt8](hex: "070000004041424344454647") { output.append(byte) }
    }
    static let associatedData = [UInt8](hex: "50515253c0c1c2c3c4c5c6c7")
    static let plaintext = [UInt8](
        text: """
            Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the \
            future, sunscreen would be it.
            """
    )
    static let ciphertext = [UInt8](
        hex: """
            d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6
            3dbea45e8ca9671282fafb69da92728b 1a71de0a9e060b2905d6a5b67ecd3b36
            92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc
            3ff4def08e4b7a9de576d26586cec64b 6116
            1ae10b594f09e26a7e902ecbd0600691
            """
    )

    @Test
    func `seals and opens as in RFC 8439`() throws {
        let sealed = [UInt8](capacity: Self.ciphertext.count) { output in
            ChaCha20Poly1305.seal(
                Self.plaintext.span,
                key: Self.key.span,
                nonce: Self.nonce,
                authenticating: Self.associatedData.span,
                into: &output
            )
        }
        #expect(sealed == Self.ciphertext)
        #expect(try open(sealed, authenticating: Self.associatedData) == Self.plaintext)
    }

    @Test
    func `refuses whatever was changed or cut, and writes nothing`() {
        for index in Self.ciphertext.indices {
            var changed = Self.ciphertext
            changed[index] ^= 0x80
            #expect(throws: CryptoError.authenticationFailed) {
                try open(changed, authenticating: Self.associatedData)
            }
            #expect(throws: CryptoError.authenticationFailed) {
                try open(Array(Self.ciphertext[..<index]), authenticating: Self.associatedData)
            }
        }
        #expect(throws: CryptoError.authenticationFailed) {
            try open(Self.ciphertext, authenticating: [])
        }
    }

    @Test
    func `appends to what is there, and takes an empty message`() throws {
        let sealed = [UInt8](capacity: 20) { output in
            output.append(repeating: 7, count: 4)
            ChaCha20Poly1305.seal(
                [UInt8]().span,
                key: Self.key.span,
                nonce: Self.nonce,
                into: &output
            )
        }
        #expect(sealed.count == 20)
        #expect(sealed[..<4] == [7, 7, 7, 7])
        #expect(try open(Array(sealed[4...]), authenticating: []) == [])
    }

    @Test
    func `leaves nothing of what it decrypted in the buffer when the tag is wrong`() {
        var changed = Self.ciphertext
        changed[changed.count - 1] ^= 1
        var buffer = [UInt8](repeating: 0xff, count: Self.plaintext.count)
        unsafe buffer.withUnsafeMutableBufferPointer { bytes in
            var output = unsafe OutputSpan(buffer: bytes, initializedCount: 0)
            #expect(throws: CryptoError.authenticationFailed) {
                try ChaCha20Poly1305.open(
                    changed.span,
                    key: Self.key.span,
                    nonce: Self.nonce,
                    authenticating: Self.associatedData.span,
                    into: &output
                )
            }
            _ = unsafe output.finalize(for: bytes)
        }
        #expect(buffer == [UInt8](repeating: 0, count: Self.plaintext.count))
    }

    private func open(_ bytes: [UInt8], authenticating data: [UInt8]) throws -> [UInt8] {
        var isUntouched = true
        defer { #expect(isUntouched) }
        return try [UInt8](capacity: bytes.count) { output throws(CryptoError) in
            do throws(CryptoError) {
                try ChaCha20Poly1305.open(
                    bytes.span,
                    key: Self.key.span,
                    nonce: Self.nonce,
                    authenticating: data.span,
                    into: &output
                )
            } catch {
                isUntouched = output.isEmpty
                throw error
            }
        }
    }
}
