/// The first statement: the vault begins, with its first admin as the author.
public struct Genesis: Hashable, Sendable {
    /// The kind of recipients of this vault.
    public let suite: Suite

    /// The key that signs checkpoints; its name is the origin.
    public let logKey: VerifierKey

    /// The digest of the first admin's sealed card.
    public let card: Digest

    /// The digest of the first admin's recipient.
    public let recipient: Digest

    /// The first admin's statement key; its name is the key name of the author.
    public let verifier: VerifierKey

    /// Creates the body of the statement.
    public init(
        suite: Suite,
        logKey: VerifierKey,
        card: Digest,
        recipient: Digest,
        verifier: VerifierKey
    ) {
        self.suite = suite
        self.logKey = logKey
        self.card = card
        self.recipient = recipient
        self.verifier = verifier
    }
}

/// A group with a common key is made, or its key is replaced.
public struct OfficeDefinition: Hashable, Sendable {
    /// The group.
    public let office: OfficeID

    /// What the key is for.
    public let kind: OfficeKind

    /// The generation of the key, counted from 1.
    public let generation: Int

    /// The digest of the group's recipient.
    public let recipient: Digest

    /// The digest of the envelope that holds the secret of the generation before for this one;
    /// `nil` for the first.
    public let previous: Digest?

    /// The digest of the sealed card that names an office; `nil` for one without a name, and for the
    /// group of everyone.
    public let card: Digest?

    /// The group's secret for each holder, sorted by holder.
    public let holders: [SealedKey]

    /// Creates the body of the statement.
    public init(
        office: OfficeID,
        kind: OfficeKind,
        generation: Int,
        recipient: Digest,
        previous: Digest? = nil,
        card: Digest? = nil,
        holders: [SealedKey]
    ) {
        self.office = office
        self.kind = kind
        self.generation = generation
        self.recipient = recipient
        self.previous = previous
        self.card = card
        self.holders = holders
    }
}

/// A person or organisation joins.
public struct Enrolment: Hashable, Sendable {
    /// The new member.
    public let member: MemberID

    /// What the member may do.
    public let role: Role

    /// A counselor's office, or the office of the counselor who enrols an owner.
    public let office: OfficeID?

    /// The digest of the sealed card.
    public let card: Digest

    /// The digest of the member's recipient.
    public let recipient: Digest

    /// The member's statement key; `nil` for a provisional owner, who signs nothing.
    public let verifier: VerifierKey?

    /// An auditor's key for cosignatures, `nil` for everyone else.
    public let witness: VerifierKey?

    /// The digest of the envelope that holds a provisional owner's secret for the office.
    public let custody: Digest?

    /// The group secrets sealed to the new member, sorted by office.
    public let keys: [GroupKey]

    /// Creates the body of the statement.
    public init(
        member: MemberID,
        role: Role,
        office: OfficeID?,
        card: Digest,
        recipient: Digest,
        verifier: VerifierKey?,
        witness: VerifierKey?,
        custody: Digest?,
        keys: [GroupKey]
    ) {
        self.member = member
        self.role = role
        self.office = office
        self.card = card
        self.recipient = recipient
        self.verifier = verifier
        self.witness = witness
        self.custody = custody
        self.keys = keys
    }
}

/// A document comes in, sealed to its owner.
public struct Deposit: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The new document.
    public let document: DocumentID

    /// The generation of its key: 1.
    public let generation: Int

    /// The ciphertext.
    public let content: SealedContent

    /// The document key, sealed to the owner.
    public let key: SealedKey

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        generation: Int,
        content: SealedContent,
        key: SealedKey
    ) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.content = content
        self.key = key
    }
}

/// A member may open a document for one purpose until one moment.
public struct Grant: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The generation of the document key that is handed over.
    public let generation: Int

    /// What the grantee may use it for.
    public let purpose: Purpose

    /// The last second in which the grant is served.
    public let until: LedgerTime

    /// Whether the owner or the office of custody grants.
    public let basis: Basis

    /// The document key, sealed to the grantee.
    public let key: SealedKey

    /// The member who is granted the document.
    public var grantee: MemberID { key.holder }

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        generation: Int,
        purpose: Purpose,
        until: LedgerTime,
        basis: Basis,
        key: SealedKey
    ) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.purpose = purpose
        self.until = until
        self.basis = basis
        self.key = key
    }
}

/// A grant ends.
public struct Revocation: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The index of the grant's statement.
    public let grant: Int

    /// Whether the owner or the office of custody revokes.
    public let basis: Basis

    /// Creates the body of the statement.
    public init(owner: MemberID, document: DocumentID, grant: Int, basis: Basis) {
        self.owner = owner
        self.document = document
        self.grant = grant
        self.basis = basis
    }
}

/// A document is encrypted anew under a fresh key, for its owner and the live grants.
public struct Rekeying: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The generation of the new key: one more than before.
    public let generation: Int

    /// Why the old key had to go.
    public let cause: RekeyCause

    /// Whether the owner or the office of custody acts.
    public let basis: Basis

    /// The new ciphertext of the same content.
    public let content: SealedContent

    /// The new document key for each holder, sorted by holder.
    public let holders: [SealedKey]

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        generation: Int,
        cause: RekeyCause,
        basis: Basis,
        content: SealedContent,
        holders: [SealedKey]
    ) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.cause = cause
        self.basis = basis
        self.content = content
        self.holders = holders
    }
}

/// A document's description is mended; key and content stay.
public struct Redescription: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The generation of the document key, unchanged.
    public let generation: Int

    /// Whether the owner or the office of custody acts.
    public let basis: Basis

    /// The new envelope for each holder, sorted by holder.
    public let holders: [SealedKey]

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        generation: Int,
        basis: Basis,
        holders: [SealedKey]
    ) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.basis = basis
        self.holders = holders
    }
}

/// A document is about to be released to the author.
public struct Opening: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The generation of the document key.
    public let generation: Int

    /// On what ground it is released.
    public let basis: Basis

    /// Creates the body of the statement.
    public init(owner: MemberID, document: DocumentID, generation: Int, basis: Basis) {
        self.owner = owner
        self.document = document
        self.generation = generation
        self.basis = basis
    }
}
