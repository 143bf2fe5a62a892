import VaultLedger

/// A log of statements of every type, cosigned by three witnesses, and its receipts.
struct ReceiptExample: Sendable {
    static let log = Person(name: "log").signer(named: Person.origin)

    static let witnesses = (1...3).map { number in
        Cosigner(
            name: required(try? KeyName("witness.example/w\(number)")),
            seed: seed(from: UInt8(32 * number))
        )
    }

    /// When the first witness cosigned; each after it a second later.
    static let time: Int64 = 1_800_000_000

    /// The statements of the log.
    let statements: [SignedStatement]

    /// The signed and cosigned checkpoint over them.
    let note: SignedNote

    let head: TreeHead

    /// The grant in the log, and its place.
    static let grant = required(
        SignedStatementTests.acceptable.firstIndex { $0.draft.statement.kind == .grant }
    )

    init() throws {
        try self.init(
            SignedStatementTests.acceptable.map { try SignedStatement(bytes: $0.draft.bytes) }
        )
    }

    init(_ statements: [SignedStatement]) throws {
        self.statements = statements
        head = TreeHead(
            size: statements.count,
            root: MerkleTree.root(of: statements.map(\.leafHash)[...])
        )
        note = try Self.note(over: head)
    }

    /// A checkpoint with the signature of the log and the cosignatures of some witnesses.
    static func note(
        over head: TreeHead,
        signer: NoteSigner = log,
        cosigners: [Cosigner] = witnesses
    ) throws -> SignedNote {
        let checkpoint = try Checkpoint(origin: signer.verifierKey.name, head: head)
        var note = try checkpoint.signed(by: signer)
        for (delay, cosigner) in cosigners.enumerated() {
            note = try note.adding(cosigner.cosign(note.text, at: time + Int64(delay)))
        }
        return note
    }

    /// The policy that believes this log and wants two of its three witnesses.
    static func policy(threshold: Int = 2) throws -> TrustPolicy {
        let members = witnesses.indices.map { word("w\($0 + 1)") }
        return try TrustPolicy(
            logs: [TrustPolicy.Log(key: log.verifierKey)],
            witnesses: zip(members, witnesses).map { name, cosigner in
                TrustPolicy.Witness(name: name, key: cosigner.verifierKey)
            },
            groups: [
                TrustPolicy.Group(
                    name: word("some"),
                    threshold: .atLeast(threshold),
                    members: members
                )
            ],
            quorum: word("some")
        )
    }

    func receipt(_ index: Int) throws -> Receipt {
        let reader = ArrayReader(leaves: statements.map(\.leafHash))
        return try Receipt(
            statement: statements[index],
            inclusion: try reader.inclusionProof(index: index, size: head.size),
            note: note
        )
    }
}

/// A word of a policy of which the test is sure.
func word(_ text: String) -> TrustPolicy.Word { required(TrustPolicy.Word(text)) }
