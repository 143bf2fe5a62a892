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

    /// The generation of the office's key to which a provisional owner's secret is sealed.
    public var custodyGeneration: Int?

    /// The index of the statement that enrolled the member.
    public var enrolled: Int

    /// The index of the statement that names the keys above: the enrolment, or a later change.
    public var keyed: Int

    /// The number of the member's last accepted statement; 0 before the first.
    public var lastNumber: Int

    /// The index of the statement with which a claim code ended unused, so that a provisional owner's
    /// keys have to be taken anew; `nil` if they have not.
    public var due: Int?

    /// The index of the statement with which the member left.
    public var retired: Int?

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
        custodyGeneration: Int?,
        enrolled: Int,
        keyed: Int,
        lastNumber: Int,
        due: Int? = nil,
        retired: Int? = nil
    ) {
        self.id = id
        self.role = role
        self.office = office
        self.card = card
        self.recipient = recipient
        self.verifier = verifier
        self.witness = witness
        self.custody = custody
        self.custodyGeneration = custodyGeneration
        self.enrolled = enrolled
        self.keyed = keyed
        self.lastNumber = lastNumber
        self.due = due
        self.retired = retired
    }
}

/// A generation of a group, as the statements so far say.
public struct OfficeState: Hashable, Sendable {
    /// The group.
    public var id: OfficeID

    /// What its key is for.
    public var kind: OfficeKind

    /// The generation of its key.
    public var generation: Int

    /// The digest of its recipient.
    public var recipient: Digest

    /// The digest of the envelope that holds the secret of the generation before for this one.
    public var previous: Digest?

    /// The digest of the sealed card with the office's name, if it has one.
    public var card: Digest?

    /// The index of the statement that made this generation.
    public var defined: Int

    /// The index of the statement with which a holder of the key left, so that the key has to be
    /// replaced; `nil` if it has not.
    public var due: Int?

    /// Creates the state.
    public init(
        id: OfficeID,
        kind: OfficeKind,
        generation: Int,
        recipient: Digest,
        previous: Digest?,
        card: Digest? = nil,
        defined: Int,
        due: Int? = nil
    ) {
        self.id = id
        self.kind = kind
        self.generation = generation
        self.recipient = recipient
        self.previous = previous
        self.card = card
        self.defined = defined
        self.due = due
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
