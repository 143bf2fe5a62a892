import Foundation
import Testing
import Vault
import VaultLedger

@Suite("A journal of deposits")
struct DepositJournalTests {
    private static let start = LedgerTime(clamping: 1_800_000_000)

    private func source(_ text: String) -> DepositSource {
        .bytes(Array(text.utf8), fileName: "a.txt")
    }

    /// An owner with a key, whose documents the counselor cannot open.
    private func owner(on stage: Stage) async throws -> Member {
        let identity = Identity.generate(suite: .x25519)
        return try await stage.open(as: stage.admin).enrol(identity.card(name: "Owner"), as: .owner)
    }

    @Test
    func `lets a counselor go on for an owner with a key of their own`() async throws {
        let stage = try await Stage()
        let owner = try await owner(on: stage)
        let desk = try await stage.open(as: stage.counselor)
        let path = stage.path("state/uploads/journal")
        let sources = (0..<20).map { source("Page \($0)") }
        let journal = try DepositJournal(path: path, now: Self.start)
        let first = try await desk.deposit(
            Array(sources.prefix(7)),
            for: owner.id,
            repeats: .skip,
            rememberedIn: journal
        )
        // Another process goes on.
        let second = try await desk.deposit(
            sources,
            for: owner.id,
            repeats: .skip,
            rememberedIn: try DepositJournal(path: path, now: Self.start.advanced(by: 60))
        )
        #expect(
            second.prefix(7).map(\.result) == first.map { .duplicate($0.stored ?? .random()) }
        )
        #expect(second.dropFirst(7).allSatisfy { $0.stored != nil })
        let without = try await desk.deposit([sources[0]], for: owner.id, repeats: .skip)
        #expect(without[0].stored != nil, "nothing but the journal knows")
    }

    @Test
    func `counts only what the log has, for the same owner`() async throws {
        let stage = try await Stage()
        let owner = try await owner(on: stage)
        let desk = try await stage.open(as: stage.counselor)
        let path = stage.path("journal")
        let logKey = try stage.bytes("vault/log.key")
        try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        let failed = try await desk.deposit(
            [source("A letter")],
            for: owner.id,
            repeats: .skip,
            rememberedIn: try DepositJournal(path: path, now: Self.start)
        )
        #expect(failed[0].stored == nil)
        try stage.write(logKey, to: "vault/log.key")
        let journal = try DepositJournal(path: path, now: Self.start)
        let stored = try await desk.deposit(
            [source("A letter")],
            for: owner.id,
            repeats: .skip,
            rememberedIn: journal
        )
        #expect(stored[0].stored != nil)
        let other = try await desk.deposit(
            [source("A letter")],
            for: stage.newcomer.id,
            repeats: .skip,
            rememberedIn: journal
        )
        #expect(other[0].stored != nil)
    }

    @Test
    func `is for its owner alone, holds no digest, and goes away`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let path = stage.path("journal")
        let journal = try DepositJournal(path: path, now: Self.start)
        let outcomes = try await desk.deposit(
            [source("A letter")],
            for: stage.newcomer.id,
            repeats: .skip,
            rememberedIn: journal
        )
        let text = String(decoding: try stage.bytes("journal"), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4 && lines[0] == "vault/v1 upload-journal")
        #expect(lines[2] == "begun \(Self.start)")
        #expect(lines[3].hasSuffix(" \(try stage.document(in: outcomes))"))
        let digest = Digest.of(Array("A letter".utf8).span)
        for spelling in [digest.hexadecimal, digest.base64] { #expect(!text.contains(spelling)) }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try journal.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test
    func `goes on after a line that was cut off, and is refused with anything else in it`()
        async throws
    {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let path = stage.path("journal")
        for text in ["One", "Two"] {
            _ = try await desk.deposit(
                [source(text)],
                for: stage.newcomer.id,
                repeats: .skip,
                rememberedIn: try DepositJournal(path: path, now: Self.start)
            )
        }
        let whole = try stage.bytes("journal")
        let ends = whole.indices.filter { whole[$0] == 0x0A }
        for count in (ends[2] + 1)...whole.count {
            try stage.write(Array(whole.prefix(count)), to: "journal")
            _ = try DepositJournal(path: path, now: Self.start)
            let kept = try stage.bytes("journal")
            #expect(kept == Array(whole.prefix(1 + (ends.last { $0 < count } ?? 0))))
        }
        for place in whole.indices {
            var other = whole
            other[place] ^= 0x80
            try stage.write(other, to: "journal")
            // The last byte ends the last line: without it that line is cut off.
            if place == whole.indices.last { continue }
            #expect(throws: VaultError.journalMalformed(path: path), "byte \(place)") {
                try DepositJournal(path: path, now: Self.start)
            }
        }
    }

    @Test
    func `is thrown away after its time, and nothing else with it`() async throws {
        let stage = try await Stage()
        for (name, days) in [("old", 31), ("new", 29)] {
            _ = try DepositJournal(
                path: stage.path("uploads/\(name)"),
                now: Self.start.advanced(by: Int64(-days) * 86_400)
            )
        }
        try stage.write(Array("text".utf8), to: "uploads/other")
        DepositJournal.removeAbandoned(
            in: stage.path("uploads"),
            begunBefore: Self.start.advanced(by: -30 * 86_400)
        )
        #expect(
            try stage.files(under: "uploads").map { $0.dropFirst("uploads/".count) } == [
                "new", "other",
            ]
        )
    }
}
