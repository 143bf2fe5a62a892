import VaultLedger

/// The state of a replay in dictionaries, and the roots of its log.
struct MemoryStore: ReplayStore, Equatable {
    typealias Failure = Never

    /// What a member holds of something.
    struct Holding<Subject: Hashable & Sendable>: Hashable {
        let subject: Subject
        let holder: MemberID
    }

    private(set) var state: LedgerState?
    private(set) var members: [MemberID: MemberState] = [:]
    private(set) var offices: [OfficeID: OfficeState] = [:]
    private(set) var groupKeys: [Holding<OfficeID>: GroupKeyState] = [:]
    private(set) var documents: [DocumentID: DocumentState] = [:]
    private(set) var envelopes: [Holding<DocumentID>: EnvelopeState] = [:]
    private(set) var grants: [Int: GrantState] = [:]
    private(set) var events: [EventState] = []

    private var tree = CompactRange()
    private var roots = [MerkleTree.emptyRoot]

    /// The head over all leaves.
    var head: TreeHead { tree.head }

    /// The head over the first `size` leaves.
    func head(size: Int) -> TreeHead { TreeHead(size: size, root: roots[size]) }

    /// Adds a leaf to the log.
    mutating func append(_ leafHash: Digest) {
        tree.append(leafHash)
        roots.append(tree.root)
    }

    func root(size: Int) -> Digest { roots[size] }

    func ledger() -> LedgerState? { state }

    mutating func put(_ ledger: LedgerState) { state = ledger }

    func member(_ id: MemberID) -> MemberState? { members[id] }

    mutating func put(_ member: MemberState) { members[member.id] = member }

    func isInUse(recipient: Digest) -> Bool {
        members.values.contains { $0.recipient == recipient }
            || offices.values.contains { $0.recipient == recipient }
    }

    func hasMember(publicKey: [UInt8]) -> Bool {
        members.values.contains {
            $0.verifier?.publicKey == publicKey || $0.witness?.publicKey == publicKey
        }
    }

    func hasMember(role: Role) -> Bool { members.values.contains { $0.role == role } }

    func office(_ id: OfficeID) -> OfficeState? { offices[id] }

    mutating func put(_ office: OfficeState) { offices[office.id] = office }

    func groupKey(of office: OfficeID, holder: MemberID) -> GroupKeyState? {
        let key = groupKeys[Holding(subject: office, holder: holder)]
        return key?.generation == offices[office]?.generation ? key : nil
    }

    mutating func put(_ key: GroupKeyState) {
        groupKeys[Holding(subject: key.office, holder: key.holder)] = key
    }

    func document(_ id: DocumentID) -> DocumentState? { documents[id] }

    mutating func put(_ document: DocumentState) { documents[document.id] = document }

    func envelopes(of document: DocumentID) -> [EnvelopeState] {
        envelopes.values
            .filter { $0.document == document }
            .sorted { $0.key.holder < $1.key.holder }
    }

    mutating func put(_ envelope: EnvelopeState) {
        envelopes[Holding(subject: envelope.document, holder: envelope.key.holder)] = envelope
    }

    mutating func removeEnvelope(of document: DocumentID, holder: MemberID) {
        envelopes[Holding(subject: document, holder: holder)] = nil
    }

    func grant(at index: Int) -> GrantState? { grants[index] }

    mutating func put(_ grant: GrantState) { grants[grant.index] = grant }

    func openGrants(of document: DocumentID) -> [GrantState] {
        openGrants.filter { $0.document == document }
    }

    func openGrants(endingBefore time: LedgerTime) -> [GrantState] {
        openGrants.filter { $0.until < time }
    }

    private var openGrants: [GrantState] {
        grants.values.filter { $0.end == nil }.sorted { $0.index < $1.index }
    }

    mutating func record(_ event: EventState) { events.append(event) }
}
