/// The hashes of a tile and of all full subtrees over them.
struct SubtreeHashes: Sendable {
    /// By height above the tile's own level, from 0 to at most 8, then from left to right.
    private let heights: [[Digest]]

    /// Computes the subtrees.
    ///
    /// - Parameter hashes: The hashes of the tile, at most 256.
    /// - Complexity: As many hashes as there are in the tile.
    init(_ hashes: [Digest]) {
        var heights = [hashes]
        while let below = heights.last, below.count > 1 {
            heights.append(
                (0..<below.count / 2).map { place in
                    MerkleTree.nodeHash(below[place * 2], below[place * 2 + 1])
                }
            )
        }
        self.heights = heights
    }

    /// The hash of a full subtree, which must be there.
    ///
    /// - Parameters:
    ///   - height: How many levels it lies above the hashes of the tile.
    ///   - place: Its place among those of its height, counted from zero.
    subscript(height: Int, place: Int) -> Digest { heights[height][place] }

    /// The largest full subtrees over all hashes, from left to right.
    var largest: [Digest] {
        let count = heights[0].count
        var start = 0
        var hashes: [Digest] = []
        while start < count {
            let height = MerkleTree.log2(count - start)
            hashes.append(heights[height][start >> height])
            start += 1 << height
        }
        return hashes
    }
}
