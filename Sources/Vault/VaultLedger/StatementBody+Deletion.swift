/// Somebody who was given a document is asked to delete the copies that they made.
///
/// The ledger cannot delete a copy outside the vault: it proves that deletion was asked for, by when,
/// and what the answer was.
public struct DeletionRequest: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document, which may have been withdrawn.
    public let document: DocumentID

    /// The index of the grant by which, or of the sending with which, it was given.
    public let release: Int

    /// The last second in which an answer is in time.
    public let due: LedgerTime

    /// Whether the owner or the office of custody asks.
    public let basis: Basis

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        release: Int,
        due: LedgerTime,
        basis: Basis
    ) {
        self.owner = owner
        self.document = document
        self.release = release
        self.due = due
        self.basis = basis
    }
}

/// What became of a request for deletion.
///
/// The grantee says so with their own signature; or the owner writes down what came by other ways.
public struct DeletionAnswer: Hashable, Sendable {
    /// Whose document it is.
    public let owner: MemberID

    /// The document.
    public let document: DocumentID

    /// The index of the request.
    public let request: Int

    /// What the answer is.
    public let outcome: DeletionOutcome

    /// On what ground the author answers: the grant that the request names, or for the owner.
    public let basis: Basis

    /// Creates the body of the statement.
    public init(
        owner: MemberID,
        document: DocumentID,
        request: Int,
        outcome: DeletionOutcome,
        basis: Basis
    ) {
        self.owner = owner
        self.document = document
        self.request = request
        self.outcome = outcome
        self.basis = basis
    }
}
