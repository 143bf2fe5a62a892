import VaultCrypto

/// A passphrase in secret memory.
public final class Passphrase: Sendable {
    let secret: SecretBytes

    /// Copies a passphrase into secret memory.
    ///
    /// - Parameter bytes: The passphrase, in UTF-8 where it was typed. The caller wipes its copy.
    public init(_ bytes: Span<UInt8>) {
        secret = SecretBytes(copying: bytes)
    }

    /// Copies a passphrase into secret memory.
    ///
    /// - Parameter text: The passphrase. The string itself stays in ordinary memory, so this is for
    ///   tests and examples; prefer the initialiser that takes bytes.
    public convenience init(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }
}

/// How much work each guess at a passphrase costs (scrypt, RFC 7914).
public enum PassphraseCost: Hashable, Sendable {
    /// N = 2^18 with r = 8: 256 MiB and about 0.6 s for each guess.
    case standard

    /// N = 2^8: protects nothing, for tests only.
    case insecureForTesting
}
