public import VaultLedger
import VaultStorage
import VaultSystem

/// The result of the audit of an export.
public struct ExportReport: Hashable, Sendable {
    /// The head that was verified; `nil` if it does not verify.
    public let head: TreeHead?

    /// The digest of the genesis statement, to be compared with the vault's fingerprint; `nil` if
    /// that statement is not there.
    public let fingerprint: Digest?

    /// The number of statements that are there.
    public let statements: Int

    /// How many of those that are not there were erased under a warrant.
    public let erased: Int

    /// Whether all others are there, so that every rule of the log could be judged and not only the
    /// signatures.
    public let isComplete: Bool

    /// The indexes of those statements of which nothing can be said beyond their place in the
    /// tree, because what they rest on is not there or does not verify.
    public let unjudged: [Int]

    /// The witnesses of the policy who have cosigned the head; empty without a policy.
    public let cosigners: [HeadCosigner]

    /// The head that somebody kept, if the log was proven to begin with it; `nil` also if none was
    /// given.
    public let continued: TreeHead?

    /// Everything that does not verify.
    public let findings: [AuditFinding]

    /// Whether everything that is there verifies.
    public var isClean: Bool { findings.isEmpty }
}

extension LogExport {
    /// Verifies an export, without the vault, the database or any key of a document.
    ///
    /// Checked are the signed head, every tile and bundle against it, each statement against its
    /// entry, and, if all statements are there, every rule by replay. Of an export that holds some
    /// of them only, the signatures are checked as far as the enrolments of their authors are there.
    ///
    /// - Parameters:
    ///   - path: The folder of the export.
    ///   - logKey: The key of the log that is trusted.
    ///   - policy: The witnesses that must have cosigned the head, whatever logs it names; `nil` to ask
    ///     for none.
    ///   - clock: Where to get the time from: a statement must not lie ahead of it.
    ///   - since: A signed head that somebody kept: that the log does not begin with it is a finding.
    /// - Returns: What was found.
    /// - Throws: ``VaultError/fileNotFound(path:)`` if there is no such folder;
    ///   ``VaultError/io(code:path:)`` if it cannot be read, or there is no room for the replay.
    /// - Complexity: O(*n*) in the size of the log; the memory does not grow with what the
    ///   statements hold.
    public static func audit(
        at path: String,
        logKey: VerifierKey,
        policy: TrustPolicy? = nil,
        clock: VaultClock = .system,
        since: SignedNote? = nil
    ) async throws(VaultError) -> ExportReport {
        try VaultDatabase.withAuditCopy { copy throws(VaultError) in
            var audit = ExportAudit(
                folder: ExportFolder(path: path),
                logKey: logKey,
                policy: policy,
                now: clock.now(),
                since: since
            )
            return try audit.run(&copy)
        }
    }
}

/// One audit of an export.
struct ExportAudit {
    let folder: ExportFolder
    let logKey: VerifierKey
    let policy: TrustPolicy?
    let now: LedgerTime
    let since: SignedNote?

    private var findings = AuditFindings()
    private var keys = EnrolledKeys()
    private var fingerprint: Digest?
    private var unjudged: [Int] = []
    private var erased = 0
    private var cosigners: [HeadCosigner] = []
    private var continued: TreeHead?

    /// Whether every statement so far could be replayed.
    private var isReplaying = true

    init(
        folder: ExportFolder,
        logKey: VerifierKey,
        policy: TrustPolicy?,
        now: LedgerTime,
        since: SignedNote?
    ) {
        self.folder = folder
        self.logKey = logKey
        self.policy = policy
        self.now = now
        self.since = since
    }

