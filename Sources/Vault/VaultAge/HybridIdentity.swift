import Synchronization
package import VaultCrypto

/// The holder of a hybrid key: `AGE-SECRET-KEY-PQ-1…`, 77 characters.
///
/// The text holds the 32-byte seed from which both key pairs are expanded.
public final class HybridIdentity: AgeKeyPair {
    static let textPrefix = "age-secret-key-pq-"

    /// The public half, which is computed when it is asked for: it takes as long as to open a file.
    public var recipient: HybridRecipient {
        known.withLock { known in
            if let known { return known }
            let recipient = HybridRecipient(
                publicKey: seed.withBytes { XWingHPKE.publicKey(ofSeed: $0) }
            )
            known = recipient
            return recipient
        }
    }

    private let seed: SecretBytes
    private let known = Mutex<HybridRecipient?>(nil)

    /// Takes 32 secret bytes as a seed.
    ///
    /// - Parameter seed: The bytes, which are copied.
    package init(seed: borrowing SecretBytes) {
        self.seed = seed.withBytes { SecretBytes(copying: $0) }
    }

    /// Reads the line of an identity.
    ///
    /// - Parameter encoded: `AGE-SECRET-KEY-PQ-1…` in ASCII, without a line feed.
    /// - Throws: ``AgeError/identityMalformed``.
    public convenience init(encoded: Span<UInt8>) throws(AgeError) {
        self.init(seed: try KeyText.decode(encoded, prefix: Self.textPrefix))
    }

    /// Makes a new key pair.
    ///
    /// - Returns: An identity from the random generator of the operating system.
    public static func generate() -> Self {
        Self(seed: .random(count: XWingHPKE.seedCount))
    }

    /// Opens the key of a file from the first `mlkem768x25519` stanza that is for this identity.
    ///
    /// - Parameter stanzas: All stanzas of the header.
    /// - Returns: The key, or `nil` if none is.
    /// - Throws: ``AgeError/headerMalformed`` if an `mlkem768x25519` stanza is not well-formed, or its
    ///   X25519 half is a point of small order.
    public func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        let isAddressed = stanzas.contains { $0.type == HybridRecipient.stanzaType }
        return isAddressed ? try expanded().unwrap(stanzas) : nil
    }

    /// The identity for several files in a row, which takes less time than one after the other.
    ///
    /// - Returns: What opens them; ordinary memory holds the expanded key as long as it is there.
    package func expanded() -> ExpandedHybridIdentity {
        ExpandedHybridIdentity(seed.withBytes { XWingHPKE.ExpandedKey(seed: $0) })
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
        try seed.withBytes(body)
    }
}

/// A hybrid identity whose key pairs were expanded from its seed.
package struct ExpandedHybridIdentity: AgeIdentity {
    private let key: XWingHPKE.ExpandedKey

    fileprivate init(_ key: XWingHPKE.ExpandedKey) {
        self.key = key
    }

    /// Opens the key of a file, as ``HybridIdentity/unwrap(_:)`` does.
    ///
    /// - Parameter stanzas: All stanzas of the header.
    /// - Returns: The key, or `nil` if none is.
    /// - Throws: ``AgeError/headerMalformed`` if an `mlkem768x25519` stanza is not well-formed, or its
    ///   X25519 half is a point of small order.
    package func unwrap(_ stanzas: [Stanza]) throws(AgeError) -> FileKey? {
        for stanza in stanzas where stanza.type == HybridRecipient.stanzaType {
            guard stanza.arguments.count == 1, stanza.body.count == WrapKey.bodyCount else {
                throw .headerMalformed
            }
            let share = try stanza.firstArgument(count: XWingHPKE.encapsulatedKeyCount)
            if let fileKey = try open(stanza.body, encapsulatedKey: share) { return fileKey }
        }
        return nil
    }

    private func open(
        _ body: [UInt8],
        encapsulatedKey: [UInt8]
    ) throws(AgeError) -> FileKey? {
        do throws(CryptoError) {
            return FileKey(
                try key.open(
                    body.span,
                    encapsulatedKey: encapsulatedKey.span,
                    info: HybridRecipient.info.utf8.span
                )
            )
        } catch {
            guard error == .authenticationFailed else { throw .headerMalformed }
            return nil
        }
    }
}
