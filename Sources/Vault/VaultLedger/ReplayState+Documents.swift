/// A document, as the statements so far say.
public struct DocumentState: Hashable, Sendable {
    /// The document.
    public var id: DocumentID

    /// Whose it is.
    public var owner: MemberID

    /// The generation of its key.
    public var generation: Int

    /// Its ciphertext.
    public var content: SealedContent

    /// The index of the deposit.
    public var deposited: Int

    /// Who deposited it.
    public var depositor: MemberID

    /// When it was deposited, by that member's clock.
    public var depositedAt: LedgerTime

    /// The index of the statement that names the ciphertext: the deposit or the last rekey.
    public var sealed: Int

    /// Why the document has to be encrypted anew, if it has.
    public var due: RekeyCause?

    /// The index of the last statement on it that changed who holds which key.
    public var lastEvent: Int

    /// Who said that.
    public var lastAuthor: MemberID

    /// The index of the last such statement by an author other than ``lastAuthor``.
    public var lastByAnother: Int?

    /// The index of the statement that made it unreadable for everyone.
    public var withdrawn: Int?

    /// Creates the state.
    public init(
        id: DocumentID,
        owner: MemberID,
        generation: Int,
        content: SealedContent,
        deposited: Int,
        depositor: MemberID,
        depositedAt: LedgerTime,
        sealed: Int,
        due: RekeyCause?,
        lastEvent: Int,
        lastAuthor: MemberID,
        lastByAnother: Int?,
        withdrawn: Int? = nil
    ) {
        self.id = id
        self.owner = owner
        self.generation = generation
        self.content = content
        self.deposited = deposited
        self.depositor = depositor
        self.depositedAt = depositedAt
        self.sealed = sealed
        self.due = due
        self.lastEvent = lastEvent
        self.lastAuthor = lastAuthor
        self.lastByAnother = lastByAnother
        self.withdrawn = withdrawn
    }
}

/// A document key in the hands of a member.
public struct EnvelopeState: Hashable, Sendable {
    /// The document.
    public var document: DocumentID

    /// The generation of its key.
    public var generation: Int

    /// The holder, the recipient it was sealed to and the digest of the envelope.
    public var key: SealedKey

    /// The index of the statement that names the envelope.
    public var index: Int

    /// Creates the state.
    public init(document: DocumentID, generation: Int, key: SealedKey, index: Int) {
        self.document = document
        self.generation = generation
        self.key = key
        self.index = index
    }
}

/// A grant, as the statements so far say.
public struct GrantState: Hashable, Sendable {
    /// How a grant ended.
    public enum End: Hashable, Sendable {
        /// The statement at this index revoked it.
        case revoked(at: Int)

        /// Log time passed its end date with the statement at this index.
        case expired(at: Int)

        /// The grantee left with the statement at this index.
        case retired(at: Int)

        /// The document was made unreadable by the statement at this index.
        case withdrawn(at: Int)
    }

    /// The index of the grant's statement.
    public var index: Int

    /// The document.
    public var document: DocumentID

    /// Whose it is.
    public var owner: MemberID

    /// Who may open it.
    public var grantee: MemberID

    /// What for.
    public var purpose: Purpose

    /// The last second in which it is served.
    public var until: LedgerTime

    /// How it ended; `nil` while it is live.
    public var end: End?

    /// Creates the state.
    public init(
        index: Int,
        document: DocumentID,
        owner: MemberID,
        grantee: MemberID,
        purpose: Purpose,
        until: LedgerTime,
        end: End?
    ) {
        self.index = index
        self.document = document
        self.owner = owner
        self.grantee = grantee
        self.purpose = purpose
        self.until = until
        self.end = end
    }
}

/// An accepted statement in the form that histories are made of.
public struct EventState: Hashable, Sendable {
    /// The index of the statement.
    public var index: Int

    /// Its type.
    public var kind: Statement.Kind

    /// When it was said, by its author's clock.
    public var time: LedgerTime

    /// Who said it.
    public var author: MemberID

    /// The number that its author gave it.
    public var number: Int

    /// The owner it is about.
    public var owner: MemberID?

    /// The document it is about.
    public var document: DocumentID?

    /// The other member it is about: whose keys are new, who leaves, or the grantee.
    public var member: MemberID?

    /// The index of the grant it is about: itself, the one it ends or the one it uses.
    public var grant: Int?

    /// Whether the author acted for a provisional owner.
    public var isOnBehalf: Bool

    /// Creates the event.
    public init(
        index: Int,
        kind: Statement.Kind,
        time: LedgerTime,
        author: MemberID,
        number: Int,
        owner: MemberID? = nil,
        document: DocumentID? = nil,
        member: MemberID? = nil,
        grant: Int? = nil,
        isOnBehalf: Bool = false
    ) {
        self.index = index
        self.kind = kind
        self.time = time
        self.author = author
        self.number = number
        self.owner = owner
        self.document = document
        self.member = member
        self.grant = grant
        self.isOnBehalf = isOnBehalf
    }
}
