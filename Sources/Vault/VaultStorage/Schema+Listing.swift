import GRDB
import VaultLedger

/// What a database has: its tables, indexes and triggers, and nothing else.
///
/// A view in the place of a table could go on for ever, and a trigger could keep what is deleted. So a
/// database is looked over before it is asked anything.
extension Schema {
    /// The ``listing(of:)`` of the database of each version.
    ///
    /// Version 1 had another projection, which no migration makes: the golden vaults have it.
    static let listings = [
        1: "b0f1f0b17be3fc36ff96a1427861e546458e56fd7093c8f684d34555e140522e",
        2: "31268eca5e440690b9aa843ad358243a92e2c0d0e7c4b299d6b2a408d90a33f5",
        3: "31268eca5e440690b9aa843ad358243a92e2c0d0e7c4b299d6b2a408d90a33f5",
        4: "9b78eb8cac24e5216e3a479fddd59a7375145a1e366b6200c32b0cbc53c9e925",
        5: "c62ffd7cafa890bc797ff6b31bae5324477a2e4118c222b12929ac836bc69b8c",
    ]

    /// The SHA-256, in hexadecimal, of all that a database lists in `sqlite_schema`: a line for each
    /// table, index and trigger, with its type, its name, its table and its SQL.
    ///
    /// SQLite reads an SQL as far as a NUL in it. In hexadecimal, no part can pass for two.
    static func listing(of database: Database) throws -> String {
        let lines = try String.fetchAll(
            database,
            sql: """
                SELECT hex(type) || ' ' || hex(name) || ' ' || hex(tbl_name) || ' ' || hex(sql)
                FROM sqlite_schema ORDER BY 1
                """
        )
        let text = Array(lines.joined(separator: "\n").utf8)
        return Digest.of(text.span).hexadecimal
    }

    /// The version of a database that has just what a vault of this version has.
    ///
    /// - Throws: ``StorageError/notAVault`` for the databases of others,
    ///   ``StorageError/newerVersion(_:)`` for those of later versions, ``StorageError/damaged(_:)`` if
    ///   anything is missing, added or changed.
    static func requireVersion(of database: Database) throws -> Int {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard application == applicationID, version > 0 else { throw StorageError.notAVault }
        guard version <= Self.version else { throw StorageError.newerVersion(name(of: version)) }
        guard try listing(of: database) == listings[version] else {
            throw StorageError.damaged(.schema)
        }
        return version
    }
}
