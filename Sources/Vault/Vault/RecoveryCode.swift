import VaultAge
import VaultCrypto
public import VaultLedger

/// A person's secret as text on paper: 14 groups of five characters.
///
/// Whoever holds it is the person. Each group checks by itself, so a mistake is found and the group
/// named; see FORMAT.md, "On paper".
public final class RecoveryCode: Sendable {
    /// The number of groups.
    public static let groupCount = TypedGroups.count(symbolCount: symbolCount)

    /// The kind of key that the secret belongs to.
    public let suite: Suite

    let secret: SecretBytes

    private static let label = "vault/v1 recovery code"
    private static let symbolCount = 52
    private static let suites: [Suite] = [.hybrid, .x25519]

    init(secret: consuming SecretBytes, suite: Suite) {
        self.secret = secret
        self.suite = suite
    }

    /// Reads what a person typed.
    ///
    /// - Parameter text: The groups. Case, hyphens and white space do not count; `O` is read as `0`,
    ///   `I` and `L` as `1`. The caller wipes its copy.
    /// - Throws: ``VaultError/code(_:)`` with what is wrong.
    public convenience init(_ text: Span<UInt8>) throws(VaultError) {
        let symbols: SecretBytes
        do {
            symbols = try TypedGroups.decode(text, symbolCount: Self.symbolCount, label: Self.label)
        } catch {
            throw VaultError(code: error)
        }
        // Four bits say which suite, and the rest is the secret.
        let kind = symbols.withBytes { Int($0[0] >> 1) }
        guard kind < Self.suites.count else { throw .code(.unknown) }
        let secret = symbols.withBytes { symbols in
            SecretBytes(count: 32) { output in
                var bits = UInt32(symbols[0] & 1)
                var bitCount = 1
                for index in 1..<symbols.count {
                    bits = bits << 5 | UInt32(symbols[index])
                    bitCount += 5
                    guard bitCount >= 8 else { continue }
                    bitCount -= 8
                    output.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
                }
            }
        }
        self.init(secret: secret, suite: Self.suites[kind])
    }

    /// Whether a text is the group of that number, as far as its check character tells.
    ///
    /// - Parameters:
    ///   - text: What a person typed.
    ///   - number: The number of the group, from 1.
    /// - Returns: `false` if the group is mistyped, or is another one.
    public static func isGroup(_ text: Span<UInt8>, number: Int) -> Bool {
        TypedGroups.isGroup(text, number: number)
    }

    /// Lends the groups, in upper case with a hyphen between them, from locked memory.
    ///
    /// - Parameter body: Shows them. The span cannot leave it.
    /// - Returns: What `body` returns.
    public func withText<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        TypedGroups.encode(symbols(), label: Self.label).withBytes(body)
    }

    private func symbols() -> SecretBytes {
        SecretBytes(count: Self.symbolCount) { output in
            var bits: UInt32 = suite == .hybrid ? 0 : 1
            var bitCount = 4
            secret.withBytes { secret in
                for index in secret.indices {
                    bits = bits << 8 | UInt32(secret[index])
                    bitCount += 8
                    while bitCount >= 5 {
                        bitCount -= 5
                        output.append(UInt8(bits >> UInt32(bitCount) & 31))
                    }
                }
            }
        }
    }
}

/// What is wrong with a code from paper.
public enum CodeFault: Hashable, Sendable {
    /// These groups, counted from 1, are not as they were written.
    case mistyped(groups: [Int])

    /// There are too few or too many characters.
    case length(found: Int, expected: Int)

    /// Each group is right by itself and the whole is not: this is another kind of code.
    case mismatch

    /// The code is right, for a kind of key that this version does not know.
    case unknown

    /// The text is not the line of an identity, `AGE-SECRET-KEY-…`.
    case line
}

extension VaultError {
    /// Translates what the groups say.
    init(code error: CryptoError) {
        switch error {
        case .groups(.mistyped(let groups)): self = .code(.mistyped(groups: groups))
        case .groups(.length(let found, let expected)):
            self = .code(.length(found: found, expected: expected))
        default: self = .code(.mismatch)
        }
    }
}
