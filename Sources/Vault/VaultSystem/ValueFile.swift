import Glibc

/// A file with one small value, which processes replace as a whole and one after the other.
///
/// Readers need no lock: they find the earlier value or the later one, unless the value is replaced with
/// ``Durability/none``; then they may find a mixture of both, and ``readSettled()`` does not.
package struct ValueFile: Sendable {
    /// The path of the file.
    package let path: String

    /// The file by which those who replace the value agree on an order; see ``FolderLock``.
    let lock: String

    /// The longest value, in bytes; of a longer file only so much is read.
    let limit: Int

    /// What a power cut may do to a value that was just written.
    package enum Durability: Sendable {
        /// It may be the earlier one, or a file without content. A value as long as the earlier one is
        /// written over it: a file for each of a burst of values costs the disk more than their bytes.
        case none

        /// It may be the earlier one.
        case whole

        /// Nothing.
        case lasting
    }

    /// The longest value that is written over another, in bytes: one sector, which a disk writes as a
    /// whole or not at all.
    private static let sectorCount = 512

    /// How long to wait for somebody else who replaces the value.
    private static let patience = FolderLock.Patience.atMost(.seconds(2))

    /// Names a file, which need not be there.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - lock: The path of the lock file, in the same folder.
    ///   - limit: The longest value, in bytes.
    package init(path: String, lock: String, limit: Int) {
        self.path = path
        self.lock = lock
        self.limit = limit
    }

    /// Reads the value.
    ///
    /// - Returns: Its bytes, cut off one byte behind the limit; `nil` if there is no such file.
    /// - Throws: ``SystemError`` with what open(2) or pread(2) says, with
    ///   ``SystemError/isNotRegularFile`` if something else has the name.
    package func read() throws(SystemError) -> [UInt8]? {
        do {
            let file = try ReadableFile(path: path)
            return try [UInt8](capacity: limit + 1) { output throws(SystemError) in
                try file.read(at: 0, into: &output)
            }
        } catch  where error.isNotFound {
            return nil
        }
    }

    /// Reads the value while nobody replaces it.
    ///
    /// - Returns: As ``read()``.
    /// - Throws: ``SystemError`` as ``read()``; with ``SystemError/isLocked`` if others replace it for
    ///   two seconds.
    package func readSettled() throws(SystemError) -> [UInt8]? {
        let lock = try FolderLock(path: lock, .shared, patience: Self.patience)
        let value = try read()
        lock.release()
        return value
    }

    /// Replaces the value, unless somebody else did meanwhile.
    ///
    /// - Parameters:
    ///   - old: The value to be replaced, as ``read()`` gave it.
    ///   - new: The value to write, with mode 0600.
    ///   - durability: What to wait for.
    /// - Returns: `false` if the value is not `old`; nothing is changed then.
    /// - Throws: ``SystemError``, with ``SystemError/isLocked`` if others replace it for two seconds,
    ///   with ``SystemError/isNotFound`` if the folder is missing.
    package func replace(
        _ old: [UInt8]?,
        by new: [UInt8],
        _ durability: Durability = .whole
    ) throws(SystemError) -> Bool {
        let lock = try FolderLock(path: lock, .exclusive, patience: Self.patience)
        let isReplaced = try replaceUnlocked(old, by: new, durability)
        if isReplaced, durability == .lasting { try Folder.sync(Kernel.folder(of: path)) }
        lock.release()
        return isReplaced
    }

    private func replaceUnlocked(
        _ old: [UInt8]?,
        by new: [UInt8],
        _ durability: Durability
    ) throws(SystemError) -> Bool {
        if durability == .none, let old, let isReplaced = try overwrite(old, with: new) {
            return isReplaced
        }
        guard try read() == old else { return false }
        var file = try StagedFile(in: Kernel.folder(of: path))
        try file.write(new.span)
        try file.replace(path, isWhole: durability != .none)
        return true
    }

    /// Writes a value over one of the same length.
    ///
    /// - Returns: Whether the value was `old`; `nil` if it cannot be written over, for it is too long or
    ///   the name does not stand for a file that nobody else has.
    private func overwrite(
        _ old: [UInt8],
        with new: [UInt8]
    ) throws(SystemError) -> Bool? {
        guard new.count == old.count, new.count <= Self.sectorCount,
            let file = try? Descriptor(opening: path, flags: Self.overwritingFlags),
            case let status = try file.status(), status.st_mode == S_IFREG | 0o600,
            status.st_nlink == 1, status.st_size == old.count
        else { return nil }
        let value = try [UInt8](capacity: old.count) { output throws(SystemError) in
            try file.read(at: 0, into: &output)
        }
        guard value == old else { return false }
        try file.write(new.span)
        return true
    }

    private static let overwritingFlags = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
}
