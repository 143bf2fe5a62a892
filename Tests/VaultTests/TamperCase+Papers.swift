import Testing
import Vault
import VaultLedger

extension TamperCase {
    /// Cosigned heads and receipts, which people carry away.
    static let papers: [TamperCase] = [
        TamperCase(number: 31, name: "witnesses taken away, repeated or put in place of the log") {
            try await tamperWithWitnesses()
        },
        TamperCase(number: 33, name: "a receipt of another statement") {
            let scene = try await TamperScene.fresh()
            let (grant, open) = (try await taken(at: 9, scene), try await taken(at: 10, scene))
            let bent = try Receipt(
                statement: open.statement,
                inclusion: grant.proof.inclusion,
                note: grant.proof.note
            )
            try refuse(bent, .rootMismatch, scene)
            #expect(throws: LedgerError.questionMismatch([.kind])) {
                try open.verify(
                    by: TrustPolicy(trusting: scene.kept.logKey),
                    answering: ReceiptQuestion(document: scene.first, kind: .grant)
                )
            }
        },
        TamperCase(number: 33, name: "a receipt of another index") {
            let scene = try await TamperScene.fresh()
            let receipt = try await taken(at: 9, scene)
            for index in 0..<20 where index != 9 {
                let inclusion = InclusionProof(index: index, path: receipt.proof.inclusion.path)
                try refuse(try bent(receipt, inclusion: inclusion), nil, scene)
            }
        },
        TamperCase(number: 33, name: "a receipt of another tree, signed by the log") {
            let scene = try await TamperScene.fresh()
            let receipt = try await taken(at: 13, scene)
            let root = receipt.proof.checkpoint.head.root
            for size in 1...64 where size != 14 {
                let note = try scene.log.sign(TreeHead(size: size, root: root))
                try refuse(try bent(receipt, note: note), .malformedProof, scene)
            }
            let other = try scene.log.sign(TreeHead(size: 14, root: MerkleTree.emptyRoot))
            try refuse(try bent(receipt, note: other), .rootMismatch, scene)
        },
        TamperCase(number: 33, name: "a receipt with another proof") {
            let scene = try await TamperScene.fresh()
            let receipt = try await taken(at: 9, scene)
            let path = receipt.proof.inclusion.path
            #expect(path.count == 4)
            var bends: [[Digest]] = [[], Array(path.dropFirst()), Array(path.dropLast())]
            bends += [path + [path[0]], [path[0]] + path, path.reversed()]
            for place in path.indices {
                var bytes = path[place].array
                bytes[0] ^= 1
                var bend = path
                bend[place] = try #require(Digest(bytes))
                bends.append(bend)
            }
            for bend in bends {
                let inclusion = InclusionProof(index: 9, path: bend)
                try refuse(try bent(receipt, inclusion: inclusion), nil, scene)
            }
        },
    ]

    /// A receipt that the auditor takes away.
    private static func taken(at index: Int, _ scene: TamperScene) async throws -> Receipt {
        let vault = try await scene.stage.open(as: scene.auditor)
        let receipt = try Receipt(parsing: try await vault.receipt(at: index))
        _ = try receipt.verify(
            by: TrustPolicy(trusting: scene.kept.logKey),
            answering: ReceiptQuestion()
        )
        return receipt
    }

    private static func bent(
        _ receipt: Receipt,
        inclusion: InclusionProof? = nil,
        note: SignedNote? = nil
    ) throws -> Receipt {
        try Receipt(
            statement: receipt.statement,
            inclusion: inclusion ?? receipt.proof.inclusion,
            note: note ?? receipt.proof.note
        )
    }

    /// Insists that the bytes of a receipt are refused, for one reason or for any.
    private static func refuse(
        _ receipt: Receipt,
        _ reason: LedgerError?,
        _ scene: TamperScene
    ) throws {
        let policy = try TrustPolicy(trusting: scene.kept.logKey)
        let error = #expect(throws: LedgerError.self) {
            try Receipt(parsing: receipt.bytes).verify(by: policy, answering: ReceiptQuestion())
        }
        if let reason { #expect(error == reason) }
    }

    private static func tamperWithWitnesses() async throws {
        let scene = try await TamperScene.fresh()
        let (note, key) = (scene.kept.cosigned.note, scene.kept.cosigned.key)
        let word = try #require(TrustPolicy.Word("auditor"))
        let policy = try TrustPolicy(
            logs: [TrustPolicy.Log(key: scene.kept.logKey)],
            witnesses: [TrustPolicy.Witness(name: word, key: key)],
            quorum: word
        )
        #expect(try policy.verify(note).cosignatures.map(\.key) == [key])

        let stripped = try SignedNote(text: note.text, signatures: [note.signatures[0]])
        #expect(throws: LedgerError.quorumNotMet) { try policy.verify(stripped) }
        let line = try #require(note.bytes.split(separator: 0x0A).last)
        #expect(throws: LedgerError.malformedNote) {
            try SignedNote(parsing: note.bytes + line + [0x0A])
        }
        let onlyWitness = try SignedNote(text: note.text, signatures: [note.signatures[1]])
        #expect(throws: LedgerError.unknownSigner) { try policy.verify(onlyWitness) }

        // The key of a witness is none of a log, in a policy, for a head or for an export.
        let unfit = LedgerError.unsupportedKeyType(key.type.rawValue)
        #expect(throws: unfit) { try TrustPolicy(trusting: key) }
        #expect(throws: unfit) { try Checkpoint(verifying: note, by: key) }
        #expect(throws: unfit) { try Witness(of: [key]) }
        let report = try await LogExport.audit(
            at: scene.stage.path("export"),
            logKey: key,
            clock: .fixed(scene.stage.time)
        )
        #expect(report.findings.map(\.code) == ["checkpoint.invalid"])
    }
}
