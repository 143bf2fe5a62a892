/// Evidence that an entry stands at a given place in a ledger.
///
/// The format is the audit path of RFC 6962, section 2.1.1: sibling hashes from the leaf up. The
/// size of the ledger is not part of it, because it may only come from a signed checkpoint.
public struct InclusionProof: Hashable, Sendable {
    /// The place of the entry, counted from zero.
    public let index: Int

    /// The sibling hashes on the way from the leaf to the root.
    public let path: [Digest]

    /// Creates a proof from its parts, which ``verify(leafHash:in:)`` judges.
    ///
    /// - Parameters:
    ///   - index: The place of the entry, counted from zero.
    ///   - path: The sibling hashes on the way from the leaf to the root.
    public init(index: Int, path: [Digest]) {
        self.index = index
        self.path = path
    }

    /// Checks that `leafHash` stands at ``index`` of the tree whose head is `head`.
    ///
    /// The answer is worth what its two inputs are worth: take the head from a checkpoint whose
    /// signature is verified, and make the leaf hash yourself from the entry that the question is
    /// about.
    ///
    /// - Parameters:
    ///   - leafHash: The hash of the entry, from ``MerkleTree/leafHash(of:)``.
    ///   - head: The size and the root of the tree.
    /// - Throws: ``LedgerError/malformedProof`` if ``index`` or the length of ``path`` cannot
    ///   belong to a tree of this size; ``LedgerError/rootMismatch`` if the path leads to another
    ///   root.
    public func verify(leafHash: Digest, in head: TreeHead) throws(LedgerError) {
        guard index >= 0, index < head.size else { throw .malformedProof }

        // RFC 9162, section 2.1.3.2: `node` and `last` are the places of the path's node and of
        // the last node in the current level.
        var node = index
        var last = head.size - 1
        var hash = leafHash
        for sibling in path {
            guard last != 0 else { throw .malformedProof }
            if node & 1 == 1 || node == last {
                hash = MerkleTree.nodeHash(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = MerkleTree.nodeHash(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .malformedProof }
        guard hash == head.root else { throw .rootMismatch }
    }
}
