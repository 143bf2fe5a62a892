import Testing
import VaultLedger

@Suite("Witness")
struct WitnessTests {
    let tree = ReferenceTree(size: 20)
    let signer = ReceiptExample.log
    let witness: Witness

    init() throws {
        witness = try Witness(of: [ReceiptExample.log.verifierKey])
    }

    /// A request with a proof that is right for its sizes, where there is one.
    private func request(
        from oldSize: Int,
        to size: Int,
        root: Digest? = nil,
        path: [Digest]? = nil,
        signer: NoteSigner? = nil
    ) throws -> WitnessRequest {
        let proof =
            0 < oldSize && oldSize < size
            ? tree.consistencyPath(from: oldSize, to: size) : []
        let head = TreeHead(size: size, root: root ?? tree.head(size: size).root)
        return try WitnessRequest(
            oldSize: oldSize,
            proof: ConsistencyProof(path: path ?? proof),
            note: ReceiptExample.note(over: head, signer: signer ?? self.signer, cosigners: [])
        )
    }

    private func judge(
        _ request: WitnessRequest,
        at size: Int?
    ) throws -> WitnessVerdict {
        let record = size.map { tree.head(size: $0) }
        let verdict = witness.judge(request, record: record)
        if case .accept(let update) = verdict {
            #expect(update.old == record)
            #expect(update.checkpoint == request.checkpoint)
        }
        return verdict
    }

    @Test
    func `accepts every step of a log that grows`() throws {
        for size in 0...20 {
            for oldSize in 0...size {
                let request = try request(from: oldSize, to: size)
                let records = oldSize == 0 ? [nil, 0] : [oldSize]
                for record in records {
                    let verdict = try judge(request, at: record)
                    guard case .accept = verdict else {
                        Issue.record("\(oldSize) to \(size): \(verdict)")
                        continue
                    }
                }
            }
        }
    }

    @Test
    func `names its size to who is behind or ahead`() throws {
        for record in [nil, 0, 1, 5, 10, 20] {
            for oldSize in 0...12 where oldSize != record ?? 0 {
                #expect(
                    try judge(request(from: oldSize, to: 12), at: record)
                        == .refuse(.conflict(size: record ?? 0))
                )
            }
        }
    }

    @Test
    func `refuses a history that does not go on from the one it knows`() throws {
        let refused = WitnessVerdict.refuse(.refused(.inconsistent))
        let root = tree.head(size: 12).root
        for path in variants(of: tree.consistencyPath(from: 5, to: 12)) {
            #expect(try judge(request(from: 5, to: 12, path: path), at: 5) == refused)
        }
        #expect(try judge(request(from: 5, to: 12, root: root.changed), at: 5) == refused)
        #expect(try judge(request(from: 5, to: 5, root: root), at: 5) == refused)
        #expect(try judge(request(from: 5, to: 5, path: [root]), at: 5) == refused)
        #expect(try judge(request(from: 0, to: 5, path: [root]), at: 0) == refused)
        #expect(try judge(request(from: 0, to: 5, path: [root]), at: nil) == refused)
        #expect(try judge(request(from: 0, to: 0, path: [root]), at: nil) == refused)

        let forked = TreeHead(size: 5, root: root)
        #expect(witness.judge(try request(from: 5, to: 12), record: forked) == refused)
    }

    @Test
    func `refuses an older size beyond the new one before it tells its own`() throws {
        #expect(try judge(request(from: 6, to: 5), at: 6) == .refuse(.refused(.malformed)))
        #expect(try judge(request(from: 6, to: 5), at: 3) == .refuse(.refused(.malformed)))
    }

    @Test
    func `knows its logs by their origins`() throws {
        let other = Person(name: "log").signer(named: "vault.example/other")
        #expect(
            try judge(request(from: 0, to: 5, signer: other), at: nil)
                == .refuse(.refused(.unknownLog))
        )
        let nobody = try Witness(of: [])
        #expect(
            nobody.judge(try request(from: 0, to: 5), record: nil) == .refuse(.refused(.unknownLog))
        )
    }

    @Test
    func `wants the signature of the log`() throws {
        let refused = WitnessVerdict.refuse(.refused(.unsigned))
        let stranger = Person(name: "stranger").signer(named: Person.origin)
        #expect(try judge(request(from: 0, to: 5, signer: stranger), at: nil) == refused)
        // Nothing is told to who cannot sign, not even a size.
        #expect(try judge(request(from: 3, to: 5, signer: stranger), at: 1) == refused)
        #expect(try judge(request(from: 6, to: 5, signer: stranger), at: 1) == refused)

        let good = try request(from: 0, to: 5)
        let signature = good.note.signatures[0]
        var bytes = signature.bytes
        bytes[3] ^= 1
        let forged = try SignedNote(
            text: good.note.text,
            signatures: [
                NoteSignature(name: signature.name, keyID: signature.keyID, bytes: bytes)
            ]
        )
        let request = try WitnessRequest(oldSize: 0, proof: good.proof, note: forged)
        #expect(try judge(request, at: nil) == refused)
    }

    @Test
    func `takes any key of a log, and other lines beside it`() throws {
        let second = Person(name: "second log").signer(named: Person.origin)
        let both = try Witness(of: [signer.verifierKey, second.verifierKey])
        let text = try request(from: 0, to: 5).note.text
        for signers in [[signer], [second], [signer, second]] {
            let note = try SignedNote(text: text, signers: signers)
                .adding(ReceiptExample.witnesses[0].cosign(text, at: 1))
            let request = try WitnessRequest(
                oldSize: 0,
                proof: ConsistencyProof(path: []),
                note: note
            )
            guard case .accept = both.judge(request, record: nil) else {
                Issue.record("\(signers.count) signers")
                continue
            }
        }
        #expect(throws: LedgerError.unsupportedKeyType(0x04)) {
            try Witness(of: [ReceiptExample.witnesses[0].verifierKey])
        }
    }

    @Test
    func `cosigns what was judged`() throws {
        let request = try request(from: 5, to: 12)
        guard case .accept(let update) = try judge(request, at: 5) else {
            Issue.record("refused")
            return
        }
        let cosigners = Array(ReceiptExample.witnesses.prefix(2))
        let response = update.cosigned(by: cosigners, at: ReceiptExample.time)
        let read = try WitnessResponse(status: response.status, body: response.body)
        #expect(read == response)
        guard case .cosigned(let signatures) = read else {
            Issue.record("\(read)")
            return
        }
        let keys = cosigners.map(\.verifierKey)
        let note = try request.note.merging(signatures, by: keys)
        #expect(
            try note.verified(by: keys).map(\.time) == [ReceiptExample.time, ReceiptExample.time]
        )
        #expect(try ReceiptExample.policy().verify(note).cosignatures.count == 2)
    }

    /// Two requests that were judged by one record: only the first may be stored.
    @Test
    func `shows a race to who compares before storing`() throws {
        var record: TreeHead? = tree.head(size: 5)
        let verdicts = [
            try judge(request(from: 5, to: 12), at: 5), try judge(request(from: 5, to: 8), at: 5),
        ]
        var storedCount = 0
        for case .accept(let update) in verdicts where update.old == record {
            record = update.checkpoint.head
            storedCount += 1
        }
        #expect(storedCount == 1)
        #expect(record == tree.head(size: 12))
    }
}
