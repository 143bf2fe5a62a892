import VaultCrypto

/// The key under which one stanza holds the file key: 32 secret bytes, used once.
///
/// As it is used once, its nonce is always zero.
struct WrapKey: ~Copyable, Sendable {
    /// The length of a wrapped file key, in bytes.
    static let bodyCount = FileKey.count + ChaCha20Poly1305.tagCount

    private static let nonce = ChaCha20Poly1305.Nonce(repeating: 0)

    private let secret: SecretBytes

    init(_ secret: consuming SecretBytes) {
        self.secret = secret
    }

    /// Wraps a file key.
    func seal(_ fileKey: borrowing FileKey) -> [UInt8] {
        secret.withBytes { key in
            fileKey.withBytes { fileKey in
                [UInt8](capacity: Self.bodyCount) { output in
                    ChaCha20Poly1305.seal(fileKey, key: key, nonce: Self.nonce, into: &output)
                }
            }
        }
    }

    /// Unwraps a file key.
    ///
    /// - Parameter body: The wrapped key. The caller has checked its length *before* the first use of
    ///   a secret: an attacker could otherwise try many keys with one file.
    /// - Returns: The key, or `nil` if it was wrapped under another key.
    func open(_ body: [UInt8]) -> FileKey? {
        precondition(body.count == Self.bodyCount, "the length is checked before")
        return secret.withBytes { key in
            do throws(CryptoError) {
                return FileKey(
                    try SecretBytes(count: FileKey.count) { output throws(CryptoError) in
                        try ChaCha20Poly1305.open(
                            body.span,
                            key: key,
                            nonce: Self.nonce,
                            into: &output
                        )
                    }
                )
            } catch {
                return nil
            }
        }
    }
}
