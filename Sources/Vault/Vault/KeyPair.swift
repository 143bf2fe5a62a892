import Synchronization
import VaultAge
import VaultCrypto
import VaultLedger

/// A recipient with its secret: of a person, an office, a provisional owner or a document.
struct KeyPair: Sendable {
    /// The kind of recipient.
    let suite: Suite

    /// The public half, which is computed when it is asked for.
    var recipient: Recipient { known.value { makeRecipient() } }

    private let known = KnownRecipient()

    /// The secret half, which lies in secret memory in one place for all copies of this value.
    let identity: any AgeKeyPair

    /// Makes a new key pair.
    static func generate(suite: Suite) -> KeyPair {
        switch suite {
        case .hybrid: KeyPair(HybridIdentity.generate())
        case .x25519: KeyPair(X25519Identity.generate())
        }
    }

    /// Takes 32 secret bytes.
    init(suite: Suite, seed: borrowing SecretBytes) {
        switch suite {
        case .hybrid: self.init(HybridIdentity(seed: seed))
        case .x25519: self.init(X25519Identity(seed: seed))
        }
    }

    init(_ identity: HybridIdentity) {
        suite = .hybrid
        self.identity = identity
    }

    init(_ identity: X25519Identity) {
        suite = .x25519
        self.identity = identity
    }

    /// Takes the one identity of an identity file; `nil` if there are several or of another kind.
    init?(onlyIdentityOf file: IdentityFile) {
        guard file.identities.count == 1 else { return nil }
        switch file.identities[0] {
        case let identity as HybridIdentity: self.init(identity)
        case let identity as X25519Identity: self.init(identity)
        default: return nil
        }
    }

    /// What opens several files in a row; not to be kept.
    var expanded: any AgeIdentity {
        (identity as? HybridIdentity)?.expanded() ?? identity
    }

    private func makeRecipient() -> Recipient {
        switch identity {
        case let identity as HybridIdentity: Recipient(identity.recipient)
        case let identity as X25519Identity: Recipient(identity.recipient)
        default: preconditionFailure("a key pair is of one of the two suites")
        }
    }

    /// Lends the 32 secret bytes.
    func withSeed<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        switch identity {
        case let identity as HybridIdentity: identity.withSeed(body)
        case let identity as X25519Identity: identity.withSeed(body)
        default: preconditionFailure("a key pair is of one of the two suites")
        }
    }
}

/// The public half of one key pair, once somebody has asked for it.
private final class KnownRecipient: Sendable {
    private let recipient = Mutex<Recipient?>(nil)

    func value(_ make: () -> Recipient) -> Recipient {
        recipient.withLock { recipient in
            let value = recipient ?? make()
            recipient = value
            return value
        }
    }
}

/// The public half of a key pair.
struct Recipient: Sendable, Hashable {
    /// The text form, `age1…` or `age1pq…`.
    let text: String

    /// What age seals to, read once: that a key can be sealed to is found out by a trial.
    private let key: Key

    private enum Key: Hashable {
        case hybrid(HybridRecipient)
        case x25519(X25519Recipient)
    }

    /// The kind of recipient.
    var suite: Suite {
        switch key {
        case .hybrid: .hybrid
        case .x25519: .x25519
        }
    }

    init(_ recipient: HybridRecipient) {
        text = recipient.description
        key = .hybrid(recipient)
    }

    init(_ recipient: X25519Recipient) {
        text = recipient.description
        key = .x25519(recipient)
    }

    /// Reads the text form; `nil` if nothing can be sealed to it.
    init?(_ text: String) {
        if let recipient = try? HybridRecipient(text) {
            self.init(recipient)
        } else if let recipient = try? X25519Recipient(text) {
            self.init(recipient)
        } else {
            return nil
        }
    }

    /// SHA-256 of the text: what statements name.
    var digest: Digest { Digest.of(Array(text.utf8).span) }

    /// The recipient as age wants it.
    var ageRecipient: any AgeRecipient {
        switch key {
        case .hybrid(let recipient): recipient
        case .x25519(let recipient): recipient
        }
    }
}
