import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Recalls what the client remembers of the vault that is to be audited.
    ///
    /// - Returns: `nil` without a memory, or if the vault does not say whose log it has.
    static func keeper(
        for memory: (any HeadMemory)?,
        _ database: VaultDatabase
    ) throws(VaultError) -> HeadKeeper? {
        guard let memory else { return nil }
        let genesis = try database.read { records throws(VaultError) in
            try stored(records.statement(at: 0))
        }
        guard let genesis, let signed = try? SignedStatement(bytes: genesis) else { return nil }
        let keeper = HeadKeeper(memory: memory, origin: signed.statement.origin)
        try keeper.recall()
        return keeper
    }
}

extension Audit {
    /// Compares a head that verifies with what the client remembers, in the tree that was rebuilt.
    ///
    /// - Throws: ``VaultError/headNotAccepted(found:)`` if another head is to be accepted;
    ///   ``VaultError`` otherwise if tree or memory cannot be read or written.
    mutating func compareWithMemory(
        _ head: TreeHead,
        _ copy: AuditCopy
    ) throws(VaultError) {
        if let acceptedRoot, acceptedRoot != head.root { throw .headNotAccepted(found: head) }
        guard let keeper, let found = try remembered(head, copy) else { return }
        if acceptedRoot != nil {
            try keeper.accept(found)
            return
        }
        do {
            try keeper.compare(found, in: copy.records)
            if findings.all.isEmpty { try keeper.remember(found) }
        } catch .wentBack(let remembered, _) {
            findings.add("head.back", at: remembered.size, subject: remembered.root.hexadecimal)
        } catch .forked(let remembered, _) {
            findings.add("head.forked", at: remembered.size, subject: remembered.root.hexadecimal)
        } catch .replaced(let remembered, _) {
            findings.add("head.replaced", subject: remembered.fingerprint.hexadecimal)
        } catch .memoryDamaged {
            findings.add("head.memory")
        }
    }

    private func remembered(
        _ head: TreeHead,
        _ copy: AuditCopy
    ) throws(VaultError) -> RememberedHead? {
        guard
            let ledger = try stored(copy.records.ledger()),
            let fingerprint = try stored(copy.records.leaf(at: 0)),
            let bytes = try stored(records.checkpoint(size: head.size)),
            let note = try? SignedNote(parsing: bytes)
        else { return nil }
        return try RememberedHead(
            fingerprint: fingerprint,
            logKey: ledger.logKey,
            checkpoint: note
        )
    }
}
