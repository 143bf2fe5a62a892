/// A document is sealed to somebody outside the vault and handed out.
public struct Sending: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The generation of the document key.
    public let generation: Int

    /// What the recipient may use it for.
    public let purpose: Purpose

    /// Whether the owner or the office of custody sends.
    public let basis: Basis

    /// The digest of the recipient to whom the file is sealed.
    public let recipient: Digest

    /// The SHA-256 of the file that is handed out, an age file.
    public let ciphertext: Digest

    /// The length of that file in bytes, at most ``SealedContent/maximumLength``.
    public let length: Int

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        generation: Int,
        purpose: Purpose,
        basis: Basis,
        recipient: Digest,
        ciphertext: Digest,
        length: Int
    ) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.purpose = purpose
        self.basis = basis
        self.recipient = recipient
        self.ciphertext = ciphertext
        self.length = length
    }
}

/// A document is made unreadable for everyone: its keys are dropped and its blob is deleted.
public struct Withdrawal: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// Whether the owner, the office of custody or whoever deposited it by mistake acts.
    public let basis: Basis

    /// Creates the body of the statement.
    public init(owner: MemberID, document: DocumentID, basis: Basis) {
        self.owner = owner
        self.document = document
        self.basis = basis
    }
}
