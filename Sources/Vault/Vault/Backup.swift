import VaultCrypto
import VaultLedger
import VaultStorage
import VaultSystem

/// One backup of a vault; see ``DocumentVault/backUp(at:to:withLogKey:clock:acceptingHead:progress:)``.
struct Backup {
    let layout: VaultLayout
    let folder: BackupFolder
    let withLogKey: Bool
    let clock: VaultClock
    let acceptedRoot: Digest?
    let progress: CheckProgress.Handler?

    private var copied = (blobs: 0, bytes: 0)
    private var total = (blobs: 0, bytes: 0)

    init(
        layout: VaultLayout,
        folder: BackupFolder,
        withLogKey: Bool,
        clock: VaultClock,
        acceptedRoot: Digest?,
        progress: CheckProgress.Handler?
    ) {
        self.layout = layout
        self.folder = folder
        self.withLogKey = withLogKey
        self.clock = clock
        self.acceptedRoot = acceptedRoot
        self.progress = progress
    }

    /// How often to begin again if a blob goes away between the copy of the database and its own.
    private static let attempts = 5

    /// Makes the backup.
    ///
    /// Nothing that an earlier backup needs is removed before the new one is complete.
    mutating func run() throws(VaultError) -> BackupRecord {
        let database = try stored(VaultDatabase(openingAt: layout.database), about: layout.database)
        try NewFolder(path: folder.path).requirePlace()
        try folder.prepare()
        let lock: FolderLock
        do throws(SystemError) {
            lock = try FolderLock(path: folder.lock, .exclusive, patience: .none)
        } catch {
            throw error.isLocked ? .busy : VaultError(error, path: folder.lock)
        }
        // Whatever has a name of its own is judged when the state is complete.
        _ = try stored(folder.blobs.recover { _ throws(StorageError) in true })
        let earlier = try folder.last()
        var record: BackupRecord?
        for _ in 1...Self.attempts where record == nil {
            total = (0, 0)
            record = try attempt(database, after: earlier)
        }
        lock.release()
        guard let record else { throw .busy }
        return record
    }

    /// Copies the database, then every blob that the copy names, then gives the state its name.
    ///
    /// - Returns: `nil` if a document was encrypted anew or withdrawn meanwhile.
    private mutating func attempt(
        _ database: VaultDatabase,
        after earlier: (number: Int, manifest: BackupManifest)?
    ) throws(VaultError) -> BackupRecord? {
        // Before the database, so that they are never ahead of it.
        let (policy, witnesses) = (try read(layout.logPolicy), try read(layout.logWitnesses))
        let signed = try LogHead.value(of: layout)
        let number = (earlier?.number ?? 0) + 1
        let path = folder.state(number)
        var state = try filing(path) { () throws(SystemError) in
            try StagedFolder(for: path, isPrivate: true)
        }
        let copyPath = "\(state.path)/vault.sqlite"
        try stored(database.copy(to: copyPath), about: copyPath)
        let copy = try stored(VaultDatabase(readingCopyAt: copyPath), about: copyPath)
        guard try stored(copy.integrityProblems()) == 0 else { throw .damaged(.database) }
        let found = try copy.read { records throws(VaultError) in
            try facts(of: records, after: earlier?.manifest, signed)
        }
        guard try copyBlobs(named: copy, database) else { return nil }
        // The earlier state goes when this one is complete: it must not be the only one that verifies.
        let faults = try Audit.findings(
            in: copy,
            VaultLayout(path: path),
            at: LedgerTime(clamping: .max),
            progress
        )
        guard faults.isEmpty else { throw .unclean(faults) }
        let sqlite = try file("vault.sqlite", at: copyPath)
        var files = [sqlite]
        for (name, bytes) in [
            ("log.head", found.checkpoint), ("log.policy", policy), ("log.witnesses", witnesses),
        ] {
            guard let bytes else { continue }
            files.append(try write(name, bytes.span, to: &state))
        }
        if withLogKey {
            let text = try layout.logKeyText(of: found.logKey)
            let written = try text.withBytes { bytes throws(VaultError) in
                try write("log.key", bytes, to: &state)
            }
            files.append(written)
        }
        let manifest = BackupManifest(
            time: clock.now(),
            origin: found.origin,
            fingerprint: found.fingerprint,
            head: found.head,
            blobs: (total.blobs, total.bytes),
            files: files
        )
        _ = try write("manifest", manifest.bytes.span, to: &state)
        try publish(state, as: path)
        let removed = try folder.removeOthers(than: number, naming: copy)
        return BackupRecord(
            head: found.head,
            files: total.blobs,
            bytes: total.bytes,
            copied: copied.blobs,
            copiedBytes: copied.bytes,
            removed: removed,
            hasLogKey: withLogKey,
            missingDocuments: [],
            missingFiles: []
        )
    }

