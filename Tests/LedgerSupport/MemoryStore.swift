package import VaultLedger

/// The state of a replay in dictionaries, and the roots of its log: written from the words of
/// ``ReplayStore``, so that the replay is tested on it and the tables have to agree with it.
package struct MemoryStore: ReplayStore, Equatable, Sendable {
    package typealias Failure = Never

    /// A generation of a group.
    package struct Generation: Hashable, Sendable {
        let office: OfficeID
        let number: Int
    }

    /// A generation of a group's key in the hands of a member.
    package struct GroupHolding: Hashable, Sendable {
        let generation: Generation
        let holder: MemberID
    }

    /// A document's key in the hands of a member.
    package struct Holding: Hashable, Sendable {
        let document: DocumentID
        let holder: MemberID
    }

    /// A member from one statement on.
    package struct Moment: Hashable, Sendable {
        let member: MemberID
        let index: Int
    }

    package private(set) var state: LedgerState?
    package internal(set) var members: [MemberID: MemberState] = [:]
    package internal(set) var memberKeys: [Moment: MemberKeyState] = [:]
    package internal(set) var logKeys: [Int: LogKeyState] = [:]
    package internal(set) var generations: [Generation: OfficeState] = [:]
    package internal(set) var groupKeys: [GroupHolding: GroupKeyState] = [:]
    package internal(set) var documents: [DocumentID: DocumentState] = [:]
    package internal(set) var envelopes: [Holding: EnvelopeState] = [:]
    package internal(set) var grants: [Int: GrantState] = [:]
    package internal(set) var invitations: [Int: InvitationState] = [:]
    package internal(set) var plans: [MemberID: RecoveryPlanState] = [:]
    package internal(set) var recoveries: [MemberID: RecoveryState] = [:]
    package internal(set) var erasures: [Int: ErasureState] = [:]
    package internal(set) var holes: [Int: HoleState] = [:]
    package internal(set) var eventsByIndex: [Int: EventState] = [:]

    private var tree = CompactRange()
    private var roots = [MerkleTree.emptyRoot]

    /// Nothing was said yet.
    package init() {}

    /// The head over all leaves.
    package var head: TreeHead { tree.head }

    /// The head over the first `size` leaves.
    package func head(size: Int) -> TreeHead { TreeHead(size: size, root: roots[size]) }

    /// Adds a leaf to the log.
    package mutating func append(_ leafHash: Digest) {
        tree.append(leafHash)
        roots.append(tree.root)
    }

    package func root(size: Int) -> Digest { roots[size] }

    package func ledger() -> LedgerState? { state }

    package mutating func put(_ ledger: LedgerState) { state = ledger }
}

// MARK: - Members

extension MemoryStore {
    package func member(_ id: MemberID) -> MemberState? { members[id] }

    package mutating func put(_ member: MemberState) { members[member.id] = member }

    package mutating func put(_ keys: MemberKeyState) {
        memberKeys[Moment(member: keys.member, index: keys.index)] = keys
    }

    package mutating func put(_ key: LogKeyState) { logKeys[key.index] = key }

    package func isInUse(recipient: Digest) -> Bool {
        memberKeys.values.contains { $0.recipient == recipient }
            || generations.values.contains { $0.recipient == recipient }
            || invitations.values.contains { $0.invitation.recipient == recipient }
    }

    package func hasMember(publicKey: [UInt8]) -> Bool {
        memberKeys.values.contains {
            $0.verifier?.publicKey == publicKey || $0.witness?.publicKey == publicKey
        }
    }

    package func hasMember(role: Role, besides other: MemberID?) -> Bool {
        members.values.contains { $0.role == role && $0.retired == nil && $0.id != other }
    }

    /// The generations of a group, the current one last.
    package func generations(of office: OfficeID) -> [OfficeState] {
        generations.values
            .filter { $0.id == office }
            .sorted { $0.generation < $1.generation }
    }

    package func office(_ id: OfficeID) -> OfficeState? { generations(of: id).last }

    package mutating func put(_ office: OfficeState) {
        generations[Generation(office: office.id, number: office.generation)] = office
    }

    package func groupKey(of office: OfficeID, holder: MemberID) -> GroupKeyState? {
        guard let generation = self.office(office)?.generation else { return nil }
        return groupKeys(of: office).first { $0.holder == holder && $0.generation == generation }
    }

    package func groupKeys(of office: OfficeID) -> [GroupKeyState] {
        groupKeys.values
            .filter { $0.office == office }
            .sorted { ($0.holder, $0.generation) < ($1.holder, $1.generation) }
    }

    package func groupKeys(heldBy holder: MemberID) -> [GroupKeyState] {
        groupKeys.values
            .filter { $0.holder == holder }
            .sorted { ($0.office, $0.generation) < ($1.office, $1.generation) }
    }

    package mutating func put(_ key: GroupKeyState) { groupKeys[Self.place(of: key)] = key }

    package mutating func remove(_ key: GroupKeyState) { groupKeys[Self.place(of: key)] = nil }

    private static func place(of key: GroupKeyState) -> GroupHolding {
        GroupHolding(
            generation: Generation(office: key.office, number: key.generation),
            holder: key.holder
        )
    }
}
