public import VaultLedger
import VaultStorage
import VaultSystem

extension LogExport {
    /// Verifies an export, without the vault, the database or any key of a document.
    ///
    /// Checked are the signed head, every tile and bundle against it, each statement against its
    /// entry, and, if all statements are there, every rule by replay. Of an export that holds some
    /// of them only, the signatures are checked as far as the enrolments of their authors are there.
    ///
    /// Nothing in an export tells what a statement said that is not there. So one that no warrant
    /// names is a finding, unless the export is about one owner: by the word of the caller, or else by its
    /// own, which nobody has signed.
    ///
    /// - Parameters:
    ///   - path: The folder of the export.
    ///   - logKey: The key of the log that is trusted.
    ///   - owner: Whom the export is to be about, as ``DocumentVault/exportLog(to:owner:)`` wrote it:
    ///     what is missing is listed then and no finding, and what is about another owner is one. `nil`
    ///     to take the export's own word.
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
        owner: MemberID? = nil,
        policy: TrustPolicy? = nil,
        clock: VaultClock = .system,
        since: SignedNote? = nil
    ) async throws(VaultError) -> ExportReport {
        try VaultDatabase.withAuditCopy { copy throws(VaultError) in
            var audit = ExportAudit(
                folder: ExportFolder(path: path),
                logKey: logKey,
                owner: owner,
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
    let owner: MemberID?
    let policy: TrustPolicy?
    let now: LedgerTime
    let since: SignedNote?

    private var findings = AuditFindings()
    private var keys = EnrolledKeys()
    private var fingerprint: Digest?
    private var missing: [ClosedRange<Int>] = []
    private var unjudged: [Int] = []
    private var erased = 0
    private var cosigners: [HeadCosigner] = []
    private var continued: TreeHead?

    /// Whether every statement so far could be replayed.
    private var isReplaying = true

    init(
        folder: ExportFolder,
        logKey: VerifierKey,
        owner: MemberID?,
        policy: TrustPolicy?,
        now: LedgerTime,
        since: SignedNote?
    ) {
        self.folder = folder
        self.logKey = logKey
        self.owner = owner ?? folder.owner()
        self.policy = policy
        self.now = now
        self.since = since
    }

    mutating func run(_ copy: inout AuditCopy) throws(VaultError) -> ExportReport {
        try folder.requireExistence()
        var names = ExportNames(folder: folder)
        guard let head = verifiedHead() else { return report(nil, names) }
        try names.check(size: head.size, findings: &findings)
        guard names.canHold(size: head.size) else {
            if let missing = names.firstMissingBundle(ofSize: head.size) {
                try add(.unavailable(missing.tile, missing.error), at: head.size)
            }
            return report(nil, names)
        }
        try announceHoles(names, size: head.size, in: &copy)
        if owner == nil {
            for run in missing {
                let subject = run.count > 1 ? run.shown : nil
                findings.add("statement.missing", at: run.lowerBound, subject: subject)
            }
        }
        isReplaying = missing.isEmpty
        guard let reader = try verifiedEdge(of: head) else { return report(nil, names) }
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
        return report(head, names)
    }

    /// Tells the copy which statements are to be missing, see ``Audit``, and finds those that are
    /// missing beside them.
    private mutating func announceHoles(
        _ names: ExportNames,
        size: Int,
        in copy: inout AuditCopy
    ) throws(VaultError) {
        guard names.statements < size else { return }
        let folder = folder
        for index in 0..<size {
            guard
                let bytes = try folder.statement(at: index),
                let signed = try? SignedStatement(bytes: bytes)
            else { continue }
            try copy.announce(signed, at: index) { request throws(VaultError) in
                try folder.statement(at: request)
            }
        }
        for index in 0..<size where try stored(copy.records.hole(at: index)) == nil {
            guard try folder.statement(at: index) == nil else { continue }
            if let last = missing.last, last.upperBound == index - 1 {
                missing[missing.endIndex - 1] = last.lowerBound...index
            } else {
                missing.append(index...index)
            }
        }
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
        _ names: ExportNames
    ) -> ExportReport {
        ExportReport(
            head: head,
            fingerprint: fingerprint,
            statements: names.statements,
            erased: erased,
            owner: owner,
            missing: missing,
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
        if let owner, let other = signed.statement.body.owner, other != owner {
            findings.add("statement.owner", at: index, subject: other.text)
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

extension ClosedRange<Int> {
    /// The first and the last number.
    fileprivate var shown: String { "\(lowerBound)-\(upperBound)" }
}
