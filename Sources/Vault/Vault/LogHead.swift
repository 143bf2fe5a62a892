import VaultLedger
import VaultStorage
import VaultSystem

/// The head that the log signed last, in a file beside its key and outside the database.
///
/// A database that was restored from a backup does not know what was signed since; a log that went on
/// from there would sign two histories. The file is written after the commit: after a kill it lags
/// behind the database, and it is never ahead of an honest one. In a burst not every head waits for
/// the disk, so after a power cut the file may lag by a second of them, or be there without content.
struct LogHead {
    private let file: ValueFile

    /// The keys that the log has had, one of which signed the file.
    private let logKeys: [VerifierKey]

    /// The largest size of the file, in bytes: a checkpoint with one signature is far smaller.
    private static let limit = 64 * 1_024

    /// Names the file of a vault, which need not be there.
    init(of layout: VaultLayout, _ ledger: VerifiedLedger) {
        file = Self.file(of: layout)
        logKeys = [ledger.logKey] + ledger.earlierLogKeys
    }

    private static func file(of layout: VaultLayout) -> ValueFile {
        ValueFile(path: layout.logHead, lock: layout.logLock, limit: limit)
    }

    /// What is in the file of a vault, nothing verified.
    ///
    /// To be read before the database: whoever signs a head commits it first.
    ///
    /// - Returns: `nil` if there is no file.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read.
    static func value(of layout: VaultLayout) throws(VaultError) -> [UInt8]? {
        try filing(layout.logHead) { () throws(SystemError) in try file(of: layout).read() }
    }

    /// Checks that the log of the database continues the head that was signed last.
    ///
    /// - Parameters:
    ///   - head: The head of the database, verified.
    ///   - bytes: The signed form of that head.
    ///   - records: Its tree.
    /// - Throws: ``VaultError/wentBack(remembered:found:)`` or
    ///   ``VaultError/forked(remembered:found:)`` if it does not; ``VaultError/damaged(_:)`` with
    ///   ``Damage/logHead`` if the file is not a head signed by this log;
    ///   ``VaultError/busy`` if others write it for two seconds; ``VaultError/io(code:path:)`` if it
    ///   cannot be read.
    func requireContinuation(
        _ head: TreeHead,
        signedAs bytes: [UInt8],
        in records: Records
    ) throws(VaultError) {
        if try value(by: file.read) == bytes { return }
        // Another process may have been writing it just then.
        try requireContinuation(of: value(by: file.readSettled), by: head, in: records)
    }

    /// Checks that a log continues the head in a value of the file.
    ///
    /// - Parameters:
    ///   - value: What was in the file; `nil` for nothing, which anything continues.
    ///   - head: The head of the database, verified.
    ///   - records: Its tree.
    /// - Throws: ``VaultError/wentBack(remembered:found:)`` or
    ///   ``VaultError/forked(remembered:found:)`` if it does not; ``VaultError/damaged(_:)`` with
    ///   ``Damage/logHead`` if the value is not a head signed by this log.
    func requireContinuation(
        of value: [UInt8]?,
        by head: TreeHead,
        in records: Records
    ) throws(VaultError) {
        guard let value, !Self.isBlank(value) else { return }
        guard let signed = self.head(in: value) else { throw .damaged(.logHead) }
        try signed.requireContinuation(head, in: records)
    }

    private func value(
        by read: () throws(SystemError) -> [UInt8]?
    ) throws(VaultError) -> [UInt8]? {
        do {
            return try read()
        } catch  where error.isLocked {
            throw .busy
        } catch {
            throw VaultError(error, path: file.path)
        }
    }

    /// Writes down a head that was signed and committed, unless a later one is there.
    ///
    /// What was committed stands, so there is nobody to tell of a failure: the file lags then.
    ///
    /// - Parameters:
    ///   - size: The size of the tree.
    ///   - bytes: The signed head.
    ///   - earlier: The signed head before, which is in the file if no other process was quicker.
    ///   - isSynced: Whether to wait for the disk.
    func advance(to size: Int, _ bytes: [UInt8], after earlier: [UInt8], isSynced: Bool) {
        let durability: ValueFile.Durability = isSynced ? .whole : .none
        if (try? file.replace(earlier, by: bytes, durability)) == true { return }
        try? replace(by: bytes) { value in
            guard let value, let known = head(in: value) else { return true }
            return known.size < size
        }
    }

    /// Goes on from a head whatever was signed before, as far as the file can be written: if not,
    /// nothing can be appended either.
    func accept(_ checkpoint: SignedNote) {
        try? replace(by: checkpoint.bytes) { value in value != checkpoint.bytes }
    }

    private func replace(
        by bytes: [UInt8],
        where isDue: ([UInt8]?) -> Bool
    ) throws(SystemError) {
        while true {
            let value = try file.read()
            guard isDue(value) else { return }
            if try file.replace(value, by: bytes) { return }
        }
    }

    /// Whether a file is what a power cut may leave of one that did not wait for the disk.
    private static func isBlank(_ value: [UInt8]) -> Bool { value.allSatisfy { $0 == 0 } }

    private func head(in value: [UInt8]) -> TreeHead? {
        guard let note = try? SignedNote(parsing: value) else { return nil }
        for key in logKeys {
            if let checkpoint = try? Checkpoint(verifying: note, by: key) { return checkpoint.head }
        }
        return nil
    }
}
