import GRDB
import GRDBSQLite
import Synchronization
import VaultSystem

/// The database of a vault: one file, one connection, one transaction at a time.
///
/// Other processes can have it open as well. Readers see the last commit and wait for nobody;
/// writers stand in line (see `WritersLine`). A commit is on the disk when ``write(_:)`` returns.
package final class VaultDatabase: Sendable {
    /// How long to wait for other writers, unless told otherwise.
    package static let defaultBusyTimeout: Duration = .seconds(10)

    /// The longest row, in bytes: 16 MiB.
    ///
    /// No statement has more than a megabyte, and nothing else is as long, so a longer one was put there
    /// to fill the memory of whoever reads it.
    package static let maximumRowCount = 16 << 20

    let queue: DatabaseQueue

    /// What the last transaction that wrote has left.
    private let left = Mutex<LeftRows?>(nil)

    /// Where those who write wait for their turn; `nil` if there is no line, or nobody else.
    private let line: WritersLine?

    /// How long to wait for other writers.
    private let busyTimeout: Duration

    /// Opens the database of a vault, which must be there.
    ///
    /// On a file system that is mounted for reading only it can be read, and nothing else.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - busyTimeout: How long to wait for other writers, in this and in later calls.
    /// - Throws: ``StorageError/notFound`` if nothing has this name, ``StorageError/notAVault`` if
    ///   it is another program's database, ``StorageError/newerVersion(_:)`` if it is that of a
    ///   later version, ``StorageError/damaged(_:)`` if it is no database at all or a torn one,
    ///   ``StorageError/notDurable`` if the database refuses to sync each commit.
    package convenience init(
        openingAt path: String,
        busyTimeout: Duration = defaultBusyTimeout
    ) throws(StorageError) {
        let exists = try StorageError.translating { () throws(SystemError) in
            try Folder.exists(path)
        }
        guard exists else { throw .notFound }
        try Self.requireFiles(at: path)
        try self.init(path: path, busyTimeout: busyTimeout) {
            (queue: DatabaseQueue) throws in try Self.checkVersion(of: queue)
        }
    }

    /// Makes the database of a new vault.
    ///
    /// - Parameter path: The path of the file, whose folder must exist.
    /// - Returns: The empty database.
    /// - Throws: ``StorageError/exists`` if something has this name; otherwise as
    ///   ``init(openingAt:busyTimeout:)``. Nothing remains then.
    package static func create(at path: String) throws(StorageError) -> VaultDatabase {
        try StorageError.translating { () throws(SystemError) in
            // SQLite takes an empty file for an empty database, and its mode for the files beside.
            let nothing: [UInt8] = []
            try Folder.writeNew(path, nothing.span, mode: 0o600)
        }
        do {
            return try VaultDatabase(path: path, busyTimeout: defaultBusyTimeout) {
                (queue: DatabaseQueue) throws in try Schema.migrator.migrate(queue)
            }
        } catch {
            for suffix in ["", "-wal", "-shm"] { try? Folder.removeFile(path + suffix) }
            throw error
        }
    }

    /// Uses a connection that is open.
    init(_ queue: DatabaseQueue) {
        self.queue = queue
        line = nil
        busyTimeout = .zero
    }

    private init(
        path: String,
        busyTimeout: Duration,
        prepare: (DatabaseQueue) throws -> Void
    ) throws(StorageError) {
        var configuration = Configuration()
        configuration.label = "vault"
        // Who does not know of the line, such as another program, has to be waited for as well.
        configuration.busyMode = .timeout(busyTimeout / .seconds(1))
        configuration.prepareDatabase { database in
            unsafe sqlite3_limit(
                database.sqliteConnection,
                SQLITE_LIMIT_LENGTH,
                CInt(Self.maximumRowCount)
            )
        }
        self.busyTimeout = busyTimeout
        let folder = Folder.parent(of: path)
        line = try? WritersLine(door: "\(folder)/blobs", room: folder)
        do {
            // A relative path gets a prefix, so that SQLite does not take it for something else:
            // `file:…` is a URI, `:memory:` no file.
            let path = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
            queue = try Self.queue(at: path, configuration, prepare: prepare)
        } catch {
            throw StorageError(any: error)
        }
    }
}

