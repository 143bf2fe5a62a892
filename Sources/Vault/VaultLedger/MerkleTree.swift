import VaultCrypto

/// The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162), as pure functions.
///
/// Nothing here reads or writes storage: callers bring the hashes that a function needs.
public enum MerkleTree {
    /// The largest number of hashes in a proof: one for each level of a tree of `Int.max` leaves.
    static let maximumPathCount = Int.bitWidth - 1

    /// The root of the tree without leaves: the hash of no bytes.
    public static let emptyRoot = Digest(SHA256().finish())

    /// The hash of a leaf: `SHA-256(0x00 || entry)`.
    ///
    /// - Parameter entry: The bytes of the entry.
    /// - Returns: The hash of the leaf.
    public static func leafHash(of entry: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(0x00)
        hash.update(entry)
        return Digest(hash.finish())
    }

    /// The hash of an inner node: `SHA-256(0x01 || left || right)`.
    ///
    /// - Parameters:
    ///   - left: The hash of the left child, which is always a full subtree.
    ///   - right: The hash of the right child.
    /// - Returns: The hash of the node.
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        var hash = SHA256()
        hash.update(0x01)
        hash.update(left.bytes.span)
        hash.update(right.bytes.span)
        return Digest(hash.finish())
    }

    /// The root of the tree over leaves that are all at hand.
    ///
    /// - Parameter leafHashes: The leaf hashes, in the order of the ledger.
    /// - Returns: The root; for no leaves, ``emptyRoot``.
    /// - Complexity: O(*n*) hashes, O(log *n*) memory. ``CompactRange`` does the same for leaves
    ///   that come one by one.
    public static func root(of leafHashes: ArraySlice<Digest>) -> Digest {
        guard leafHashes.count > 1 else { return leafHashes.first ?? emptyRoot }
        let middle = leafHashes.startIndex + split(of: leafHashes.count)
        return nodeHash(root(of: leafHashes[..<middle]), root(of: leafHashes[middle...]))
    }

    /// The root of the tree that consists of full subtrees, each smaller than the one before it.
    ///
    /// - Parameter subtrees: The hashes of the subtrees, from left to right.
    /// - Returns: The root; for no subtrees, ``emptyRoot``.
    static func root(ofSubtrees subtrees: [Digest]) -> Digest {
        guard var root = subtrees.last else { return emptyRoot }
        for left in subtrees.dropLast().reversed() { root = nodeHash(left, root) }
        return root
    }

    /// The number of leaves left of the place where a tree splits: the largest power of two below
    /// `size`.
    ///
    /// - Parameter size: The number of leaves of the tree, at least two.
    /// - Returns: The number of leaves in its left subtree, which is full.
    static func split(of size: Int) -> Int {
        1 << log2(size - 1)
    }

    /// The level of the largest full subtree in `size` leaves: the logarithm, rounded down.
    ///
    /// - Parameter size: The number of leaves, at least one.
    /// - Returns: The level, which is 0 for a leaf.
    static func log2(_ size: Int) -> Int {
        Int.bitWidth - 1 - size.leadingZeroBitCount
    }
}
