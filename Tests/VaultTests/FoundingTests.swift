import Foundation
import GRDB
import TestSupport
import Testing
import Vault
import VaultLedger

@Suite("A new vault")
struct FoundingTests {
    private let folder: TemporaryFolder
    private let admin = Identity.generate(suite: .x25519)
    private let clock = VaultClock.fixed(LedgerTime(clamping: 1_800_000_000))

    init() throws { folder = try TemporaryFolder() }

    private func create(
        at path: String,
        origin: String = "vault.example/district",
        name: String = "Administration"
    ) async throws -> DocumentVault {
        try await DocumentVault.create(
            at: path,
            origin: origin,
            as: admin,
            name: name,
            clock: clock
        )
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
    }

    @Test(arguments: ["vault", "vault/", "vault//"])
    func `is made where nothing is`(name: String) async throws {
        let vault = try await create(at: folder.file(name))
        let summary = try await vault.summary()
        #expect(summary.origin == "vault.example/district")
        #expect(summary.suite == .x25519)
        #expect(summary.head.size == 3)
        #expect(try await vault.me()?.name == "Administration")
        #expect(try await vault.audit().isClean)
        #expect(try names() == ["vault"])
        let again = try await DocumentVault.open(at: folder.file(name), clock: clock)
        #expect(try await again.summary() == summary)
    }

    @Test
    func `takes the place of an empty folder and of nothing else`() async throws {
        let path = folder.file("vault")
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false
        )
        _ = try await create(at: path)
        await #expect(throws: VaultError.exists(path: path)) { try await create(at: path) }
        try Data("mine".utf8).write(to: URL(filePath: folder.file("file")))
        await #expect(throws: VaultError.self) { try await create(at: folder.file("file")) }
        #expect(try Data(contentsOf: URL(filePath: folder.file("file"))) == Data("mine".utf8))
        #expect(try names().sorted() == ["file", "vault"])
    }

    @Test
    func `needs a folder above it, an origin and a name`() async throws {
        let missing = VaultError.folderNotFound(path: folder.file("missing"))
        await #expect(throws: missing) { try await create(at: folder.file("missing/vault")) }
        let path = folder.file("vault")
        for origin in ["", "a b", "a+b", "/a", "a/", "ä", "a\n"] {
            await #expect(throws: VaultError.invalid(.origin)) {
                try await create(at: path, origin: origin)
            }
        }
        await #expect(throws: VaultError.invalid(.name)) { try await create(at: path, name: "") }
        #expect(try names() == [])
    }

    @Test
    func `is not found where there is none`() async throws {
        let path = folder.file("vault")
        await #expect(throws: VaultError.vaultNotFound(path: path)) {
            try await DocumentVault.open(at: path)
        }
        await #expect(throws: VaultError.vaultNotFound(path: path)) {
            try await DocumentVault.audit(at: path)
        }
    }

    @Test
    func `of a later version is refused by the name of that version`() async throws {
        let path = folder.file("vault")
        _ = try await create(at: path)
        let queue = try DatabaseQueue(path: path + "/vault.sqlite")
        try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 9") }
        await #expect(throws: VaultError.newerVersion(name: "v9")) {
            try await DocumentVault.open(at: path)
        }
        await #expect(throws: VaultError.newerVersion(name: "v9")) {
            try await DocumentVault.audit(at: path)
        }
    }

    @Test
    func `with a statement from the future is a finding`() async throws {
        let path = folder.file("vault")
        _ = try await create(at: path)
        let earlier = VaultClock.fixed(clock.now().advanced(by: -301))
        let report = try await DocumentVault.audit(at: path, clock: earlier)
        #expect(report.findings.map(\.code) == ["time.future", "time.future", "time.future"])
    }
}
