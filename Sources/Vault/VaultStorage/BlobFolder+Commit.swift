package import VaultLedger
import VaultSystem

extension BlobFolder {
    /// Gives blobs their names; see ``BlobStore``.
    ///
    /// Each step is taken for all blobs before the next one, and one that is in vain for a blob ends it
    /// for this one. So names share their waits for the disk, and only the bytes are waited for one
    /// after the other.
    package func commit(
        _ blobs: [(writer: any BlobWriter, digest: Digest)]
    ) -> [StorageError?] {
        var commit = Commit(blobs)
        commit.each { writer, _ throws(StorageError) in try writer.sync() }
        commit.each { _, digest throws(StorageError) in try makeFolder(of: digest) }
        commit.all(path) { () throws(SystemError) in try Folder.sync(path) }
        // Staging names have to outlive a power cut, or the others could be left alone.
        commit.all(staging) { () throws(SystemError) in try Folder.sync(staging) }
        commit.each { writer, digest throws(StorageError) in try writer.link(as: digest) }
        commit.syncFolders(in: self)
        commit.each { writer, digest throws(StorageError) in writer.isDurable(as: digest) }
        return commit.failures
    }

    /// How far the blobs have come.
    private struct Commit {
        private let blobs: [(writer: BlobFileWriter, digest: Digest)]

        /// What went wrong with each.
        private(set) var failures: [StorageError?]

        init(_ blobs: [(writer: any BlobWriter, digest: Digest)]) {
            self.blobs = blobs.map { blob in
                guard let writer = blob.writer as? BlobFileWriter else {
                    preconditionFailure("a store commits what was written to it")
                }
                return (writer, blob.digest)
            }
            failures = Array(repeating: nil, count: blobs.count)
        }

        /// Takes a step for each blob with which nothing went wrong so far.
        mutating func each(_ step: (BlobFileWriter, Digest) throws(StorageError) -> Void) {
            for (place, blob) in blobs.enumerated() where failures[place] == nil {
                do throws(StorageError) {
                    try step(blob.writer, blob.digest)
                } catch {
                    failures[place] = error
                }
            }
        }

        /// Takes one step for all blobs together, about a folder, if there is one left.
        mutating func all(_ folder: String, _ step: () throws(SystemError) -> Void) {
            guard failures.contains(nil) else { return }
            var failure: StorageError?
            do {
                try step()
            } catch {
                failure = StorageError(error, path: folder)
            }
            each { _, _ throws(StorageError) in if let failure { throw failure } }
        }

        /// Waits for the folders in which the blobs lie.
        mutating func syncFolders(in store: BlobFolder) {
            var synced: [String: Result<Void, StorageError>] = [:]
            each { _, digest throws(StorageError) in
                let folder = store.folder(of: digest)
                let result =
                    synced[folder]
                    ?? Result { () throws(StorageError) in
                        try StorageError.translating(folder) { () throws(SystemError) in
                            try Folder.sync(folder)
                        }
                    }
                synced[folder] = result
                try result.get()
            }
        }
    }
}
