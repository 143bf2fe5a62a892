public import VaultLedger

/// An office: a group whose key holds the secrets of provisional owners.
public struct Office: Hashable, Sendable {
    /// The office.
    public let id: OfficeID

    /// Its name; `nil` if it has none, or the caller cannot read it.
    public let name: String?

    /// The generation of its key.
    public let generation: Int

    /// Who holds the key, in the order of their enrolment.
    public let holders: [MemberID]

    /// Whether somebody who knows the key has left, so that it has to be replaced.
    public let isDue: Bool
}

/// What has begun with one statement and needs others to be complete.
public struct PendingWork: Hashable, Sendable {
    /// The groups whose key has to be replaced.
    public internal(set) var groups: [OfficeID] = []

    /// The provisional owners whose keys have to be taken anew.
    public internal(set) var owners: [MemberID] = []

    /// The documents that have to be encrypted anew.
    public internal(set) var documents: [DocumentID] = []

    /// Whether there is nothing to do.
    public var isEmpty: Bool { groups.isEmpty && owners.isEmpty && documents.isEmpty }
}

/// What is pending in a vault, by who can do it.
public struct PendingReport: Hashable, Sendable {
    /// What the caller can do.
    public internal(set) var mine = PendingWork()

    /// What waits for others: for an admin who holds a group's key, for those who have custody of an
    /// owner, or for an owner with a key of their own.
    public internal(set) var others = PendingWork()
}

/// How far the finishing of pending work has come.
public struct PendingProgress: Hashable, Sendable {
    /// What is being done.
    public enum Step: Hashable, Sendable {
        /// Keys of groups are replaced.
        case groups

        /// Keys of provisional owners are taken anew.
        case owners

        /// Documents are encrypted anew.
        case documents
    }

    /// What is being done.
    public let step: Step

    /// How many are done, or have failed.
    public let done: Int

    /// How many there are.
    public let total: Int
}

/// What a member who leaves can open, and what would be without anybody then.
public struct Leaving: Hashable, Sendable {
    /// Who leaves.
    public let member: MemberID

    /// The index of the statement with which the member left; `nil` before that.
    public let retired: Int?

    /// The groups whose key in force the member knows.
    public let groups: [OfficeID]

    /// The provisional owners whose secret in force the member can reach, by their enrolment.
    public let owners: [MemberID]

    /// The documents of whose key in force the member has got hold.
    public let documents: [ReachableDocument]

    /// What stands in the way of the member's leaving.
    public let obstacles: [LeavingObstacle]
}

/// A document that a member can open, and why.
public struct ReachableDocument: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// Whose it is.
    public let owner: MemberID

    /// On what ground the member has the key.
    public let ground: HoldingGround
}

/// What would be without anybody if a member left.
public enum LeavingObstacle: Hashable, Sendable {
    /// Nobody else holds the key of this office: its owners' papers would be lost.
    case lastHolder(OfficeID)

    /// No other admin holds the key of this office, so that nobody could replace it.
    case lastAdminHolder(OfficeID)

    /// There would be no counselor in this office, which has owners in its custody.
    case lastCounselor(OfficeID)

    /// There would be no admin.
    case lastAdmin

    /// There would be no auditor.
    case lastAuditor
}
