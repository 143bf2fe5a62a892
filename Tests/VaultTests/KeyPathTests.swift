import Testing
import Vault
import VaultLedger

/// Which secret of before opens what, in a copy of the folder of before and in one of after.
///
/// Leaving, handing over, claiming and new keys are in `LeaverTests` and `ClaimTests`; these are the
/// other rows of the table in SECURITY.md.
@Suite("Every key of before")
struct KeyPathTests {
    /// What somebody's secrets open in two copies of the folder.
    private static func loot(
        of identity: Identity,
        in stage: Stage,
        around event: () async throws -> Void
    ) async throws -> (before: Leaver.Loot, after: Leaver.Loot) {
        var leaver = try Leaver(identity)
        try stage.copy("vault", to: "before")
        let before = try leaver.search("before", of: stage)
        try await event()
        try stage.copy("vault", to: "after")
        let after = try leaver.search("after", of: stage)
        return (before, after)
    }

    @Test(.timeLimit(.minutes(5)))
    func `of a grantee opens nothing of the document after a revocation`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let other = try await stage.deposit("Another")
        try await stage.grant(document)
        try await stage.grant(other)
        let loot = try await Self.loot(of: stage.chamber, in: stage) {
            _ = try await stage.open(as: stage.counselor).revoke([document], from: stage.chamberID)
        }
        #expect(loot.before.blobs.count == 2)
        #expect(loot.after.blobs.count == 1)
        #expect(loot.after.blobs.isSubset(of: loot.before.blobs))
        let lost = loot.before.envelopes.subtracting(loot.after.envelopes)
        #expect(lost == ["\(document) for \(stage.chamberID)"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `of anybody opens nothing of the document after a withdrawal`() async throws {
        for identity in [\Stage.chamber, \Stage.counselor, \Stage.admin] {
            let stage = try await Stage()
            let document = try await stage.deposit("A diploma")
            try await stage.grant(document)
            let loot = try await Self.loot(of: stage[keyPath: identity], in: stage) {
                _ = try await stage.open(as: stage.counselor).withdraw(document)
            }
            #expect(loot.before.blobs.count == 1)
            #expect(loot.after.blobs == [])
            #expect(loot.after.envelopes.allSatisfy { !$0.hasPrefix(document.text) })
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `of one vault opens nothing in the other after a move`() async throws {
        let move = try await TransferMove()
        try await move.out()
        _ = try await move.take()
        try move.old.copy("vault", to: "copy")
        try move.new.copy("vault", to: "copy")
        let people = [move.old.admin, move.old.counselor, move.old.chamber, move.key]
        for person in people {
            var leaver = try Leaver(person)
            // All that the old vault gives away, first.
            _ = try leaver.search("copy", of: move.old)
            #expect(try leaver.search("copy", of: move.new) == Leaver.Loot())
        }
        for person in [move.new.admin, move.new.counselor, move.new.chamber, move.key] {
            var leaver = try Leaver(person)
            _ = try leaver.search("copy", of: move.new)
            #expect(try leaver.search("copy", of: move.old) == Leaver.Loot())
        }
    }
}
