import VaultLedger
import VaultStorage
import VaultSystem

/// A vault that is made from a backup; see ``DocumentVault/restore(from:to:leavingOutDamage:)``.
struct Restoration {
    let source: BackupFolder
    let path: String

    /// Whether to go on without what is not whole, but for the database.
    let leavesOutDamage: Bool

    /// Copies the last complete state into a new folder, and verifies all of it on the way.
    ///
    /// The folder gets its name when everything is there.
    func run() throws(VaultError) -> BackupRecord {
        let there = try filing(source.path) { () throws(SystemError) in
            try Folder.lookUp(source.path)
        }
        guard there?.kind == .folder, let last = try source.last() else {
            throw .backupNotFound(path: source.path)
        }
        let place = NewFolder(path: path)
        try place.requirePlace()
        try place.requireRoom()
        // Goes with all that was copied, unless it is published.
        let staging = try filing(path) { () throws(SystemError) in
            try StagedFolder(for: path, isPrivate: true, replacesEmpty: true)
        }
        let layout = VaultLayout(path: staging.path)
        let record = try fill(layout, from: last.number, last.manifest)
        try place.take(staging)
        return record
    }

    private func fill(
        _ layout: VaultLayout,
        from state: Int,
        _ manifest: BackupManifest
    ) throws(VaultError) -> BackupRecord {
        let missingFiles = try copyFiles(of: manifest, from: state, to: layout.path)
        let blobs = try stored(BlobFolder.create(at: layout.blobs))
        let file = layout.database
        let database = try stored(VaultDatabase(openingAt: file, isInLine: false), about: file)
        guard try stored(database.integrityProblems()) == 0 else { throw .damaged(.database) }
        let (head, fingerprint) = try database.read { records throws(VaultError) in
            let ledger = try VerifiedLedger(records)
            return (ledger.head, ledger.fingerprint)
        }
        guard head == manifest.head, fingerprint == manifest.fingerprint else {
            throw .damaged(.backup("manifest"))
        }
        let copied = try copyBlobs(named: database, to: blobs)
        guard copied.named == manifest.blobs else { throw .damaged(.backup("manifest")) }
        guard try stored(database.purge(), about: file) else { throw .busy }
        // Before the vault gets its name: the journal that the copy had until it kept a log is gone.
        try filing(layout.path) { () throws(SystemError) in try Folder.sync(layout.path) }
        return BackupRecord(
            head: head,
            files: copied.count,
            bytes: copied.bytes,
            copied: copied.count,
            copiedBytes: copied.bytes,
            removed: 0,
            hasLogKey: manifest.files.contains { $0.name == "log.key" }
                && !missingFiles.contains("log.key"),
            missingDocuments: copied.missing,
            missingFiles: missingFiles
        )
    }

    /// Copies the files of the state.
    ///
    /// - Returns: The names of those that were left out.
    private func copyFiles(
        of manifest: BackupManifest,
        from state: Int,
        to folder: String
    ) throws(VaultError) -> [String] {
        var missing: [String] = []
        for file in manifest.files {
            do throws(VaultError) {
                try copy(file, from: source.state(state), to: folder)
            } catch {
                // Without the database nobody knows what the others are.
                guard leavesOutDamage, file.name != "vault.sqlite", case .damaged = error else {
                    throw error
                }
                missing.append(file.name)
            }
        }
        return missing
    }

    /// Copies a file of the state, which has to be the one that the manifest names.
    private func copy(
        _ file: BackupManifest.File,
        from state: String,
        to folder: String
    ) throws(VaultError) {
        let target = "\(folder)/\(file.name)"
        do throws(SystemError) {
            var copy = try UnnamedFile(for: target)
            let measure = try FileMeasure(path: "\(state)/\(file.name)") {
                bytes throws(SystemError) in
                try copy.write(bytes)
            }
            guard measure.length == file.length, measure.digest == file.digest else {
                throw SystemError(code: Self.otherBytes, operation: .read)
            }
            try copy.publish(as: target)
        } catch {
            if error.isNotFound || error.isUnwantedLink || error.isNotRegularFile
                || error.code == Self.otherBytes
            {
                throw .damaged(.backup(file.name))
            }
            throw VaultError(error, path: target)
        }
    }

    /// `EBADMSG`: what was read is not what was written.
    private static let otherBytes: Int32 = 74

    /// What became of the blobs.
    private struct CopiedBlobs {
        var count = 0
        var bytes = 0

        /// How many the database names, and how many bytes they have together.
        var named = (count: 0, bytes: 0)

        /// The documents whose blobs were left out.
        var missing: [DocumentID] = []
    }

    private func copyBlobs(
        named database: VaultDatabase,
        to target: BlobFolder
    ) throws(VaultError) -> CopiedBlobs {
        let source = source.blobs
        var copied = CopiedBlobs()
        var last = -1
        while true {
            let works = try database.read { records throws(VaultError) in
                try BlobCopy.next(after: &last, limit: 64, in: records)
            }
            guard let works else { return copied }
            let outcomes = ParallelWork(on: works) { $0.run(from: source, to: target) }.outputs()
            for (work, outcome) in zip(works, outcomes) {
                copied.named.count += 1
                copied.named.bytes += work.content.length
                if let failure = outcome.failure(of: work.document) {
                    guard leavesOutDamage, isLoss(failure) else { throw failure }
                    copied.missing.append(work.document)
                } else {
                    copied.count += 1
                    copied.bytes += work.content.length
                }
            }
        }
    }

    /// Whether an error says that the backup has not the bytes of a blob any more.
    private func isLoss(_ error: VaultError) -> Bool {
        switch error {
        case .damaged(.blob): true
        case .io(Self.unreadable, let path): path.utf8.starts(with: "\(source.path)/".utf8)
        default: false
        }
    }

    /// `EIO`: the disk cannot read what was written.
    private static let unreadable: Int32 = 5
}

extension BlobCopy.Outcome {
    /// Why a blob was not copied; `nil` if it was, or was there.
    fileprivate func failure(of document: DocumentID) -> VaultError? {
        switch self {
        case .present, .copied: nil
        case .missing: .damaged(.blob(document))
        case .failed(let error): error
        }
    }
}
