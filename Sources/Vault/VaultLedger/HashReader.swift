/// Where the hashes of a tree are kept.
///
/// Only full subtrees are asked for. They never change, so a reader may be a table, a folder of
/// tiles or an array, and one that has grown meanwhile still answers for every smaller size.
public protocol HashReader<Failure> {
    /// What goes wrong when a hash cannot be read.
    associatedtype Failure: Error

    /// Reads the hash of the full subtree of 2^`level` leaves that begins with leaf
    /// `index` * 2^`level`.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree; 0 asks for a leaf hash.
    ///   - index: The place of the subtree among those of its level, counted from zero.
    /// - Returns: The hash of the subtree.
    /// - Throws: An error of the reader if the hash is not there or cannot be read.
    func node(level: Int, index: Int) throws(Failure) -> Digest
}

extension HashReader {
    /// The root of the tree over the first leaves.
    ///
    /// - Parameter size: The number of leaves, not negative and not more than the reader has.
    /// - Returns: The root; for no leaves, ``MerkleTree/emptyRoot``.
    /// - Throws: What ``node(level:index:)`` throws.
    /// - Complexity: O(log `size`) nodes are read.
    public func root(size: Int) throws(Failure) -> Digest {
        precondition(size >= 0, "a tree has no negative size")
        return try root(start: 0, count: size)
    }

    /// Proves that a leaf belongs to the tree over the first leaves (RFC 6962, section 2.1.1).
    ///
    /// - Parameters:
    ///   - index: The place of the leaf, counted from zero, below `size`.
    ///   - size: The number of leaves, not more than the reader has.
    /// - Returns: The proof.
    /// - Throws: What ``node(level:index:)`` throws.
    /// - Complexity: O(log `size`) nodes are read.
    public func inclusionProof(index: Int, size: Int) throws(Failure) -> InclusionProof {
        precondition(0 <= index && index < size, "only a leaf of the tree can be proved")
        var path: [Digest] = []
        var start = 0
        var count = size
        while count > 1 {
            let left = MerkleTree.split(of: count)
            if index - start < left {
                path.append(try root(start: start + left, count: count - left))
                count = left
            } else {
                path.append(try root(start: start, count: left))
                start += left
                count -= left
            }
        }
        path.reverse()
        return InclusionProof(index: index, path: path)
    }

    /// Proves that one tree begins with all leaves of another (RFC 6962, section 2.1.2).
    ///
    /// - Parameters:
    ///   - oldSize: The number of leaves of the earlier tree, not negative.
    ///   - newSize: The number of leaves of the later tree, not below `oldSize` and not more than
    ///     the reader has.
    /// - Returns: The proof.
    /// - Throws: What ``node(level:index:)`` throws.
    /// - Complexity: O(log `newSize`) nodes are read.
    public func consistencyProof(
        from oldSize: Int,
        to newSize: Int
    ) throws(Failure) -> ConsistencyProof {
        precondition(0 <= oldSize && oldSize <= newSize, "a log only grows")
        guard oldSize > 0 else { return ConsistencyProof(path: []) }

        var path: [Digest] = []
        var start = 0
        var count = newSize
        while oldSize - start < count {
            let left = MerkleTree.split(of: count)
            if oldSize - start <= left {
                path.append(try root(start: start + left, count: count - left))
                count = left
            } else {
                path.append(try root(start: start, count: left))
                start += left
                count -= left
            }
        }
        // A subtree that begins at the first leaf is the old tree, whose root the verifier has.
        if start > 0 { path.append(try root(start: start, count: count)) }
        path.reverse()
        return ConsistencyProof(path: path)
    }
}

extension HashReader {
    /// The root over `count` leaves from `start` on, which is a place where such a tree can begin.
    private func root(start: Int, count: Int) throws(Failure) -> Digest {
        MerkleTree.root(ofSubtrees: try subtrees(start: start, count: count))
    }

    /// The hashes of the largest full subtrees over `count` leaves from `start` on.
    ///
    /// - Parameters:
    ///   - start: The first leaf, a multiple of the largest power of two in `count`.
    ///   - count: The number of leaves, not negative.
    /// - Returns: The hashes from left to right, one for each bit that is set in `count`.
    /// - Throws: What ``node(level:index:)`` throws.
    func subtrees(start: Int, count: Int) throws(Failure) -> [Digest] {
        var hashes: [Digest] = []
        var start = start
        var count = count
        while count > 0 {
            let level = MerkleTree.log2(count)
            hashes.append(try node(level: level, index: start >> level))
            start += 1 << level
            count -= 1 << level
        }
        return hashes
    }
}
