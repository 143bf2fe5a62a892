import VaultLedger

/// The tree of a database under audit, read along while its nodes are computed from the leaves.
///
/// As long as every row is the one that was computed, nothing of the tree has to be stored a second
/// time, and a row that was passed can be taken from the database.
final class AuditedTree {
    /// The database under audit.
    let live: Connection

    /// How many leaves agree, with all nodes above them.
    private(set) var size = 0

    private var range = CompactRange()
    private var leaves: Query
    private var levels: [Level] = []

    /// The rows of the nodes of one height.
    private final class Level {
        var query: Query

        init(_ query: consuming Query) { self.query = query }
    }

    /// Begins before the first leaf.
    init(of live: Connection) throws(StorageError) {
        self.live = live
        leaves = try live.query(LeafRow.table.selectInOrder, of: .leaf)
    }

    /// Goes on to the next leaf.
    ///
    /// - Parameters:
    ///   - digest: The leaf.
    ///   - hash: Its hash in the tree, if that is not the one of `digest`.
    /// - Returns: Whether the database has it, and the nodes that it completes, right behind those
    ///   before.
    /// - Throws: ``StorageError`` if the table cannot be read.
    func append(leaf digest: Digest, hash: Digest?) throws(StorageError) -> Bool {
        guard var row = try leaves.next(), row.nextIs(size.stored), row.nextIs(digest.stored) else {
            return false
        }
        for node in range.append(hash ?? MerkleTree.leafHash(of: digest.bytes.span)) {
            guard try isNext(node) else { return false }
        }
        size += 1
        return true
    }

    private func isNext(_ node: TreeNode) throws(StorageError) -> Bool {
        if node.level == levels.count {
            // A text for each level: two queries with one text would be the same statement.
            let sql = "SELECT idx, hash FROM node WHERE level = \(node.level) ORDER BY idx"
            levels.append(Level(try live.query(sql, of: .node)))
        }
        guard var row = try levels[node.level].query.next() else { return false }
        return row.nextIs(node.index.stored) && row.nextIs(node.hash.stored)
    }

    /// Whether the database has no leaf and no node beyond those that agree.
    ///
    /// - Throws: ``StorageError`` if a table cannot be read.
    func isAll() throws(StorageError) -> Bool {
        let leafCount = try count("SELECT count(*) FROM leaf", of: .leaf)
        let nodeCount = try count("SELECT count(*) FROM node", of: .node)
        return leafCount == size && nodeCount == 2 * size - size.nonzeroBitCount
    }

    private func count(_ sql: String, of part: StorageError.Part) throws(StorageError) -> Int? {
        try live.first(sql, of: part) { (row: inout ResultRow) throws(StorageError) in
            try row.next()
        }
    }

    /// Goes through the leaves that agree, from the first on.
    ///
    /// - Throws: ``StorageError`` if the table cannot be read; what `body` throws.
    func eachLeaf(_ body: (Digest) throws(StorageError) -> Void) throws(StorageError) {
        var query = try live.query("SELECT digest FROM leaf ORDER BY idx", of: .leaf)
        for _ in 0..<size {
            guard var row = try query.next() else { throw .damaged(.leaf) }
            try body(row.next())
        }
    }
}

/// The events of a database under audit, read along while a replay finds out what they are to be.
///
/// As long as each row is the one that was found, none of them has to be stored a second time.
final class AuditedEvents {
    private let live: Connection
    private var query: Query

    /// How many events agree.
    private var count = 0

    /// Begins before the first event.
    init(of live: Connection) throws(StorageError) {
        self.live = live
        query = try live.query(EventState.table.selectInOrder, of: .event)
    }

    /// Goes on to the next event.
    ///
    /// - Parameter event: What the next row is to hold.
    /// - Returns: Whether it does.
    /// - Throws: ``StorageError`` if the table cannot be read.
    func record(_ event: EventState) throws(StorageError) -> Bool {
        guard var row = try query.next() else { return false }
        for value in event.values {
            guard row.nextIs(value) else { return false }
        }
        count += 1
        return true
    }

    /// Whether there is no event behind those that agree; to be asked when there is none to come.
    ///
    /// - Throws: ``StorageError`` if the table cannot be read.
    func isAll() throws(StorageError) -> Bool { try query.next() == nil }

    /// Goes through the events that agree, from the first on.
    ///
    /// - Throws: ``StorageError`` if the table cannot be read; what `body` throws.
    func eachEvent(_ body: (EventState) throws(StorageError) -> Void) throws(StorageError) {
        var query = try live.query("\(EventState.table.selectInOrder) LIMIT \(count)", of: .event)
        while var row = try query.next() { try body(EventState(&row)) }
    }
}
