import Foundation
import Synchronization
import TestSupport
import Testing
import VaultLedger
import VaultStorage
import VaultSystem

@Suite("The database of a vault")
struct VaultDatabaseTests {
    let leaf = Digest.of([1].span)

    @Test
    func `is made once, for its owner alone, and opened again`() throws {
        let vault = try TestVault()
        #expect(try Folder.mode(of: vault.path) == 0o600)
        #expect(try vault.open().look { records throws(StorageError) in try records.size() } == 0)
        #expect(throws: StorageError.exists) { try VaultDatabase.create(at: vault.path) }
    }

    @Test
    func `is not made by opening it`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StorageError.notFound) {
            try VaultDatabase(openingAt: folder.file("vault.sqlite"))
        }
        #expect(try folder.names().isEmpty)
    }

    @Test
    func `leaves nothing where it cannot be made`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StorageError.notFound) {
            try VaultDatabase.create(at: folder.file("missing/vault.sqlite"))
        }
        #expect(try folder.names().isEmpty)
    }

    @Test
    func `syncs every commit and overwrites what it deletes`() throws {
        let vault = try TestVault()
        let settings = try vault.open().durabilitySettings()
        #expect(settings == .required)
        #expect(settings.journalMode == "wal")
        #expect(settings.synchronous == 2)
        #expect(settings.deletesSecurely)
    }

    @Test
    func `keeps no trace of a body that is gone`() throws {
        let folder = try TemporaryFolder()
        let body = [UInt8]("the body of an envelope that has to go".utf8)
        let digest = Digest.of(body.span)
        var samples = try Samples(seed: 1)
        var key = samples.documentKey()
        key.key = SealedKey(holder: key.key.holder, recipient: digest, envelope: digest)
        func bytes() throws -> Data { Data(try folder.bytes("vault.sqlite")) }
        do {
            let database = try VaultDatabase.create(at: folder.file("vault.sqlite"))
            try database.change { records throws(StorageError) in
                try records.put(
                    envelope: body,
                    digest: digest,
                    subject: key.document.text,
                    generation: 1,
                    holder: key.key.holder.text
                )
                try records.put(key)
            }
        }
        #expect(try bytes().range(of: Data(body)) != nil)
        do {
            let database = try VaultDatabase(openingAt: folder.file("vault.sqlite"))
            try database.change { records throws(StorageError) in
                try records.removeEnvelope(of: key.document, holder: key.key.holder)
            }
        }
        #expect(try bytes().range(of: Data(body)) == nil)
        #expect(try folder.names() == ["vault.sqlite"])
    }

    /// To SQLite `file:…` is a URI with options, and `:memory:` is no file.
    @Test(arguments: ["file:vault?mode=memory", ":memory:"])
    func `has the very path that it is given`(name: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        await #expect(processExitsWith: .success) {
            [path = path as String, name = name as String] in
            #expect(FileManager.default.changeCurrentDirectoryPath(path))
            _ = try VaultDatabase.create(at: name)
        }
        #expect(try folder.names() == [name])
        #expect(try folder.bytes(name).count > 4096)
    }
}

// MARK: - Refusals

