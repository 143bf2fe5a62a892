import VaultAge
import VaultCrypto
public import VaultLedger

extension Identity {
    /// The secret as groups of characters, for paper.
    public var recoveryCode: RecoveryCode {
        RecoveryCode(
            secret: keys.withSeed { SecretBytes(copying: $0) },
            suite: suite
        )
    }

    /// Makes the identity again from its groups.
    ///
    /// - Parameter code: The code from paper.
    public convenience init(_ code: RecoveryCode) {
        self.init(keys: KeyPair(secret: code.secret, suite: code.suite), name: nil)
    }

    /// Makes the identity again from its line.
    ///
    /// - Parameter line: `AGE-SECRET-KEY-…`, as ``withSecretLine(_:)`` lends it. The caller wipes its
    ///   copy.
    /// - Throws: ``VaultError/code(_:)`` with ``CodeFault/line``.
    public convenience init(secretLine line: Span<UInt8>) throws(VaultError) {
        switch try? Age.identity(encoded: line) {
        case let identity as HybridIdentity: self.init(keys: KeyPair(identity), name: nil)
        case let identity as X25519Identity: self.init(keys: KeyPair(identity), name: nil)
        default: throw .code(.line)
        }
    }

    /// Lends the line of the identity, `AGE-SECRET-KEY-…`, from locked memory.
    ///
    /// - Parameter body: Shows it. The span cannot leave it.
    /// - Returns: What `body` returns.
    public func withSecretLine<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        keys.identity.withEncoded(body)
    }

    /// SHA-256 of the recipient's text, by which two copies of an identity are compared.
    public var fingerprint: Digest { keys.recipient.digest }
}

extension KeyPair {
    /// Takes 32 secret bytes, which are copied.
    init(secret: borrowing SecretBytes, suite: Suite) {
        switch suite {
        case .hybrid: self.init(HybridIdentity(seed: secret))
        case .x25519: self.init(X25519Identity(seed: secret))
        }
    }
}
