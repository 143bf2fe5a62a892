import GRDB
import VaultSystem

extension VaultDatabase {
    /// Writes a copy of the last commit, durably, while others read and write.
    ///
    /// The copy is one file. It holds no trace of what was deleted before.
    ///
    /// - Parameter path: Where to; nothing may have this name. After an error something may.
    /// - Throws: ``StorageError/exists``; ``StorageError/full`` or another error of the disk;
    ///   ``StorageError/damaged(_:)`` if a page cannot be read.
    package func copy(to path: String) throws(StorageError) {
        try StorageError.translating(path) { () throws(SystemError) in
            // SQLite takes an empty file for an empty database: so it gets the mode of ours.
            let nothing: [UInt8] = []
            try Folder.writeNew(path, nothing.span, mode: 0o600)
        }
        do {
            let path = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
        } catch {
            throw StorageError(any: error)
        }
        // SQLite leaves it to the caller to bring such a copy to the disk.
        try StorageError.translating(path) { () throws(SystemError) in try Folder.syncFile(path) }
    }

    /// Opens a copy that ``copy(to:)`` has made, only to read it: the file stays as it is.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: As ``init(openingAt:busyTimeout:isInLine:)``; a copy of an earlier version counts as
    ///   ``StorageError/notAVault``.
    package convenience init(readingCopyAt path: String) throws(StorageError) {
        try Self.requireFiles(at: path)
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let path = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let version = try queue.read { database in
                try Schema.requireVersion(of: database)
            }
            guard version == Schema.version else { throw StorageError.notAVault }
            self.init(queue)
        } catch {
            throw StorageError(any: error)
        }
    }
}
