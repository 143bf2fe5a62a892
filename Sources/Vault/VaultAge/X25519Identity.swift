package import VaultCrypto

/// The holder of a key on Curve25519: `AGE-SECRET-KEY-1…`, 74 characters.
public final class X25519Identity: AgeKeyPair {
    static let textPrefix = "age-secret-key-"

    /// The public half.
    public let recipient: X25519Recipient

    private let privateKey: SecretBytes

    /// Takes 32 secret bytes as a private key.
    ///
    /// - Parameter seed: The bytes, which are copied.
    package init(seed: borrowing SecretBytes) {
        let privateKey = seed.withBytes { SecretBytes(copying: $0) }
        recipient = X25519Recipient(
            publicKey: privateKey.withBytes { X25519.publicKey(of: $0) }
        )
        self.privateKey = privateKey
    }

    /// Reads the line of an identity.
    ///
    /// - Parameter encoded: `AGE-SECRET-KEY-1…` in ASCII, without a line feed.
    /// - Throws: ``AgeError/identityMalformed``.
    public convenience init(encoded: Span<UInt8>) throws(AgeError) {
        self.init(seed: try KeyText.decode(encoded, prefix: Self.textPrefix))
    }

    /// Makes a new key pair.
    ///
    /// - Returns: An identity from the random generator of the operating system.
    public static func generate() -> Self {
        Self(seed: .random(count: X25519.keyCount))
    }

    /// Unwraps the key of a file from the first `X25519` stanza that is for this identity.
    ///
    /// - Parameter stanzas: All stanzas of the header.
    /// - Returns: The key, or `nil` if none is.
    /// - Throws: ``AgeError/headerMalformed`` if an `X25519` stanza is not well-formed, or its share is
    ///   a point of small order.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        for stanza in stanzas where stanza.type == X25519Recipient.stanzaType {
            guard stanza.arguments.count == 1, stanza.body.count == WrapKey.bodyCount else {
                throw .headerMalformed
            }
            let share = try stanza.firstArgument(count: X25519.keyCount)
            if let fileKey = try wrapKey(share: share).open(stanza.body) { return fileKey }
        }
        return nil
    }

    private func wrapKey(share: [UInt8]) throws(AgeError) -> WrapKey {
        do throws(CryptoError) {
            return try X25519Recipient.wrapKey(
                privateKey: privateKey,
                publicKey: share,
                share: share,
                recipient: recipient.publicKey
            )
        } catch {
            throw .headerMalformed
        }
    }

    /// Lends the line of text that holds the identity, from locked memory.
    ///
    /// - Parameter body: Stores the line. The span cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public func withEncoded<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try encoded().withBytes(body)
    }

    /// The line of text that holds the identity, without a line feed.
    ///
    /// - Returns: ASCII in locked memory.
    package func encoded() -> SecretBytes {
        withSeed { Bech32.encodeSecret($0, prefix: Self.textPrefix) }
    }

    /// Lends the 32 secret bytes.
    ///
    /// - Parameter body: Derives other keys. The span cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    package func withSeed<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try privateKey.withBytes(body)
    }
}
