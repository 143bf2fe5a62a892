import GRDB

/// The settings of a connection on which durability and erasure depend (sqlite.org/pragma.html).
package struct DurabilitySettings: Hashable, Sendable {
    /// What every connection to a vault must have: a commit is synced, a deleted row overwritten.
    package static let required = DurabilitySettings(
        journalMode: "wal",
        synchronous: 2,
        deletesSecurely: true
    )

    /// The journal: `wal`.
    package let journalMode: String

    /// How often SQLite waits for the disk: 2, which is FULL, is at each commit.
    package let synchronous: Int

    /// Whether what is deleted is overwritten with zeros.
    package let deletesSecurely: Bool

    private init(journalMode: String, synchronous: Int, deletesSecurely: Bool) {
        self.journalMode = journalMode
        self.synchronous = synchronous
        self.deletesSecurely = deletesSecurely
    }

    /// Reads the settings back from a connection.
    init(of database: Database) throws {
        self.init(
            journalMode: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
            synchronous: try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? 0,
            deletesSecurely: try Int.fetchOne(database, sql: "PRAGMA secure_delete") == 1
        )
    }
}