extension VaultDatabaseTests {
    struct Refusal: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let error: StorageError
        let prepare: @Sendable (TemporaryFolder) throws -> Void
    }

    static let refusals = [
        Refusal(testDescription: "an empty file", error: .notAVault) { folder in
            try folder.write([], to: "vault.sqlite")
        },
        Refusal(testDescription: "a text", error: .damaged(.file)) { folder in
            try folder.write(Array(repeating: 0x61, count: 5000), to: "vault.sqlite")
        },
        Refusal(testDescription: "another program's database", error: .notAVault) { folder in
            let sql = "PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE leaf (a)"
            try TestVault.execute(sql, at: folder.file("vault.sqlite"))
        },
        Refusal(testDescription: "a later version", error: .newerVersion("v6")) { folder in
            _ = try VaultDatabase.create(at: folder.file("vault.sqlite"))
            try TestVault.execute("PRAGMA user_version = 6", at: folder.file("vault.sqlite"))
        },
        Refusal(testDescription: "a truncated file", error: .damaged(.file)) { folder in
            _ = try VaultDatabase.create(at: folder.file("vault.sqlite"))
            let bytes = try folder.bytes("vault.sqlite")
            try folder.write(Array(bytes.prefix(bytes.count / 2)), to: "vault.sqlite")
        },
        Refusal(testDescription: "half a header", error: .damaged(.file)) { folder in
            _ = try VaultDatabase.create(at: folder.file("vault.sqlite"))
            let bytes = try folder.bytes("vault.sqlite")
            try folder.write(Array(bytes.prefix(50)), to: "vault.sqlite")
        },
    ]

    @Test(arguments: refusals)
    func `is refused by name if it is not one`(refusal: Refusal) throws {
        let folder = try TemporaryFolder()
        try refusal.prepare(folder)
        #expect(throws: refusal.error) {
            try VaultDatabase(openingAt: folder.file("vault.sqlite"))
        }
    }

    @Test(arguments: [true, false])
    func `is refused with a journal, which could name any file to be removed`(
        isCopy: Bool
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("vault.sqlite")
        _ = try VaultDatabase.create(at: path)
        let database = try folder.bytes("vault.sqlite")
        let target = try folder.write([1], to: "target")
        let journal = hotJournal(naming: target, beside: database)
        try folder.write(journal, to: "vault.sqlite-journal")
        #expect(throws: StorageError.damaged(.file)) {
            if isCopy {
                _ = try VaultDatabase(readingCopyAt: path)
            } else {
                _ = try VaultDatabase(openingAt: path)
            }
        }
        #expect(try folder.names() == ["target", "vault.sqlite", "vault.sqlite-journal"])
        #expect(try folder.bytes("vault.sqlite") == database)
    }

    @Test(
        arguments: [
            "CREATE TABLE stash (body BLOB)",
            "CREATE TRIGGER late AFTER INSERT ON leaf BEGIN DELETE FROM garbage; END",
            "CREATE INDEX spare ON statement (note)",
            "DROP TABLE card; CREATE VIEW card AS SELECT 1 AS digest, 2 AS member, 3 AS body",
            "DROP TRIGGER p_document_key_envelope_deleted",
            "DROP INDEX p_event_send",
            "ALTER TABLE p_hole ADD COLUMN more INTEGER",
            "ANALYZE",
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = sql || char(0) || 'more' WHERE name = 'garbage'
            """,
        ]
    )
    func `is refused with anything but the tables of its version`(change: String) throws {
        let vault = try TestVault()
        try vault.tamper(change)
        #expect(throws: StorageError.damaged(.schema)) { try vault.open() }
        #expect(throws: StorageError.damaged(.schema)) {
            try VaultDatabase(readingCopyAt: vault.path)
        }
    }

    @Test
    func `reports a missing table as damage, and a row that does not decode by its table`() throws {
        let vault = try TestVault()
        try vault.tamper("DROP TABLE p_grant; INSERT INTO leaf VALUES (0, x'00')")
        #expect(throws: StorageError.damaged(.schema)) {
            try vault.database.look { records throws(StorageError) in try records.grant(at: 0) }
        }
        #expect(throws: StorageError.damaged(.leaf)) {
            try vault.database.look { records throws(StorageError) in try records.leaf(at: 0) }
        }
    }

    @Test
    func `counts the problems of its structure`() throws {
        let vault = try TestVault()
        #expect(try vault.database.integrityProblems() == 0)
        try vault.database.change { records throws(StorageError) in
            try records.owe(deletionOf: leaf)
            try records.put(recipient: "age1", digest: leaf)
        }
        try vault.tamper(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = (
                SELECT rootpage FROM sqlite_schema WHERE name = 'p_grant_owner'
            ) WHERE name = 'sqlite_autoindex_recipient_1';
            """
        )
        #expect(try vault.open().integrityProblems() > 0)
    }
}

// MARK: - Transactions

extension VaultDatabaseTests {
    struct Refused: StorageFailure, Hashable {
        var error: StorageError?
        init(_ error: StorageError) { self.error = error }
        init() {}
    }

