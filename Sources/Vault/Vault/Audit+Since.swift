import VaultLedger
import VaultStorage

extension Audit {
    /// Proves that the log begins with the head that somebody kept, in the tree that was rebuilt.
    ///
    /// - Parameters:
    ///   - ledger: What the statements lead to; without a genesis statement there is a finding already.
    ///   - copy: The tree over all leaves.
    /// - Returns: That head, if the log begins with it.
    /// - Throws: ``VaultError`` if the tree cannot be read.
    mutating func compareWithKept(
        _ ledger: LedgerState?,
        _ copy: AuditCopy
    ) throws(VaultError) -> TreeHead? {
        guard let since, let ledger else { return nil }
        let size = try stored(copy.records.size())
        let keys = try stored(copy.records.logKeys())
        return try stored(
            findings.compare(
                copy.records,
                size: size,
                with: since,
                by: keys.isEmpty ? [LogKeyState(index: 0, key: ledger.logKey)] : keys
            )
        )
    }
}

extension AuditFindings {
    /// Adds a finding if a log does not begin with the head that somebody kept.
    ///
    /// - Parameters:
    ///   - tree: The tree of the log.
    ///   - size: The number of its leaves.
    ///   - note: The signed head that was kept.
    ///   - keys: The keys that the log has had, by the index of the statement that names each; at least
    ///     one.
    /// - Returns: That head, if the log begins with it.
    /// - Throws: What the tree throws.
    mutating func compare<Tree: HashReader>(
        _ tree: Tree,
        size: Int,
        with note: SignedNote,
        by keys: [LogKeyState]
    ) throws(Tree.Failure) -> TreeHead? {
        guard let kept = Self.head(of: note, by: keys) else {
            add("log.other")
            return nil
        }
        guard kept.size <= size else {
            add("log.behind", at: kept.size, subject: kept.root.hexadecimal)
            return nil
        }
        guard try tree.root(size: kept.size) == kept.root else {
            add("log.forked", at: kept.size, subject: kept.root.hexadecimal)
            return nil
        }
        return kept
    }

    /// The head of a note that was signed by the key which signed heads of its size.
    private static func head(of note: SignedNote, by keys: [LogKeyState]) -> TreeHead? {
        for key in keys {
            guard let head = try? Checkpoint(verifying: note, by: key.key).head else { continue }
            // Whoever has stolen a key that was replaced signs heads of any size.
            let owner = keys.last { $0.index < head.size } ?? keys.first
            if owner == key { return head }
        }
        return nil
    }
}
