/// What the ledger says as a whole, once there is a genesis statement.
public struct LedgerState: Hashable, Sendable {
    /// The name of the log.
    public var origin: String

    /// The kind of recipients of this vault.
    public var suite: Suite

    /// The key that signs checkpoints.
    public var logKey: VerifierKey

    /// The digest of the genesis statement.
    public var fingerprint: Digest

    /// The group of everyone who has a key, once it is made.
    public var members: OfficeID?

    /// Log time: the largest time of an accepted statement.
    public var time: LedgerTime

    /// Creates the state.
    public init(
        origin: String,
        suite: Suite,
        logKey: VerifierKey,
        fingerprint: Digest,
        members: OfficeID?,
        time: LedgerTime
    ) {
        self.origin = origin
        self.suite = suite
        self.logKey = logKey
        self.fingerprint = fingerprint
        self.members = members
        self.time = time
    }
}

/// A member, as the statements so far say.
public struct MemberState: Hashable, Sendable {
    /// The member.
    public var id: MemberID

    /// What the member may do.
    public var role: Role

    /// A counselor's office, or the office that enrolled an owner.
    public var office: OfficeID?

    /// The digest of the sealed card.
    public var card: Digest

    /// The digest of the recipient.
    public var recipient: Digest

    /// The statement key; `nil` for a provisional owner.
    public var verifier: VerifierKey?

    /// An auditor's key for cosignatures.
    public var witness: VerifierKey?

    /// The digest of the envelope that gives the office a provisional owner's secret.
    public var custody: Digest?

    /// The index of the statement that enrolled the member.
    public var enrolled: Int

    /// The number of the member's last accepted statement; 0 before the first.
    public var lastNumber: Int

    /// Whether the member is an owner without a key of their own.
    public var isProvisional: Bool { verifier == nil }

    /// Creates the state.
    public init(
        id: MemberID,
        role: Role,
        office: OfficeID?,
        card: Digest,
        recipient: Digest,
        verifier: VerifierKey?,
        witness: VerifierKey?,
        custody: Digest?,
        enrolled: Int,
        lastNumber: Int
    ) {
        self.id = id
        self.role = role
        self.office = office
        self.card = card
        self.recipient = recipient
        self.verifier = verifier
        self.witness = witness
        self.custody = custody
        self.enrolled = enrolled
        self.lastNumber = lastNumber
    }
}

/// A group, as the statements so far say.
public struct OfficeState: Hashable, Sendable {
    /// The group.
    public var id: OfficeID

    /// What its key is for.
    public var kind: OfficeKind

    /// The generation of its key.
    public var generation: Int

    /// The digest of its recipient.
    public var recipient: Digest

    /// The index of the statement that made this generation.
    public var defined: Int

    /// Creates the state.
    public init(id: OfficeID, kind: OfficeKind, generation: Int, recipient: Digest, defined: Int) {
        self.id = id
        self.kind = kind
        self.generation = generation
        self.recipient = recipient
        self.defined = defined
    }
}

/// A group's secret in the hands of a member.
public struct GroupKeyState: Hashable, Sendable {
    /// The group.
    public var office: OfficeID

    /// The generation of its key.
    public var generation: Int

    /// The member who can open the envelope.
    public var holder: MemberID

    /// The digest of the envelope.
    public var envelope: Digest

    /// The index of the statement that names the envelope.
    public var index: Int

    /// Creates the state.
    public init(
        office: OfficeID,
        generation: Int,
        holder: MemberID,
        envelope: Digest,
        index: Int
    ) {
        self.office = office
        self.generation = generation
        self.holder = holder
        self.envelope = envelope
        self.index = index
    }
}

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

    /// The index of the statement that names the ciphertext: the deposit or the last rekey.
    public var sealed: Int

    /// Why the document has to be encrypted anew, if it has.
    public var due: RekeyCause?

    /// The index of the last deposit, grant, revoke, rekey or describe on it.
    public var lastEvent: Int

    /// Who said that.
    public var lastAuthor: MemberID

    /// The index of the last such statement by an author other than ``lastAuthor``.
    public var lastByAnother: Int?

    /// Creates the state.
    public init(
        id: DocumentID,
        owner: MemberID,
        generation: Int,
        content: SealedContent,
        deposited: Int,
        sealed: Int,
        due: RekeyCause?,
        lastEvent: Int,
        lastAuthor: MemberID,
        lastByAnother: Int?
    ) {
        self.id = id
        self.owner = owner
        self.generation = generation
        self.content = content
        self.deposited = deposited
        self.sealed = sealed
        self.due = due
        self.lastEvent = lastEvent
        self.lastAuthor = lastAuthor
        self.lastByAnother = lastByAnother
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

    /// The owner it is about.
    public var owner: MemberID?

    /// The document it is about.
    public var document: DocumentID?

    /// The other member it is about: the new member, or the grantee.
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
        self.owner = owner
        self.document = document
        self.member = member
        self.grant = grant
        self.isOnBehalf = isOnBehalf
    }
}
