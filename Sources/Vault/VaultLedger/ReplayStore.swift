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

    /// Stores the keys of a member from one statement on.
    mutating func put(_ keys: MemberKeyState) throws(Failure)

    /// Stores a key of the log.
    mutating func put(_ key: LogKeyState) throws(Failure)

    /// Whether a member or a group has this recipient, or had it.
    func isInUse(recipient: Digest) throws(Failure) -> Bool

    /// Whether this public key, 32 bytes, is a statement or witness key of a member, or was.
    func hasMember(publicKey: [UInt8]) throws(Failure) -> Bool

    /// Whether a member with this role is enrolled and has not left, `other` aside.
    func hasMember(role: Role, besides other: MemberID?) throws(Failure) -> Bool

    /// The current generation of the group of this name.
    func office(_ id: OfficeID) throws(Failure) -> OfficeState?

    /// Stores a generation of a group.
    mutating func put(_ office: OfficeState) throws(Failure)

    /// The secret of a group's current generation in the hands of `holder`.
    func groupKey(of office: OfficeID, holder: MemberID) throws(Failure) -> GroupKeyState?

    /// Everyone who has the secret of a group, sorted by holder.
    func groupKeys(of office: OfficeID) throws(Failure) -> [GroupKeyState]

    /// The secrets of groups that `holder` has, sorted by group.
    func groupKeys(heldBy holder: MemberID) throws(Failure) -> [GroupKeyState]

    /// Stores a group's secret.
    mutating func put(_ key: GroupKeyState) throws(Failure)

    /// Forgets a group's secret in the hands of a member.
    mutating func remove(_ key: GroupKeyState) throws(Failure)

    /// The document of this name.
    func document(_ id: DocumentID) throws(Failure) -> DocumentState?

    /// Stores a document.
    mutating func put(_ document: DocumentState) throws(Failure)

    /// The keys of a document, sorted by holder.
    func envelopes(of document: DocumentID) throws(Failure) -> [EnvelopeState]

    /// The keys of documents that `holder` has, sorted by document.
    func envelopes(heldBy holder: MemberID) throws(Failure) -> [EnvelopeState]

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

    /// Whether a grant of a document to a member has not ended.
    func hasOpenGrant(of document: DocumentID, to grantee: MemberID) throws(Failure) -> Bool

    /// The grants to a member that have not ended, by index.
    func openGrants(to grantee: MemberID) throws(Failure) -> [GrantState]

    /// The grants that have not ended and whose end date lies before `time`, by index.
    func openGrants(endingBefore time: LedgerTime) throws(Failure) -> [GrantState]

    /// The claim code that the statement at `index` hands out, while it can be used.
    func invitation(at index: Int) throws(Failure) -> InvitationState?

    /// The claim codes of a member that can be used, by index.
    func invitations(of member: MemberID) throws(Failure) -> [InvitationState]

    /// The claim codes that a member handed out and that can be used, by index.
    func invitations(by author: MemberID) throws(Failure) -> [InvitationState]

    /// The claim codes that can be used and whose end date lies before `time`, by index.
    func invitations(endingBefore time: LedgerTime) throws(Failure) -> [InvitationState]

    /// Stores a claim code.
    mutating func put(_ invitation: InvitationState) throws(Failure)

    /// Forgets a claim code.
    mutating func removeInvitation(at index: Int) throws(Failure)

    /// How a member can recover.
    func recoveryPlan(of member: MemberID) throws(Failure) -> RecoveryPlanState?

    /// Stores how a member can recover, in place of an older plan.
    mutating func put(_ plan: RecoveryPlanState) throws(Failure)

    /// Forgets how a member can recover.
    mutating func removeRecoveryPlan(of member: MemberID) throws(Failure)

    /// The recovery of a member that waits.
    func recovery(of member: MemberID) throws(Failure) -> RecoveryState?

    /// Stores a recovery, in place of an older one.
    mutating func put(_ recovery: RecoveryState) throws(Failure)

    /// Forgets a recovery.
    mutating func removeRecovery(of member: MemberID) throws(Failure)

    /// The erasure that the statement at `index` asks for.
    func erasure(at index: Int) throws(Failure) -> ErasureState?

    /// Stores an erasure.
    mutating func put(_ erasure: ErasureState) throws(Failure)

    /// What remains of the statement at `index`, if it was erased.
    func hole(at index: Int) throws(Failure) -> HoleState?

    /// Stores what remains of an erased statement.
    mutating func put(_ hole: HoleState) throws(Failure)

    /// Adds an accepted statement to the history.
    mutating func record(_ event: EventState) throws(Failure)

    /// The event of the statement at `index`, if that was accepted and not erased.
    func event(at index: Int) throws(Failure) -> EventState?

    /// The history of an owner, or of one document, by index: without requests and warrants of
    /// erasures.
    func events(of owner: MemberID, document: DocumentID?) throws(Failure) -> [EventState]

    /// Forgets a document with its keys, its grants and its history.
    mutating func forget(document: DocumentID) throws(Failure)

    /// Forgets an owner, with their keys, documents and history.
    mutating func forget(owner: MemberID) throws(Failure)
}
