/// A key sealed to a holder, as a statement names it: never the bytes, only their digest.
public struct SealedKey: Hashable, Sendable {
    /// The member to whom the key is sealed.
    public let holder: MemberID

    /// The digest of the holder's recipient, to show under which key it was sealed.
    public let recipient: Digest

    /// The digest of the envelope: an age file.
    public let envelope: Digest

    /// Creates the line of a statement.
    public init(holder: MemberID, recipient: Digest, envelope: Digest) {
        self.holder = holder
        self.recipient = recipient
        self.envelope = envelope
    }
}

/// A group's secret sealed to a member who joins, as an enrolment names it.
public struct GroupKey: Hashable, Sendable {
    /// The group.
    public let office: OfficeID

    /// The generation of the group's key, counted from 1.
    public let generation: Int

    /// The digest of the envelope: an age file to the new member.
    public let envelope: Digest

    /// Creates the line of a statement.
    public init(office: OfficeID, generation: Int, envelope: Digest) {
        self.office = office
        self.generation = generation
        self.envelope = envelope
    }
}

/// Where a document's ciphertext is and what it must be.
public struct SealedContent: Hashable, Sendable {
    /// The longest file that a statement names, in bytes: 2^40, which is 1 TiB.
    ///
    /// A length is one word of one member. Those of eight million documents can be added.
    public static let maximumLength = 1 << 40

    /// The SHA-256 of the ciphertext, an age file.
    public let ciphertext: Digest

    /// The length of the ciphertext in bytes, at most ``maximumLength``.
    public let length: Int

    /// `SHA-256("vault/v1 content" || blind || facts)`: binds the facts without telling them.
    public let content: Digest

    /// Creates the lines of a statement.
    public init(ciphertext: Digest, length: Int, content: Digest) {
        self.ciphertext = ciphertext
        self.length = length
        self.content = content
    }
}
