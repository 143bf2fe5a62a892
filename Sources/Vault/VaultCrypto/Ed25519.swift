import CSodium
import Synchronization

/// Ed25519 signatures (RFC 8032), checked strictly.
package enum Ed25519 {
    /// The length of a seed, in bytes.
    package static let seedCount = 32

    /// The length of a public key, in bytes.
    package static let publicKeyCount = 32

    /// The length of a signature, in bytes.
    package static let signatureCount = 64

    /// Whether `signature` is a signature of `message` by the holder of `publicKey`.
    ///
    /// Stricter than RFC 8032 asks for: a non-canonical or small-order key or `R`, or an `S` that is
    /// not reduced, is refused, so that nobody makes a second signature out of a first.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes; any other length is not a signature.
    ///   - message: What was signed.
    ///   - publicKey: 32 bytes; any other length is not a key.
    /// - Returns: `true` if the signature holds.
    package static func isValid(
        signature: Span<UInt8>,
        of message: Span<UInt8>,
        publicKey: Span<UInt8>
    ) -> Bool {
        guard signature.count == signatureCount, publicKey.count == publicKeyCount else {
            return false
        }
        _ = Sodium.ready
        return unsafe signature.withPointer { signature in
            unsafe publicKey.withPointer { key in
                unsafe message.withPointer { base in
                    let count = UInt64(message.count)
                    return unsafe crypto_sign_verify_detached(signature, base, count, key) == 0
                }
            }
        }
    }

    /// Whether `publicKey` can be anybody's key.
    ///
    /// - Parameter publicKey: The key to judge.
    /// - Returns: `false` if the key is not 32 bytes, not the canonical form of a point, or a point
    ///   outside the subgroup that honest keys lie in.
    /// - Complexity: As long as verifying a signature, but for keys that were accepted lately.
    package static func isAcceptable(publicKey: Span<UInt8>) -> Bool {
        guard publicKey.count == publicKeyCount else { return false }
        let bytes = [UInt8](capacity: publicKeyCount) { $0.append(copying: publicKey) }
        if accepted.withLock({ $0.contains(bytes) }) { return true }
        _ = Sodium.ready
        let isValid = unsafe publicKey.withPointer { key in
            unsafe crypto_core_ed25519_is_valid_point(key) == 1
        }
        guard isValid else { return false }
        accepted.withLock { accepted in
            if accepted.count >= acceptedLimit { accepted.removeAll() }
            accepted.insert(bytes)
        }
        return true
    }

    /// Keys that were judged acceptable, since the same few are read again and again.
    private static let accepted = Mutex<Set<[UInt8]>>([])

    /// How many of them to keep: some hundred kilobytes.
    private static let acceptedLimit = 4_096
}

extension Ed25519 {
    /// A key that signs.
    ///
    /// It is a class, so that several signers can share the one place where the secret lives.
    package final class SigningKey: Sendable {
        /// The public half: 32 bytes.
        package let publicKey: [UInt8]

        /// Seed and public key, 64 bytes, as libsodium wants them.
        private let secret: SecretBytes

        /// Makes the key pair of a seed.
        ///
        /// - Parameter seed: 32 secret bytes, the private key of RFC 8032, section 5.1.5.
        package init(seed: borrowing SecretBytes) {
            precondition(seed.count == seedCount, "a seed has 32 bytes")
            var publicKey: [UInt8] = []
            secret = SecretBytes(count: 64) { secret in
                publicKey = seed.withBytes { seed in Self.expand(seed, into: &secret) }
            }
            self.publicKey = publicKey
        }

        /// Signs a message.
        ///
        /// - Parameter message: The message, of any length.
        /// - Returns: 64 bytes, the same each time.
        package func sign(_ message: Span<UInt8>) -> [UInt8] {
            [UInt8](capacity: signatureCount) { output in
                unsafe output.appendInC(count: signatureCount) { signature in
                    secret.withBytes { secret in
                        unsafe secret.withPointer { secret in
                            unsafe message.withPointer { base in
                                let count = UInt64(message.count)
                                _ = unsafe crypto_sign_detached(signature, nil, base, count, secret)
                            }
                        }
                    }
                }
            }
        }

        /// Appends the 64-byte secret of `seed` to `secret`; returns the public key.
        private static func expand(
            _ seed: Span<UInt8>,
            into secret: inout OutputSpan<UInt8>
        ) -> [UInt8] {
            [UInt8](capacity: publicKeyCount) { output in
                unsafe output.appendInC(count: publicKeyCount) { publicKey in
                    unsafe secret.appendInC(count: 64) { secret in
                        unsafe seed.withPointer { seed in
                            _ = unsafe crypto_sign_seed_keypair(publicKey, secret, seed)
                        }
                    }
                }
            }
        }
    }
}
