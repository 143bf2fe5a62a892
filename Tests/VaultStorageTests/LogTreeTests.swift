import Testing
import VaultCrypto
import VaultLedger
import VaultStorage

@Suite("The log in the database")
struct LogTreeTests {
    private static let leaves = (0..<200 as Range<UInt8>).map { Digest.of([$0].span) }

    private static let hashes = leaves.map { MerkleTree.leafHash(of: $0.bytes.span) }

    /// The sizes of the batches, which are transactions; repeated until the log is full.
    @Test(arguments: [[200], [1, 2, 3], [7, 64]])
    func `has the root of every size and proves every entry`(batches: [Int]) throws {
        let vault = try TestVault()
        var size = 0
        for batch in repeatElement(batches, count: 40).joined() where size < Self.leaves.count {
            let end = min(size + batch, Self.leaves.count)
            try vault.database.change { records throws(StorageError) in
                for index in size..<end {
                    #expect(try records.append(leaf: Self.leaves[index]) == index)
                    #expect(try records.size() == index + 1)
                }
            }
            size = end
        }
        try vault.open().look { records throws(StorageError) in
            try checkRoots(records)
            try checkProofs(records)
        }
    }

    private func checkRoots(_ records: Records) throws(StorageError) {
        for size in 0...Self.leaves.count {
            #expect(try records.root(size: size) == MerkleTree.root(of: Self.hashes[..<size]))
        }
        for (index, leaf) in Self.leaves.enumerated() {
            #expect(try records.leaf(at: index) == leaf)
        }
        #expect(try records.leaf(at: Self.leaves.count) == nil)
    }

    private func checkProofs(_ records: Records) throws(StorageError) {
        for size in stride(from: 1, through: Self.leaves.count, by: 13) {
            let root = MerkleTree.root(of: Self.hashes[..<size])
            let head = TreeHead(size: size, root: root)
            for index in stride(from: 0, to: size, by: 7) {
                let proof = try records.inclusionProof(index: index, size: size)
                #expect(throws: Never.self) {
                    try proof.verify(leafHash: Self.hashes[index], in: head)
                }
            }
            for oldSize in stride(from: 1, through: size, by: 11) {
                let old = MerkleTree.root(of: Self.hashes[..<oldSize])
                let proof = try records.consistencyProof(from: oldSize, to: size)
                #expect(throws: Never.self) {
                    try proof.verify(from: TreeHead(size: oldSize, root: old), to: head)
                }
            }
        }
    }

    @Test
    func `keeps statements verbatim beside their leaves`() throws {
        let vault = try TestVault()
        let statements = try (1...3).map { number in try signed(number: number) }
        try vault.database.change { records throws(StorageError) in
            for statement in statements { try records.append(statement) }
        }
        try vault.open().look { records throws(StorageError) in
            #expect(try records.size() == 3)
            for (index, statement) in statements.enumerated() {
                #expect(try records.statement(at: index) == statement.bytes)
                #expect(try records.leaf(at: index) == statement.digest)
            }
            #expect(try records.statement(at: 3) == nil)
            let hashes = statements.map(\.leafHash)
            #expect(try records.root(size: 3) == MerkleTree.root(of: hashes[...]))
        }
    }

    private func signed(number: Int) throws -> SignedStatement {
        let author = try #require(MemberID("m-0000000000000000"))
        let owner = try #require(MemberID("m-1111111111111111"))
        let document = try #require(DocumentID("d-0000000000000000"))
        let salt = try #require(Salt([UInt8](repeating: UInt8(number), count: 16)))
        let statement = Statement(
            origin: "vault.example",
            author: author,
            number: number,
            time: LedgerTime(clamping: 1_800_000_000),
            seen: .empty,
            salt: salt,
            body: .revoke(Revocation(owner: owner, document: document, grant: 1, basis: .own))
        )
        let seed = SecretBytes(copying: [UInt8](repeating: 1, count: 32).span)
        let signer = NoteSigner(name: try KeyName("vault.example/\(author)"), seed: seed)
        return try SignedStatement(statement, signedBy: [signer])
    }

    @Test
    func `reports a node that is gone`() throws {
        let vault = try TestVault()
        try vault.database.change { records throws(StorageError) in
            for leaf in Self.leaves.prefix(4) { try records.append(leaf: leaf) }
        }
        try vault.tamper("DELETE FROM node WHERE level = 1 AND idx = 0")
        #expect(throws: StorageError.damaged(.node)) {
            try vault.database.look { records throws(StorageError) in try records.root(size: 2) }
        }
    }
}
