import VaultLedger

/// Rows of the projection as they were last read or written.
///
/// A replay asks for the same few again and again. Whatever changes these tables goes through here, and
/// what one transaction leaves is good for the next unless another connection has written meanwhile.
struct KeptRows: Sendable {
    /// The only row of its table; `nil` if it is not known.
    var ledger: LedgerState?

    /// Rows that the replay of an audit writes later, for most of them change again; see
    /// ``Connection/isLazy``.
    var postponed = PostponedRows()

    private(set) var members: [MemberID: MemberState] = [:]

    /// Which member had a recipient last.
    private var recipients: [Digest: MemberID] = [:]

    private(set) var documents: [DocumentID: DocumentState] = [:]
    private(set) var grants: [Int: GrantState] = [:]

    /// Nodes of the tree that were read; they never change.
    ///
    /// What was written is not among them: a head is signed over what storage gives back.
    private(set) var nodes: [NodePlace: Digest] = [:]

    /// The place of a node in the tree.
    struct NodePlace: Hashable, Sendable {
        let level: Int
        let index: Int
    }

    /// The tree up to the last leaf, so that appending many leaves reads it once.
    var range: CompactRange?

    /// The root that was asked for last: many statements in a row have seen the same head.
    var root: TreeHead?

    /// Whether there is any hole; `nil` if that is not known.
    var hasHoles: Bool?

    /// When the first grant ends that has not, and the first claim code.
    var grantEnds = EarliestEnd()
    var invitationEnds = EarliestEnd()

    /// How many rows of a table to keep: less than a megabyte.
    private static let limit = 1_024

    mutating func keep(_ member: MemberState) {
        Self.keep(member, as: member.id, in: &members)
        Self.keep(member.id, as: member.recipient, in: &recipients)
    }

    /// The member with a recipient, if that is known.
    func member(recipient: Digest) -> MemberState? {
        guard
            let id = recipients[recipient], let member = members[id],
            member.recipient == recipient
        else { return nil }
        return member
    }

    mutating func keep(_ document: DocumentState) {
        Self.keep(document, as: document.id, in: &documents)
    }

    mutating func keep(_ grant: GrantState) { Self.keep(grant, as: grant.index, in: &grants) }

    mutating func keep(_ node: TreeNode) {
        Self.keep(node.hash, as: NodePlace(level: node.level, index: node.index), in: &nodes)
    }

    /// Drops what may have been deleted; nodes stay.
    mutating func forgetRows() {
        members = [:]
        documents = [:]
        grants = [:]
    }

    private static func keep<Key, Value>(
        _ value: Value,
        as key: Key,
        in rows: inout [Key: Value]
    ) {
        if rows.count >= limit, rows[key] == nil { rows.removeAll(keepingCapacity: true) }
        rows[key] = value
    }
}

/// Rows that are to be written.
struct PostponedRows: Sendable {
    var ledger: LedgerState?
    var members: [MemberID: MemberState] = [:]
    var documents: [DocumentID: DocumentState] = [:]

    /// Whether so many wait that they have to be written: some megabytes.
    var isFull: Bool { max(members.count, documents.count) >= 2_048 }
}

/// The earliest of the end dates in a table, once it has been worth to find out.
struct EarliestEnd: Sendable {
    private var isAsked = false

    /// No end date is earlier; `nil` if that is not known.
    private var bound: LedgerTime?

    /// Whether no end date lies before a time, without a look at the table.
    func isKnown(notBefore time: LedgerTime) -> Bool { bound.map { time <= $0 } ?? false }

    /// Takes notice of a new row.
    mutating func add(_ end: LedgerTime) { bound = bound.map { min($0, end) } }

    /// Finds out the earliest end date, when asked for the second time.
    ///
    /// - Parameter earliest: Looks into the table; `nil` if it is empty.
    /// - Throws: What `earliest` throws.
    mutating func update(
        _ earliest: () throws(StorageError) -> LedgerTime?
    ) throws(StorageError) {
        if isAsked { bound = try earliest() ?? LedgerTime.last }
        isAsked = true
    }
}
