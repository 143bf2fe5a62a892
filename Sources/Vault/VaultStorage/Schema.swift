import GRDB

/// The tables of a vault, by numbered migrations that are never edited.
///
/// Tables hold either what was said, verbatim, or the projection: what all statements together have
/// led to. The projection (names with `p_`) can be rebuilt from the statements at any time, and an
/// audit does so.
enum Schema {
    /// `PRAGMA application_id`: the bytes "VLT1".
    static let applicationID = 0x564c_5431

    /// The number of the last migration, kept as `PRAGMA user_version`.
    static let version = 1

    /// Brings a database to ``version``.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration(name(of: 1)) { database in
            try database.execute(
                sql: """
                    PRAGMA application_id = \(applicationID);
                    PRAGMA user_version = 1;
                    """ + tree + projection + truth
            )
        }
        return migrator
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
    /// An envelope goes when the projection no longer names it: its holder has lost access. The
    /// digest of another's envelope in a statement must not be enough to remove that one.
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
        CREATE TRIGGER p_document_key_deleted AFTER DELETE ON p_document_key BEGIN
            DELETE FROM envelope WHERE digest = OLD.envelope
                AND NOT EXISTS (SELECT 1 FROM p_document_key WHERE envelope = OLD.envelope)
                AND NOT EXISTS (SELECT 1 FROM p_group_key WHERE envelope = OLD.envelope)
                AND NOT EXISTS (SELECT 1 FROM p_member WHERE custody = OLD.envelope);
        END;
        CREATE TRIGGER p_document_key_replaced AFTER UPDATE OF envelope ON p_document_key
        WHEN NEW.envelope <> OLD.envelope BEGIN
            DELETE FROM envelope WHERE digest = OLD.envelope
                AND NOT EXISTS (SELECT 1 FROM p_document_key WHERE envelope = OLD.envelope)
                AND NOT EXISTS (SELECT 1 FROM p_group_key WHERE envelope = OLD.envelope)
                AND NOT EXISTS (SELECT 1 FROM p_member WHERE custody = OLD.envelope);
        END;

        """
}
