package import VaultLedger
import VaultSystem

extension BlobFolder {
    /// Clears up after writers that were killed; see ``BlobStore``.
    ///
    /// A leftover with one name was never committed. One with two names is a blob that the database
    /// may or may not have committed to. Where the file system has no links, the second kind leaves
    /// no evidence, and an audit finds it as a blob that nothing names.
    package func recover(
        isReferenced: (Digest) throws(StorageError) -> Bool
    ) throws(StorageError) -> Int {
        guard try !leftovers().isEmpty, let lock = try lockAlone(.none) else { return 0 }
        // Listed again: what was there before may have been a writer's, and finished meanwhile.
        let names = try leftovers()
        for name in names {
            try recover(staging + "/" + name, isReferenced: isReferenced)
        }
        lock.release()
        return names.count
    }

    /// The names of blobs in the making, in no matter which state.
    private func leftovers() throws(StorageError) -> [String] {
        guard try Self.hasFolder(path), try Self.hasFolder(staging) else { return [] }
        return try Self.names(in: staging).filter { StagedFile.isTemporaryName($0) }
    }

    /// Takes the lock of the writers.
    ///
    /// - Parameter patience: How long to wait for them.
    /// - Returns: The lock; `nil` if a writer was at work all the time.
    /// - Throws: ``StorageError`` if the lock file cannot be made.
    func lockAlone(_ patience: FolderLock.Patience) throws(StorageError) -> FolderLock? {
        do {
            return try FolderLock(path: lockPath, .exclusive, patience: patience)
        } catch  where error.isLocked {
            return nil
        } catch {
            throw StorageError(error, path: lockPath)
        }
    }

    /// Clears up one leftover: its own name first if it has one that nothing refers to.
    private func recover(
        _ leftover: String,
        isReferenced: (Digest) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let names = try StorageError.translating(leftover) { () throws(SystemError) in
            try Folder.linkCount(of: leftover)
        }
        if names > 1 {
            let digest = try BlobFileReader(path: leftover).digest()
            if try !isReferenced(digest) { try remove(digest) }
        }
        try StorageError.translating(leftover) { () throws(SystemError) in
            try Folder.removeFile(leftover)
        }
    }
}