    mutating func run(_ copy: inout AuditCopy) throws(VaultError) -> ExportReport {
        try folder.requireExistence()
        var names = ExportNames(folder: folder)
        guard let head = verifiedHead() else { return report(nil, names, isComplete: false) }
        try names.check(size: head.size, findings: &findings)
        let holes = try announceHoles(names, size: head.size, in: &copy)
        let isComplete = names.statements + holes == head.size
        isReplaying = isComplete
        guard let reader = try verifiedEdge(of: head) else {
            return report(nil, names, isComplete: isComplete)
        }
        for bundle in 0..<(head.size + Tile.fullWidth - 1) / Tile.fullWidth {
            let first = bundle * Tile.fullWidth
            let leaves = try leaves(inBundle: bundle, reader)
            for index in first..<min(first + Tile.fullWidth, head.size) {
                try judge(index, leaf: leaves?[index - first], &copy)
            }
        }
        if isReplaying {
            try judgeEnd(copy)
        } else if let named = keys.logKey, named != logKey {
            findings.add("genesis.key", at: 0)
        }
        try compareWithKept(head, reader)
        return report(head, names, isComplete: isComplete)
    }

    /// Tells the copy which statements are to be missing; see ``Audit``.
    ///
    /// - Returns: How many statements are missing that a warrant names.
    private func announceHoles(
        _ names: ExportNames,
        size: Int,
        in copy: inout AuditCopy
    ) throws(VaultError) -> Int {
        guard names.statements < size else { return 0 }
        for index in 0..<size {
            guard
                let bytes = try folder.statement(at: index),
                let signed = try? SignedStatement(bytes: bytes)
            else { continue }
            try copy.announce(signed, at: index) { request throws(VaultError) in
                try folder.statement(at: request)
            }
        }
        var count = 0
        for index in 0..<size where try stored(copy.records.hole(at: index)) != nil {
            if try folder.statement(at: index) == nil { count += 1 }
        }
        return count
    }

    /// Judges what only the whole log tells: its key, and what was erased.
    private mutating func judgeEnd(_ copy: AuditCopy) throws(VaultError) {
        if let ledger = try stored(copy.records.ledger()), ledger.logKey != logKey {
            findings.add("genesis.key", at: 0)
        }
        for index in try stored(copy.records.unwarrantedHoles()) {
            findings.add("erasure.unwarranted", at: index)
        }
    }

    private func report(
        _ head: TreeHead?,
        _ names: ExportNames,
        isComplete: Bool
    ) -> ExportReport {
        ExportReport(
            head: head,
            fingerprint: fingerprint,
            statements: names.statements,
            erased: erased,
            isComplete: isComplete,
            unjudged: unjudged,
            cosigners: cosigners,
            continued: continued,
            findings: findings.all
        )
    }

    // MARK: the tree

    private mutating func verifiedHead() -> TreeHead? {
        guard
            let bytes = try? folder.bytes(
                TileWriter.checkpointPath,
                limit: SignedNote.maximumCount
            ),
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(verifying: note, by: logKey)
        else {
            findings.add("checkpoint.invalid")
            return nil
        }
        judgeCosignatures(on: note)
        return checkpoint.head
    }

    /// Asks whether the witnesses of the policy have cosigned the head.
    private mutating func judgeCosignatures(on note: SignedNote) {
        guard let policy else { return }
        do throws(LedgerError) {
            let verified = try policy.trusting(logKey).verify(note)
            let keys = policy.witnesses.map(\.key)
            cosigners = AuditCosigners(policy: policy, keys: keys).list(of: note)
            assert(cosigners.count == verified.cosignatures.count, "both read the same lines")
        } catch .quorumNotMet {
            findings.add("checkpoint.quorum")
        } catch {
            findings.add("checkpoint.cosignature")
        }
    }

    private mutating func verifiedEdge(
        of head: TreeHead
    ) throws(VaultError) -> TileReader<SystemError>? {
        let folder = folder
        do {
            return try TileReader(head: head) { tile throws(SystemError) in
                try folder.bytes(of: tile)
            }
        } catch {
            try add(error, at: head.size)
            return nil
        }
    }

