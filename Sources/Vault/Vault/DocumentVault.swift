import VaultCrypto
public import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

/// A vault of encrypted documents, open in the name of one identity or of none.
///
/// Each document is sealed to its owner. Others open it through a grant, and every deposit, grant,
/// revocation and opening is a signed statement in a log that a stranger can verify. The methods
/// are whole operations: when one returns, what it did is durable.
///
/// Several processes may work on one vault at a time; those that write wait for each other.
public actor DocumentVault {
    /// The folder of the vault.
    public nonisolated let path: String

    nonisolated let clock: VaultClock
    nonisolated let identity: Identity?

    let database: VaultDatabase
    let blobs: any BlobStore
    let ledger: VerifiedLedger
    let keeper: HeadKeeper?
    let inspection: InspectionMode?
    let ownInspector = LazyInspector()

    /// Waits for the disk, while the vault and the cores do something else.
    let disk = BlockingQueue(label: "vault.disk")

    private let executor = BlockingExecutor(label: "vault")
    private var knownRing: KeyRing?

    /// The log's own key, and the file that it was read from.
    private var knownLogSigner: (signer: NoteSigner, stamp: FileStamp?)?

    /// When the file of the log's last head was on the disk for sure.
    private var logHeadSynced: ContinuousClock.Instant?

    /// Runs on a queue of its own, because storage blocks.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.reference
    }

    /// Opens the vault in a folder.
    ///
    /// The genesis statement, the signed head and the tree under it are verified before anything
    /// else. An identity that is not enrolled can do what anybody can: see ``members()`` without
    /// names and ``audit(since:)``.
    ///
    /// - Parameters:
    ///   - path: The folder of the vault.
    ///   - identity: In whose name to act.
    ///   - clock: Where to get the time from.
    ///   - inspection: Where ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)``
    ///     and `transferIn` have files looked at; `nil` if none are stored.
    ///   - memory: What the client remembers of vaults; each use of the vault is compared with it. The
    ///     first use of an origin is believed. `nil` to compare with nothing.
    ///   - acceptedRoot: The root of the head that the vault has now, to go on from there whatever is
    ///     remembered: after a backup was restored on purpose.
    /// - Returns: The open vault.
    /// - Throws: ``VaultError/vaultNotFound(path:)`` or ``VaultError/isBackup(path:)`` if there is none;
    ///   ``VaultError/newerVersion(name:)`` if a later version wrote it;
    ///   ``VaultError/damaged(_:)`` if genesis statement or head do not verify;
    ///   ``VaultError/wentBack(remembered:found:)``, ``VaultError/forked(remembered:found:)``,
    ///   ``VaultError/replaced(remembered:found:)`` or ``VaultError/memoryDamaged(found:)`` if the
    ///   vault does not continue what is remembered (every later operation can throw these too);
    ///   ``VaultError/headNotAccepted(found:)`` if `acceptedRoot` is not the root of its head;
    ///   ``VaultError/suiteMismatch(vault:)`` if the identity belongs to the other suite;
    ///   ``VaultError/busy`` or ``VaultError/io(code:path:)`` if storage cannot be read.
    public static func open(
        at path: String,
        as identity: Identity? = nil,
        clock: VaultClock = .system,
        inspection: InspectionMode? = nil,
        memory: (any HeadMemory)? = nil,
        acceptingHead acceptedRoot: Digest? = nil
    ) async throws(VaultError) -> DocumentVault {
        let vault = try DocumentVault(
            opening: path,
            as: identity,
            clock: clock,
            inspection: inspection,
            memory: memory
        )
        try await vault.compareWithMemory(accepting: acceptedRoot)
        return vault
    }

    init(
        opening path: String,
        as identity: Identity?,
        clock: VaultClock,
        inspection: InspectionMode?,
        memory: (any HeadMemory)?
    ) throws(VaultError) {
        let layout = VaultLayout(path: path)
        try layout.requireVault()
        let database = try stored(VaultDatabase(openingAt: layout.database), about: layout.database)
        let ledger = try database.read { records throws(VaultError) in
            try VerifiedLedger(records)
        }
        if let identity, identity.suite != ledger.genesis.suite {
            throw .suiteMismatch(vault: ledger.genesis.suite)
        }
        self.path = path
        self.clock = clock
        self.inspection = inspection
        self.identity = identity
        self.database = database
        self.blobs = BlobFolder(openingAt: layout.blobs)
        self.ledger = ledger
        self.keeper = memory.map { HeadKeeper(memory: $0, origin: ledger.origin) }
    }

    /// Remembers a vault that the client has just made.
    func rememberAsMade() throws(VaultError) {
        try keeper?.add(ledger.remembered())
    }

    /// Compares the vault with what the client remembers, or goes on from the head that it has.
    func compareWithMemory(accepting acceptedRoot: Digest?) throws(VaultError) {
        if let acceptedRoot {
            guard ledger.head.root == acceptedRoot else {
                throw .headNotAccepted(found: ledger.head)
            }
            let found = try ledger.remembered()
            try keeper?.accept(found)
            try database.read { records throws(VaultError) in
                logHead.accept(found.checkpoint)
                logWitnesses.accept(ledger.head, in: records)
            }
        }
        if keeper != nil { try read { _ throws(VaultError) in } }
    }

    /// What the vault is and where its log stands.
    ///
    /// - Returns: The summary, by the head verified last.
    /// - Throws: ``VaultError/damaged(_:)`` if a head that came since does not verify;
    ///   ``VaultError/wentBack(remembered:found:)``, ``VaultError/forked(remembered:found:)``,
    ///   ``VaultError/replaced(remembered:found:)`` or ``VaultError/memoryDamaged(found:)``, by what is
    ///   remembered; ``VaultError/busy`` or ``VaultError/io(code:path:)`` if it cannot be read.
    public func summary() throws(VaultError) -> VaultSummary {
        try read { _ throws(VaultError) in }
        return VaultSummary(
            origin: ledger.origin,
            suite: ledger.genesis.suite,
            fingerprint: ledger.fingerprint,
            logKey: ledger.logKey.description,
            head: ledger.head
        )
    }

    /// The head that the log signed last.
    private var logHead: LogHead { LogHead(of: VaultLayout(path: path), ledger) }

    // MARK: transactions

    /// Reads in one consistent view, under a verified head that continues the remembered one.
    func read<Result>(
        _ body: (Records) throws(VaultError) -> Result
    ) throws(VaultError) -> Result {
        try keeper?.recall()
        return try database.read { records throws(VaultError) in
            try ledger.refresh(records)
            try keeper?.check(ledger, in: records)
            return try body(records)
        }
    }

    /// Appends statements in the person's name, all or none, under one new head.
    ///
    /// - Parameter prepare: Makes the drafts from what the transaction shows.
    /// - Returns: What `prepare` made beside the drafts, and the indexes of the statements.
    /// - Throws: What `prepare` throws; ``VaultError/rejected(_:)`` if a draft breaks a rule;
    ///   ``VaultError/damaged(_:)`` if head or log key do not verify;
    ///   ``VaultError/wentBack(remembered:found:)`` or ``VaultError/forked(remembered:found:)`` if the
    ///   log does not continue the head that it signed last, or the remembered one;
    ///   ``VaultError/witnessAhead(witness:size:found:)`` or
    ///   ``VaultError/witnessForked(witness:cosigned:found:)`` if a cosigner has seen more of it.
    func append<Result>(
        _ prepare: (inout Records, KeyRing) throws(VaultError) -> ([Draft], Result)
    ) throws(VaultError) -> (indexes: [Int], result: Result) {
        try say { records throws(VaultError) in
            let ring = try ring(records)
            let (drafts, result) = try prepare(&records, ring)
            return (ring.speaker, drafts, result)
        }
    }

    /// Appends statements in the name of whoever `prepare` says, all or none, under one new head.
    ///
    /// - Parameter prepare: Makes author and drafts from what the transaction shows.
    /// - Returns: What `prepare` made beside the drafts, and the indexes of the statements.
    /// - Throws: As ``append(_:)``.
    func say<Result>(
        _ prepare: (inout Records) throws(VaultError) -> (Speaker, [Draft], Result)
    ) throws(VaultError) -> (indexes: [Int], result: Result) {
        do throws(VaultError) {
            return try sayOnce(prepare)
        } catch .rejected(.holders) {
            // A grant's last second passed between the drafts and their time stamp.
            return try sayOnce(prepare)
        }
    }

    private func sayOnce<Result>(
        _ prepare: (inout Records) throws(VaultError) -> (Speaker, [Draft], Result)
    ) throws(VaultError) -> (indexes: [Int], result: Result) {
        try keeper?.recall()
        let written = try database.write { records throws(VaultError) -> Written<Result> in
            try ledger.refresh(records)
            try keeper?.check(ledger, in: records)
            let logHead = logHead
            try logHead.requireContinuation(
                ledger.head,
                signedAs: ledger.checkpointBytes,
                in: records
            )
            try logWitnesses.requireContinuation(ledger.head, in: records)
            let logSigner = try logSigner()
            let (speaker, drafts, result) = try prepare(&records)
            guard !drafts.isEmpty else { return ([], nil, logHead, result) }
            let appender = Appender(
                origin: ledger.origin,
                author: speaker.id,
                signer: speaker.signer,
                logSigner: logSigner,
                time: clock.now(),
                lastNumber: try ledger.lastNumber(of: speaker.id, records)
            )
            let appended = try appender.append(drafts, seen: ledger.head, to: &records)
            return (appended.indexes, appended.head, logHead, result)
        }
        if let head = written.head { remember(head, in: written.logHead) }
        return (written.indexes, written.result)
    }

    /// What came of a transaction that appends.
    private typealias Written<Result> = (
        indexes: [Int], head: Appender.SignedHead?, logHead: LogHead, result: Result
    )

    /// Remembers what was committed, as far as possible: it stands, remembered or not.
    private func remember(_ signed: Appender.SignedHead, in logHead: LogHead) {
        let bytes = signed.note.bytes
        let now = ContinuousClock.now
        let isSynced = logHeadSynced.map { now - $0 > Self.logHeadDelay } ?? true
        logHead.advance(
            to: signed.head.size,
            bytes,
            after: ledger.checkpointBytes,
            isSynced: isSynced
        )
        if isSynced { logHeadSynced = now }
        ledger.goOn(to: signed, bytes)
        if keeper != nil { try? read { _ throws(VaultError) in } }
    }

    /// How far the file of the log's last head may lag after a power cut.
    private static let logHeadDelay: Duration = .seconds(1)

    /// The log's own key, read again only if its file is another or was changed.
    private func logSigner() throws(VaultError) -> NoteSigner {
        let layout = VaultLayout(path: path)
        let stamp = try layout.logKeyStamp()
        if let known = knownLogSigner, stamp != nil, known.stamp == stamp,
            known.signer.verifierKey == ledger.logKey
        {
            return known.signer
        }
        let signer = try layout.logSigner(for: ledger.logKey)
        knownLogSigner = (signer, stamp)
        return signer
    }

    // MARK: the caller

    /// The keys of the person in whose name the vault is open.
    ///
    /// - Throws: ``VaultError/identityMissing``, or ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/notEnrolled``, ``Denial/replaced(_:)`` or ``Denial/retired``.
    func ring(_ records: Records) throws(VaultError) -> KeyRing {
        guard let identity else { throw .identityMissing }
        guard
            let row = try stored(records.member(recipient: identity.keys.recipient.digest)),
            case let me = try ledger.member(row.id, records),
            me.recipient == identity.keys.recipient.digest,
            me.verifier?.publicKey == identity.statementPublicKey
        else { throw .notAllowed(try stranger(identity, records)) }
        guard !me.isRetired else { throw .notAllowed(.retired) }
        if let knownRing, knownRing.me == me { return knownRing }
        let ring = KeyRing(me: me, identity: identity, ledger: ledger)
        knownRing = ring
        return ring
    }

    /// Why no member has the keys of an identity.
    private func stranger(_ identity: Identity, _ records: Records) throws(VaultError) -> Denial {
        let recipient = identity.keys.recipient.digest
        guard
            try stored(records.member(recipient: recipient)) == nil,
            let past = try stored(records.memberKey(recipient: recipient)),
            let keys = try? ledger.keys(of: past.member, at: past.index, records),
            keys.recipient == recipient, keys.verifier?.publicKey == identity.statementPublicKey
        else { return .notEnrolled }
        return .replaced(past.member)
    }
}
