import VaultCrypto

/// The key of one file, which every recipient stanza of the file wraps: 16 secret bytes.
///
/// It never serves a second file, and it is wiped when it goes out of scope.
public struct FileKey: ~Copyable, Sendable {
    /// The length, in bytes.
    public static let count = 16

    private let secret: SecretBytes

    /// Makes the key of a new file.
    init() {
        secret = .random(count: Self.count)
    }

    /// Takes over a key that was unwrapped.
    init(_ secret: consuming SecretBytes) {
        precondition(secret.count == Self.count, "a file key has 16 bytes")
        self.secret = secret
    }

    /// Copies a key that an identity of your own has unwrapped; wiping the original is up to you.
    ///
    /// - Parameter bytes: The key.
    /// - Throws: ``AgeError/headerMalformed`` if it does not have 16 bytes.
    public init(copying bytes: Span<UInt8>) throws(AgeError) {
        guard bytes.count == Self.count else { throw .headerMalformed }
        secret = SecretBytes(copying: bytes)
    }

    /// Lends the bytes for the duration of `body`.
    ///
    /// - Parameter body: Wraps the key. The span cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public borrowing func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try secret.withBytes(body)
    }
}

extension FileKey {
    /// The code that binds a header to the key.
    ///
    /// - Parameter header: The header up to and including its last `---`.
    /// - Returns: 32 bytes.
    func code(forHeader header: Span<UInt8>) -> [UInt8] {
        let headerKey = derive(salt: Span(), info: "header")
        return headerKey.withBytes { key in
            let code = HMACSHA256.code(for: header, key: key)
            return code.indices.map { code[$0] }
        }
    }

    /// The key of the payload that follows `nonce`.
    func payloadKey(nonce: Span<UInt8>) -> PayloadKey {
        PayloadKey(derive(salt: nonce, info: "payload"))
    }

    private func derive(salt: Span<UInt8>, info: String) -> SecretBytes {
        withBytes { key in
            HKDFSHA256.derive(from: key, salt: salt, info: info.utf8.span, count: 32)
        }
    }
}
