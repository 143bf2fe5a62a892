import VaultLedger
import VaultStorage
import VaultSystem

/// A vault that is made from a backup; see ``DocumentVault/restore(from:to:)``.
struct Restoration {
    let source: BackupFolder
    let path: String

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
        try NewFolder(path: path).requirePlace()
        try requireRoom()
        // Goes with all that was copied, unless it is published.
        let staging = try filing(path) { () throws(SystemError) in
            try StagedFolder(for: path, isPrivate: true, isFilledByCaller: true)
        }
        let layout = VaultLayout(path: staging.path)
        let record = try fill(layout, from: last.number, last.manifest)
        do {
            try staging.publish()
        } catch {
            throw VaultError(error, path: path)
        }
        return record
    }

    /// Insists that nothing is in the way but an empty folder.
    private func requireRoom() throws(VaultError) {
        let isFree = try filing(path) { () throws(SystemError) in
            guard let there = try Folder.lookUp(path) else { return true }
            guard there.kind == .folder else { return false }
            return try Folder.names(in: path).isEmpty
        }
        guard isFree else { throw .exists(path: path) }
    }

    private func fill(
        _ layout: VaultLayout,
        from state: Int,
        _ manifest: BackupManifest
    ) throws(VaultError) -> BackupRecord {
        for file in manifest.files {
            try copy(file, from: source.state(state), to: layout.path)
        }
        let blobs = try stored(BlobFolder.create(at: layout.blobs))
        let file = layout.database
        let database = try stored(VaultDatabase(openingAt: file), about: file)
        guard try stored(database.integrityProblems()) == 0 else { throw .damaged(.database) }
        let (head, fingerprint) = try database.read { records throws(VaultError) in
            let ledger = try VerifiedLedger(records)
            return (ledger.head, ledger.fingerprint)
        }
        guard head == manifest.head, fingerprint == manifest.fingerprint else {
            throw .damaged(.backup("manifest"))
        }
        let total = try copyBlobs(named: database, to: blobs)
        guard total == manifest.blobs else { throw .damaged(.backup("manifest")) }
        _ = try stored(database.purge(), about: file)
        // Before the vault gets its name: the journal that the copy had until it kept a log is gone.
        try filing(layout.path) { () throws(SystemError) in try Folder.sync(layout.path) }
        return BackupRecord(
            head: head,
            files: total.count,
            bytes: total.bytes,
            copied: total.count,
            copiedBytes: total.bytes,
            removed: 0,
            hasLogKey: manifest.files.contains { $0.name == "log.key" }
        )
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

    private func copyBlobs(
        named database: VaultDatabase,
        to target: BlobFolder
    ) throws(VaultError) -> (count: Int, bytes: Int) {
        let source = source.blobs
        var total = (count: 0, bytes: 0)
        var last = -1
        while true {
            let works = try database.read { records throws(VaultError) in
                try BlobCopy.next(after: &last, limit: 64, in: records)
            }
            guard let works else { return total }
            let outcomes = ParallelWork(on: works) { $0.run(from: source, to: target) }.outputs()
            for (work, outcome) in zip(works, outcomes) {
                switch outcome {
                case .present, .copied: break
                case .missing: throw .damaged(.blob(work.document))
                case .failed(let error): throw error
                }
                total.count += 1
                total.bytes += work.content.length
            }
        }
    }
}
