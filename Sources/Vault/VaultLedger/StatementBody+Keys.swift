/// The key of a document sealed to a member's new recipient.
public struct DocumentKey: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// The digest of the envelope: an age file.
    public let envelope: Digest

    /// Creates the line of a statement.
    public init(document: DocumentID, envelope: Digest) {
        self.document = document
        self.envelope = envelope
    }
}

/// The keys with which a member goes on, and everything that is sealed to them anew.
///
/// Nothing that the member can open now is left behind: a statement with new keys names each group
/// key and each document key that the member holds, so that the old keys open nothing in force.
public struct NewKeys: Hashable, Sendable {
    /// The digest of the new sealed card.
    public let card: Digest

    /// The digest of the new recipient.
    public let recipient: Digest

    /// The new statement key; `nil` for a provisional owner.
    public let verifier: VerifierKey?

    /// An auditor's new key for cosignatures, `nil` for everyone else.
    public let witness: VerifierKey?

    /// The digest of the envelope that holds a provisional owner's new secret for the office.
    public let custody: Digest?

    /// The group secrets that the member holds, sorted by office.
    public let groups: [GroupKey]

    /// The document keys that the member holds, sorted by document.
    public let documents: [DocumentKey]

    /// Creates the lines of a statement.
    public init(
        card: Digest,
        recipient: Digest,
        verifier: VerifierKey?,
        witness: VerifierKey?,
        custody: Digest?,
        groups: [GroupKey],
        documents: [DocumentKey]
    ) {
        self.card = card
        self.recipient = recipient
        self.verifier = verifier
        self.witness = witness
        self.custody = custody
        self.groups = groups
        self.documents = documents
    }
}

/// A member goes on with new keys, or an office takes a provisional owner's keys anew.
public struct Rotation: Hashable, Sendable {
    /// Whose keys are new.
    public let member: MemberID

    /// The office that has custody of a provisional owner from now on; `nil` for members with a key.
    public let office: OfficeID?

    /// The index of the recovery that this completes; `nil` if the member's old key signs.
    public let recovery: Int?

    /// The keys.
    public let keys: NewKeys

    /// Creates the body of the statement.
    public init(member: MemberID, office: OfficeID?, recovery: Int?, keys: NewKeys) {
        self.member = member
        self.office = office
        self.recovery = recovery
        self.keys = keys
    }
}

/// Who vouches that the one who claims is the newcomer.
public enum ClaimWarrantor: Hashable, Sendable {
    /// A counselor of the office of custody, who signs along.
    case counselor(MemberID)

    /// The invitation at this index, whose key signs along.
    case invitation(Int)
}

/// A provisional owner takes over with a key of their own; custody ends.
///
/// The author is the owner, who signs with the new key.
public struct Claim: Hashable, Sendable {
    /// Who signs along.
    public let warrantor: ClaimWarrantor

    /// The owner's keys, with a statement key.
    public let keys: NewKeys

    /// Creates the body of the statement.
    public init(warrantor: ClaimWarrantor, keys: NewKeys) {
        self.warrantor = warrantor
        self.keys = keys
    }
}

/// A claim code is handed out: whoever has it can claim until a date.
///
/// Recipient and verifier key follow from the code. The owner's secret and the key of all members
/// are sealed to that recipient.
public struct Invitation: Hashable, Sendable {
    /// The provisional owner.
    public let member: MemberID

    /// The last second in which the code can be used.
    public let until: LedgerTime

    /// The digest of the code's recipient.
    public let recipient: Digest

    /// The code's statement key; its name is the key name of the owner.
    public let verifier: VerifierKey

    /// The digest of the envelope that holds the owner's secret for the code.
    public let custody: Digest

    /// The key of all members, sealed to the code.
    public let group: GroupKey

    /// Creates the body of the statement.
    public init(
        member: MemberID,
        until: LedgerTime,
        recipient: Digest,
        verifier: VerifierKey,
        custody: Digest,
        group: GroupKey
    ) {
        self.member = member
        self.until = until
        self.recipient = recipient
        self.verifier = verifier
        self.custody = custody
        self.group = group
    }
}

/// A member leaves: their grants end and they say nothing any more.
public struct Retirement: Hashable, Sendable {
    /// Who leaves.
    public let member: MemberID

    /// Creates the body of the statement.
    public init(member: MemberID) {
        self.member = member
    }
}
