import VaultLedger

/// A leaf: the entry of the tree, which is the digest of a statement.
struct LeafRow: StoredRow {
    static let table = Table(.leaf, key: ["idx"], rest: ["digest"])

    let index: Int
    let digest: Digest

    init(index: Int, digest: Digest) {
        self.index = index
        self.digest = digest
    }

    /// Reads a row; behind every leaf there is room for one more.
    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(index: try row.next(), digest: try row.next())
        guard (0..<Int.max).contains(index) else { throw .damaged(.leaf) }
    }

    var values: [SQLValue] { [index.stored, digest.stored] }
}

extension TreeNode: StoredRow {
    static let table = Table(.node, key: ["level", "idx"], rest: ["hash"])

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(level: try row.next(), index: try row.next(), hash: try row.next())
    }

    var values: [SQLValue] { [level.stored, index.stored, hash.stored] }
}
