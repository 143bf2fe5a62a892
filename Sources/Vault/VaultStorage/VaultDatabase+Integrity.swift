import GRDB

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

    /// Whether other connections can have the database too: not if there is no room on the disk for what
    /// they share.
    ///
    /// - Returns: `true` as a rule.
    /// - Throws: ``StorageError`` if it cannot be told.
    package func isShared() throws(StorageError) -> Bool {
        do {
            return try queue.read { database in
                try String.fetchOne(database, sql: "PRAGMA locking_mode") == "normal"
            }
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
