public import VaultLedger

/// Somebody outside the vault to whom something is sealed: any age recipient, of either suite.
///
/// The suite of a vault binds what is stored in it. A file that is handed out is a new age file to
/// this one recipient, who may have no other key than an `age1…` of X25519.
public struct OutsideRecipient: Hashable, Sendable {
    /// The name on the card, if the recipient was given by one; nobody has vouched for it.
    public let name: String?

    let recipient: Recipient

    /// Reads a recipient; `nil` if nothing can be sealed to it.
    ///
    /// - Parameter text: `age1…` or `age1pq1…`.
    public init?(_ text: String) {
        guard let recipient = Recipient(text) else { return nil }
        self.recipient = recipient
        name = nil
    }

    /// Takes the recipient from a card, whose signature was verified when it was read.
    ///
    /// - Parameter card: The card.
    /// - Throws: ``VaultError/cardMalformed`` if nothing can be sealed to the recipient on it.
    public init(_ card: Card) throws(VaultError) {
        guard let recipient = Recipient(card.recipient) else { throw .cardMalformed }
        self.recipient = recipient
        name = card.name
    }

    /// The recipient's suite: what is sealed to an X25519 recipient is not safe from a quantum
    /// computer that comes later.
    public var suite: Suite { recipient.suite }

    /// The SHA-256 of the recipient's text, which statements name.
    public var fingerprint: Digest { recipient.digest }
}
