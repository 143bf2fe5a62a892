import CSodium

/// The authenticated cipher ChaCha20-Poly1305 (RFC 8439), between buffers of the caller.
package enum ChaCha20Poly1305 {
    /// What must never occur twice under one key.
    package typealias Nonce = InlineArray<12, UInt8>

    /// The length of a key, in bytes.
    package static let keyCount = 32

    /// How much longer a ciphertext is than its plaintext, in bytes.
    package static let tagCount = 16

    /// Encrypts and authenticates.
    ///
    /// - Parameters:
    ///   - plaintext: The bytes to protect.
    ///   - key: 32 bytes.
    ///   - nonce: A value that was not used with this key before.
    ///   - associatedData: Bytes that are authenticated and not part of the output.
    ///   - output: Where the ciphertext is appended: ``tagCount`` bytes more than `plaintext` has.
    package static func seal(
        _ plaintext: Span<UInt8>,
        key: Span<UInt8>,
        nonce: Nonce,
        authenticating associatedData: Span<UInt8> = Span(),
        into output: inout OutputSpan<UInt8>
    ) {
        precondition(key.count == keyCount, "a key has 32 bytes")
        _ = Sodium.ready
        let sizes = (UInt64(plaintext.count), UInt64(associatedData.count))
        _ = unsafe output.appendInC(count: plaintext.count + tagCount) { ciphertext in
            unsafe withPointers(plaintext, associatedData, nonce.span, key) {
                input,
                data,
                nonce,
                key in
                unsafe crypto_aead_chacha20poly1305_ietf_encrypt(
                    ciphertext,
                    nil,
                    input,
                    sizes.0,
                    data,
                    sizes.1,
                    nil,
                    nonce,
                    key
                ) == 0
            }
        }
    }

    /// Checks and decrypts.
    ///
    /// - Parameters:
    ///   - ciphertext: What ``seal(_:key:nonce:authenticating:into:)`` gave.
    ///   - key: 32 bytes.
    ///   - nonce: The same as for sealing.
    ///   - associatedData: The same as for sealing.
    ///   - output: Where the plaintext is appended: ``tagCount`` bytes less than `ciphertext` has.
    /// - Throws: ``CryptoError/authenticationFailed`` if anything differs; nothing is appended then.
    package static func open(
        _ ciphertext: Span<UInt8>,
        key: Span<UInt8>,
        nonce: Nonce,
        authenticating associatedData: Span<UInt8> = Span(),
        into output: inout OutputSpan<UInt8>
    ) throws(CryptoError) {
        precondition(key.count == keyCount, "a key has 32 bytes")
        guard ciphertext.count >= tagCount else { throw .authenticationFailed }
        _ = Sodium.ready
        let sizes = (UInt64(ciphertext.count), UInt64(associatedData.count))
        let isAuthentic = unsafe output.appendInC(count: ciphertext.count - tagCount) { plaintext in
            unsafe withPointers(ciphertext, associatedData, nonce.span, key) {
                input,
                data,
                nonce,
                key in
                unsafe crypto_aead_chacha20poly1305_ietf_decrypt(
                    plaintext,
                    nil,
                    nil,
                    input,
                    sizes.0,
                    data,
                    sizes.1,
                    nonce,
                    key
                ) == 0
            }
        }
        guard isAuthentic else { throw .authenticationFailed }
    }
}
