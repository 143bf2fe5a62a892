import GRDB
package import VaultLedger

/// A consistent view of the database inside one transaction.
///
/// Lent by ``VaultDatabase/read(_:)`` and ``VaultDatabase/write(_:)``; not to be kept beyond the
/// closure. What is written is seen at once by this view, and by others after the commit.
package struct Records {
    let connection: Connection

    /// Creates the view of a transaction.
    ///
    /// - Parameters:
    ///   - database: What GRDB lends for the transaction.
    ///   - mayWrite: Whether the transaction may write.
    ///   - kept: Rows as the database has them.
    init(_ database: Database, mayWrite: Bool = true, kept: KeptRows = KeptRows()) {
        connection = Connection(database, mayWrite: mayWrite, kept: kept)
    }
}

// MARK: - Memory

extension Records {
    /// Gives the transaction 16 MiB for pages, for a large batch, which visits them all over the indexes.
    ///
    /// The room is taken back when the transaction ends.
    ///
    /// - Throws: ``StorageError/readOnly`` in a transaction that only reads; otherwise what SQLite says.
    package func makeRoom() throws(StorageError) {
        try connection.run("PRAGMA cache_size = -16384", [], of: .file)
    }
}

// MARK: - The log

extension Records {
    /// The number of statements in the log, erased ones included.
    ///
    /// - Returns: The size of the tree.
    /// - Throws: ``StorageError`` if the table cannot be read, or its last row is in no place of a log.
    package func size() throws(StorageError) -> Int {
        if let tree = connection.tree { return tree.size }
        let last: LeafRow? = try connection.first("ORDER BY idx DESC LIMIT 1")
        return last.map { $0.index + 1 } ?? 0
    }

    /// The signed note at a place in the log.
    ///
    /// - Parameter index: The place, counted from zero.
    /// - Returns: Its bytes; `nil` if there is no statement, or it was erased.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func statement(at index: Int) throws(StorageError) -> [UInt8]? {
        try connection.first(
            "SELECT note FROM statement WHERE idx = ?",
            [index.stored],
            of: .statement
        ) { (row: inout ResultRow) throws(StorageError) in try row.nextUTF8() }
    }

    /// Deletes a statement; its entry in the tree stays.
    ///
    /// - Parameter index: The place, counted from zero.
    /// - Throws: ``StorageError`` if the table cannot be written.
    package mutating func eraseStatement(at index: Int) throws(StorageError) {
        try connection.run(
            "DELETE FROM statement WHERE idx = ?",
            [index.stored],
            of: .statement
        )
    }

    /// The entry of the tree at a place in the log.
    ///
    /// - Parameter index: The place, counted from zero.
    /// - Returns: The digest of the statement; `nil` beyond the end of the log.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func leaf(at index: Int) throws(StorageError) -> Digest? {
        if let tree = connection.tree, index >= tree.size { return nil }
        let source = connection.tree?.live ?? connection
        let leaf: LeafRow? = try source.first("WHERE idx = ?", index.stored)
        return leaf?.digest
    }

    /// Appends a statement: its bytes, its leaf, and the subtrees that the leaf completes.
    ///
    /// - Parameter signed: The statement, already judged.
    /// - Returns: Its place in the log, counted from zero.
    /// - Throws: ``StorageError`` if it cannot be written.
    /// - Complexity: O(log *n*) rows.
    @discardableResult
    package mutating func append(_ signed: SignedStatement) throws(StorageError) -> Int {
        let index = try append(leaf: signed.digest)
        try connection.run(
            "INSERT INTO statement (idx, note) VALUES (?, ?)",
            [index.stored, .text(signed.bytes)],
            of: .statement
        )
        return index
    }

    /// Appends a leaf without its statement, as the copy of an audit has it.
    ///
    /// - Parameters:
    ///   - digest: The digest of the statement.
    ///   - hash: Its hash in the tree, if that is not the one of `digest`.
    /// - Returns: Its place in the log, counted from zero.
    /// - Throws: ``StorageError`` if it cannot be written.
    /// - Complexity: O(log *n*) rows.
    @discardableResult
    package mutating func append(
        leaf digest: Digest,
        hash: Digest? = nil
    ) throws(StorageError) -> Int {
        var range = try tree()
        let index = range.size
        let completed = range.append(hash ?? MerkleTree.leafHash(of: digest.bytes.span))
        try connection.run(
            "INSERT INTO leaf (idx, digest) VALUES (?, ?)",
            [index.stored, digest.stored],
            of: .leaf
        )
        for node in completed {
            try connection.run(
                "INSERT INTO node (level, idx, hash) VALUES (?, ?, ?)",
                node.values,
                of: .node
            )
        }
        connection.kept.range = range
        return index
    }

    /// The tree up to the last leaf.
    private func tree() throws(StorageError) -> CompactRange {
        if let range = connection.kept.range { return range }
        return try CompactRange(size: try size(), from: self)
    }
}

