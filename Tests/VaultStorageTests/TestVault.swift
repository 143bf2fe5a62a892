import GRDB
import TestSupport
import VaultStorage

/// A database in a temporary folder.
struct TestVault {
    let folder: TemporaryFolder
    let database: VaultDatabase

    var path: String { folder.file("vault.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
        database = try VaultDatabase.create(at: folder.file("vault.sqlite"))
    }

    /// Opens the same file once more.
    func open(busyTimeout: Duration = .seconds(10)) throws -> VaultDatabase {
        try VaultDatabase(openingAt: path, busyTimeout: busyTimeout)
    }

    /// Changes the file behind the back of the code under test.
    func tamper(_ sql: String) throws { try Self.execute(sql, at: path) }

    /// Runs SQL on a file of SQLite.
    static func execute(_ sql: String, at path: String) throws {
        try DatabaseQueue(path: path).write { database in try database.execute(sql: sql) }
    }

    /// Reads the first column of all rows with a connection of its own.
    func texts(_ sql: String) throws -> [String] { try Self.texts(sql, at: path) }

    /// Reads the first column of all rows of a file of SQLite.
    static func texts(_ sql: String, at path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            try String.fetchAll(database, sql: sql)
        }
    }

    /// Reads the first column of the first row with a connection of its own.
    func text(_ sql: String) throws -> String? { try texts(sql).first }
}

extension VaultDatabase {
    /// Reads with no error but the storage's own.
    func look<T>(_ body: (Records) throws(StorageError) -> T) throws(StorageError) -> T {
        try read(body)
    }

    /// Writes with no error but the storage's own.
    func change<T>(_ body: (inout Records) throws(StorageError) -> T) throws(StorageError) -> T {
        try write(body)
    }
}
