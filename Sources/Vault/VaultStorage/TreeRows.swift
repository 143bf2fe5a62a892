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

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(index: try row.next(), digest: try row.next())
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
