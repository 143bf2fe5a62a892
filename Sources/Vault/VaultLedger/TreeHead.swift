/// A tree at one size: how many leaves it has, and the hash over all of them.
///
/// A root does not commit to its size, so the two belong together. Take both from a checkpoint
/// whose signature is verified, never from the proof that is to be judged.
public struct TreeHead: Hashable, Sendable {
    /// The tree without leaves.
    public static let empty = TreeHead(size: 0, root: MerkleTree.emptyRoot)

    /// The number of leaves.
    public let size: Int

    /// The root hash over the leaves.
    public let root: Digest

    /// Creates a head from its parts.
    ///
    /// - Parameters:
    ///   - size: The number of leaves.
    ///   - root: The root hash over them.
    public init(size: Int, root: Digest) {
        self.size = size
        self.root = root
    }
}
