import Testing
import VaultLedger

@Suite("Merkle tree")
struct MerkleTreeTests {
    /// The root over the first `size` leaves, in hexadecimal.
    struct Vector: CustomTestStringConvertible, Sendable {
        let size: Int
        let root: String
        var testDescription: String { "\(size) leaves" }
    }

    /// The eight leaves that the Certificate Transparency reference tests use.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31],
        [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6f),
    ]

    /// The roots from the same reference tests.
    static let vectors = [
        Vector(size: 0, root: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        Vector(size: 1, root: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        Vector(size: 2, root: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        Vector(size: 3, root: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        Vector(size: 4, root: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        Vector(size: 5, root: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        Vector(size: 6, root: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        Vector(size: 7, root: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        Vector(size: 8, root: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]

    /// The roots of the worked example.
    static let exampleVectors = [
        Vector(size: 2, root: "fb33dff7b9f27b94d57431d3c72e3268e5dda9c4de3d2b0d34ab34146d6e6806"),
        Vector(size: 4, root: "e872bf22aae12fbbdc419c9a6b42ee30943539d08c5de1297abc4f847d3c1644"),
        Vector(size: 5, root: Example.root),
    ]

    @Test(arguments: vectors)
    func `has the roots of the reference tests`(vector: Vector) {
        let hashes = Self.leaves.prefix(vector.size).map { MerkleTree.leafHash(of: $0.span) }
        #expect(MerkleTree.root(of: hashes[...]).hexadecimal == vector.root)
    }

    @Test(arguments: exampleVectors)
    func `has the roots of the worked example`(vector: Vector) {
        #expect(
            MerkleTree.root(of: Example.leafHashes.prefix(vector.size)).hexadecimal == vector.root
        )
    }

    @Test
    func `has the hashes of the worked example`() {
        let leaves = Example.leafHashes
        #expect(
            leaves.map(\.base64) == [
                "KhWNiv1I4/iMtBld/bKp5IF9lfpX/TREDZP5quXE+Cs=",
                "eY5qB3NCQctO6eMKUS06xyKl/ePL+TQHVTAdJxX9eBA=",
                "+TGWLwkXw0bURyk8B7aHrhYJ9wA/ikSganXEFFseGSk=",
                "XHEX+57bDOw4cleJEQXaamYWciryRwg+LW7aZxUpzcU=",
                "Sjy3ROCi+xW0tMBFuF4oJe5wEq4ltsIRHzQaM2Ifxec=",
            ]
        )
        #expect(
            MerkleTree.nodeHash(leaves[2], leaves[3]).hexadecimal
                == "949d44dcd632bd90fef86f33c218f61f59e9880fba34fa10bbd89cdc704d8360"
        )
        #expect(
            MerkleTree.root(of: leaves.prefix(3)).base64
                == "1BhuPAWmIM5hOX6Di/vXbm8n5tfaoTxZ64Ko4JRgjhw="
        )
    }

    @Test
    func `takes a slice from anywhere`() {
        let hashes = Example.leafHashes
        #expect(MerkleTree.root(of: hashes[2..<4]) == MerkleTree.nodeHash(hashes[2], hashes[3]))
        #expect(MerkleTree.root(of: hashes[3..<3]) == MerkleTree.emptyRoot)
    }

    @Test
    func `has the roots of the definition, up to 256 leaves`() {
        let tree = ReferenceTree(size: 256)
        for size in 0...256 {
            #expect(MerkleTree.root(of: tree.leaves[..<size]) == tree.root(of: 0..<size))
        }
    }
}