    /// The entries of a bundle; `nil` if they do not verify.
    private mutating func leaves(
        inBundle bundle: Int,
        _ reader: TileReader<SystemError>
    ) throws(VaultError) -> [Digest]? {
        do {
            let entries = try reader.entries(inBundle: bundle)
            let leaves = entries.compactMap { Digest($0) }
            if leaves.count == entries.count { return leaves }
            findings.add("entry.invalid", at: bundle * Tile.fullWidth)
        } catch {
            try add(error, at: bundle * Tile.fullWidth)
        }
        return nil
    }

    private mutating func add(
        _ error: TileReadError<SystemError>,
        at index: Int
    ) throws(VaultError) {
        switch error {
        case .unavailable(let tile, let error) where error.isNotFound:
            findings.add("tile.missing", subject: tile.path)
        case .unavailable(let tile, let error)
        where error.isTooLong || error.isNotRegularFile || error.isUnwantedLink:
            findings.add("tile.invalid", subject: tile.path)
        case .unavailable(let tile, let error):
            throw .io(code: error.code, path: "\(folder.path)/\(tile.path)")
        case .refused(let tile, _): findings.add("tile.invalid", subject: tile.path)
        case .headMismatch, .outsideTree: findings.add("checkpoint.root", at: index)
        }
    }

    /// Proves that the log begins with the head that somebody kept, in the tiles that verify.
    private mutating func compareWithKept(
        _ head: TreeHead,
        _ reader: TileReader<SystemError>
    ) throws(VaultError) {
        guard let since else { return }
        do {
            let keys = [LogKeyState(index: 0, key: logKey)]
            continued = try findings.compare(reader, size: head.size, with: since, by: keys)
        } catch {
            try add(error, at: head.size)
        }
    }

    // MARK: the statements

    private mutating func judge(
        _ index: Int,
        leaf: Digest?,
        _ copy: inout AuditCopy
    ) throws(VaultError) {
        let bytes = try folder.statement(at: index)
        if isReplaying, let leaf, let hole = try stored(copy.records.hole(at: index)) {
            if bytes != nil { findings.add("erasure.remains", at: index) }
            try stored(Replay.pass(hole, in: &copy.records))
            try stored(copy.append(leaf: leaf))
            erased += 1
            return
        }
        guard let bytes else { return }
        guard let leaf else {
            isReplaying = false
            unjudged.append(index)
            return
        }
        if let signed = verified(bytes, at: index, leaf: leaf) {
            if isReplaying {
                if let rule = try stored(Replay.apply(signed, at: index, to: &copy.records)) {
                    findings.add(rule.rawValue, at: index)
                }
            } else {
                judgeSignature(of: signed, at: index)
            }
        }
        if isReplaying { try stored(copy.append(leaf: leaf)) }
    }

    /// The statement, if it is the one that the log committed to and of this log.
    private mutating func verified(
        _ bytes: [UInt8],
        at index: Int,
        leaf: Digest
    ) -> SignedStatement? {
        guard Digest.of(bytes.span) == leaf else {
            findings.add("statement.digest", at: index)
            return nil
        }
        guard let signed = try? SignedStatement(bytes: bytes) else {
            findings.add(Rule.malformed.rawValue, at: index)
            return nil
        }
        guard signed.statement.origin.utf8.elementsEqual(logKey.name.description.utf8) else {
            findings.add(Rule.origin.rawValue, at: index)
            return nil
        }
        if signed.statement.time > now.advanced(by: Replay.allowedDelay) {
            findings.add("time.future", at: index)
        }
        if index == 0, case .genesis = signed.statement.body { fingerprint = leaf }
        return signed
    }

    private mutating func judgeSignature(of signed: SignedStatement, at index: Int) {
        switch keys.judge(signed, at: index) {
        case .holds: break
        case .breaks(let rule): findings.add(rule.rawValue, at: index)
        case .unknown: unjudged.append(index)
        }
    }
}