    private func publish(
        _ state: consuming StagedFolder,
        as path: String
    ) throws(VaultError) {
        do {
            try state.publish()
        } catch {
            throw VaultError(error, path: path)
        }
    }

    /// What a verified copy says.
    private struct Facts {
        let origin: String
        let fingerprint: Digest
        let head: TreeHead
        let logKey: VerifierKey
        let checkpoint: [UInt8]?
    }

    /// Verifies the head of the copy, and that it continues the backup that is there and the head that
    /// the log signed last.
    private func facts(
        of records: Records,
        after earlier: BackupManifest?,
        _ signed: [UInt8]?
    ) throws(VaultError) -> Facts {
        let ledger = try VerifiedLedger(records)
        if let earlier, earlier.fingerprint != ledger.fingerprint {
            throw .backupOfAnother(path: folder.path)
        }
        if acceptedRoot != ledger.head.root {
            try earlier?.head.requireContinuation(ledger.head, in: records)
            try requireContinuation(of: signed, by: ledger, records)
        }
        return Facts(
            origin: ledger.origin,
            fingerprint: ledger.fingerprint,
            head: ledger.head,
            logKey: ledger.logKey,
            checkpoint: try stored(records.checkpoint(size: ledger.head.size))
        )
    }

    /// Insists that the copy has all that the log has signed, by the file beside the database.
    private func requireContinuation(
        of signed: [UInt8]?,
        by ledger: VerifiedLedger,
        _ records: Records
    ) throws(VaultError) {
        do throws(VaultError) {
            try LogHead(of: layout, ledger)
                .requireContinuation(of: signed, by: ledger.head, in: records)
        } catch .damaged(.logHead) {
            // The backup gets one that is whole.
            return
        }
    }

    // MARK: blobs

    /// How many documents to read from the database at a time.
    private static let page = 64

    /// Copies what is missing and verifies what is there.
    ///
    /// - Returns: `false` if a blob went away meanwhile, because the vault goes on.
    private mutating func copyBlobs(
        named copy: VaultDatabase,
        _ live: VaultDatabase
    ) throws(VaultError) -> Bool {
        let (source, target) = (BlobFolder(openingAt: layout.blobs), folder.blobs)
        var last = -1
        while true {
            let works = try copy.read { records throws(VaultError) in
                try BlobCopy.next(after: &last, limit: Self.page, in: records)
            }
            guard let works else { return true }
            let outcomes = ParallelWork(on: works) { $0.run(from: source, to: target) }.outputs()
            for (work, outcome) in zip(works, outcomes) {
                switch outcome {
                case .present: break
                case .copied:
                    copied.blobs += 1
                    copied.bytes += work.content.length
                case .missing:
                    let current = try live.read { records throws(VaultError) in
                        try stored(records.references(work.content.ciphertext))
                    }
                    guard !current else { throw .damaged(.blob(work.document)) }
                    return false
                case .failed(let error): throw error
                }
                total.blobs += 1
                total.bytes += work.content.length
            }
        }
    }

    // MARK: small files

    private static let limit = 256 * 1_024

    private func read(_ path: String) throws(VaultError) -> [UInt8]? {
        do throws(SystemError) {
            let file = try ReadableFile(path: path, followsSymbolicLink: false)
            return try file.readAll(limit: Self.limit)
        } catch {
            if error.isNotFound { return nil }
            throw VaultError(error, path: path)
        }
    }

    private func write(
        _ name: String,
        _ bytes: Span<UInt8>,
        to state: inout StagedFolder
    ) throws(VaultError) -> BackupManifest.File {
        do throws(SystemError) {
            try state.write(name, bytes)
        } catch {
            throw VaultError(error, path: folder.path)
        }
        return BackupManifest.File(name: name, length: bytes.count, digest: Digest.of(bytes))
    }

    /// Reads back what SQLite has written.
    private func file(
        _ name: String,
        at path: String
    ) throws(VaultError) -> BackupManifest.File {
        let measure = try filing(path) { () throws(SystemError) in
            try FileMeasure(path: path) { _ throws(SystemError) in }
        }
        return BackupManifest.File(name: name, length: measure.length, digest: measure.digest)
    }
}

extension BlobCopy {
    /// The blobs of the next documents.
    ///
    /// - Parameters:
    ///   - index: The deposit of the last document before; moves on.
    ///   - limit: How many documents to read at most.
    ///   - records: The database.
    /// - Returns: The blobs; `nil` if there are no more documents.
    /// - Throws: ``VaultError/damaged(_:)`` if the table cannot be read.
    static func next(
        after index: inout Int,
        limit: Int,
        in records: Records
    ) throws(VaultError) -> [BlobCopy]? {
        let documents = try stored(records.documents(depositedAfter: index, limit: limit))
        guard let end = documents.last else { return nil }
        index = end.deposited
        return documents.filter { $0.withdrawn == nil }
            .map { BlobCopy(document: $0.id, content: $0.content) }
    }
}
