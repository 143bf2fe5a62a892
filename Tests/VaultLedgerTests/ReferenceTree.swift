import VaultCrypto
import VaultLedger

/// A second implementation of the tree, from the recursive definitions of RFC 6962, section 2.1, so
/// that the tests do not repeat the code under test.
final class ReferenceTree {
    let leaves: [Digest]
    private var hashes: [Range<Int>: Digest] = [:]

    /// Creates a tree of small leaves that all differ.
    init(size: Int) {
        leaves = (0..<size).map { index in
            ReferenceTree.hash([0x00, UInt8(index & 0xFF), UInt8(index >> 8)])
        }
    }

    /// MTH(D[range]).
    func root(of range: Range<Int>) -> Digest {
        if range.isEmpty { return Self.hash([]) }
        if range.count == 1 { return leaves[range.lowerBound] }
        if let hash = hashes[range] { return hash }
        let middle = Self.split(range)
        let left = root(of: range.lowerBound..<middle)
        let right = root(of: middle..<range.upperBound)
        let hash = Self.hash([0x01] + left.array + right.array)
        hashes[range] = hash
        return hash
    }

    func head(size: Int) -> TreeHead {
        TreeHead(size: size, root: root(of: 0..<size))
    }

    /// PATH(index, D[range]), with `index` counted from the beginning of all leaves.
    func path(to index: Int, in range: Range<Int>) -> [Digest] {
        if range.count == 1 { return [] }
        let middle = Self.split(range)
        let left = range.lowerBound..<middle
        let right = middle..<range.upperBound
        return index < middle
            ? path(to: index, in: left) + [root(of: right)]
            : path(to: index, in: right) + [root(of: left)]
    }

    /// PROOF(oldSize, D[newSize]), for `0 < oldSize <= newSize`.
    func consistencyPath(from oldSize: Int, to newSize: Int) -> [Digest] {
        subproof(end: oldSize, in: 0..<newSize, isWhole: true)
    }

    /// SUBPROOF(end, D[range], isWhole), with `end` counted from the beginning of all leaves.
    private func subproof(end: Int, in range: Range<Int>, isWhole: Bool) -> [Digest] {
        if end == range.upperBound { return isWhole ? [] : [root(of: range)] }
        let middle = Self.split(range)
        let left = range.lowerBound..<middle
        let right = middle..<range.upperBound
        return end <= middle
            ? subproof(end: end, in: left, isWhole: isWhole) + [root(of: right)]
            : subproof(end: end, in: right, isWhole: false) + [root(of: left)]
    }

    private static func split(_ range: Range<Int>) -> Int {
        var size = 1
        while size * 2 < range.count { size *= 2 }
        return range.lowerBound + size
    }

    private static func hash(_ bytes: [UInt8]) -> Digest {
        Digest(SHA256.hash(bytes.span))
    }
}

/// A reader over arrays that counts what it reads.
final class ArrayReader: HashReader {
    /// A hash that the arrays do not hold was asked for.
    struct Missing: Error, Equatable {
        let level: Int
        let index: Int
    }

    private(set) var levels: [[Digest]] = []
    private(set) var readCount = 0

    /// Keeps what a ``CompactRange`` reports, in which every node must follow the one before it.
    init(leaves: [Digest]) {
        var range = CompactRange()
        for leaf in leaves {
            for node in range.append(leaf) {
                if node.level == levels.count { levels.append([]) }
                precondition(node.index == levels[node.level].count, "a node is out of order")
                levels[node.level].append(node.hash)
            }
        }
    }

    func node(level: Int, index: Int) throws(Missing) -> Digest {
        readCount += 1
        guard levels.indices.contains(level), levels[level].indices.contains(index) else {
            throw Missing(level: level, index: index)
        }
        return levels[level][index]
    }
}
