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
