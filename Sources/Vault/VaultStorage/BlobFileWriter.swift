import VaultLedger
import VaultSystem

/// A blob in the making, as a staged file.
final class BlobFileWriter: BlobWriter {
    private enum State {
        case writing

        /// The blob has its name, and its staging name tells of it.
        case committed(Digest)

        /// An equal blob had the name before.
        case wasThere

        /// The commit failed, and it is not known how far it got.
        case failed
    }

    private let folder: BlobFolder
    private var lock: FolderLock?
    private var file: StagedFile?
    private var state = State.writing

    /// Begins an empty blob.
    ///
    /// - Parameters:
    ///   - folder: Where it will belong.
    ///   - patience: How long to wait for a recovery.
    /// - Throws: ``StorageError``.
    init(in folder: BlobFolder, patience: FolderLock.Patience) throws(StorageError) {
        self.folder = folder
        try folder.requireFolder()
        lock = try StorageError.translating { () throws(SystemError) in
            try FolderLock(path: folder.lockPath, .shared, patience: patience)
        }
        try folder.makeStaging()
        file = try StorageError.translating { () throws(SystemError) in
            try StagedFile(in: folder.staging)
        }
    }

    func write(_ bytes: Span<UInt8>) throws(StorageError) {
        guard case .writing = state else { preconditionFailure("a blob is written before commit") }
        do {
            try file?.write(bytes)
        } catch {
            throw StorageError(error)
        }
    }

    func readBack() throws(StorageError) -> any BlobReader {
        do {
            guard let file = try file?.reader() else {
                preconditionFailure("a blob is read back before it is finished")
            }
            return try BlobFileReader(file)
        } catch {
            throw StorageError(error)
        }
    }

    func commit(as digest: Digest) throws(StorageError) {
        guard case .writing = state else { preconditionFailure("a blob has one commit") }
        state = .failed
        try folder.makeFolder(of: digest)
        do {
            try file?.addLink(to: folder.path(of: digest))
            state = .committed(digest)
        } catch  where error.exists {
            let (mine, other) = (try readBack(), try folder.reader(digest))
            guard try mine.hasSameBytes(as: other) else { throw .exists }
            state = .wasThere
        } catch {
            throw StorageError(error)
        }
    }

    func finish() {
        if case .failed = state {
            // Without a name of its own the file goes now; with one, a recovery will see to it.
            file = nil
        } else {
            file.take()?.discard()
        }
        lock.take()?.release()
    }

    func discard() {
        if case .committed(let digest) = state {
            do {
                try folder.remove(digest)
            } catch {
                state = .failed
            }
        }
        finish()
    }
}
