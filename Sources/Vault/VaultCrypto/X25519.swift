import CSodium

/// Key agreement on Curve25519 (RFC 7748).
package enum X25519 {
    /// The length of private keys, public keys and shared secrets, in bytes.
    package static let keyCount = 32

    /// The public half of a private key.
    ///
    /// - Parameter privateKey: 32 bytes, any of which make a key.
    /// - Returns: 32 bytes.
    package static func publicKey(of privateKey: Span<UInt8>) -> [UInt8] {
        precondition(privateKey.count == keyCount, "a private key has 32 bytes")
        _ = Sodium.ready
        return [UInt8](capacity: keyCount) { output in
            unsafe output.appendInC(count: keyCount) { publicKey in
                unsafe privateKey.withPointer { privateKey in
                    _ = unsafe crypto_scalarmult_curve25519_base(publicKey, privateKey)
                }
            }
        }
    }

    /// The secret that the holders of two private keys share.
    ///
    /// - Parameters:
    ///   - privateKey: The one side's 32 bytes.
    ///   - publicKey: The other side's 32 bytes.
    /// - Returns: 32 bytes, to be hashed before use.
    /// - Throws: ``CryptoError/unacceptableKey`` if `publicKey` is not 32 bytes or a point of small
    ///   order: the secret would be all zero whatever the private key (RFC 7748, section 6.1).
    package static func sharedSecret(
        privateKey: Span<UInt8>,
        publicKey: Span<UInt8>
    ) throws(CryptoError) -> SecretBytes {
        precondition(privateKey.count == keyCount, "a private key has 32 bytes")
        guard publicKey.count == keyCount else { throw .unacceptableKey }
        _ = Sodium.ready
        return try SecretBytes(count: keyCount) { output throws(CryptoError) in
            let isAcceptable = unsafe output.appendInC(count: keyCount) { secret in
                unsafe privateKey.withPointer { privateKey in
                    unsafe publicKey.withPointer { publicKey in
                        unsafe crypto_scalarmult_curve25519(secret, privateKey, publicKey) == 0
                    }
                }
            }
            guard isAcceptable else { throw .unacceptableKey }
        }
    }
}