    @Test
    func `undoes everything when the body throws, and passes its error on`() throws {
        let vault = try TestVault()
        #expect(throws: Refused()) {
            try vault.database.write { (records) throws(Refused) in
                do throws(StorageError) {
                    try records.append(leaf: leaf)
                } catch {
                    throw Refused(error)
                }
                throw Refused()
            }
        }
        try vault.database.look { records throws(StorageError) in
            #expect(try records.size() == 0)
            #expect(try records.leaf(at: 0) == nil)
        }
        let index = try vault.database.change { records throws(StorageError) in
            try records.append(leaf: leaf)
        }
        #expect(index == 0)
    }

    @Test
    func `does not write while it reads`() throws {
        let vault = try TestVault()
        let error = #expect(throws: StorageError.self) {
            try vault.database.look { records throws(StorageError) in
                var records = records
                try records.owe(deletionOf: leaf)
            }
        }
        #expect(error == .readOnly)
    }

    @Test
    func `refuses a second writer who does not want to wait, and no reader`() throws {
        let vault = try TestVault()
        let other = try vault.open(busyTimeout: .milliseconds(50))
        try vault.database.change { records throws(StorageError) in
            try records.append(leaf: leaf)
            #expect(throws: StorageError.busy) {
                try other.change { records throws(StorageError) in
                    try records.append(leaf: leaf)
                }
            }
            #expect(throws: Refused(.busy)) {
                try other.write { (_: inout Records) throws(Refused) in () }
            }
            #expect(try other.look { records throws(StorageError) in try records.size() } == 0)
        }
        #expect(try other.look { records throws(StorageError) in try records.size() } == 1)
    }

    @Test
    func `lets writers queue, and none of them is lost`() throws {
        let vault = try TestVault()
        let databases = [vault.database, try vault.open()]
        let errors = Mutex<[StorageError]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { writer in
            for number in 0..<25 {
                do throws(StorageError) {
                    try databases[writer].change { records throws(StorageError) in
                        let size = try records.size()
                        let index = try records.append(leaf: Digest.of([UInt8(number)].span))
                        #expect(index == size)
                    }
                } catch {
                    errors.withLock { $0.append(error) }
                }
            }
        }
        #expect(errors.withLock { $0 }.isEmpty)
        #expect(try vault.open().look { records throws(StorageError) in try records.size() } == 50)
    }

    @Test
    func `lets thirty writers take turns, so that none is overtaken for ever`() throws {
        let vault = try TestVault()
        // Without this folder there is no line, and single writers are overtaken hundreds of times.
        try Folder.create(vault.folder.file("blobs"), mode: 0o700)
        let (writers, rounds) = (30, 20)
        let databases = try (0..<writers).map { _ in try vault.open() }
        let errors = Mutex<[StorageError]>([])
        let turns = Mutex((count: 0, longestWait: 0))
        let end = DispatchGroup()
        for database in databases {
            end.enter()
            Thread.detachNewThread {
                for number in 0..<rounds {
                    let start = turns.withLock { $0.count }
                    do throws(StorageError) {
                        try database.change { records throws(StorageError) in
                            turns.withLock { turns in
                                turns.longestWait = max(turns.longestWait, turns.count - start)
                                turns.count += 1
                            }
                            try records.append(leaf: Digest.of([UInt8(number)].span))
                            usleep(2_000)
                        }
                    } catch {
                        errors.withLock { $0.append(error) }
                    }
                }
                end.leave()
            }
        }
        end.wait()
        #expect(errors.withLock { $0 } == [])
        #expect(turns.withLock { $0.longestWait } < writers * 6)
        let size = try vault.open().look { records throws(StorageError) in try records.size() }
        #expect(size == writers * rounds)
    }

    @Test
    func `shows a reader one commit from beginning to end`() throws {
        let vault = try TestVault()
        let other = try vault.open()
        try vault.database.look { records throws(StorageError) in
            #expect(try records.size() == 0)
            try other.change { records throws(StorageError) in _ = try records.append(leaf: leaf) }
            #expect(try records.size() == 0)
        }
        #expect(try vault.database.look { records throws(StorageError) in try records.size() } == 1)
    }
}
