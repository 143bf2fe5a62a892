import GRDB
import TestSupport
import Testing
import VaultLedger

@testable import VaultStorage

/// Databases that earlier versions wrote are brought up to date when they are opened.
@Suite("A database of an earlier version")
struct MigrationTests {
    /// The golden vaults of earlier versions, as `v1/hybrid`.
    static func suites() throws -> [String] {
        try ["v1", "v2", "v3", "v4"].flatMap { version in
            try Fixture.names(in: "vaults/\(version)").map { "\(version)/\($0)" }
        }
    }

    /// A golden database in a temporary folder.
    private struct Old {
        let folder: TemporaryFolder
        var path: String { folder.file("vault.sqlite") }

        init(_ suite: String) throws {
            folder = try TemporaryFolder()
            let bytes = try Fixture.bytes("vaults/\(suite)/vault/vault.sqlite")
            try folder.write(bytes, to: "vault.sqlite")
        }

        /// Everything that a query finds, as text.
        func rows(_ sql: String) throws -> [String] { try TestVault.texts(sql, at: path) }

        func version() throws -> [String] { try rows("PRAGMA user_version") }

        /// What was said and handed over, row by row.
        func truth() throws -> [String] {
            try rows(
                """
                SELECT idx || note FROM statement UNION ALL SELECT size || note FROM checkpoint
                UNION ALL SELECT hex(digest) || subject || generation || holder || hex(body)
                    FROM envelope
                UNION ALL SELECT hex(digest) || member || hex(body) FROM card
                UNION ALL SELECT hex(digest) || text FROM recipient
                UNION ALL SELECT idx || hex(digest) FROM leaf
                UNION ALL SELECT level || '/' || idx || hex(hash) FROM node ORDER BY 1
                """
            )
        }
    }

    /// Erased statements cannot be replayed here: the audit of a golden vault passes them.
    @Test(arguments: try suites().filter { $0.hasPrefix("v1/") })
    func `keeps what was said, and is replayed to what it leads to`(suite: String) throws {
        let old = try Old(suite)
        #expect(try old.version() == [String(suite.dropFirst().prefix(1))])
        let truth = try old.truth()
        let database = try VaultDatabase(openingAt: old.path)
        #expect(try old.version() == ["5"])
        #expect(try old.truth() == truth)
        let differences = try database.look { records throws(StorageError) in
            try VaultDatabase.withAuditCopy { copy throws(StorageError) in
                for index in 0..<(try records.size()) {
                    guard
                        let leaf = try records.leaf(at: index),
                        let bytes = try records.statement(at: index)
                    else { throw StorageError.damaged(.statement) }
                    let rule = try Replay.apply(bytes: bytes, at: index, to: &copy.records)
                    #expect(rule == nil)
                    try copy.records.append(leaf: leaf)
                }
                return try copy.differences(from: records, limit: 100)
            }
        }
        #expect(differences.isEmpty)
        #expect(!truth.isEmpty)
    }

    @Test(arguments: try suites())
    func `has the tables, indexes and triggers of a new one`(suite: String) throws {
        let schema = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema"
        let old = try Old(suite)
        _ = try VaultDatabase(openingAt: old.path)
        let new = try TestVault()
        #expect(try Set(old.rows(schema)) == Set(new.texts(schema)))
    }

    @Test(arguments: try suites().filter { !$0.hasPrefix("v1/") })
    func `keeps every row of it if its tables are those of today`(suite: String) throws {
        let old = try Old(suite)
        let state = """
            SELECT id || deposited || sealed FROM p_document UNION ALL
            SELECT idx || kind || author FROM p_event ORDER BY 1
            """
        let (truth, rows) = (try old.truth(), try old.rows(state))
        #expect(try old.version() == [String(suite.dropFirst().prefix(1))])
        _ = try VaultDatabase(openingAt: old.path)
        #expect(try old.version() == ["5"])
        #expect(try old.truth() == truth)
        #expect(try old.rows(state) == rows)
        #expect(rows.count > 20)
    }

    /// Version 1 is the golden vaults' own.
    @Test(arguments: 2...Schema.version)
    func `is known by what the migrations make`(version: Int) throws {
        let queue = try DatabaseQueue()
        try Schema.migrator.migrate(queue, upTo: Schema.name(of: version))
        let listing = try queue.read { database in try Schema.listing(of: database) }
        #expect(Schema.listings[version] == listing)
    }

    @Test(arguments: try suites())
    func `is refused as it is with anything but the tables of its version`(suite: String) throws {
        let old = try Old(suite)
        let (version, truth) = (try old.version(), try old.truth())
        try TestVault.execute("CREATE TABLE stash (body BLOB)", at: old.path)
        #expect(throws: StorageError.damaged(.schema)) { try VaultDatabase(openingAt: old.path) }
        #expect(try old.version() == version)
        #expect(try old.truth() == truth)
    }

    /// What stops a migration in the middle takes back all of it.
    @Test(arguments: try suites().filter { $0.hasPrefix("v1/") })
    func `is as it was if it could not be brought up to date`(suite: String) throws {
        let old = try Old(suite)
        let projection = """
            SELECT name || coalesce(sql, '') FROM sqlite_schema WHERE name GLOB 'p_*' ORDER BY 1
            """
        let (truth, tables) = (try old.truth(), try old.rows(projection))
        let members = try old.rows("SELECT id || last_number FROM p_member ORDER BY 1")
        // The replay reads the last leaf after the old projection is gone.
        let last = "WHERE idx = (SELECT max(idx) FROM leaf)"
        let digest = try #require(try old.rows("SELECT hex(digest) FROM leaf \(last)").first)
        try TestVault.execute("UPDATE leaf SET digest = x'00' \(last)", at: old.path)
        #expect(throws: StorageError.damaged(.leaf)) { try VaultDatabase(openingAt: old.path) }
        try TestVault.execute("UPDATE leaf SET digest = x'\(digest)' \(last)", at: old.path)
        #expect(try old.version() == ["1"])
        #expect(try old.rows(projection) == tables)
        #expect(try old.rows("SELECT id || last_number FROM p_member ORDER BY 1") == members)
        #expect(try old.truth() == truth)
        _ = try VaultDatabase(openingAt: old.path)
        #expect(try old.version() == ["5"])
    }
}
