import Foundation
import Testing
import Vault
import VaultLedger
import VaultSystem

@Suite("The signer of the log")
struct LogHeadTests {
    private static let file = "vault/log.head"

    /// The size of the head in the file.
    private static func size(_ stage: Stage) throws -> Int? {
        let lines = String(decoding: try stage.bytes(file), as: UTF8.self).split(separator: "\n")
        return Int(lines[1])
    }

    @Test
    func `writes down every head that it signed, beside its key`() async throws {
        let stage = try await Stage()
        #expect(try Self.size(stage) == 6)
        try await stage.deposit("paper")
        #expect(try Self.size(stage) == 7)
        let mode = try FileManager.default.attributesOfItem(atPath: stage.path(Self.file))
        #expect(mode[.posixPermissions] as? Int == 0o600)
        _ = try await DocumentVault.create(
            at: stage.path("second"),
            origin: "vault.example/second",
            as: stage.admin,
            name: "Somebody"
        )
        let first = try stage.bytes("second/log.head")
        #expect(String(decoding: first, as: UTF8.self).hasPrefix("vault.example/second\n3\n"))
    }

    @Test(arguments: [0, 1, 2])
    func `does not go on from a backup of the database`(statements: Int) async throws {
        let stage = try await Stage()
        try stage.copy("vault", to: "copy")
        let backup = try await stage.open(as: nil).summary().head
        try await stage.deposit("paper")
        let last = try await stage.open(as: nil).summary().head
        let signed = try stage.bytes(Self.file)
        try stage.put("copy")
        for number in 0..<statements { try await stage.deposit("paper \(number)") }
        try stage.write(signed, to: Self.file)

        let found = try await stage.open(as: nil).summary().head
        #expect(found.size == backup.size + statements)
        let error: VaultError =
            statements == 0
            ? .wentBack(remembered: last, found: found) : .forked(remembered: last, found: found)
        await #expect(throws: error) {
            try await stage.open(as: stage.admin).enrol(
                stage.chamber.card(name: "Again"),
                as: .organisation
            )
        }
        #expect(try await stage.open(as: nil).summary().head == found)
        #expect(try stage.bytes(Self.file) == signed)

        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: found.root)
        try await stage.deposit("another paper")
        #expect(try Self.size(stage) == found.size + 1)
    }

    @Test
    func `goes on from a head that lags behind, or is not there`() async throws {
        let stage = try await Stage()
        let early = try stage.bytes(Self.file)
        try await stage.deposit("paper 1")
        try await stage.deposit("paper 2")
        try stage.write(early, to: Self.file)
        try await stage.deposit("paper 3")
        #expect(try Self.size(stage) == 9)
        try FileManager.default.removeItem(atPath: stage.path(Self.file))
        try await stage.deposit("paper 4")
        #expect(try Self.size(stage) == 10)
        // What a power cut can leave of a file that did not wait for the disk.
        try stage.write([], to: Self.file)
        try await stage.deposit("paper 5")
        #expect(try Self.size(stage) == 11)
        try stage.write([UInt8](repeating: 0, count: early.count), to: Self.file)
        try await stage.deposit("paper 6")
        #expect(try Self.size(stage) == 12)
    }

    @Test
    func `follows every head of a burst`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        for number in 1...5 {
            _ = try await desk.enrolProvisional(name: "Newcomer \(number)")
            #expect(try Self.size(stage) == (try await desk.summary().head.size))
        }
    }

    @Test
    func `reads the log's key again once its file is another`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.enrolProvisional(name: "A newcomer")
        let key = try stage.bytes("vault/log.key")
        try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        await #expect(throws: VaultError.damaged(.logKey)) {
            try await desk.enrolProvisional(name: "Another newcomer")
        }
        try stage.write(key, to: "vault/log.key")
        _ = try await desk.enrolProvisional(name: "Another newcomer")
    }

    @Test
    func `signs nothing while the head beside its key is damaged`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let head = try await desk.summary().head
        let value = try stage.bytes(Self.file)
        for offset in value.indices {
            var changed = value
            changed[offset] ^= 1 << (offset % 8)
            try stage.write(changed, to: Self.file)
            await #expect(throws: VaultError.damaged(.logHead), "at \(offset)") {
                try await desk.enrolProvisional(name: "Another newcomer")
            }
        }
        #expect(try await desk.summary().head == head)
        _ = try await DocumentVault.open(at: stage.path("vault"), acceptingHead: head.root)
        #expect(try stage.bytes(Self.file) == value)
    }

    @Test
    func `does not take a head for damaged that another is about to write`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let value = try stage.bytes(Self.file)
        let lock = try FolderLock(
            path: stage.path("vault/log.lock"),
            .exclusive,
            patience: .unlimited
        )
        try stage.write(value.prefix(100) + [UInt8](repeating: 0, count: 96), to: Self.file)
        await #expect(throws: VaultError.busy) {
            try await desk.enrolProvisional(name: "A newcomer")
        }
        try stage.write(value, to: Self.file)
        lock.release()
        _ = try await desk.enrolProvisional(name: "A newcomer")
    }

    /// What may happen to a row on its way into storage, and what is to be said about it.
    static let faults: [(trigger: String, damage: Damage)] = [
        (
            "statement BEGIN UPDATE statement SET note = note || char(10) WHERE idx = NEW.idx",
            .statement(6)
        ),
        (
            "statement BEGIN DELETE FROM statement WHERE idx = NEW.idx",
            .statement(6)
        ),
        (
            "leaf BEGIN UPDATE leaf SET digest = zeroblob(32) WHERE idx = NEW.idx",
            .statement(6)
        ),
        (
            "node BEGIN UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND idx = NEW.idx",
            .checkpoint
        ),
    ]

    @Test(arguments: faults)
    func `signs only what it read back`(trigger: String, damage: Damage) async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let head = try await desk.summary().head
        let intruder = try Intruder(stage)
        try intruder.run("CREATE TRIGGER fault AFTER INSERT ON \(trigger); END")
        await #expect(throws: VaultError.damaged(damage)) {
            try await desk.enrolProvisional(name: "Another newcomer")
        }
        try intruder.run("DROP TRIGGER fault")
        #expect(try await desk.summary().head == head)
        #expect(try Self.size(stage) == head.size)
        _ = try await desk.enrolProvisional(name: "Another newcomer")
        #expect(try await desk.audit().isClean)
    }
}
