import Testing
import VaultLedger

@Suite("Consistency proof")
struct ConsistencyProofTests {
    @Test
    func `is that of the worked example`() throws {
        let leaves = Example.leafHashes
        let reader = ArrayReader(leaves: leaves)
        let left = MerkleTree.nodeHash(leaves[0], leaves[1])
        #expect(
            try reader.consistencyProof(from: 3, to: 5).path
                == [leaves[2], leaves[3], left, leaves[4]]
        )
        #expect(try reader.consistencyProof(from: 4, to: 5).path == [leaves[4]])
        #expect(try reader.consistencyProof(from: 5, to: 5).path.isEmpty)
        #expect(try reader.consistencyProof(from: 0, to: 5).path.isEmpty)
    }

    @Test
    func `is that of the definition and holds, for every pair of sizes up to 128`() throws {
        let tree = ReferenceTree(size: 128)
        let reader = ArrayReader(leaves: tree.leaves)
        for newSize in 0...128 {
            let new = tree.head(size: newSize)
            for oldSize in 0...newSize {
                let proof = try reader.consistencyProof(from: oldSize, to: newSize)
                let expected =
                    oldSize == 0 ? [] : tree.consistencyPath(from: oldSize, to: newSize)
                try #require(proof.path == expected)
                try proof.verify(from: tree.head(size: oldSize), to: new)
            }
        }
    }

    @Test
    func `proves no other pair of heads, for every pair of sizes up to 16`() throws {
        let tree = ReferenceTree(size: 17)
        let reader = ArrayReader(leaves: tree.leaves)
        for newSize in 1...16 {
            for oldSize in 1...newSize {
                let proof = try reader.consistencyProof(from: oldSize, to: newSize)
                let old = tree.head(size: oldSize)
                let new = tree.head(size: newSize)
                let pairs = [
                    (TreeHead(size: oldSize, root: old.root.changed), new),
                    (old, TreeHead(size: newSize, root: new.root.changed)),
                    (
                        TreeHead(size: oldSize, root: new.root),
                        TreeHead(size: newSize, root: old.root)
                    ),
                    (tree.head(size: oldSize - 1), new),
                    (old, tree.head(size: newSize + 1)),
                ]
                for (wrongOld, wrongNew) in pairs where (wrongOld, wrongNew) != (old, new) {
                    // From the empty tree to any other there is nothing to prove.
                    if wrongOld == .empty, proof.path.isEmpty { continue }
                    #expect(throws: LedgerError.self, "\(oldSize) to \(newSize)") {
                        try proof.verify(from: wrongOld, to: wrongNew)
                    }
                }
            }
        }
    }

    @Test
    func `holds with no hash missing, changed, added or moved`() throws {
        let tree = ReferenceTree(size: 16)
        let reader = ArrayReader(leaves: tree.leaves)
        for newSize in 1...16 {
            for oldSize in 0...newSize {
                let proof = try reader.consistencyProof(from: oldSize, to: newSize)
                for path in variants(of: proof.path) {
                    #expect(throws: LedgerError.self, "\(oldSize) to \(newSize)") {
                        try ConsistencyProof(path: path)
                            .verify(from: tree.head(size: oldSize), to: tree.head(size: newSize))
                    }
                }
            }
        }
    }

    @Test(arguments: [(0, 0), (0, 3), (3, 3)])
    func `is empty where there is nothing to prove`(oldSize: Int, newSize: Int) {
        let tree = ReferenceTree(size: 4)
        #expect(throws: LedgerError.malformedProof) {
            try ConsistencyProof(path: [tree.leaves[0]])
                .verify(from: tree.head(size: oldSize), to: tree.head(size: newSize))
        }
    }

    @Test(arguments: [0, 1, 3, 4, 63, 64, 1000])
    func `rejects a path whose length does not fit the sizes`(length: Int) {
        let tree = ReferenceTree(size: 8)
        let path = Array(repeating: tree.leaves[0], count: length)
        #expect(throws: LedgerError.malformedProof) {
            try ConsistencyProof(path: path)
                .verify(from: tree.head(size: 2), to: tree.head(size: 8))
        }
    }

    @Test(arguments: [(5, 4), (1, 0), (-1, 4), (-2, -1), (.min, .max), (4, -1)])
    func `rejects sizes that no log can pass through`(oldSize: Int, newSize: Int) {
        let root = Example.leafHashes[0]
        #expect(throws: LedgerError.malformedProof) {
            try ConsistencyProof(path: [])
                .verify(
                    from: TreeHead(size: oldSize, root: root),
                    to: TreeHead(size: newSize, root: root)
                )
        }
    }

    @Test(arguments: [0, 5])
    func `tells two heads of one size apart`(size: Int) {
        let head = ReferenceTree(size: size).head(size: size)
        let other = TreeHead(size: size, root: head.root.changed)
        for (old, new) in [(head, other), (other, head)] {
            #expect(throws: LedgerError.rootMismatch) {
                try ConsistencyProof(path: []).verify(from: old, to: new)
            }
        }
    }

    @Test(arguments: [0, 5])
    func `knows the one root of the empty tree`(newSize: Int) {
        let wrong = TreeHead(size: 0, root: Example.leafHashes[0])
        let new = newSize == 0 ? wrong : ReferenceTree(size: newSize).head(size: newSize)
        #expect(throws: LedgerError.rootMismatch) {
            try ConsistencyProof(path: []).verify(from: wrong, to: new)
        }
    }

    @Test
    func `is judged in the largest tree there can be`() {
        let leaf = Example.leafHashes[0]
        let old = TreeHead(size: 1, root: leaf)
        let new = TreeHead(size: .max, root: leaf)
        let path = Array(repeating: leaf, count: 63)
        #expect(throws: LedgerError.rootMismatch) {
            try ConsistencyProof(path: path).verify(from: old, to: new)
        }
        #expect(throws: LedgerError.malformedProof) {
            try ConsistencyProof(path: path.dropLast()).verify(from: old, to: new)
        }
    }

    @Test
    func `costs a logarithmic number of reads`() throws {
        let size = 1023
        let reader = ArrayReader(leaves: ReferenceTree(size: size).leaves)
        for oldSize in stride(from: 0, through: size, by: 31) {
            let before = reader.readCount
            _ = try reader.consistencyProof(from: oldSize, to: size)
            #expect(reader.readCount - before <= 2 * 10)
        }
    }

    @Test
    func `is made for a log that grows`() async {
        await #expect(processExitsWith: .failure) {
            _ = try ArrayReader(leaves: Example.leafHashes).consistencyProof(from: 5, to: 4)
        }
        await #expect(processExitsWith: .failure) {
            _ = try ArrayReader(leaves: Example.leafHashes).root(size: -1)
        }
    }

    @Test
    func `comes with the root over what the reader keeps`() throws {
        let tree = ReferenceTree(size: 70)
        let reader = ArrayReader(leaves: tree.leaves)
        for size in 0...70 {
            #expect(try reader.root(size: size) == tree.root(of: 0..<size))
        }
        #expect(throws: ArrayReader.Missing(level: 0, index: 70)) {
            try reader.root(size: 71)
        }
    }
}
