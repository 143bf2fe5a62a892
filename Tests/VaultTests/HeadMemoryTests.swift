import Foundation
import GRDB
import Synchronization
import Testing
import Vault
import VaultLedger

@Suite("A remembered head")
struct HeadMemoryTests {
    /// A memory in the memory of this process.
    final class Shelf: HeadMemory {
        private let values = Mutex<[String: [UInt8]]>([:])

        func value(for origin: String) -> [UInt8]? { values.withLock { $0[origin] } }

        func replace(_ old: [UInt8]?, by new: [UInt8], for origin: String) -> Bool {
            values.withLock { values in
                guard values[origin] == old else { return false }
                values[origin] = new
                return true
            }
        }

        func set(_ value: [UInt8]?) {
            values.withLock { $0[HeadMemoryTests.origin] = value }
        }
    }

    static let origin = "vault.example/district"

    @Test
    func `is the one of the first use, and of each later one, own statements included`()
        async throws
    {
        let stage = try await Stage()
        let shelf = Shelf()
        let first = try await stage.open(as: nil, remembering: shelf).summary()
        let pinned = try #require(shelf.value(for: Self.origin))
        let lines = String(decoding: pinned, as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "vault/memory/v1")
        #expect(lines[2] == first.fingerprint.hexadecimal)
        #expect(lines[3] == first.logKey)
        #expect(lines[4...6] == ["vault.example/district", "6", first.head.root.base64[...]])

        let desk = try await stage.open(as: stage.counselor, remembering: shelf)
        _ = try await desk.enrolProvisional(name: "Another newcomer")
        let second = try #require(shelf.value(for: Self.origin))
        #expect(String(decoding: second, as: UTF8.self).contains("\n7\n"))

        // Somebody else goes on; whoever has the vault open sees it at the next use.
        try await stage.deposit("one more")
        #expect(shelf.value(for: Self.origin) == second)
        #expect(try await desk.summary().head.size == 8)
        #expect(shelf.value(for: Self.origin) != second)
    }

    @Test
    func `refuses yesterday's copy until its root is accepted`() async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        let yesterday = try await stage.open(as: nil, remembering: shelf).summary().head
        try stage.copy("vault", to: "copy")
        try await stage.deposit("paper")
        let today = try await stage.open(as: nil, remembering: shelf).summary().head
        try stage.put("copy")

        let error = VaultError.wentBack(remembered: today, found: yesterday)
        for identity in [nil, stage.admin, stage.chamber] {
            await #expect(throws: error) { try await stage.open(as: identity, remembering: shelf) }
        }
        let audit = try await stage.audit(remembering: shelf)
        #expect(
            audit.findings == [
                AuditFinding(code: "head.back", index: 7, subject: today.root.hexadecimal)
            ]
        )
        await #expect(throws: VaultError.headNotAccepted(found: yesterday)) {
            try await stage.open(as: nil, remembering: shelf, accepting: today.root)
        }
        await #expect(throws: error) { try await stage.open(as: nil, remembering: shelf) }

        _ = try await stage.open(as: nil, remembering: shelf, accepting: yesterday.root)
        #expect(try await stage.audit(remembering: shelf).isClean)
        try await stage.deposit("another paper")
        #expect(try await stage.open(as: nil, remembering: shelf).summary().head.size == 7)
    }

    @Test(arguments: [1, 2, 3])
    func `refuses a fork of the same size, and larger ones`(statements: Int) async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        try stage.copy("vault", to: "copy")
        try await stage.deposit("paper")
        let known = try await stage.open(as: nil, remembering: shelf).summary().head
        try stage.put("copy")
        for number in 1...statements { try await stage.deposit("paper \(number)") }
        let found = try await stage.open(as: nil).summary().head
        #expect(found.size == known.size + statements - 1)

        await #expect(throws: VaultError.forked(remembered: known, found: found)) {
            try await stage.open(as: nil, remembering: shelf)
        }
        #expect(try await stage.audit(remembering: shelf).findings.map(\.code) == ["head.forked"])
    }

    @Test
    func `refuses a fork that keeps the rows of the tree that was seen`() async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        try stage.copy("vault", to: "copy")
        try await stage.deposit("paper")
        let known = try await stage.open(as: nil, remembering: shelf).summary().head
        let row = "SELECT hash FROM node WHERE level = 0 AND idx = 6"
        let leaf = try #require(try Intruder(stage).bytes(row))
        try stage.put("copy")
        try await stage.deposit("paper 1")
        try await stage.deposit("paper 2")
        // The root over eight leaves is a row of its own, and that over seven as it was.
        let changed = try Intruder(stage).run(
            "UPDATE node SET hash = ? WHERE level = 0 AND idx = 6",
            [Data(leaf)]
        )
        #expect(changed == 1)

        let found = try await stage.open(as: nil).summary().head
        #expect((known.size, found.size) == (7, 8))
        await #expect(throws: VaultError.forked(remembered: known, found: found)) {
            try await stage.open(as: nil, remembering: shelf)
        }
    }

    @Test
    func `refuses another vault of the same origin, unless it made it itself`() async throws {
        let stage = try await Stage()
        let other = try await Stage()
        let shelf = Shelf()
        let known = try await stage.open(as: nil, remembering: shelf).summary()
        do {
            _ = try await other.open(as: nil, remembering: shelf)
            Issue.record("another vault was taken for the known one")
        } catch VaultError.replaced(let remembered, let found) {
            #expect(remembered.fingerprint == known.fingerprint)
            #expect(remembered.head == known.head)
            #expect(found.fingerprint != known.fingerprint)
        }
        #expect(try await other.audit(remembering: shelf).findings.map(\.code) == ["head.replaced"])

        let third = try await DocumentVault.create(
            at: stage.path("third"),
            origin: Self.origin,
            as: stage.admin,
            name: "Somebody",
            memory: shelf
        )
        let made = try await third.summary()
        #expect(made.fingerprint != known.fingerprint)
        // Both are known now, and the stranger still is not.
        #expect(try await stage.open(as: nil, remembering: shelf).summary() == known)
        #expect(try await third.summary() == made)
        #expect(try await other.audit(remembering: shelf).findings.map(\.code) == ["head.replaced"])

        // Accepted on purpose, the stranger is the only one.
        let stranger = try await other.open(as: nil).summary()
        _ = try await other.open(as: nil, remembering: shelf, accepting: stranger.head.root)
        await #expect(throws: VaultError.self) {
            try await stage.open(as: nil, remembering: shelf)
        }
    }

    @Test
    func `that nobody can read stops the making of a vault`() async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        shelf.set([1, 2, 3])
        await #expect(throws: VaultError.memoryDamaged(found: .empty)) {
            try await DocumentVault.create(
                at: stage.path("third"),
                origin: Self.origin,
                as: stage.admin,
                name: "Somebody",
                memory: shelf
            )
        }
        #expect(!FileManager.default.fileExists(atPath: stage.path("third")))
    }

    @Test
    func `that lags behind is brought up to date`() async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        _ = try await stage.open(as: nil, remembering: shelf)
        let early = shelf.value(for: Self.origin)
        for number in 1...5 {
            try await stage.deposit("paper \(number)")
            shelf.set(early)
            _ = try await stage.open(as: nil, remembering: shelf)
            let value = String(decoding: try #require(shelf.value(for: Self.origin)), as: UTF8.self)
            #expect(value.contains("\n\(6 + number)\n"))
        }
    }

    @Test
    func `that is damaged is refused by name until a head is accepted`() async throws {
        let stage = try await Stage()
        let shelf = Shelf()
        let vault = try await stage.open(as: nil, remembering: shelf)
        let head = try await vault.summary().head
        let value = try #require(shelf.value(for: Self.origin))
        var damaged: [[UInt8]] = [[], [0x0A], value + [0x0A], value.dropLast(), value + value]
        for offset in value.indices {
            var changed = value
            changed[offset] ^= 1 << (offset % 8)
            damaged.append(changed)
        }
        for value in damaged {
            shelf.set(value)
            await #expect(throws: VaultError.memoryDamaged(found: head)) {
                try await vault.summary()
            }
            #expect(shelf.value(for: Self.origin) == value)
        }
        #expect(try await stage.audit(remembering: shelf).findings.map(\.code) == ["head.memory"])
        _ = try await stage.open(as: nil, remembering: shelf, accepting: head.root)
        #expect(shelf.value(for: Self.origin) == value)
    }
}

