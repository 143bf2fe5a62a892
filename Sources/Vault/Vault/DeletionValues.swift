public import VaultLedger

/// That somebody who was given a document was asked to delete their copies, and what came of it.
public struct DeletionRecord: Hashable, Sendable {
    /// Where a request stands.
    public enum Status: String, Hashable, Sendable {
        /// It waits for an answer, and still has time.
        case open

        /// It waits for an answer, and its time has passed.
        case overdue

        /// The copies were deleted, says the answer.
        case deleted

        /// Copies are kept, says the answer.
        case kept
    }

    /// What was answered.
    public struct Answer: Hashable, Sendable {
        /// The index of the statement.
        public let index: Int

        /// When, by the author's clock.
        public let time: LedgerTime

        /// Who signed it: the grantee, or whoever acts for the owner and wrote it down.
        public let author: MemberID

        /// What it is.
        public let outcome: DeletionOutcome
    }

    /// The index of the request's statement, by which it is answered.
    public let index: Int

    /// When deletion was asked for, by the author's clock.
    public let time: LedgerTime

    /// Who asked: the owner, or a counselor of the office of custody.
    public let author: MemberID

    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The title of the document; `nil` if the caller cannot open it, or nobody can.
    public internal(set) var title: String?

    /// The member who is asked; `nil` for somebody outside the vault.
    public let grantee: MemberID?

    /// The fingerprint of the recipient who is asked; `nil` for a member.
    public let recipient: Digest?

    /// When the document was given, by the author's clock.
    public let released: LedgerTime

    /// What for.
    public let purpose: Purpose

    /// When the grantee opened the document last through the vault, if at all.
    public let lastOpened: LedgerTime?

    /// The last second in which an answer is in time.
    public let due: LedgerTime

    /// The last answer.
    public let answer: Answer?

    /// Where the request stands.
    public let status: Status
}

/// Who is asked to delete their copies of a document.
public enum DeletionAddressee: Hashable, Sendable {
    /// A member who was granted it, whether or not the grant has ended.
    case member(MemberID)

    /// Somebody outside the vault to whom it was handed out.
    case outside(Digest)
}

extension DeletionRecord {
    /// Who is asked.
    var addressee: DeletionAddressee? {
        grantee.map { .member($0) } ?? recipient.map { .outside($0) }
    }
}
