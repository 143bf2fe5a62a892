package import VaultCrypto

/// What a guess at a passphrase costs: scrypt with N = 2^logN, r = 8, p = 1.
public struct ScryptWorkFactor: Sendable, Hashable {
    /// The cost that age uses: about a second and 256 MiB.
    public static let standard = ScryptWorkFactor(logN: 18)

    /// A cost that protects nothing: about a millisecond.
    ///
    /// For tests, where many files are made.
    public static let insecureForTesting = ScryptWorkFactor(logN: 8)

    /// The power of two.
    let logN: Int
}

/// A passphrase that a file is encrypted to.
///
/// It is stretched anew for each file. It stands alone: no file has both a passphrase and another
/// recipient, nor two passphrases.
public final class ScryptRecipient: AgeRecipient {
    static let stanzaType = "scrypt"
    static let saltCount = 16

    private let passphrase: SecretBytes
    private let workFactor: ScryptWorkFactor

    /// Takes over a passphrase.
    ///
    /// - Parameters:
    ///   - passphrase: The bytes as they were typed, without a line feed.
    ///   - workFactor: What a guess costs.
    package init(
        passphrase: consuming SecretBytes,
        workFactor: ScryptWorkFactor = .standard
    ) {
        self.passphrase = passphrase
        self.workFactor = workFactor
    }

    /// Copies a passphrase to locked memory; wiping the original is up to you.
    ///
    /// - Parameters:
    ///   - passphrase: The bytes as they were typed, usually UTF-8, without a line feed.
    ///   - workFactor: What a guess costs. Leave it at the standard.
    public convenience init(
        passphrase: Span<UInt8>,
        workFactor: ScryptWorkFactor = .standard
    ) {
        self.init(passphrase: SecretBytes(copying: passphrase), workFactor: workFactor)
    }

    /// Copies a passphrase from a string, which stays in memory until it is written over.
    ///
    /// - Parameters:
    ///   - passphrase: The passphrase, used as UTF-8 and without any normalisation.
    ///   - workFactor: What a guess costs. Leave it at the standard.
    public convenience init(
        passphrase: String,
        workFactor: ScryptWorkFactor = .standard
    ) {
        self.init(passphrase: passphrase.utf8.span, workFactor: workFactor)
    }

    /// A random label, which no other recipient has.
    public var labels: Set<String> { [Hexadecimal.encode(Random.bytes(16).span)] }

    /// Wraps the key of a file under the stretched passphrase.
    ///
    /// - Parameter fileKey: The key.
    /// - Returns: One stanza.
    /// - Throws: ``AgeError/outOfMemory``.
    public func wrap(_ fileKey: borrowing FileKey) throws(AgeError) -> [Stanza] {
        let salt = Random.bytes(Self.saltCount)
        let wrapKey = try Self.wrapKey(passphrase, salt: salt, logN: workFactor.logN)
        return [
            Stanza(
                type: Self.stanzaType,
                arguments: [Base64.encode(salt.span, padded: false), String(workFactor.logN)],
                body: wrapKey.seal(fileKey)
            )
        ]
    }

    static func wrapKey(
        _ passphrase: borrowing SecretBytes,
        salt: [UInt8],
        logN: Int
    ) throws(AgeError) -> WrapKey {
        let salt = Array("age-encryption.org/v1/scrypt".utf8) + salt
        do throws(CryptoError) {
            return WrapKey(
                try passphrase.withBytes { passphrase throws(CryptoError) in
                    try Scrypt.derive(
                        from: passphrase,
                        salt: salt.span,
                        cost: Scrypt.Cost(logN: logN),
                        count: 32
                    )
                }
            )
        } catch {
            throw .outOfMemory
        }
    }
}
