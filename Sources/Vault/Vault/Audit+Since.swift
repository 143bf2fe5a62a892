import VaultLedger
import VaultStorage

extension Audit {
    /// Proves that the log begins with the head that somebody kept, in the tree that was rebuilt.
    ///
    /// - Parameters:
    ///   - ledger: What the statements lead to; without a genesis statement there is a finding already.
    ///   - copy: The tree over all leaves.
    /// - Throws: ``VaultError`` if the tree cannot be read.
    mutating func compareWithKept(
        _ ledger: LedgerState?,
        _ copy: AuditCopy
    ) throws(VaultError) {
        guard let since, let ledger else { return }
        guard let kept = try? Checkpoint(verifying: since, by: ledger.logKey).head else {
            findings.add("log.other")
            return
        }
        if kept.size > (try stored(copy.records.size())) {
            findings.add("log.behind", at: kept.size, subject: kept.root.hexadecimal)
        } else if try stored(copy.records.root(size: kept.size)) != kept.root {
            findings.add("log.forked", at: kept.size, subject: kept.root.hexadecimal)
        }
    }
}
