/// Why statements, keys and blobs are destroyed: a closed list.
///
/// The grounds are those of article 17(1) of the GDPR.
public enum ErasureGround: String, Sendable, CaseIterable {
    /// The purpose is reached.
    case notNeeded = "not-needed"

    /// Consent was withdrawn.
    case consentWithdrawn = "consent-withdrawn"

    /// The person objects.
    case objection

    /// The processing was unlawful, such as a document in the wrong hands.
    case unlawful

    /// A law asks for it.
    case legalDuty = "legal-duty"
}

/// An admin asks for everything about a document, or about an owner, to be erased.
///
/// An ``ErasureWarrant`` carries it out.
public struct ErasureRequest: Hashable, Sendable {
    /// Whose statements are to go.
    public let owner: MemberID

    /// The one document that is meant; `nil` for the owner as a whole.
    public let document: DocumentID?

    /// Why.
    public let ground: ErasureGround

    /// Creates the body of the statement.
    public init(owner: MemberID, document: DocumentID?, ground: ErasureGround) {
        self.owner = owner
        self.document = document
        self.ground = ground
    }
}

/// What remains of a statement that was erased, so that a replay comes to the same state.
public struct Hole: Hashable, Sendable {
    /// The place of the statement in the log.
    public let index: Int

    /// The time that it had.
    public let time: LedgerTime

    /// Who said it; `nil` if that was the owner who is erased.
    public let author: MemberID?

    /// The number that it had; 0 without an author.
    public let number: Int

    /// Creates the line of a statement.
    public init(index: Int, time: LedgerTime, author: MemberID?, number: Int) {
        self.index = index
        self.time = time
        self.author = author
        self.number = number
    }
}

/// An auditor signs off an erasure: these statements are deleted, and no others.
public struct ErasureWarrant: Hashable, Sendable {
    /// The index of the request.
    public let request: Int

    /// The statements, sorted by index: all about the document or the owner, and nothing else.
    public let holes: [Hole]

    /// Creates the body of the statement.
    public init(request: Int, holes: [Hole]) {
        self.request = request
        self.holes = holes
    }
}

/// The log goes on under another key, which signs along.
public struct LogKeyChange: Hashable, Sendable {
    /// The key that signs checkpoints from this statement on; its name is the origin.
    public let logKey: VerifierKey

    /// Creates the body of the statement.
    public init(logKey: VerifierKey) {
        self.logKey = logKey
    }
}
