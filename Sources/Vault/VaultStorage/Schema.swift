import GRDB
import VaultLedger

/// The tables of a vault, by numbered migrations that are never edited.
///
/// Tables hold either what was said, verbatim, or the projection: what all statements together have
/// led to. The projection (names with `p_`) can be rebuilt from the statements at any time, and an
/// audit does so.
enum Schema {
    /// `PRAGMA application_id`: the bytes "VLT1".
    static let applicationID = 0x564c_5431

    /// The number of the last migration, kept as `PRAGMA user_version`.
    static let version = 5

    /// Brings a database to ``version``.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(name(of: 1)) { database in
            try database.execute(
                sql: """
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = 1;
                    """ + tree + truth
            )
        }
        // The projection is no format: it is made anew from the statements. Triggers come last, so
        // that the replay of what ended long ago does not touch what is in force.
        migrator.registerMigration(name(of: 2)) { database in
            try dropProjection(of: database)
            try database.execute(sql: "PRAGMA user_version = 2;" + projection)
            try replay(in: database)
            try database.execute(sql: triggers)
        }
        // The tables are the same; envelopes may have lines, and the log a type of
        // statement (`scrub`), that version 2 cannot read.
        migrator.registerMigration(name(of: 3)) { database in
            try database.execute(sql: "PRAGMA user_version = 3")
        }
        // The tables are the same again, with ways into them that do not read all rows.
        migrator.registerMigration(name(of: 4)) { database in
            try database.execute(sql: "PRAGMA user_version = 4;" + laterIndexes)
        }
        // And again, with another; the log may have types of statements (`deletion-request`,
        // `deletion-answer`) that version 4 cannot read.
        migrator.registerMigration(name(of: 5)) { database in
            try database.execute(sql: "PRAGMA user_version = 5;" + deletionIndex)
        }
        return migrator
    }

    /// Drops the projection of an earlier version, with its indexes and triggers.
    private static func dropProjection(of database: Database) throws {
        let objects = try Row.fetchAll(
            database,
            sql: """
                SELECT type, name FROM sqlite_schema
                WHERE name GLOB 'p_*' AND type IN ('trigger', 'table') ORDER BY type DESC
                """
        )
        for object in objects {
            let type: String = object["type"]
            let name: String = object["name"]
            try database.execute(sql: "DROP \(type) \(name.quotedDatabaseIdentifier)")
        }
    }

    /// Fills an empty projection from the statements.
    ///
    /// A statement that breaks a rule, or is missing, has no effect: an audit names it.
    private static func replay(in database: Database) throws {
        var records = Records(database)
        for index in 0..<(try records.size()) {
            guard let bytes = try records.statement(at: index) else { continue }
            _ = try Replay.apply(bytes: bytes, at: index, to: &records)
        }
    }

    /// The name of a migration.
    static func name(of version: Int) -> String { "v\(version)" }

    /// The tables that an audit makes anew: the tree and the projection.
    static let audited = tree + projection

    /// The entries of the tree and its full subtrees; level 0 has the leaf hashes.
    private static let tree = """
        CREATE TABLE leaf (
            idx INTEGER PRIMARY KEY,
            digest BLOB NOT NULL
        ) STRICT;
        CREATE TABLE node (
            level INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, idx)
        ) STRICT, WITHOUT ROWID;

        """

    /// What was said and handed over, verbatim.
    ///
    private static let truth = """
        CREATE TABLE statement (
            idx INTEGER PRIMARY KEY REFERENCES leaf,
            note TEXT NOT NULL
        ) STRICT;
        CREATE TABLE checkpoint (
            size INTEGER PRIMARY KEY,
            note TEXT NOT NULL
        ) STRICT;
        CREATE TABLE envelope (
            digest BLOB PRIMARY KEY NOT NULL,
            subject TEXT NOT NULL,
            generation INTEGER NOT NULL,
            holder TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX envelope_subject ON envelope (subject, holder);
        CREATE TABLE card (
            digest BLOB PRIMARY KEY NOT NULL,
            member TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE recipient (
            digest BLOB PRIMARY KEY NOT NULL,
            text TEXT NOT NULL
        ) STRICT;
        CREATE TABLE garbage (
            digest BLOB PRIMARY KEY NOT NULL
        ) STRICT, WITHOUT ROWID;

        """
}
