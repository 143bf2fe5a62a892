public import VaultLedger

/// A person or organisation in a vault, as the caller can see them.
public struct Member: Hashable, Sendable {
    /// The member.
    public let id: MemberID

    /// The name on the card; `nil` if the caller cannot read the card.
    public let name: String?

    /// What the member may do.
    public let role: Role

    /// A counselor's office, or the office that enrolled an owner.
    public let office: OfficeID?

    /// The name of that office; `nil` if it has none, or the caller cannot read it.
    public let officeName: String?

    /// Whether this is an owner without an own key, in the custody of ``office``.
    public let isProvisional: Bool

    /// Whether the member has left.
    public let isRetired: Bool
}

/// What the vault is and where its log stands.
public struct VaultSummary: Hashable, Sendable {
    /// The name of the log.
    public let origin: String

    /// The kind of recipients.
    public let suite: Suite

    /// The SHA-256 of the genesis statement.
    public let fingerprint: Digest

    /// The log's verifier key, in its text form.
    public let logKey: String

    /// The verified head.
    public let head: TreeHead
}

/// A document that the caller can open now.
public struct Document: Hashable, Sendable {
    /// The document.
    public let id: DocumentID

    /// Whose it is.
    public let owner: MemberID

    /// The owner's name, as the description gives it.
    public let ownerName: String

    /// What people say about it.
    public let description: DocumentDescription

    /// The name of the file that came in, cleaned for display.
    public let fileName: String

    /// The media type of the content, such as `application/pdf`.
    public let mediaType: String

    /// The length of the content in bytes.
    public let size: Int

    /// The SHA-256 of the content.
    public let sha256: Digest

    /// What the vault thought of the content when it came in.
    public let verdict: ContentVerdict

    /// The stable codes of the reasons for the verdict, such as `name.mismatch`.
    public let reasons: [String]

    /// When it was deposited.
    public let deposited: LedgerTime

    /// Whether an ended grant still waits for the document to be encrypted anew.
    public let isRekeyDue: Bool
}

/// A document that has just been released.
public struct Release: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// The length of the content in bytes.
    public let size: Int

    /// The SHA-256 of the content, equal to that of the file that came in.
    public let sha256: Digest
}

/// Where an opened document goes.
public enum ReleaseTarget: Hashable, Sendable {
    /// A file that must not exist yet; it appears whole or not at all.
    case file(path: String)

    /// Standard output, which gets bytes only after a full pass has verified them.
    case standardOutput
}

/// A grant and what became of it.
public struct GrantRecord: Hashable, Sendable {
    /// Where a grant stands.
    public enum Status: String, Hashable, Sendable {
        /// It is served.
        case live

        /// Its end date has passed, by log time or by the caller's clock.
        case expired

        /// It was revoked.
        case revoked

        /// The grantee has left.
        case retired

        /// The document was made unreadable for everyone.
        case withdrawn
    }

    /// The index of the grant's statement.
    public let index: Int

    /// The document.
    public let document: DocumentID

    /// The document's title, where the caller can open it.
    public let title: String?

    /// Whose it is.
    public let owner: MemberID

    /// Who may open it.
    public let grantee: MemberID

    /// What for.
    public let purpose: Purpose

    /// The last second in which it is served.
    public let until: LedgerTime

    /// Where it stands.
    public let status: Status

    /// How often it was used to open the document through the vault.
    public let openings: Int

    /// What whoever made it may not have thought of, if it was made just now; empty when it is listed.
    public let cautions: [GivingCaution]
}

/// What a revocation ended.
public struct RevocationRecord: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// Whose access ended.
    public let grantee: MemberID

    /// How many grants ended.
    public let grants: Int

    /// How often the member had ever opened the document through the vault.
    public let opened: Int

    /// When it was opened last, if it was.
    public let lastOpened: LedgerTime?
}

/// One line of a history.
public struct HistoryEntry: Hashable, Sendable {
    /// The index of the statement.
    public let index: Int

    /// The type of the statement.
    public let kind: Statement.Kind

    /// When it was said, by its author's clock.
    public let time: LedgerTime

    /// Who said it.
    public let actor: MemberID

    /// The owner it is about.
    public let owner: MemberID?

    /// The document it is about.
    public let document: DocumentID?

    /// The other member it is about: the grantee, the one who joined, or the counselor who signed
    /// along with a claim.
    public let member: MemberID?

    /// The office that has custody after the keys of a provisional owner were taken anew.
    public let office: OfficeID?

    /// The purpose of the grant it is about.
    public let purpose: Purpose?

    /// The end of the grant it is about; of a request for deletion, until when an answer is in time.
    public let until: LedgerTime?

    /// What was answered to a request for deletion.
    public let outcome: DeletionOutcome?

    /// The fingerprint of the recipient outside the vault to whom the document was handed out.
    public let recipient: Digest?

    /// Whether new keys are the end of a recovery by shares, not signed by the key before.
    public let isRecovery: Bool

    /// Whether the actor acted for a provisional owner.
    public let isOnBehalf: Bool
}

/// Which part of a history is asked for.
public enum HistoryScope: Hashable, Sendable {
    /// All that the caller may see.
    case all

    /// What happened to one document.
    case document(DocumentID)

    /// What happened to the documents of one owner.
    case owner(MemberID)

    /// What one member did, and what was given to them.
    case member(MemberID)
}

/// Something that an audit found.
public struct AuditFinding: Hashable, Sendable {
    /// A stable code: that of a ``Rule``, or one of those that FORMAT.md lists under "Audit".
    public let code: String

    /// The index of the statement it is about.
    public let index: Int?

    /// What else it is about: the id of a document, member or office, a digest, or the name of a
    /// witness's key.
    public let subject: String?

    /// Creates a finding.
    public init(code: String, index: Int? = nil, subject: String? = nil) {
        self.code = code
        self.index = index
        self.subject = subject
    }
}

/// The result of an audit.
public struct AuditReport: Hashable, Sendable {
    /// The head that was verified; `nil` if it does not verify.
    public let head: TreeHead?

    /// The number of statements that the log has had.
    public let statements: Int

    /// How many of them were erased under a warrant.
    public let erased: Int

    /// The log's verifier key, in its text form; `nil` if there is no valid genesis statement.
    public let logKey: String?

    /// The witnesses of the log's policy and the enrolled auditors who have cosigned that head.
    public let cosigners: [HeadCosigner]

    /// Whether they are as many witnesses as the policy asks for; `nil` if it asks for none.
    public let isQuorumMet: Bool?

    /// The head that somebody kept, if the log was proven to begin with it; `nil` also if none was
    /// given.
    public let continued: TreeHead?

    /// Documents that wait to be encrypted anew: a state, not damage.
    public let due: [DocumentID]

    /// Everything that does not verify.
    public let findings: [AuditFinding]

    /// Whether everything verifies.
    public var isClean: Bool { findings.isEmpty }
}
