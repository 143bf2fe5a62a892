/// What a log asks of a witness: the body of `add-checkpoint` (c2sp.org/tlog-witness).
///
/// Each value has one form in bytes.
///
///     old 3
///     +TGWLwkXw0bURyk8B7aHrhYJ9wA/ikSganXEFFseGSk=
///     …
///
///     <signed checkpoint>
public struct WitnessRequest: Hashable, Sendable {
    /// The size that the log believes the witness to have cosigned last; 0 for none.
    public let oldSize: Int

    /// The proof that the tree of ``oldSize`` is the beginning of the new one.
    public let proof: ConsistencyProof

    /// The signed checkpoint to cosign.
    public let note: SignedNote

    /// What the checkpoint says, without its signature having been verified.
    public let checkpoint: Checkpoint

    /// Creates a request, without verifying it.
    ///
    /// - Parameters:
    ///   - oldSize: The size that the witness has cosigned last, from 0.
    ///   - proof: The proof from that size to the checkpoint's.
    ///   - note: The signed checkpoint to cosign.
    /// - Throws: ``LedgerError/malformedWitnessMessage`` if the size is negative or the proof has
    ///   more than 63 hashes; what ``Checkpoint/init(parsing:)`` throws if the note is not a
    ///   checkpoint.
    public init(
        oldSize: Int,
        proof: ConsistencyProof,
        note: SignedNote
    ) throws(LedgerError) {
        guard oldSize >= 0, proof.path.count <= MerkleTree.maximumPathCount else {
            throw .malformedWitnessMessage
        }
        self.oldSize = oldSize
        self.proof = proof
        self.note = note
        checkpoint = try Checkpoint(parsing: note.text)
    }
}

// MARK: - Text form

extension WitnessRequest {
    /// The body of the request.
    public var bytes: [UInt8] {
        Array("old \(oldSize)\n".utf8) + TextLines.lines(of: proof.path) + [0x0A] + note.bytes
    }

    /// Reads the body of a request, without verifying it.
    ///
    /// - Parameter bytes: The whole body.
    /// - Throws: ``LedgerError/malformedWitnessMessage`` if the lines before the checkpoint are not
    ///   as ``bytes`` would write them; ``LedgerError/malformedNote`` if what follows is not a
    ///   signed note; what ``Checkpoint/init(parsing:)`` throws if it is not one of a checkpoint.
    ///   To each of them a witness answers ``WitnessResponse/Refusal/malformed``.
    public init(parsing bytes: [UInt8]) throws(LedgerError) {
        var lines = TextLines(bytes)
        guard let digits = lines.next(after: "old"), let oldSize = CanonicalText.decimal(digits),
            let path = lines.hashes()
        else { throw .malformedWitnessMessage }
        try self.init(
            oldSize: oldSize,
            proof: ConsistencyProof(path: path),
            note: SignedNote(parsing: Array(lines.rest))
        )
    }
}
