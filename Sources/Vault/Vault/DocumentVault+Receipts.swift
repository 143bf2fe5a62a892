import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Makes the proof, good without the vault, that the log holds a statement.
    ///
    /// Whoever may see the entry in ``history(_:)`` gets its receipt: the owner and the grantee of a
    /// grant, for instance. The proof leads to the last head that has the cosignatures that the
    /// policy of the log asks for, else to the last one that anybody has cosigned, else to the
    /// current one. Read and verify it with `Receipt` of module VaultLedger.
    ///
    /// - Parameter index: The index of the statement, as a history shows it.
    /// - Returns: The bytes of a proof file (c2sp.org/tlog-proof) with the statement in `extra`.
    /// - Throws: ``VaultError/statementNotFound(_:)`` if the log is not that long;
    ///   ``VaultError/identityMissing`` or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled`` if the caller is a stranger; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/statement(_:)`` if the entry does not belong to the caller's history;
    ///   ``VaultError/damaged(_:)`` with ``Damage/statement(_:)`` if it does not verify, or with
    ///   ``Damage/checkpoint`` if a cosigned head does not; otherwise as ``me()``.
    /// - Complexity: O(log *n*) in the size of the log.
    public func receipt(at index: Int) async throws(VaultError) -> [UInt8] {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            guard (0..<ledger.head.size).contains(index) else { throw .statementNotFound(index) }
            guard
                let event = try stored(records.event(at: index)), try view.shows(event)
            else { throw .notAllowed(.statement(index)) }
            let (note, head) = try witnessedHead(covering: index, records)
            return try receipt(at: index, under: note, head, records)
        }
    }

    /// The proof that the log holds a statement, under a head that covers it.
    func receipt(
        at index: Int,
        under note: SignedNote,
        _ head: TreeHead,
        _ records: Records
    ) throws(VaultError) -> [UInt8] {
        let statement = try ledger.statement(at: index, records)
        let inclusion = try stored(records.inclusionProof(index: index, size: head.size))
        guard
            let receipt = try? Receipt(statement: statement, inclusion: inclusion, note: note)
        else { throw .damaged(.checkpoint) }
        return receipt.bytes
    }
}
