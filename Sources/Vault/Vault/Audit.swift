public import VaultLedger
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// Verifies everything that can be verified without a key.
    ///
    /// Replays all statements from the first on, and compares tree, heads, projection, envelopes,
    /// cards, recipients and ciphertexts with what the statements lead to. It needs no identity, and
    /// it also answers for a vault too damaged to be opened.
    ///
    /// - Parameters:
    ///   - path: The folder of the vault.
    ///   - clock: Where to get the time from: a statement must not lie ahead of it.
    ///   - memory: What the client remembers of vaults; what the head does not continue is a finding.
    ///     The head is remembered if nothing was found.
    ///   - acceptedRoot: The root of the head to remember whatever was remembered before.
    ///   - since: A signed head that somebody kept: that the log does not begin with it is a finding.
    ///   - progress: Told how many statements were verified.
    /// - Returns: What was found.
    /// - Throws: ``VaultError/vaultNotFound(path:)``; ``VaultError/isBackup(path:)``;
    ///   ``VaultError/newerVersion(name:)``;
    ///   ``VaultError/damaged(_:)`` with ``Damage/database`` if the database as such cannot be read;
    ///   ``VaultError/headNotAccepted(found:)`` if the head that verifies has another root than
    ///   `acceptedRoot`; ``VaultError/busy`` or ``VaultError/io(code:path:)``.
    /// - Complexity: O(*n*) in statements and bytes of ciphertext; the memory does not grow with the
    ///   number of statements.
    public static func audit(
        at path: String,
        clock: VaultClock = .system,
        memory: (any HeadMemory)? = nil,
        acceptingHead acceptedRoot: Digest? = nil,
        since: SignedNote? = nil,
        progress: CheckProgress.Handler? = nil
    ) async throws(VaultError) -> AuditReport {
        let layout = VaultLayout(path: path)
        try layout.requireVault()
        let database = try stored(VaultDatabase(openingAt: layout.database))
        let integrity = try integrity(of: database, layout)
        let blobs = BlobFolder(openingAt: layout.blobs)
        let keeper = try keeper(for: memory, database)
        return try database.read { records throws(VaultError) in
            try VaultDatabase.withAuditCopy(beside: records) { copy throws(VaultError) in
                var audit = Audit(
                    layout: layout,
                    records: records,
                    blobs: blobs,
                    now: clock.now(),
                    integrity: integrity,
                    keeper: keeper,
                    acceptedRoot: acceptedRoot,
                    since: since,
                    progress: progress
                )
                return try audit.run(&copy)
            }
        }
    }

    /// The structure of the database file: read on a connection of its own, while the log is replayed, if
    /// there can be two.
    private static func integrity(
        of database: VaultDatabase,
        _ layout: VaultLayout
    ) throws(VaultError) -> BackgroundWork<Result<Int, VaultError>> {
        guard try stored(database.isShared()) else {
            let problems = try stored(database.integrityProblems())
            return BackgroundWork { .success(problems) }
        }
        return BackgroundWork {
            Result { () throws(VaultError) in
                try stored(VaultDatabase(openingAt: layout.database).integrityProblems())
            }
        }
    }

    /// Verifies everything that can be verified without a key.
    ///
    /// - Parameter since: A signed head that somebody kept: that the log does not begin with it is a
    ///   finding.
    /// - Returns: What was found.
    /// - Throws: As ``audit(at:clock:memory:acceptingHead:since:progress:)``.
    public func audit(since: SignedNote? = nil) async throws(VaultError) -> AuditReport {
        try await Self.audit(at: path, clock: clock, memory: keeper?.memory, since: since)
    }
}

/// Findings, without repetitions.
struct AuditFindings {
    private(set) var all: [AuditFinding] = []
    private var known: Set<AuditFinding> = []

    mutating func add(_ code: String, at index: Int? = nil, subject: String? = nil) {
        let finding = AuditFinding(code: code, index: index, subject: subject)
        if known.insert(finding).inserted { all.append(finding) }
    }

    /// Adds what others follow from, before them.
    mutating func addCause(_ code: String, at index: Int) {
        let finding = AuditFinding(code: code, index: index)
        if known.insert(finding).inserted { all.insert(finding, at: 0) }
    }
}

/// One audit of a vault, in one view of its database.
struct Audit {
    let layout: VaultLayout
    let records: Records

    /// Where the ciphertexts are; `nil` if they are not to be read.
    let blobs: (any BlobStore)?

    let now: LedgerTime

    /// The structure of the database file; `nil` if it is not to be looked at.
    let integrity: BackgroundWork<Result<Int, VaultError>>?

    var findings = AuditFindings()
    let keeper: HeadKeeper?
    let acceptedRoot: Digest?
    let since: SignedNote?
    let progress: CheckProgress.Handler?

    /// How many holes were passed.
    private var erased = 0

    /// How far a statement may lie ahead of our clock, in seconds: as far as it may lie behind.
    private static let tolerance = Replay.allowedDelay

