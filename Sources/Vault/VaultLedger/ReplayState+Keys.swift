/// The keys of a member from one statement on, until a later one names others.
public struct MemberKeyState: Hashable, Sendable {
    /// The member.
    public var member: MemberID

    /// The index of the statement that names the keys.
    public var index: Int

    /// The digest of the recipient.
    public var recipient: Digest

    /// The statement key; `nil` for a provisional owner.
    public var verifier: VerifierKey?

    /// An auditor's key for cosignatures.
    public var witness: VerifierKey?

    /// Creates the state.
    public init(
        member: MemberID,
        index: Int,
        recipient: Digest,
        verifier: VerifierKey?,
        witness: VerifierKey?
    ) {
        self.member = member
        self.index = index
        self.recipient = recipient
        self.verifier = verifier
        self.witness = witness
    }
}

/// A key of the log from one statement on, until a later one names another.
public struct LogKeyState: Hashable, Sendable {
    /// The index of the statement that names the key.
    public var index: Int

    /// The key.
    public var key: VerifierKey

    /// Creates the state.
    public init(index: Int, key: VerifierKey) {
        self.index = index
        self.key = key
    }
}

/// A claim code that can still be used.
public struct InvitationState: Hashable, Sendable {
    /// The index of the statement that hands it out.
    public var index: Int

    /// Who hands it out.
    public var author: MemberID

    /// What that statement says.
    public var invitation: Invitation

    /// Creates the state.
    public init(index: Int, author: MemberID, invitation: Invitation) {
        self.index = index
        self.author = author
        self.invitation = invitation
    }
}

/// How a member can recover, by the last plan that is in force.
public struct RecoveryPlanState: Hashable, Sendable {
    /// The member.
    public var member: MemberID

    /// The index of the plan's statement.
    public var index: Int

    /// The digest of the recovery recipient.
    public var recipient: Digest

    /// The recovery statement key.
    public var verifier: VerifierKey

    /// How many days a recovery has to wait.
    public var days: Int

    /// The digest of the envelope that holds the member's secret for the recovery key.
    public var escrow: Digest

    /// Creates the state.
    public init(
        member: MemberID,
        index: Int,
        recipient: Digest,
        verifier: VerifierKey,
        days: Int,
        escrow: Digest
    ) {
        self.member = member
        self.index = index
        self.recipient = recipient
        self.verifier = verifier
        self.days = days
        self.escrow = escrow
    }
}

/// A recovery that waits.
public struct RecoveryState: Hashable, Sendable {
    /// The member.
    public var member: MemberID

    /// The index of the request's statement.
    public var index: Int

    /// The digest of the new recipient.
    public var recipient: Digest

    /// The new statement key.
    public var verifier: VerifierKey

    /// The first second in which it can be completed.
    public var ready: LedgerTime

    /// Creates the state.
    public init(
        member: MemberID,
        index: Int,
        recipient: Digest,
        verifier: VerifierKey,
        ready: LedgerTime
    ) {
        self.member = member
        self.index = index
        self.recipient = recipient
        self.verifier = verifier
        self.ready = ready
    }
}

/// An erasure that was asked for.
public struct ErasureState: Hashable, Sendable {
    /// The index of the request's statement.
    public var index: Int

    /// Whose statements are to go.
    public var owner: MemberID

    /// The one document that is meant; `nil` for the owner as a whole.
    public var document: DocumentID?

    /// Why.
    public var ground: ErasureGround

    /// The index of the statement that signed it off; `nil` while it waits.
    public var warrant: Int?

    /// Creates the state.
    public init(
        index: Int,
        owner: MemberID,
        document: DocumentID?,
        ground: ErasureGround,
        warrant: Int?
    ) {
        self.index = index
        self.owner = owner
        self.document = document
        self.ground = ground
        self.warrant = warrant
    }
}

/// A place in the log whose statement was erased.
public struct HoleState: Hashable, Sendable {
    /// What remains of the statement.
    public var hole: Hole

    /// The index of the statement that signed the erasure off.
    public var warrant: Int

    /// Creates the state.
    public init(hole: Hole, warrant: Int) {
        self.hole = hole
        self.warrant = warrant
    }
}
