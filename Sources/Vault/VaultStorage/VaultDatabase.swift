import GRDB
import GRDBSQLite
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
    private let left = LeftRows()

    /// Where those who write wait for their turn; `nil` if there is no line, or nobody else.
    private let line: WritersLine?

    /// How long to wait for other writers.
    private let busyTimeout: Duration

    /// Uses a connection that is open.
    init(_ queue: DatabaseQueue) {
        self.queue = queue
        line = nil
        busyTimeout = .zero
    }

    /// Opens a file that is there.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - busyTimeout: How long to wait for other writers, in this and in later calls.
    ///   - isInLine: Whether to stand in line with other writers.
    ///   - prepare: Looks whether it is a vault's, or makes it one.
    /// - Throws: ``StorageError``, also for what `prepare` throws.
    init(
        path: String,
        busyTimeout: Duration,
        isInLine: Bool,
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
        line = isInLine ? try? WritersLine(door: "\(folder)/blobs", room: folder) : nil
        do {
            // A relative path gets a prefix, so that SQLite does not take it for something else:
            // `file:…` is a URI, `:memory:` no file.
            let path = path.utf8.first == UInt8(ascii: "/") ? path : "./" + path
            queue = try Self.queue(at: path, configuration, prepare: prepare)
        } catch {
            throw Self.cause(of: StorageError(any: error), at: path)
        }
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
                var written: (result: T, rows: KeptRows, version: Int?)?
                // Takes back what Records.makeRoom() has given.
                defer { try? database.cachedStatement(sql: "PRAGMA cache_size = -2000").execute() }
                try database.inTransaction(.immediate) {
                    // sqlite.org/pragma.html#pragma_data_version: another one after others' commits.
                    let version = try Int.fetchOne(
                        database.cachedStatement(sql: "PRAGMA data_version")
                    )
                    var records = Records(database, kept: left.take(at: version))
                    let result = try body(&records)
                    written = (result, records.connection.kept, version)
                    return .commit
                }
                guard let written else { throw StorageError.notFound }
                // Only now: what was not committed is not true.
                left.put(written.rows, at: written.version)
                return written.result
            }
        } catch {
            throw Self.failure(error)
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