    init(
        layout: VaultLayout,
        records: Records,
        blobs: (any BlobStore)?,
        now: LedgerTime,
        integrity: BackgroundWork<Result<Int, VaultError>>?,
        keeper: HeadKeeper?,
        acceptedRoot: Digest?,
        since: SignedNote?,
        progress: CheckProgress.Handler?
    ) {
        self.layout = layout
        self.records = records
        self.blobs = blobs
        self.now = now
        self.integrity = integrity
        self.keeper = keeper
        self.acceptedRoot = acceptedRoot
        self.since = since
        self.progress = progress
    }

    /// Verifies what a database says, for those who look at its structure and the ciphertexts
    /// themselves.
    ///
    /// - Parameters:
    ///   - database: The database of a vault, or a copy of it.
    ///   - layout: Where the policy of the log lies, and what its witnesses have seen.
    ///   - now: Ahead of which no statement must lie.
    ///   - progress: Told how many statements were verified.
    /// - Returns: What was found.
    /// - Throws: ``VaultError/damaged(_:)`` if a table cannot be read.
    static func findings(
        in database: VaultDatabase,
        _ layout: VaultLayout,
        at now: LedgerTime,
        _ progress: CheckProgress.Handler?
    ) throws(VaultError) -> [AuditFinding] {
        try database.read { records throws(VaultError) in
            try VaultDatabase.withAuditCopy(beside: records) { copy throws(VaultError) in
                var audit = Audit(
                    layout: layout,
                    records: records,
                    blobs: nil,
                    now: now,
                    integrity: nil,
                    keeper: nil,
                    acceptedRoot: nil,
                    since: nil,
                    progress: progress
                )
                return try audit.run(&copy).findings
            }
        }
    }

    /// How many rows to name that differ from the replay.
    private static let differenceLimit = 100

    mutating func run(_ copy: inout AuditCopy) throws(VaultError) -> AuditReport {
        let size = try replay(into: &copy)
        if let integrity, try integrity.result().get() > 0 { findings.add("database.integrity") }
        let ledger = try stored(copy.records.ledger())
        let cosigners = try cosigners(ledger, copy)
        let head = try verifyHeads(size: size, ledger, copy, cosigners)
        try findChangedEntry(copy)
        for difference in try stored(copy.differences(from: records, limit: Self.differenceLimit)) {
            findings.add(difference.code, subject: "\(difference.table.rawValue) \(difference.key)")
        }
        try verifyMembers()
        try verifyGroupKeys()
        try verifyTakeovers()
        try verifyDocuments()
        try findUnnamed()
        let continued = try compareWithKept(ledger, copy)
        try compareWithWitnesses(size: size, ledger, copy)
        if let head { try compareWithMemory(head, copy) }
        let note = try note(of: head)
        return AuditReport(
            head: head,
            statements: size,
            erased: erased,
            logKey: ledger?.logKey.description,
            cosigners: note.map(cosigners.list) ?? [],
            isQuorumMet: note.flatMap { cosigners.policy?.isMet(by: $0) },
            continued: continued,
            due: try stored(records.dueDocuments()),
            findings: findings.all
        )
    }

    // MARK: the log

    /// Replays every statement.
    ///
    /// - Returns: The number of statements.
    private mutating func replay(into copy: inout AuditCopy) throws(VaultError) -> Int {
        let size = try stored(records.size())
        try announceHoles(in: &copy)
        try restoreEntries(in: &copy)
        var ahead = try StatementsAhead(records)
        var count = 0
        while case let chunk = try ahead.nextChunk(), !chunk.isEmpty {
            for statement in chunk {
                try replay(statement, &ahead.signers, into: &copy)
                try stored(copy.append(leaf: statement.leaf))
            }
            count += chunk.count
            progress?(CheckProgress(step: .statements, done: count, total: size))
        }
        if count < size { findings.add("leaf.missing", at: count) }
        for index in try stored(copy.records.unwarrantedHoles()) {
            findings.add("erasure.unwarranted", at: index)
        }
        return size
    }

    private mutating func replay(
        _ prepared: PreparedStatement,
        _ signers: inout Signers,
        into copy: inout AuditCopy
    ) throws(VaultError) {
        let index = prepared.index
        if let hole = try stored(copy.records.hole(at: index)) {
            if !prepared.isMissing { findings.add("erasure.remains", at: index) }
            try stored(Replay.pass(hole, in: &copy.records))
            erased += 1
            return
        }
        switch prepared.content {
        case .missing: findings.add("statement.missing", at: index)
        case .altered: findings.add("statement.digest", at: index)
        case .malformed: findings.add(Rule.malformed.rawValue, at: index)
        case .signed(let signed, let known):
            if signed.statement.time > now.advanced(by: Self.tolerance) {
                findings.add("time.future", at: index)
            }
            let rule = try stored(
                Replay.apply(signed, at: index, to: &copy.records) { _, keys in
                    signers.verify(signed, by: keys, known: known)
                }
            )
            if let rule {
                findings.add(rule.rawValue, at: index)
            } else {
                signers.learn(from: signed.statement)
            }
        }
    }
}

extension Difference {
    /// The stable code of a row that does not agree with the replay.
    var code: String {
        let area = table == .leaf || table == .node ? "tree" : "projection"
        return switch kind {
        case .missing: "\(area).missing"
        case .unfounded: "\(area).unfounded"
        case .changed: "\(area).changed"
        }
    }
}
