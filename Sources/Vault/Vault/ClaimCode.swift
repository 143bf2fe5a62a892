import VaultCrypto
public import VaultLedger

/// A code by which a person takes over their keys: 20 random characters, 100 bits, in six groups.
///
/// Whoever types it gets what is sealed to the identity that follows from it. When it expires is said
/// elsewhere.
public final class ClaimCode: Sendable {
    /// The number of groups.
    public static let groupCount = TypedGroups.count(symbolCount: symbolCount)

    private static let label = "vault/v1 claim code"
    private static let symbolCount = 20

    private let symbols: SecretBytes

    private init(symbols: consuming SecretBytes) {
        self.symbols = symbols
    }

    /// Draws a new code from the generator of the operating system.
    ///
    /// - Returns: A code that no one has had before.
    public static func generate() -> ClaimCode {
        let random = SecretBytes.random(count: symbolCount)
        return ClaimCode(
            symbols: SecretBytes(count: symbolCount) { output in
                random.withBytes { random in
                    for index in random.indices { output.append(random[index] & 31) }
                }
            }
        )
    }

    /// Reads what a person typed.
    ///
    /// - Parameter text: The groups, read as ``RecoveryCode/init(_:)`` reads its own. The caller wipes
    ///   its copy.
    /// - Throws: ``VaultError/code(_:)`` with what is wrong.
    public init(_ text: Span<UInt8>) throws(VaultError) {
        do {
            symbols = try TypedGroups.decode(text, symbolCount: Self.symbolCount, label: Self.label)
        } catch {
            throw VaultError(code: error)
        }
    }

    /// Lends the groups, in upper case with a hyphen between them, from locked memory.
    ///
    /// - Parameter body: Shows them. The span cannot leave it.
    /// - Returns: What `body` returns.
    public func withText<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        TypedGroups.encode(symbols, label: Self.label).withBytes(body)
    }

    /// The identity that follows from the code: HKDF-SHA-256 of its 20 characters, with the info
    /// `vault/v1 claim code`.
    ///
    /// - Parameter suite: The kind of key; it has to be that of the vault.
    /// - Returns: The identity, always the same for a code and a suite.
    public func identity(suite: Suite) -> Identity {
        let salt: [UInt8] = []
        let info = Array(Self.label.utf8)
        let secret = TypedGroups.characters(of: symbols).withBytes { characters in
            HKDFSHA256.derive(from: characters, salt: salt.span, info: info.span, count: 32)
        }
        return Identity(keys: KeyPair(secret: secret, suite: suite), name: nil)
    }
}
