import VaultAge
import VaultCrypto
public import VaultLedger

/// A person's keys: 32 secret bytes, from which everything else follows.
///
/// As an age identity they open what is sealed to the person. The keys for statements and for
/// cosignatures are derived from the same bytes by HKDF-SHA-256 (RFC 5869), so one line on paper
/// restores a person.
public final class Identity: Sendable {
    /// The name in the comments of the identity file, if there is one.
    public let name: String?

    let keys: KeyPair

    /// The public statement key, 32 bytes.
    let statementPublicKey: [UInt8]

    private static let statementKey = "vault/v1 statement key"
    private static let witnessKey = "vault/v1 witness key"

    init(keys: KeyPair, name: String?) {
        self.keys = keys
        self.name = name
        let seed = Self.derived(Self.statementKey, from: keys)
        statementPublicKey = Ed25519.SigningKey(seed: seed).publicKey
    }

    /// Makes a new identity.
    ///
    /// - Parameter suite: The kind of recipient; it has to be that of the vault.
    /// - Returns: An identity that no one has had before.
    public static func generate(suite: Suite = .hybrid) -> Identity {
        Identity(keys: .generate(suite: suite), name: nil)
    }

    /// The kind of recipient.
    public var suite: Suite { keys.suite }

    /// The public half, `age1…` or `age1pq…`.
    public var recipient: String { keys.recipient.text }

    /// Makes the person's card.
    ///
    /// - Parameter name: The name to show, up to 200 characters on one line.
    /// - Returns: A card, signed by the statement key.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/name`` if the name is not one.
    public func card(name: String) throws(VaultError) -> Card {
        let signer = statementSigner(named: Card.keyName)
        return try Card(
            name: name,
            recipient: keys.recipient,
            keys: (signer.verifierKey.publicKey, witnessPublicKey),
            signer: signer
        )
    }

    // MARK: derived keys

    /// The person's key for statements, under a name.
    func statementSigner(named name: String) -> NoteSigner {
        guard let name = try? KeyName(name) else {
            preconditionFailure("key names are made from a valid origin and an id")
        }
        return NoteSigner(name: name, seed: Self.derived(Self.statementKey, from: keys))
    }

    /// The person's key for cosignatures, under a name.
    func cosigner(named name: String) -> Cosigner {
        guard let name = try? KeyName(name) else {
            preconditionFailure("key names are made from a valid origin and an id")
        }
        return Cosigner(name: name, seed: Self.derived(Self.witnessKey, from: keys))
    }

    /// The public key for cosignatures, 32 bytes.
    var witnessPublicKey: [UInt8] {
        Ed25519.SigningKey(seed: Self.derived(Self.witnessKey, from: keys)).publicKey
    }

    private static func derived(_ info: String, from keys: KeyPair) -> SecretBytes {
        let info = Array(info.utf8)
        let salt: [UInt8] = []
        return keys.withSeed { seed in
            HKDFSHA256.derive(from: seed, salt: salt.span, info: info.span, count: 32)
        }
    }
}
