import Synchronization
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

        /// The commit is under way or failed, and it is not known how far it got.
        case uncertain
    }

    private struct Parts: ~Copyable {
        var lock: FolderLock?
        var file: StagedFile?
        var state = State.writing
    }

    private let folder: BlobFolder
    private let parts: Mutex<Parts>

    /// Begins an empty blob.
    ///
    /// - Parameters:
    ///   - folder: Where it will belong.
    ///   - patience: How long to wait for a recovery.
    /// - Throws: ``StorageError``.
    init(in folder: BlobFolder, patience: FolderLock.Patience) throws(StorageError) {
        self.folder = folder
        try folder.requireFolder()
        let lock = try StorageError.translating(folder.lockPath) { () throws(SystemError) in
            try FolderLock(path: folder.lockPath, .shared, patience: patience)
        }
        try folder.makeStaging()
        let file = try StorageError.translating(folder.staging) { () throws(SystemError) in
            try StagedFile(in: folder.staging)
        }
        parts = Mutex(Parts(lock: lock, file: file))
    }

    func write(_ bytes: Span<UInt8>) throws(StorageError) {
        try parts.withLock { parts throws(StorageError) in
            guard case .writing = parts.state else {
                preconditionFailure("a blob is written before commit")
            }
            do throws(SystemError) {
                try parts.file?.write(bytes)
            } catch {
                throw StorageError(error, path: folder.staging)
            }
        }
    }

    /// Reads what was written so far; see ``BlobWriter``.
    ///
    /// The disk writes meanwhile, so the commit has less to wait for.
    func readBack() throws(StorageError) -> any BlobReader {
        try parts.withLock { parts throws(StorageError) in
            try reader(of: parts)
        }
    }

    private func reader(of parts: borrowing Parts) throws(StorageError) -> BlobFileReader {
        do throws(SystemError) {
            guard let file = try parts.file?.reader() else {
                preconditionFailure("a blob is read back before it is finished")
            }
            parts.file?.startWriting()
            return try BlobFileReader(file, path: folder.staging)
        } catch {
            throw StorageError(error, path: folder.staging)
        }
    }

    func commit(as digest: Digest) throws(StorageError) {
        if let failure = folder.commit([(self, digest)])[0] { throw failure }
    }

    func finish() {
        parts.withLock { Self.finish(&$0) }
    }

    func discard() {
        parts.withLock { parts in
            if case .committed(let digest) = parts.state {
                do {
                    try folder.remove([digest])
                } catch {
                    parts.state = .uncertain
                }
            }
            Self.finish(&parts)
        }
    }

    private static func finish(_ parts: inout Parts) {
        if case .uncertain = parts.state {
            // Without a name of its own the file goes now; with one, a recovery will see to it.
            parts.file = nil
        } else {
            parts.file.take()?.discard()
        }
        parts.lock.take()?.release()
    }
}

// MARK: - The steps of a commit

extension BlobFileWriter {
    /// Begins the commit: waits until the bytes are on the disk.
    func sync() throws(StorageError) {
        try parts.withLock { parts throws(StorageError) in
            guard case .writing = parts.state else {
                preconditionFailure("a blob has one commit")
            }
            parts.state = .uncertain
            do throws(SystemError) {
                try parts.file?.sync()
            } catch {
                throw StorageError(error, path: folder.staging)
            }
        }
    }

    /// Gives the blob its name, not durably yet.
    ///
    /// - Throws: ``StorageError/exists`` if another blob has this name; one with equal bytes is fine.
    func link(as digest: Digest) throws(StorageError) {
        try parts.withLock { parts throws(StorageError) in
            do throws(SystemError) {
                try parts.file?.addLink(to: folder.path(of: digest))
            } catch  where error.exists {
                let mine = try reader(of: parts)
                guard try mine.hasSameBytes(as: folder.reader(digest)) else { throw .exists }
                parts.state = .wasThere
            } catch {
                throw StorageError(error, path: folder.path(of: digest))
            }
        }
    }

    /// Ends the commit: the name is on the disk.
    func isDurable(as digest: Digest) {
        parts.withLock { parts in
            if case .uncertain = parts.state { parts.state = .committed(digest) }
        }
    }
}
