/// A member prepares for the loss of their key: shares of a recovery key are handed out.
///
/// The recovery key is an identity of its own, split by SLIP-39. The member's secret is sealed to it.
/// The author is the member.
public struct RecoveryPlan: Hashable, Sendable {
    /// The digest of the recovery recipient.
    public let recipient: Digest

    /// The recovery statement key; its name is the key name of the member.
    public let verifier: VerifierKey

    /// How many days a recovery has to wait, from 1 to 90.
    public let days: Int

    /// The digest of the envelope that holds the member's secret for the recovery key.
    public let escrow: Digest

    /// The digests of the recipients of those who hold a share, sorted; from 2 to 16.
    public let holders: [Digest]

    /// Creates the body of the statement.
    public init(
        recipient: Digest,
        verifier: VerifierKey,
        days: Int,
        escrow: Digest,
        holders: [Digest]
    ) {
        self.recipient = recipient
        self.verifier = verifier
        self.days = days
        self.escrow = escrow
        self.holders = holders
    }
}

/// Someone with the recovery key asks to go on with new keys, after the waiting time.
///
/// The author is the member, who signs with the new key; the recovery key signs along. A
/// ``Rotation`` completes it.
public struct RecoveryRequest: Hashable, Sendable {
    /// The index of the plan.
    public let plan: Int

    /// The digest of the new recipient.
    public let recipient: Digest

    /// The new statement key.
    public let verifier: VerifierKey

    /// Creates the body of the statement.
    public init(plan: Int, recipient: Digest, verifier: VerifierKey) {
        self.plan = plan
        self.recipient = recipient
        self.verifier = verifier
    }
}

/// A member who still has the old key stops a recovery, and gives up the plan that it rests on.
public struct Veto: Hashable, Sendable {
    /// The index of the request.
    public let recovery: Int

    /// Creates the body of the statement.
    public init(recovery: Int) {
        self.recovery = recovery
    }
}
