import Testing
import VaultLedger

@Suite("Inclusion proof")
struct InclusionProofTests {
    @Test
    func `is that of the worked example`() throws {
        let leaves = Example.leafHashes
        let reader = ArrayReader(leaves: leaves)
        let left = MerkleTree.nodeHash(leaves[0], leaves[1])
        let all = MerkleTree.root(of: leaves[..<4])
        let middle = try reader.inclusionProof(index: 2, size: 5)
        let last = try reader.inclusionProof(index: 4, size: 5)
        #expect(middle == InclusionProof(index: 2, path: [leaves[3], left, leaves[4]]))
        #expect(last == InclusionProof(index: 4, path: [all]))

        let head = TreeHead(size: 5, root: try #require(Digest(hexadecimal: Example.root)))
        try middle.verify(leafHash: leaves[2], in: head)
        try last.verify(leafHash: leaves[4], in: head)
    }

    @Test
    func `is that of the definition and holds, for every leaf of every tree up to 256`() throws {
        let tree = ReferenceTree(size: 256)
        let reader = ArrayReader(leaves: tree.leaves)
        for size in 1...256 {
            let head = tree.head(size: size)
            for index in 0..<size {
                let proof = try reader.inclusionProof(index: index, size: size)
                try #require(proof.path == tree.path(to: index, in: 0..<size))
                try proof.verify(leafHash: tree.leaves[index], in: head)
            }
        }
    }

    @Test
    func `proves no other leaf, index, size or root, in every tree up to 24`() throws {
        let tree = ReferenceTree(size: 25)
        let reader = ArrayReader(leaves: tree.leaves)
        for size in 1...24 {
            let head = tree.head(size: size)
            for index in 0..<size {
                let proof = try reader.inclusionProof(index: index, size: size)
                let leaf = tree.leaves[index]
                #expect(throws: LedgerError.rootMismatch) {
                    try proof.verify(leafHash: tree.leaves[index + 1], in: head)
                }
                #expect(throws: LedgerError.rootMismatch) {
                    try proof.verify(leafHash: leaf, in: TreeHead(size: size, root: leaf.changed))
                }
                for other in -1...size where other != index {
                    let moved = InclusionProof(index: other, path: proof.path)
                    #expect(throws: LedgerError.self) {
                        try moved.verify(leafHash: leaf, in: head)
                    }
                }
                #expect(throws: LedgerError.self) {
                    try proof.verify(leafHash: leaf, in: tree.head(size: size + 1))
                }
            }
        }
    }

    @Test
    func `holds with no hash missing, changed, added or moved`() throws {
        let tree = ReferenceTree(size: 16)
        let reader = ArrayReader(leaves: tree.leaves)
        for size in 1...16 {
            for index in 0..<size {
                let proof = try reader.inclusionProof(index: index, size: size)
                for path in variants(of: proof.path) {
                    let other = InclusionProof(index: index, path: path)
                    #expect(throws: LedgerError.self) {
                        try other.verify(leafHash: tree.leaves[index], in: tree.head(size: size))
                    }
                }
            }
        }
    }

    @Test(arguments: [0, 1, 2, 4, 5, 64, 1000])
    func `rejects a path whose length does not fit the tree`(length: Int) {
        let tree = ReferenceTree(size: 8)
        let path = Array(repeating: tree.leaves[1], count: length)
        #expect(throws: LedgerError.malformedProof) {
            try InclusionProof(index: 0, path: path)
                .verify(leafHash: tree.leaves[0], in: tree.head(size: 8))
        }
    }

    @Test(arguments: [
        (-1, 8), (8, 8), (0, 0), (0, -1), (Int.min, 8), (Int.max, 8), (Int.max, Int.max),
        (0, Int.min), (-1, Int.max),
    ])
    func `rejects an index outside the tree`(index: Int, size: Int) {
        let leaf = Example.leafHashes[0]
        #expect(throws: LedgerError.malformedProof) {
            try InclusionProof(index: index, path: [])
                .verify(leafHash: leaf, in: TreeHead(size: size, root: leaf))
        }
    }

    @Test
    func `is judged in the largest tree there can be`() {
        let leaf = Example.leafHashes[0]
        let head = TreeHead(size: .max, root: leaf)
        let path = Array(repeating: leaf, count: 63)
        #expect(throws: LedgerError.rootMismatch) {
            try InclusionProof(index: 0, path: path).verify(leafHash: leaf, in: head)
        }
        #expect(throws: LedgerError.malformedProof) {
            try InclusionProof(index: 0, path: path.dropLast()).verify(leafHash: leaf, in: head)
        }
    }

    @Test
    func `costs a logarithmic number of reads`() throws {
        let size = 1023
        let reader = ArrayReader(leaves: ReferenceTree(size: size).leaves)
        for index in stride(from: 0, to: size, by: 31) {
            let before = reader.readCount
            _ = try reader.inclusionProof(index: index, size: size)
            #expect(reader.readCount - before <= 2 * 10)
        }
    }

    @Test
    func `is made for leaves of the tree and no others`() async {
        await #expect(processExitsWith: .failure) {
            _ = try ArrayReader(leaves: Example.leafHashes).inclusionProof(index: 5, size: 5)
        }
        await #expect(processExitsWith: .failure) {
            _ = try ArrayReader(leaves: Example.leafHashes).inclusionProof(index: -1, size: 5)
        }
    }

    @Test
    func `passes on the error of the reader`() {
        let reader = ArrayReader(leaves: ReferenceTree(size: 4).leaves)
        #expect(throws: ArrayReader.Missing(level: 0, index: 4)) {
            try reader.inclusionProof(index: 1, size: 5)
        }
    }
}
