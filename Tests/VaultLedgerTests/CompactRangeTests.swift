import Testing
import VaultLedger

@Suite("Compact range")
struct CompactRangeTests {
    @Test
    func `begins with the empty tree`() {
        #expect(CompactRange().head == .empty)
    }

    @Test
    func `has the root of the definition at every size up to 512`() {
        let tree = ReferenceTree(size: 512)
        var range = CompactRange()
        for size in 1...512 {
            range.append(tree.leaves[size - 1])
            #expect(range.head == tree.head(size: size))
            #expect(range.subtrees.count == size.nonzeroBitCount)
        }
    }

    @Test
    func `reports each full subtree once, when its last leaf comes`() {
        let tree = ReferenceTree(size: 128)
        var range = CompactRange()
        var found: Set<TreeNode> = []
        for index in tree.leaves.indices {
            for (level, node) in range.append(tree.leaves[index]).enumerated() {
                let first = node.index << level
                #expect(node.level == level)
                #expect(first + (1 << level) == index + 1)
                #expect(node.hash == tree.root(of: first..<index + 1))
                #expect(found.insert(node).inserted)
            }
        }
        #expect(found.count == 128 + 64 + 32 + 16 + 8 + 4 + 2 + 1)
    }

    @Test
    func `goes on from what a reader keeps`() throws {
        let tree = ReferenceTree(size: 70)
        let reader = ArrayReader(leaves: tree.leaves)
        var grown = CompactRange()
        for size in 0...70 {
            #expect(try CompactRange(size: size, from: reader) == grown)
            if size < 70 { grown.append(tree.leaves[size]) }
        }
    }

    @Test
    func `passes on the error of the reader`() {
        let reader = ArrayReader(leaves: ReferenceTree(size: 4).leaves)
        #expect(throws: ArrayReader.Missing(level: 0, index: 4)) {
            try CompactRange(size: 5, from: reader)
        }
    }
}
