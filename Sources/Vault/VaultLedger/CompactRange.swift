/// A full subtree of the ledger's tree, which never changes once its last leaf is there.
public struct TreeNode: Hashable, Sendable {
    /// The height of the subtree: it has 2^`level` leaves, so 0 is a leaf.
    public let level: Int

    /// The place of the subtree among those of its level, counted from zero.
    public let index: Int

    /// The hash of the subtree.
    public let hash: Digest

    /// Creates a node from its parts.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree, 0 for a leaf.
    ///   - index: The place among the subtrees of that level, counted from zero.
    ///   - hash: The hash of the subtree.
    public init(level: Int, index: Int, hash: Digest) {
        self.level = level
        self.index = index
        self.hash = hash
    }
}

/// What has to be remembered of a tree to go on with it: the roots of its largest full subtrees.
///
/// There is one for each bit that is set in the size, so a tree of a million leaves is carried on,
/// and its root computed, from at most twenty hashes.
public struct CompactRange: Hashable, Sendable {
    /// The number of leaves so far.
    public private(set) var size: Int

    /// The roots of the full subtrees, from left to right, each smaller than the one before it.
    public private(set) var subtrees: [Digest]

    /// Creates the range of the tree without leaves.
    public init() {
        size = 0
        subtrees = []
    }

    /// Creates a range from its parts.
    ///
    /// - Parameters:
    ///   - size: The number of leaves.
    ///   - subtrees: The roots of the full subtrees over them, one for each bit that is set.
    init(size: Int, subtrees: [Digest]) {
        precondition(subtrees.count == size.nonzeroBitCount, "the subtrees are of another size")
        self.size = size
        self.subtrees = subtrees
    }

    /// Creates the range of a tree that `reader` keeps.
    ///
    /// - Parameters:
    ///   - size: The number of leaves, not negative and not more than the reader has.
    ///   - reader: Where the nodes of the tree come from.
    /// - Throws: What the reader throws.
    /// - Complexity: O(log `size`) nodes are read.
    public init<Reader: HashReader>(
        size: Int,
        from reader: Reader
    ) throws(Reader.Failure) {
        self.size = size
        subtrees = try reader.subtrees(start: 0, count: size)
    }

    /// The root of the tree over all leaves so far.
    ///
    /// - Complexity: O(log ``size``) hashes.
    public var root: Digest { MerkleTree.root(ofSubtrees: subtrees) }

    /// The size and the root of the tree so far.
    ///
    /// - Complexity: O(log ``size``) hashes.
    public var head: TreeHead { TreeHead(size: size, root: root) }

    /// Adds the next leaf.
    ///
    /// - Parameter leafHash: The hash of the leaf, from ``MerkleTree/leafHash(of:)``.
    /// - Returns: The subtrees that the leaf completes, from the leaf itself upwards: what storage
    ///   keeps to be a ``HashReader``.
    /// - Complexity: O(1) hashes on average, O(log ``size``) at most.
    @discardableResult
    public mutating func append(_ leafHash: Digest) -> [TreeNode] {
        var node = TreeNode(level: 0, index: size, hash: leafHash)
        var completed = [node]
        // An odd index is a right child, and the subtree on its left is the last that was kept.
        while node.index & 1 == 1 {
            node = TreeNode(
                level: node.level + 1,
                index: node.index >> 1,
                hash: MerkleTree.nodeHash(subtrees.removeLast(), node.hash)
            )
            completed.append(node)
        }
        subtrees.append(node.hash)
        size += 1
        return completed
    }
}
