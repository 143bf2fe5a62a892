import GRDB
import VaultSystem

extension VaultDatabase {
    /// Opens the database of a vault, which must be there.
    ///
    /// On a file system that is mounted for reading only it can be read, and nothing else.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - busyTimeout: How long to wait for other writers, in this and in later calls.
    ///   - isInLine: Whether to stand in line with other writers. A vault in the making has none, and its
    ///     folder is locked, so that nobody would come in (see `WritersLine`).
    /// - Throws: ``StorageError/notFound`` if nothing has this name, ``StorageError/notAVault`` if
    ///   it is another program's database, ``StorageError/newerVersion(_:)`` if it is that of a
    ///   later version, ``StorageError/damaged(_:)`` if it is no database at all or a torn one, has a
    ///   rollback journal beside it, or has other tables, indexes or triggers than its version,
    ///   ``StorageError/notDurable`` if the database refuses to sync each commit.
    package convenience init(
        openingAt path: String,
        busyTimeout: Duration = defaultBusyTimeout,
        isInLine: Bool = true
    ) throws(StorageError) {
        let exists = try StorageError.translating(path) { () throws(SystemError) in
            try Folder.exists(path)
        }
        guard exists else { throw .notFound }
        try Self.requireFiles(at: path)
        try self.init(path: path, busyTimeout: busyTimeout, isInLine: isInLine) {
            (queue: DatabaseQueue) throws in try Self.checkVersion(of: queue)
        }
    }

    /// Makes the database of a new vault, for which nobody else is there yet.
    ///
    /// - Parameter path: The path of the file, whose folder must exist.
    /// - Returns: The empty database.
    /// - Throws: ``StorageError/exists`` if something has this name; otherwise as
    ///   ``init(openingAt:busyTimeout:isInLine:)``. Nothing remains then.
    package static func create(at path: String) throws(StorageError) -> VaultDatabase {
        try StorageError.translating(path) { () throws(SystemError) in
            // SQLite takes an empty file for an empty database, and its mode for the files beside.
            let nothing: [UInt8] = []
            try Folder.writeNew(path, nothing.span, mode: 0o600)
        }
        do {
            return try VaultDatabase(path: path, busyTimeout: defaultBusyTimeout, isInLine: false) {
                (queue: DatabaseQueue) throws in try Schema.migrator.migrate(queue)
            }
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? Folder.removeFile(path + suffix) }
            throw error
        }
    }

    /// Refuses what SQLite would follow, wait for or obey: it writes beside the database through a
    /// symbolic link into any file of the user, reads a pipe for ever, and removes the file that a
    /// rollback journal names at its end.
    ///
    /// A vault has no such journal: it gets its name when its database keeps a write-ahead log already.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if the file, or one of those that SQLite puts beside it,
    ///   is not a regular file, or if a rollback journal is there.
    static func requireFiles(at path: String) throws(StorageError) {
        for name in ["", "-wal", "-shm", "-journal"] {
            let file = path + name
            let status = try StorageError.translating(file) { () throws(SystemError) in
                try Folder.lookUp(file)
            }
            guard let status else { continue }
            guard status.kind == .file, name != "-journal" else { throw .damaged(.file) }
        }
    }

    /// Opens a file to read and to write; only to read if its file system allows no more.
    static func queue(
        at path: String,
        _ configuration: Configuration,
        prepare: (DatabaseQueue) throws -> Void
    ) throws -> DatabaseQueue {
        do {
            return try writableQueue(at: path, configuration, prepare: prepare)
        } catch {
            switch StorageError(any: error) {
            case .full:
                return try writableQueue(at: path, alone(configuration), prepare: prepare)
            case .readOnly:
                guard let queue = try readOnlyQueue(at: path, configuration) else { throw error }
                try prepare(queue)
                return queue
            default:
                throw error
            }
        }
    }

    private static func writableQueue(
        at path: String,
        _ configuration: Configuration,
        prepare: (DatabaseQueue) throws -> Void
    ) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try makeDurable(queue)
        try prepare(queue)
        return queue
    }

    /// How a database is read on a disk without any room, where nothing is shared with others.
    ///
    /// Readers and writers share an index of the write-ahead log in a file of 32 KiB; who has the
    /// database alone keeps it in memory (sqlite.org/wal.html, "Use of WAL Without Shared-Memory").
    private static func alone(_ configuration: Configuration) -> Configuration {
        var configuration = configuration
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        return configuration
    }

    /// Why SQLite cannot open a database or write to it, which it does not say.
    ///
    /// - Parameters:
    ///   - error: What SQLite says.
    ///   - path: The path of the file.
    /// - Returns: ``StorageError/file(code:path:)`` with what may not be written, unless it is the whole
    ///   file system, or if the process has too many files open; any other error as it is.
    static func cause(of error: StorageError, at path: String) -> StorageError {
        guard error == .readOnly, (try? Folder.isReadOnly(at: path)) == false else { return error }
        for name in [path, path + "-wal", path + "-shm", Folder.parent(of: path)] {
            do throws(SystemError) {
                try Folder.requireWritable(name)
            } catch  where error.isNotFound {
                continue
            } catch {
                return .file(code: error.code, path: name)
            }
        }
        do throws(SystemError) {
            // More than SQLite opens at once. Not the database: closing it here would end the locks that
            // another connection of this process has (fcntl(2)).
            try Folder.requireDescriptors(6, at: Folder.parent(of: path))
            return error
        } catch {
            return .file(code: error.code, path: path)
        }
    }

    /// Sets what must not depend on how SQLite or GRDB were built, and reads it back.
    ///
    /// - Throws: ``StorageError/notDurable`` if a setting does not hold.
    private static func makeDurable(_ queue: DatabaseQueue) throws {
        let settings = try queue.writeWithoutTransaction { database in
            // In this order: with GRDB the switch to WAL can take `synchronous` back to NORMAL.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA wal_autocheckpoint = 16384;
                    """
            )
            return try DurabilitySettings(of: database)
        }
        guard settings == .required else { throw StorageError.notDurable }
    }

    /// Refuses what is no vault's database, or that of a later version; brings older ones up to date.
    private static func checkVersion(of queue: DatabaseQueue) throws {
        let version = try queue.read { database in try Schema.requireVersion(of: database) }
        guard version < Schema.version else { return }
        try Schema.migrator.migrate(queue)
        let migrated = try queue.read { database in try Schema.requireVersion(of: database) }
        // It may list migrations that it has not seen.
        guard migrated == Schema.version else { throw StorageError.damaged(.schema) }
    }
}
