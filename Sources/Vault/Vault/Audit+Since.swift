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
        let size = try stored(copy.records.size())
        try stored(findings.compare(copy.records, size: size, with: since, by: ledger.logKey))
    }
}

extension AuditFindings {
    /// Adds a finding if a log does not begin with the head that somebody kept.
    ///
    /// - Parameters:
    ///   - tree: The tree of the log.
    ///   - size: The number of its leaves.
    ///   - note: The signed head that was kept.
    ///   - logKey: The key of the log.
    /// - Throws: What the tree throws.
    mutating func compare<Tree: HashReader>(
        _ tree: Tree,
        size: Int,
        with note: SignedNote,
        by logKey: VerifierKey
    ) throws(Tree.Failure) {
        guard let kept = try? Checkpoint(verifying: note, by: logKey).head else {
            add("log.other")
            return
        }
        if kept.size > size {
            add("log.behind", at: kept.size, subject: kept.root.hexadecimal)
        } else if try tree.root(size: kept.size) != kept.root {
            add("log.forked", at: kept.size, subject: kept.root.hexadecimal)
        }
    }
}