@Suite("A folder of remembered heads")
struct HeadMemoryFolderTests {
    @Test
    func `keeps one value for each origin`() throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/vault-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let memory = HeadMemoryFolder(path: "\(folder)/deep/down")
        #expect(try memory.value(for: "a") == nil)
        #expect(try memory.replace(nil, by: [1], for: "a"))
        #expect(try memory.replace(nil, by: [2], for: "b"))
        #expect(try !memory.replace(nil, by: [3], for: "a"))
        #expect(try !memory.replace([2], by: [3], for: "a"))
        #expect(try memory.value(for: "a") == [1])
        #expect(try memory.replace([1], by: [3], for: "a"))
        #expect(try HeadMemoryFolder(path: memory.path).value(for: "a") == [3])
        #expect(try memory.value(for: "b") == [2])
    }

    @Test
    func `loses no change of many who make one at a time`() async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/vault-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let memory = HeadMemoryFolder(path: folder)
                    for _ in 0..<20 {
                        while true {
                            let old = try memory.value(for: "a")
                            let new = [(old?.first ?? 0) + 1]
                            if try memory.replace(old, by: new, for: "a") { break }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try HeadMemoryFolder(path: folder).value(for: "a") == [80])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 2)
    }

    @Test
    func `says what it cannot write`() throws {
        let stray = FileManager.default.temporaryDirectory.path() + "/vault-\(UUID())"
        try Data().write(to: URL(filePath: stray))
        defer { try? FileManager.default.removeItem(atPath: stray) }
        let memory = HeadMemoryFolder(path: stray)
        #expect(throws: VaultError.io(code: ENOTDIR, path: memory.path(for: "a"))) {
            try memory.replace(nil, by: [1], for: "a")
        }
    }
}

extension Stage {
    /// Opens the vault as a client that remembers heads.
    func open(
        as identity: Identity?,
        remembering memory: any HeadMemory,
        accepting root: Digest? = nil
    ) async throws -> DocumentVault {
        try await DocumentVault.open(
            at: path("vault"),
            as: identity,
            clock: .fixed(time),
            memory: memory,
            acceptingHead: root
        )
    }

    /// Audits the vault as a client that remembers heads.
    func audit(remembering memory: any HeadMemory) async throws -> AuditReport {
        try await DocumentVault.audit(at: path("vault"), clock: .fixed(time), memory: memory)
    }
}