extension Records: HashReader {
    /// The root of the tree over the first leaves, as the rows of the tree have it.
    ///
    /// - Parameter size: The number of leaves.
    /// - Returns: The root.
    /// - Throws: ``StorageError/damaged(_:)`` if a row is not there.
    package func root(size: Int) throws(StorageError) -> Digest {
        if let known = connection.kept.root, known.size == size { return known.root }
        let root = try CompactRange(size: size, from: self).root
        connection.kept.root = TreeHead(size: size, root: root)
        return root
    }

    /// Reads the hash of a full subtree; see ``HashReader``.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree.
    ///   - index: The place of the subtree among those of its level.
    /// - Returns: The hash.
    /// - Throws: ``StorageError/damaged(_:)`` if it is not there.
    package func node(level: Int, index: Int) throws(StorageError) -> Digest {
        let place = KeptRows.NodePlace(level: level, index: index)
        if let known = connection.kept.nodes[place] { return known }
        if let tree = connection.tree, (index + 1) << level > tree.size { throw .damaged(.node) }
        let source = connection.tree?.live ?? connection
        let node: TreeNode? = try source.first(
            "WHERE level = ? AND idx = ?",
            level.stored,
            index.stored
        )
        guard let node else { throw .damaged(.node) }
        connection.kept.keep(node)
        return node.hash
    }
}

// MARK: - Checkpoints

extension Records {
    /// The signed head of the largest size.
    ///
    /// - Returns: The note; `nil` if none was stored.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func checkpoint() throws(StorageError) -> [UInt8]? {
        try connection.first(
            "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1",
            of: .checkpoint
        ) { (row: inout ResultRow) throws(StorageError) in try row.nextUTF8() }
    }

    /// The signed head of one size.
    ///
    /// - Parameter size: The number of statements.
    /// - Returns: The note; `nil` if none of that size was stored.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func checkpoint(size: Int) throws(StorageError) -> [UInt8]? {
        try connection.first(
            "SELECT note FROM checkpoint WHERE size = ?",
            [size.stored],
            of: .checkpoint
        ) { (row: inout ResultRow) throws(StorageError) in try row.nextUTF8() }
    }

    /// The sizes of which there is a signed head, a part of them at a time.
    ///
    /// - Parameters:
    ///   - size: Only larger ones.
    ///   - limit: How many to read at most.
    /// - Returns: The sizes, ascending.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func checkpointSizes(after size: Int, limit: Int) throws(StorageError) -> [Int] {
        try connection.all(
            "SELECT size FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?",
            [size.stored, limit.stored],
            of: .checkpoint
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// The largest sizes in a range of which there is a signed head.
    ///
    /// - Parameters:
    ///   - range: The sizes that are asked for.
    ///   - limit: How many to read at most.
    /// - Returns: The sizes, descending.
    /// - Throws: ``StorageError`` if the table cannot be read.
    package func lastCheckpointSizes(
        in range: ClosedRange<Int>,
        limit: Int
    ) throws(StorageError) -> [Int] {
        try connection.all(
            "SELECT size FROM checkpoint WHERE size BETWEEN ? AND ? ORDER BY size DESC LIMIT ?",
            [range.lowerBound.stored, range.upperBound.stored, limit.stored],
            of: .checkpoint
        ) { (row: inout ResultRow) throws(StorageError) in try row.next() }
    }

    /// Stores a signed head, in place of an older one of the same size.
    ///
    /// - Parameters:
    ///   - note: The signed note.
    ///   - size: The size that it is about.
    /// - Throws: ``StorageError`` if it cannot be written.
    package mutating func put(checkpoint note: [UInt8], size: Int) throws(StorageError) {
        try connection.run(
            """
            INSERT INTO checkpoint (size, note) VALUES (?, ?)
            ON CONFLICT (size) DO UPDATE SET note = excluded.note
            """,
            [size.stored, .text(note)],
            of: .checkpoint
        )
    }
}
