import VaultLedger

// What parses is written as it was read.
extension FuzzJudge {
    mutating func readCheckpoint(_ bytes: [UInt8]) {
        guard let checkpoint = try? Checkpoint(parsing: bytes) else { return }
        expect(checkpoint.text == bytes, else: "a checkpoint has a second spelling")
    }

    mutating func readNote(_ bytes: [UInt8]) {
        guard let note = try? SignedNote(parsing: bytes) else { return }
        expect(note.bytes == bytes, else: "a note has a second spelling")
    }

    mutating func readStatement(_ bytes: [UInt8]) {
        if let statement = try? Statement(text: bytes) {
            expect(
                Array(statement.text.utf8) == bytes,
                else: "a statement has a second spelling"
            )
        }
        guard let signed = try? SignedStatement(bytes: bytes) else { return }
        expect(signed.bytes == bytes, else: "a signed statement has a second spelling")
        expect(
            Array(signed.statement.text.utf8) == signed.note.text,
            else: "a statement says something else than was signed"
        )
    }

    mutating func readProof(_ bytes: [UInt8]) {
        guard let proof = try? TlogProof(parsing: bytes) else { return }
        expect(proof.bytes == bytes, else: "a proof file has a second spelling")
        guard let receipt = try? Receipt(parsing: bytes) else { return }
        expect(receipt.bytes == bytes, else: "a receipt has a second spelling")
        expect(
            receipt.statement.bytes == proof.extra,
            else: "a receipt holds another statement"
        )
    }

    mutating func readTilePath(_ bytes: [UInt8]) {
        guard let path = String(validating: bytes, as: UTF8.self), let tile = try? Tile(path: path)
        else { return }
        expect(Array(tile.path.utf8) == bytes, else: "a tile has a second path")
        expect(tile.leaves.count >= tile.width, else: "a tile covers no leaves")
    }

    mutating func readVerifierKey(_ bytes: [UInt8]) {
        guard let key = try? VerifierKey(parsing: bytes) else { return }
        expect(Array(key.description.utf8) == bytes, else: "a key has a second spelling")
    }

    mutating func readWitnessMessage(_ bytes: [UInt8]) {
        if let request = try? WitnessRequest(parsing: bytes) {
            expect(request.bytes == bytes, else: "a request has a second spelling")
        }
        for status in [200, 409] {
            guard let response = try? WitnessResponse(status: status, body: bytes) else { continue }
            expect(response.body == bytes, else: "an answer has a second spelling")
        }
    }

    /// A policy keeps its text, and written from its parts it says the same.
    mutating func readPolicy(_ bytes: [UInt8]) {
        guard let policy = try? TrustPolicy(parsing: bytes) else { return }
        expect(policy.bytes == bytes, else: "a policy has lost its text")
        let written = try? TrustPolicy(
            logs: policy.logs,
            witnesses: policy.witnesses,
            groups: policy.groups,
            quorum: policy.quorum
        )
        expect(written != nil, else: "a policy cannot be written")
        expect(
            written?.logs == policy.logs && written?.witnesses == policy.witnesses
                && written?.groups == policy.groups && written?.quorum == policy.quorum,
            else: "a policy says something else when it is written anew"
        )
    }
}