// MARK: - Opening

extension VaultDatabase {
    /// Refuses what SQLite would follow or wait for: it writes beside the database through a symbolic
    /// link into any file of the user, and reads a pipe for ever.
    ///
    /// - Throws: ``StorageError/damaged(_:)`` if the file, or one of those that SQLite puts beside it,
    ///   is not a regular file.
    private static func requireFiles(at path: String) throws(StorageError) {
        for name in ["", "-wal", "-shm", "-journal"].map({ path + $0 }) {
            let isSound = try StorageError.translating { () throws(SystemError) in
                let status = try Folder.lookUp(name)
                return status == nil || status?.kind == .file
            }
            guard isSound else { throw .damaged(.file) }
        }
    }

    /// Opens a file to read and to write; only to read if its file system allows no more.
    private static func queue(
        at path: String,
        _ configuration: Configuration,
        prepare: (DatabaseQueue) throws -> Void
    ) throws -> DatabaseQueue {
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try makeDurable(queue)
            try prepare(queue)
            return queue
        } catch {
            guard
                StorageError(any: error) == .readOnly,
                let queue = try readOnlyQueue(at: path, configuration)
            else { throw error }
            try prepare(queue)
            return queue
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

    /// Refuses the databases of others and of later versions; brings older ones up to date.
    private static func checkVersion(of queue: DatabaseQueue) throws {
        let (application, version) = try queue.read { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA application_id"),
                try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard application == Schema.applicationID, version > 0 else {
            throw StorageError.notAVault
        }
        guard version <= Schema.version else {
            throw StorageError.newerVersion(Schema.name(of: version))
        }
        if version < Schema.version { try Schema.migrator.migrate(queue) }
    }
}

// MARK: - Transactions

extension VaultDatabase {
    /// Reads in one transaction, which sees one commit from beginning to end.
    ///
    /// The closure has to name its error: `read { (records) throws(StorageError) in … }`.
    ///
    /// - Parameter body: Reads the records, which cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws; ``StorageError``, translated, if there is no view to lend.
    package func read<T, Failure: StorageFailure>(
        _ body: (Records) throws(Failure) -> T
    ) throws(Failure) -> T {
        do {
            // Not the queue's own `read`: it sets `query_only` and back, with which SQLite forgets all
            // prepared statements. The connection itself refuses to write.
            return try queue.writeWithoutTransaction { database in
                var result: Result<T, any Error>?
                try database.inTransaction(.deferred) {
                    result = Result { try body(Records(database, mayWrite: false)) }
                    return .commit
                }
                guard let result else { throw StorageError.notFound }
                return try result.get()
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// Writes in one transaction: all of it is done and durable, or nothing.
    ///
    /// The transaction holds the write lock from its beginning, so what `body` reads is what it
    /// writes upon.
    ///
    /// - Parameter body: Reads and writes the records, which cannot leave it.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, after everything is undone; ``StorageError``, translated, if
    ///   the transaction cannot begin (``StorageError/busy``) or be committed.
    package func write<T, Failure: StorageFailure>(
        _ body: (inout Records) throws(Failure) -> T
    ) throws(Failure) -> T {
        do {
            return try inTurn { database in
                var written: (result: T, left: LeftRows)?
                // Takes back what Records.makeRoom() has given.
                defer { try? database.cachedStatement(sql: "PRAGMA cache_size = -2000").execute() }
                try database.inTransaction(.immediate) {
                    // sqlite.org/pragma.html#pragma_data_version: another one after others' commits.
                    let version = try Int.fetchOne(
                        database.cachedStatement(sql: "PRAGMA data_version")
                    )
                    var records = Records(database, kept: takeRows(leftAt: version))
                    let result = try body(&records)
                    written = (result, LeftRows(version: version, rows: records.connection.kept))
                    return .commit
                }
                guard let written else { throw StorageError.notFound }
                // Only now: what was not committed is not true.
                left.withLock { $0 = written.left }
                return written.result
            }
        } catch {
            throw Self.failure(error)
        }
    }

    /// Takes what the last transaction that wrote has left, if nobody has written since.
    private func takeRows(leftAt version: Int?) -> KeptRows {
        left.withLock { left in
            defer { left = nil }
            guard let left, left.version == version else { return KeptRows() }
            return left.rows
        }
    }

    /// Does what takes the write lock of the database when it is this connection's turn.
    ///
    /// - Throws: ``StorageError/busy`` if the turn does not come; what `body` throws.
    private func inTurn<T>(_ body: (Database) throws -> T) throws -> T {
        try queue.writeWithoutTransaction { database in
            do throws(SystemError) {
                try line?.enter(waitingAtMost: busyTimeout)
            } catch  where error.isLocked {
                throw StorageError.busy
            } catch {
                // Without a line, SQLite decides whose turn it is.
            }
            defer { line?.leave() }
            return try body(database)
        }
    }

    private static func failure<Failure: StorageFailure>(_ error: any Error) -> Failure {
        error as? Failure ?? Failure(StorageError(any: error))
    }
}

// MARK: - Deleted bytes

extension VaultDatabase {
    /// Cleans the files of what was deleted.
    ///
    /// Deleted content is overwritten in the database (`secure_delete`), but the log of writes still
    /// has older pages: they are brought into the database, and the log is cut to nothing.
    ///
    /// - Returns: Whether it was done; `false` if another process is reading older pages.
    /// - Throws: ``StorageError`` if the files cannot be written.
    package func purge() throws(StorageError) -> Bool {
        do {
            return try inTurn { database in
                // sqlite.org/pragma.html#pragma_wal_checkpoint: the first column is 1 if blocked.
                try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
        } catch {
            let error = StorageError(any: error)
            if error == .busy { return false }
            throw error
        }
    }
}

// MARK: - Integrity

extension VaultDatabase {
    /// The settings of the open connection, on which durability and erasure depend.
    ///
    /// - Returns: The settings; ``DurabilitySettings/required`` from opening on.
    /// - Throws: ``StorageError`` if they cannot be read.
    package func durabilitySettings() throws(StorageError) -> DurabilitySettings {
        do {
            return try queue.read { database in try DurabilitySettings(of: database) }
        } catch {
            throw StorageError(any: error)
        }
    }

    /// Checks the structure of the file: pages, order of rows, and that indexes agree with tables.
    ///
    /// - Returns: The number of problems that SQLite names, at most 100; 0 for a sound file.
    /// - Throws: ``StorageError``, with ``StorageError/damaged(_:)`` if the check cannot be ended.
    /// - Complexity: O(*n* log *n*) in the size of the database.
    package func integrityProblems() throws(StorageError) -> Int {
        do {
            return try queue.read { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check(100)")
                    .count { $0 != "ok" }
            }
        } catch {
            throw StorageError(any: error)
        }
    }

    /// Checks that every row that refers to another one finds it.
    ///
    /// - Returns: The number of rows that do not.
    /// - Throws: ``StorageError``, with ``StorageError/damaged(_:)`` if the check cannot be ended.
    /// - Complexity: O(*n*) in the number of rows.
    package func referenceProblems() throws(StorageError) -> Int {
        do {
            return try queue.read { database in
                try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
            }
        } catch {
            throw StorageError(any: error)
        }
    }
}

/// Rows as a transaction left them.
private struct LeftRows: Sendable {
    /// The number of the last commit by another connection before the transaction.
    let version: Int?

    let rows: KeptRows
}
