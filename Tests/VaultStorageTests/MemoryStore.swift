import VaultLedger

/// The projection in dictionaries, written from the words of ``ReplayStore``: what the tables have
/// to agree with.
struct MemoryStore: ReplayStore {
    private struct GroupKeyID: Hashable {
        let office: OfficeID
        let generation: Int
        let holder: MemberID
    }

    private struct DocumentKeyID: Hashable {
        let document: DocumentID
        let holder: MemberID
    }

    private(set) var state: LedgerState?
    private(set) var members: [MemberID: MemberState] = [:]
    private(set) var offices: [OfficeID: OfficeState] = [:]
    private var groupKeys: [GroupKeyID: GroupKeyState] = [:]
    private(set) var documents: [DocumentID: DocumentState] = [:]
    private var documentKeys: [DocumentKeyID: EnvelopeState] = [:]
    private(set) var grants: [Int: GrantState] = [:]
    private(set) var events: [Int: EventState] = [:]

    /// The hashes of the leaves.
    var leaves: [Digest] = []

    func ledger() -> LedgerState? { state }

    mutating func put(_ ledger: LedgerState) { state = ledger }

    func root(size: Int) -> Digest { MerkleTree.root(of: leaves[..<size]) }

    func member(_ id: MemberID) -> MemberState? { members[id] }

    mutating func put(_ member: MemberState) { members[member.id] = member }

    func isInUse(recipient: Digest) -> Bool {
        members.values.contains { $0.recipient == recipient }
            || offices.values.contains { $0.recipient == recipient }
    }

    func hasMember(publicKey: [UInt8]) -> Bool {
        members.values.contains { member in
            member.verifier?.publicKey == publicKey || member.witness?.publicKey == publicKey
        }
    }

    func hasMember(role: Role) -> Bool { members.values.contains { $0.role == role } }

    func office(_ id: OfficeID) -> OfficeState? { offices[id] }

    mutating func put(_ office: OfficeState) { offices[office.id] = office }

    func groupKey(of office: OfficeID, holder: MemberID) -> GroupKeyState? {
        guard let generation = offices[office]?.generation else { return nil }
        return groupKeys[GroupKeyID(office: office, generation: generation, holder: holder)]
    }

    mutating func put(_ key: GroupKeyState) {
        let id = GroupKeyID(office: key.office, generation: key.generation, holder: key.holder)
        groupKeys[id] = key
    }

    func document(_ id: DocumentID) -> DocumentState? { documents[id] }

    mutating func put(_ document: DocumentState) { documents[document.id] = document }

    func envelopes(of document: DocumentID) -> [EnvelopeState] {
        documentKeys.values.filter { $0.document == document }.sorted {
            $0.key.holder < $1.key.holder
        }
    }

    mutating func put(_ envelope: EnvelopeState) {
        let id = DocumentKeyID(document: envelope.document, holder: envelope.key.holder)
        documentKeys[id] = envelope
    }

    mutating func removeEnvelope(of document: DocumentID, holder: MemberID) {
        documentKeys[DocumentKeyID(document: document, holder: holder)] = nil
    }

    func grant(at index: Int) -> GrantState? { grants[index] }

    mutating func put(_ grant: GrantState) { grants[grant.index] = grant }

    func openGrants(of document: DocumentID) -> [GrantState] {
        openGrants { $0.document == document }
    }

    func openGrants(endingBefore time: LedgerTime) -> [GrantState] {
        openGrants { $0.until < time }
    }

    private func openGrants(where condition: (GrantState) -> Bool) -> [GrantState] {
        grants.values.filter { $0.end == nil && condition($0) }.sorted { $0.index < $1.index }
    }

    mutating func record(_ event: EventState) { events[event.index] = event }
}

// MARK: - What the product asks beyond the replay

extension MemoryStore {
    func documents(_ condition: (DocumentState) -> Bool) -> [DocumentState] {
        documents.values.filter(condition)
    }

    func groupKeys(holder: MemberID) -> [GroupKeyState] {
        groupKeys.values.filter { $0.holder == holder }.sorted { left, right in
            (left.office, left.generation) < (right.office, right.generation)
        }
    }

    func grants(_ condition: (GrantState) -> Bool) -> [GrantState] {
        grants.values.filter(condition).sorted { $0.index < $1.index }
    }

    func events(_ condition: (EventState) -> Bool) -> [EventState] {
        events.values.filter(condition).sorted { $0.index < $1.index }
    }
}
