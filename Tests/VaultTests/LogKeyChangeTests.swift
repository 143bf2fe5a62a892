import Foundation
import Testing
import Vault
import VaultLedger

/// A log that goes on under another key (TLOG.md §10, 37).
@Suite("A new log key", .timeLimit(.minutes(5)))
struct LogKeyChangeTests {
    @Test
    func `signs from its statement on, and the old one before`() async throws {
        let stage = try await Stage()
        let old = try await stage.open(as: nil).summary().logKey
        let document = try await stage.deposit("A diploma")
        let new = try await stage.open(as: stage.admin).replaceLogKey()
        #expect(new != old)
        try await stage.grant(document)
        let vault = try await stage.open(as: stage.chamber)
        #expect(try await vault.summary().logKey == new)
        #expect(try await vault.bytes(of: document) == Array("A diploma".utf8))
        let report = try await vault.audit()
        #expect(report.findings == [])
        #expect(report.logKey == new)
        #expect(try stage.files(under: "vault").contains("vault/log.key.next") == false)
    }

    @Test
    func `is the admin's to give`() async throws {
        let stage = try await Stage()
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await stage.open(as: stage.counselor).replaceLogKey()
        }
    }

    @Test
    func `is followed by who remembers the old one`() async throws {
        let stage = try await Stage()
        let memory = HeadMemoryFolder(path: stage.path("memory"))
        let open = { (identity: Identity) in
            try await DocumentVault.open(
                at: stage.path("vault"),
                as: identity,
                clock: .fixed(stage.time),
                memory: memory
            )
        }
        _ = try await open(stage.counselor)
        let new = try await stage.open(as: stage.admin).replaceLogKey()
        #expect(try await open(stage.counselor).summary().logKey == new)
    }

    @Test
    func `takes its place after a kill between commit and renaming`() async throws {
        let stage = try await Stage()
        let old = try stage.bytes("vault/log.key")
        _ = try await stage.open(as: stage.admin).replaceLogKey()
        let new = try stage.bytes("vault/log.key")
        // As it was when the statement was committed and the process died.
        try stage.write(new, to: "vault/log.key.next")
        try stage.write(old, to: "vault/log.key")
        let document = try await stage.deposit("A diploma")
        #expect(try stage.bytes("vault/log.key") == new)
        #expect(try stage.files(under: "vault").contains("vault/log.key.next") == false)
        try await stage.grant(document)
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `that no statement names is passed over`() async throws {
        let stage = try await Stage()
        let old = try stage.bytes("vault/log.key")
        let other = try await Stage()
        try stage.write(other.bytes("vault/log.key"), to: "vault/log.key.next")
        try await stage.deposit("A diploma")
        #expect(try stage.bytes("vault/log.key") == old)
        let new = try await stage.open(as: stage.admin).replaceLogKey()
        #expect(try await stage.open(as: nil).summary().logKey == new)
    }

    @Test
    func `leaves a thief of the old one with a log that nobody follows, case 37`() async throws {
        let stage = try await Stage()
        let memory = HeadMemoryFolder(path: stage.path("memory"))
        try stage.copy("vault", to: "stolen")
        _ = try await stage.open(as: stage.admin).replaceLogKey()
        let vault = try await DocumentVault.open(
            at: stage.path("vault"),
            as: stage.counselor,
            clock: .fixed(stage.time),
            memory: memory
        )
        let head = try await vault.summary().head
        // The thief, with a member's help, lets the old log grow beyond the new one.
        for text in ["One", "Two", "Three"] {
            let thief = try await DocumentVault.open(
                at: stage.path("stolen"),
                as: stage.counselor,
                clock: .fixed(stage.time),
                inspection: .inProcess
            )
            _ = try await thief.deposit(
                [.bytes(Array(text.utf8), fileName: "a.txt")],
                for: stage.newcomer.id,
                as: DocumentDescription()
            )
        }
        // Nothing in it shows that: only who has seen the change knows.
        #expect(
            try await DocumentVault.audit(
                at: stage.path("stolen"),
                clock: .fixed(stage.time)
            ).findings == []
        )
        try stage.put("stolen")
        await #expect {
            _ = try await DocumentVault.open(
                at: stage.path("vault"),
                as: stage.counselor,
                clock: .fixed(stage.time),
                memory: memory
            )
        } throws: { error in
            guard case VaultError.forked(let remembered, _) = error else { return false }
            return remembered == head
        }
    }
}

/// Log time after a clock that ran ahead.
@Suite("A reset of the clock", .timeLimit(.minutes(5)))
struct ClockResetTests {
    @Test
    func `lets the others go on`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document, lasting: 3_600)
        // Somebody's clock is a year ahead.
        let ahead = try await stage.open(as: stage.counselor, later: 365 * 86_400)
        _ = try await ahead.enrolProvisional(name: "From the future")
        await #expect(throws: VaultError.rejected(.time)) {
            try await stage.open(as: stage.counselor).enrolProvisional(name: "Too late")
        }
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await stage.open(as: stage.counselor).resetLogTime()
        }
        try await stage.open(as: stage.admin).resetLogTime()
        try await stage.deposit("Another")
        // What ended by the wrong clock stays ended.
        await #expect(throws: VaultError.self) {
            try await stage.open(as: stage.chamber).bytes(of: document)
        }
        let codes = try await stage.open(as: nil).audit().findings.map(\.code)
        #expect(codes == ["time.future"])
    }
}
