import Foundation
import Testing
import Vault
import VaultLedger

@Suite("A repeated deposit")
struct RepeatedDepositTests {
    private func source(_ text: String, _ name: String = "a.txt") -> DepositSource {
        .bytes(Array(text.utf8), fileName: name)
    }

    @Test
    func `is left out if asked for, and named if not`() async throws {
        let stage = try await Stage()
        let first = try await stage.deposit("A letter")
        let desk = try await stage.open(as: stage.counselor)
        let sources = [source("A letter"), source("A lettes"), source("Another letter")]
        let skipped = try await desk.deposit(sources, for: stage.newcomer.id, repeats: .skip)
        #expect(skipped[0].result == .duplicate(first))
        #expect(skipped[0].size == 8)
        #expect(skipped.dropFirst().allSatisfy { $0.stored != nil && $0.sameAs == nil })
        let again = try await desk.deposit(sources, for: stage.newcomer.id)
        #expect(again.allSatisfy { $0.stored != nil })
        #expect(again.map(\.sameAs) == [first, skipped[1].stored, skipped[2].stored])
        #expect(try await desk.list().count == 6)
        #expect(try await desk.audit().isClean)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
    func `is recognised at every length, also after the document was encrypted anew`(
        count: Int
    ) async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let bytes = (0...count).map { UInt8(0x61 + $0 % 26) }
        let source = DepositSource.bytes(bytes, fileName: "a.txt")
        let first = try stage.document(
            in: await desk.deposit([source], for: stage.newcomer.id)
        )
        try await stage.grant(first)
        _ = try await desk.revoke([first], from: stage.chamberID)
        let outcomes = try await desk.deposit([source], for: stage.newcomer.id, repeats: .skip)
        #expect(outcomes.map(\.result) == [.duplicate(first)])
    }

    @Test
    func `within one batch and across batches is left out`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let sources = (0..<40).map { source("Page \($0 % 18)", "\($0).txt") }
        let outcomes = try await desk.deposit(sources, for: stage.newcomer.id, repeats: .skip)
        let stored = outcomes.prefix(18).compactMap(\.stored)
        #expect(stored.count == 18)
        for (place, outcome) in outcomes.enumerated().dropFirst(18) {
            #expect(outcome.result == .duplicate(stored[place % 18]))
        }
        #expect(try await desk.list().count == 18)
    }

    @Test
    func `of a file that is refused is refused as well`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let empty = DepositSource.bytes([], fileName: "a.txt")
        let outcomes = try await desk.deposit(
            [empty, empty],
            for: stage.newcomer.id,
            repeats: .skip
        )
        #expect(outcomes.map(\.result) == [.refused, .refused])
    }

    @Test(arguments: [0, 3, 17, 30])
    func `of a file that is refused for its name is stored once`(others: Int) async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        // One word of a program is enough if the name says the same.
        let text = "They say console.log( and mean no harm"
        let refused = source(text, "a.js")
        let between = (0..<others).map { source("Page \($0)", "\($0).txt") }
        let equal = ["b.txt", "c.txt", "d.txt"].map { source(text, $0) }
        let outcomes = try await desk.deposit(
            [refused] + between + equal,
            for: stage.newcomer.id,
            repeats: .skip
        )
        #expect(outcomes[0].result == .refused)
        let stored = try #require(outcomes[others + 1].stored)
        #expect(outcomes.suffix(2).map(\.result) == [.duplicate(stored), .duplicate(stored)])
        #expect(try await desk.list().count == others + 1)
    }

    @Test
    func `fails with the first one if the log cannot be written`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        try FileManager.default.removeItem(atPath: stage.path("vault/log.key"))
        let outcomes = try await desk.deposit(
            [source("A letter"), source("A letter")],
            for: stage.newcomer.id,
            repeats: .skip
        )
        #expect(outcomes.map(\.result) == Array(repeating: .failed(.damaged(.logKey)), count: 2))
        #expect(try stage.blobs() == [])
    }

    @Test
    func `of another owner, or of a document that was withdrawn, is none`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let other = try await desk.enrolProvisional(name: "Another newcomer")
        let first = try await stage.deposit("A letter")
        let elsewhere = try await desk.deposit([source("A letter")], for: other.id, repeats: .skip)
        #expect(elsewhere[0].stored != nil)
        _ = try await desk.withdraw(first)
        let after = try await desk.deposit(
            [source("A letter")],
            for: stage.newcomer.id,
            repeats: .skip
        )
        #expect(after[0].stored != nil)
    }

    @Test
    func `is told without storing anything`() async throws {
        let stage = try await Stage()
        let first = try await stage.deposit("A letter")
        let desk = try await stage.open(as: stage.counselor)
        let before = (try await desk.summary().head, try stage.blobs())
        let sources = [
            source("A letter"), source("New", "new.txt"), source("New", "copy.txt"),
            .bytes([], fileName: "empty.txt"), .file(path: stage.path("gone.txt")),
        ]
        let outcomes = try await desk.examine(sources, for: stage.newcomer.id, repeats: .skip)
        #expect(
            outcomes.map(\.result) == [
                .duplicate(first), .storable, .duplicateFile("new.txt"), .refused,
                .failed(.fileNotFound(path: stage.path("gone.txt"))),
            ]
        )
        #expect(outcomes[1].mediaType == "text/plain")

        let named = try await desk.examine(sources, for: stage.newcomer.id)
        #expect(
            named.map(\.result) == [
                .storable, .storable, .storable, .refused,
                .failed(.fileNotFound(path: stage.path("gone.txt"))),
            ]
        )
        #expect(named.map(\.sameAs) == [first, nil, nil, nil, nil])
        #expect(named.map(\.sameAsFile) == [nil, nil, "new.txt", nil, nil])
        #expect(try await desk.summary().head == before.0)
        #expect(try stage.blobs() == before.1)
    }
}
