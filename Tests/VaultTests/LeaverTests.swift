import GRDB
import Testing
import Vault
import VaultLedger

/// What a counselor can do with copies of the folder, and with every secret that they ever had.
@Suite("Every secret that a leaver ever had")
struct LeaverTests {
    /// The name of the blob of a document now.
    private static func blobs(of owner: MemberID, in stage: Stage) throws -> Set<String> {
        let rows = try Intruder(stage).rows(
            "SELECT lower(hex(ciphertext)) || '.age' FROM p_document WHERE owner = ?",
            [owner.text]
        )
        return Set(rows.map { $0[0] })
    }

    @Test(.timeLimit(.minutes(5)))
    func `opens the copy of before and nothing of the copy of after`() async throws {
        let scene = try await RetirementTests.Scene()
        let stage = scene.stage
        try stage.copy("vault", to: "before")
        var leaver = try Leaver(stage.counselor)
        let before = try leaver.search("before", of: stage)
        #expect(before.blobs.count == 3)
        // The keys of two groups, the newcomer's secret, two documents in custody, one granted.
        #expect(before.envelopes.count == 6)

        _ = try await stage.open(as: stage.admin).retire(stage.counselorID)
        try stage.copy("vault", to: "between")
        var late = leaver
        let between = try late.search("between", of: stage)
        // The owner's paper waits for the owner: its key was the leaver's until then.
        let owned = try Self.blobs(of: scene.ownerID, in: stage)
        #expect(between.blobs == owned)
        #expect(between.envelopes == [])

        _ = try await stage.open(as: scene.owner).finishPending()
        try stage.copy("vault", to: "after")
        let after = try leaver.search("after", of: stage)
        #expect(after.blobs == [])
        #expect(after.envelopes == [])
        // Names that the leaver could read stay readable; those of later members do not.
        let cards = after.cards
        _ = try await stage.organisation("A newcomer among organisations")
        _ = try await stage.open(as: scene.successor).enrolProvisional(name: "Another newcomer")
        let later = try stage.document(
            in: try await stage.open(as: scene.successor).deposit(
                [.bytes(Array("Later".utf8), fileName: "later.txt")],
                for: stage.newcomer.id,
                as: DocumentDescription()
            )
        )
        try stage.copy("vault", to: "later")
        let afterwards = try leaver.search("later", of: stage)
        #expect(afterwards == after)
        #expect(afterwards.cards == cards)
        let bytes = try await stage.open(as: scene.successor).bytes(of: later)
        #expect(bytes == Array("Later".utf8))
        // And the copy of before is what it was.
        let again = try leaver.search("before", of: stage)
        #expect(again == before)
    }

    @Test(.timeLimit(.minutes(5)))
    func `opens nothing of an owner who was handed over to another office`() async throws {
        let scene = try await RetirementTests.Scene()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        let carrier = try await admin.makeOffice(name: "Carrier")
        let her = Identity.generate(suite: .x25519)
        _ = try await admin.enrol(
            her.card(name: "Her counselor"),
            as: .counselor,
            office: carrier.id
        )
        let stays = try await stage.open(as: scene.successor).enrolProvisional(name: "Stays")
        _ = try await stage.open(as: scene.successor).deposit(
            [.bytes(Array("Stays".utf8), fileName: "stays.txt")],
            for: stays.id,
            as: DocumentDescription()
        )
        var old = try Leaver(scene.successor)
        var new = try Leaver(her)
        try stage.copy("vault", to: "before")
        let oldBefore = try old.search("before", of: stage)
        #expect(oldBefore.blobs.count == 3)
        let newBefore = try new.search("before", of: stage)
        #expect(newBefore.blobs == [])

        let desk = try await stage.open(as: scene.successor)
        #expect(try await desk.handOver([stage.newcomer.id], to: carrier.id) == 1)
        let home = try #require(stays.office)
        #expect(try await desk.handOver([stays.id], to: home) == 0)
        await #expect(throws: VaultError.notAllowed(.notInCustody(stage.newcomer.id))) {
            try await desk.handOver([stage.newcomer.id], to: carrier.id)
        }
        #expect(try await stage.open(as: her).finishPending() == 2)
        try stage.copy("vault", to: "after")
        let staying = try Self.blobs(of: stays.id, in: stage)
        let moved = try Self.blobs(of: stage.newcomer.id, in: stage)
        let oldAfter = try old.search("after", of: stage)
        #expect(oldAfter.blobs == staying)
        let newAfter = try new.search("after", of: stage)
        #expect(newAfter.blobs == moved)
        let list = try await stage.open(as: her).list()
        #expect(Set(list.map(\.id)) == Set(scene.papers.prefix(2)))
        #expect(try await desk.list().map(\.owner) == [stays.id])
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `is not handed over where there is nothing to hand over`() async throws {
        let scene = try await RetirementTests.Scene()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        let carrier = try await admin.makeOffice(name: "Carrier")
        let desk = try await stage.open(as: scene.successor)
        let nowhere = OfficeID.random()
        await #expect(throws: VaultError.officeNotFound(nowhere.text)) {
            try await desk.handOver([stage.newcomer.id], to: nowhere)
        }
        await #expect(throws: VaultError.notAllowed(.notProvisional(scene.ownerID))) {
            try await desk.handOver([stage.newcomer.id, scene.ownerID], to: carrier.id)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await stage.open(as: stage.chamber).handOver(
                [stage.newcomer.id],
                to: carrier.id
            )
        }
        let newcomer = try await desk.members().first { $0.id == stage.newcomer.id }
        #expect(newcomer?.office == stage.newcomer.office)
    }
}
