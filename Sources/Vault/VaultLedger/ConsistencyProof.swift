/// Evidence that one tree begins with all leaves of an earlier one: that nothing was changed,
/// removed or put in between.
///
/// The format is that of RFC 6962, section 2.1.2. The two sizes are not part of it, because they
/// may only come from signed checkpoints.
public struct ConsistencyProof: Hashable, Sendable {
    /// The hashes from which both roots follow, from the lowest level up.
    public let path: [Digest]

    /// Creates a proof from its hashes, which ``verify(from:to:)`` judges.
    ///
    /// - Parameter path: The hashes, from the lowest level up.
    public init(path: [Digest]) {
        self.path = path
    }

    /// Checks that the tree of `new` begins with the leaves of the tree of `old`.
    ///
    /// Every tree begins with the empty one, so from size 0 the proof is empty and nothing follows
    /// about the new root. Between equal sizes it is empty too, and the roots must be equal.
    ///
    /// - Parameters:
    ///   - old: The head of the earlier tree, which you trust already.
    ///   - new: The head of the later tree, from a checkpoint whose signature is verified.
    /// - Throws: ``LedgerError/malformedProof`` if the new tree is smaller than the old one, a size
    ///   is negative, or the length of ``path`` does not belong to these sizes;
    ///   ``LedgerError/rootMismatch`` if the path leads to other roots, if two heads of one size
    ///   differ, or if a head of size 0 has a root other than ``MerkleTree/emptyRoot``.
    public func verify(from old: TreeHead, to new: TreeHead) throws(LedgerError) {
        guard 0 <= old.size, old.size <= new.size else { throw .malformedProof }
        if old.size == 0 || old.size == new.size {
            guard path.isEmpty else { throw .malformedProof }
            guard old.size > 0 || old == .empty, old.size < new.size || old == new else {
                throw .rootMismatch
            }
            return
        }
        let roots = try roots(oldSize: old.size, oldRoot: old.root, newSize: new.size)
        guard roots.old == old.root, roots.new == new.root else { throw .rootMismatch }
    }

    /// Follows the path to both roots (RFC 9162, section 2.1.4.2), for `0 < oldSize < newSize`.
    ///
    /// - Parameters:
    ///   - oldSize: The number of leaves of the earlier tree.
    ///   - oldRoot: Its root, with which the way begins if that tree is a full one.
    ///   - newSize: The number of leaves of the later tree.
    /// - Returns: The roots to which the path leads.
    /// - Throws: ``LedgerError/malformedProof`` if the path is too short or too long.
    private func roots(
        oldSize: Int,
        oldRoot: Digest,
        newSize: Int
    ) throws(LedgerError) -> (old: Digest, new: Digest) {
        let isFull = oldSize & (oldSize - 1) == 0
        guard let first = path.first else { throw .malformedProof }
        var oldHash = isFull ? oldRoot : first
        var newHash = oldHash

        // `node` and `last` are the places of the last old node and of the last new node in the
        // current level, beginning with the level of the largest subtree that ends the old tree.
        var node = (oldSize - 1) >> oldSize.trailingZeroBitCount
        var last = (newSize - 1) >> oldSize.trailingZeroBitCount
        for sibling in isFull ? path[...] : path.dropFirst() {
            guard last != 0 else { throw .malformedProof }
            if node & 1 == 1 || node == last {
                oldHash = MerkleTree.nodeHash(sibling, oldHash)
                newHash = MerkleTree.nodeHash(sibling, newHash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = MerkleTree.nodeHash(newHash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .malformedProof }
        return (oldHash, newHash)
    }
}
