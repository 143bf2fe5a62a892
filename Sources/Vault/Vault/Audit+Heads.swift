import VaultLedger
import VaultStorage
import VaultSystem

/// A head as it is stored, and the key that is to have signed it.
private struct StoredHead: Sendable {
    let size: Int
    let bytes: [UInt8]?
    let key: VerifierKey

    /// The note and the head in it; `nil` if the key has not signed one of this size.
    var verified: (note: SignedNote, head: TreeHead)? {
        guard
            let bytes,
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(verifying: note, by: key),
            checkpoint.head.size == size
        else { return nil }
        return (note, checkpoint.head)
    }
}

extension Audit {
    /// How many heads to verify at a time.
    private static let headCount = 512

    /// Verifies every head that was ever signed, on all cores, and that the last one covers the whole
    /// log.
    mutating func verifyHeads(
        size: Int,
        _ ledger: LedgerState?,
        _ copy: AuditCopy,
        _ cosigners: AuditCosigners
    ) throws(VaultError) -> TreeHead? {
        guard let ledger else {
            findings.add("genesis.missing")
            return nil
        }
        let keys = try stored(copy.records.logKeys())
        var last: TreeHead?
        var end = -1
        while case let sizes = try stored(
            records.checkpointSizes(after: end, limit: Self.headCount)
        ),
            let largest = sizes.last
        {
            end = largest
            let heads = try sizes.map { size throws(VaultError) in
                StoredHead(
                    size: size,
                    bytes: try stored(records.checkpoint(size: size)),
                    key: keys.last { $0.index < size }?.key ?? ledger.logKey
                )
            }
            let verified = ParallelWork(on: heads) { $0.verified }.outputs()
            for (signedSize, signed) in zip(sizes, verified) {
                last = judge(signed, of: signedSize, size: size, copy, cosigners)
            }
        }
        guard last?.size == size else {
            findings.add("checkpoint.size", at: size)
            return nil
        }
        return last
    }

    /// Compares a head with the tree.
    ///
    /// - Returns: The head; `nil` if there is none, or of another tree.
    private mutating func judge(
        _ signed: (note: SignedNote, head: TreeHead)?,
        of signedSize: Int,
        size: Int,
        _ copy: AuditCopy,
        _ cosigners: AuditCosigners
    ) -> TreeHead? {
        guard let signed else {
            findings.add("checkpoint.invalid", at: signedSize)
            return nil
        }
        guard
            signedSize <= size,
            (try? copy.records.root(size: signedSize)) == signed.head.root
        else {
            findings.add("checkpoint.root", at: signedSize)
            return nil
        }
        if !cosigners.areSound(on: signed.note) {
            findings.add("checkpoint.cosignature", at: signedSize)
        }
        return signed.head
    }
}
