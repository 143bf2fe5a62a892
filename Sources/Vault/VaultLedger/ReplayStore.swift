/// Where a replay keeps its state: a dictionary in a test, tables beside the log in a vault.
///
/// The replay reads and writes single values by their keys, so the cost of a statement does not
/// grow with the history.
public protocol ReplayStore<Failure> {
    /// What reading or writing can throw.
    associatedtype Failure: Error

    /// The ledger as a whole; `nil` before the genesis statement.
    func ledger() throws(Failure) -> LedgerState?

    /// Stores the ledger as a whole.
    mutating func put(_ ledger: LedgerState) throws(Failure)

    /// The root of the tree over the first `size` leaves.
    ///
    /// - Parameter size: From 0 to the index of the statement under replay.
    /// - Returns: The root; for no leaves, ``MerkleTree/emptyRoot``.
    /// - Throws: A failure of the store.
    func root(size: Int) throws(Failure) -> Digest

    /// The member of this name.
    func member(_ id: MemberID) throws(Failure) -> MemberState?

    /// Stores a member.
    mutating func put(_ member: MemberState) throws(Failure)

    /// Whether a member or a group has this recipient.
    func isInUse(recipient: Digest) throws(Failure) -> Bool

    /// Whether this public key, 32 bytes, is a statement or witness key of a member.
    func hasMember(publicKey: [UInt8]) throws(Failure) -> Bool

    /// Whether a member with this role is enrolled.
    func hasMember(role: Role) throws(Failure) -> Bool

    /// The group of this name.
    func office(_ id: OfficeID) throws(Failure) -> OfficeState?

    /// Stores a group.
    mutating func put(_ office: OfficeState) throws(Failure)

    /// The secret of a group's current generation in the hands of `holder`.
    func groupKey(of office: OfficeID, holder: MemberID) throws(Failure) -> GroupKeyState?

    /// Stores a group's secret.
    mutating func put(_ key: GroupKeyState) throws(Failure)

    /// The document of this name.
    func document(_ id: DocumentID) throws(Failure) -> DocumentState?

    /// Stores a document.
    mutating func put(_ document: DocumentState) throws(Failure)

    /// The keys of a document, sorted by holder.
    func envelopes(of document: DocumentID) throws(Failure) -> [EnvelopeState]

    /// Stores a key of a document, in place of an older one of the same holder.
    mutating func put(_ envelope: EnvelopeState) throws(Failure)

    /// Forgets the key that `holder` has of a document.
    mutating func removeEnvelope(of document: DocumentID, holder: MemberID) throws(Failure)

    /// The grant made by the statement at `index`.
    func grant(at index: Int) throws(Failure) -> GrantState?

    /// Stores a grant.
    mutating func put(_ grant: GrantState) throws(Failure)

    /// The grants of a document that have not ended, by index.
    func openGrants(of document: DocumentID) throws(Failure) -> [GrantState]

    /// The grants that have not ended and whose end date lies before `time`, by index.
    func openGrants(endingBefore time: LedgerTime) throws(Failure) -> [GrantState]

    /// Adds an accepted statement to the history.
    mutating func record(_ event: EventState) throws(Failure)
}
