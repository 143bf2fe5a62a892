import VaultLedger
import VaultStorage

extension Audit {
    /// Tells the copy which statements are to be missing, before any is replayed.
    ///
    /// A warrant stands behind the holes that it names, so it has to be known before them. Nothing is
    /// believed yet: the replay judges the warrant in its place, and a hole whose warrant it does not
    /// accept is a finding.
    ///
    /// - Throws: ``VaultError`` if the database cannot be read.
    func announceHoles(in copy: inout AuditCopy) throws(VaultError) {
        for index in try stored(records.warrants()) {
            guard
                let bytes = try stored(records.statement(at: index)),
                let signed = try? SignedStatement(bytes: bytes)
            else { continue }
            try copy.announce(signed, at: index) { request throws(VaultError) in
                try stored(records.statement(at: request))
            }
        }
    }
}

extension Audit {
    /// Finds entries of erased statements that somebody changed, and tells the copy what stood there.
    ///
    /// Nothing is left of such a statement that its entry could be compared with. But the tree has the
    /// hash of the entry that was there, if that leads to the last signed head. With this hash all that
    /// was said later is judged as it was said, and does not look wrong because of the entry.
    ///
    /// - Throws: ``VaultError`` if the database cannot be read.
    mutating func restoreEntries(in copy: inout AuditCopy) throws(VaultError) {
        var last = -1
        while case let holes = try stored(copy.records.holes(after: last, limit: 512)),
            let end = holes.last
        {
            last = end
            for index in holes {
                guard
                    let leaf = try stored(records.leaf(at: index)),
                    let hash = try? records.node(level: 0, index: index),
                    hash != MerkleTree.leafHash(of: leaf.bytes.span),
                    try isCommitted(hash, at: index)
                else { continue }
                findings.add("leaf.changed", at: index)
                copy.committed[index] = hash
            }
        }
    }

    /// Finds the entry of an erased statement from which on the tree does not fit the signed heads.
    ///
    /// The entry of any other statement is compared with that. So if the head before a hole fits and the
    /// head behind it does not, the entry of the hole was changed, and the tree with it. What stood there
    /// is lost, and what was said later looks wrong because of it: hence this finding comes first.
    ///
    /// - Parameter copy: What the statements lead to, after the heads were compared with it.
    /// - Throws: ``VaultError`` if the database cannot be read.
    mutating func findChangedEntry(_ copy: AuditCopy) throws(VaultError) {
        let unfit = findings.all.filter { $0.code == "checkpoint.root" }.compactMap(\.index).min()
        guard
            let unfit, unfit > 1,
            try stored(copy.records.hole(at: unfit - 1)) != nil,
            try stored(records.checkpoint(size: unfit - 1)) != nil,
            !findings.all.contains(AuditFinding(code: "checkpoint.invalid", index: unfit - 1))
        else { return }
        findings.addCause("leaf.changed", at: unfit - 1)
    }

    /// Whether a hash stands in the tree of the last signed head, by the rows of the tree.
    private func isCommitted(_ hash: Digest, at index: Int) throws(VaultError) -> Bool {
        guard
            let bytes = try stored(records.checkpoint()),
            let note = try? SignedNote(parsing: bytes),
            let head = try? Checkpoint(parsing: note.text).head, index < head.size,
            let proof = try? records.inclusionProof(index: index, size: head.size)
        else { return false }
        do {
            try proof.verify(leafHash: hash, in: head)
            return true
        } catch {
            return false
        }
    }
}

extension AuditCopy {
    /// Tells the copy what a warrant says is missing.
    ///
    /// - Parameters:
    ///   - signed: A statement; one of another type says nothing.
    ///   - index: Its place in the log.
    ///   - statement: The bytes of the statement at a place, if it is there.
    /// - Throws: ``VaultError`` if the copy cannot be written; what `statement` throws.
    mutating func announce(
        _ signed: SignedStatement,
        at index: Int,
        statement: (Int) throws(VaultError) -> [UInt8]?
    ) throws(VaultError) {
        guard
            case .warrant(let warrant) = signed.statement.body, warrant.request < index,
            let bytes = try statement(warrant.request),
            case .erase(let request)? = (try? SignedStatement(bytes: bytes))?.statement.body
        else { return }
        try stored(
            records.put(
                ErasureState(
                    index: warrant.request,
                    owner: request.owner,
                    document: request.document,
                    ground: request.ground,
                    warrant: index
                )
            )
        )
        for hole in warrant.holes where hole.index < index {
            try stored(records.put(HoleState(hole: hole, warrant: index)))
        }
    }
}
