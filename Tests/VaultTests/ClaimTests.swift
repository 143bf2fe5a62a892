import Testing
import Vault
import VaultLedger

/// A newcomer takes over, and what that leaves to those who had the keys before.
@Suite("A claim", .timeLimit(.minutes(5)))
struct ClaimTests {
    @Test
    func `leaves the office nothing that any of its keys opens`() async throws {
        let stage = try await Stage()
        let papers = [try await stage.deposit("A diploma"), try await stage.deposit("A reference")]
        try await stage.grant(papers[0])
        var counselor = try Leaver(stage.counselor)
        var admin = try Leaver(stage.admin)
        try stage.copy("vault", to: "before")
        #expect(try counselor.search("before", of: stage).blobs.count == 2)
        #expect(try admin.search("before", of: stage).blobs.count == 2)

        let identity = Identity.generate(suite: .x25519)
        let desk = try await stage.open(as: stage.counselor)
        let owner = try await desk.claim(stage.newcomer.id, with: identity)
        #expect(owner.id == stage.newcomer.id)
        try stage.copy("vault", to: "between")
        // The envelopes are gone at once; the blobs wait for the owner.
        let between = try counselor.search("between", of: stage)
        #expect(between.envelopes.filter { $0.hasPrefix("d-") }.isEmpty)
        #expect(between.blobs.count == 2)

        #expect(try await stage.open(as: identity).finishPending() == 2)
        try stage.copy("vault", to: "after")
        let after = try counselor.search("after", of: stage)
        #expect(after.blobs == [])
        #expect(after.envelopes.filter { !$0.hasPrefix("o-") }.isEmpty)
        #expect(try admin.search("after", of: stage).blobs == [])

        let mine = try await stage.open(as: identity)
        for paper in papers { #expect(try await !mine.bytes(of: paper).isEmpty) }
        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.bytes(of: papers[0]) == Array("A diploma".utf8))
        await #expect(throws: VaultError.notAllowed(.noGrant(papers[0]))) {
            try await stage.open(as: stage.counselor).bytes(of: papers[0])
        }
        #expect(try await stage.open(as: nil).audit().findings == [])
        // And the copy of before is what it was: that is what a person is told.
        #expect(try counselor.search("before", of: stage).blobs.count == 2)
    }

    @Test
    func `takes along more documents than are sealed at a time`() async throws {
        let stage = try await Stage()
        var papers: [DocumentID] = []
        for number in 1...34 { papers.append(try await stage.deposit("Letter \(number)")) }
        let identity = Identity.generate(suite: .x25519)
        try await stage.open(as: stage.counselor).claim(stage.newcomer.id, with: identity)

        let mine = try await stage.open(as: identity)
        #expect(try await mine.bytes(of: papers[0]) == Array("Letter 1".utf8))
        #expect(try await mine.bytes(of: papers[33]) == Array("Letter 34".utf8))
        #expect(try await mine.finishPending() == 34)
        for number in [1, 32, 33, 34] {
            let content = try await mine.bytes(of: papers[number - 1])
            #expect(content == Array("Letter \(number)".utf8))
        }
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `is a counselor's of the office to vouch for`() async throws {
        let stage = try await Stage()
        let identity = Identity.generate(suite: .x25519)
        for (person, role) in [(stage.admin, Role.admin), (stage.chamber, .organisation)] {
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await stage.open(as: person).claim(stage.newcomer.id, with: identity)
            }
        }
        await #expect(throws: VaultError.suiteMismatch(vault: .x25519)) {
            try await stage.open(as: stage.counselor)
                .claim(stage.newcomer.id, with: Identity.generate(suite: .hybrid))
        }
        await #expect(throws: VaultError.alreadyEnrolled(stage.chamberID)) {
            try await stage.open(as: stage.counselor)
                .claim(stage.newcomer.id, with: stage.chamber)
        }
        await #expect(throws: VaultError.alreadyEnrolled(stage.chamberID)) {
            try await stage.open(as: stage.counselor).replaceIdentity(by: stage.chamber)
        }
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `alone takes a code in force and no other`() async throws {
        let stage = try await Stage()
        let paper = try await stage.deposit("A diploma")
        let desk = try await stage.open(as: stage.counselor)
        let (first, second) = (ClaimCode.generate(), ClaimCode.generate())
        let end = stage.time.advanced(by: 86_400)
        let identity = Identity.generate(suite: .x25519)
        await #expect(throws: VaultError.notAllowed(.claimCode)) {
            try await stage.open(as: nil).claim(by: first, with: identity, name: "A newcomer")
        }
        try await desk.invite(stage.newcomer.id, with: first, until: end)
        try await desk.invite(stage.newcomer.id, with: second, until: end)
        // Whatever the office owes because of the first code must not end the second.
        _ = try await stage.open(as: stage.counselor).finishPending()
        await #expect(throws: VaultError.notAllowed(.claimCode)) {
            try await stage.open(as: nil).claim(by: first, with: identity, name: "A newcomer")
        }
        await #expect(throws: VaultError.notAllowed(.claimCodeExpired(end))) {
            try await stage.open(as: nil, later: 86_401)
                .claim(by: second, with: identity, name: "A newcomer")
        }
        let owner = try await stage.open(as: nil)
            .claim(by: second, with: identity, name: "A newcomer")
        #expect(owner.id == stage.newcomer.id)
        await #expect(throws: VaultError.notAllowed(.claimCode)) {
            try await stage.open(as: nil)
                .claim(by: second, with: Identity.generate(suite: .x25519), name: "A thief")
        }
        #expect(try await stage.open(as: identity).finishPending() == 1)
        let bytes = try await stage.open(as: identity).bytes(of: paper)
        #expect(bytes == Array("A diploma".utf8))
        // The codes open nothing that is left.
        for code in [first, second] {
            var finder = try Leaver(code.identity(suite: .x25519))
            try stage.copy("vault", to: "copy-\(code.identity(suite: .x25519).recipient)")
            let loot = try finder.search(
                "copy-\(code.identity(suite: .x25519).recipient)",
                of: stage
            )
            #expect(loot.envelopes == [])
            #expect(loot.blobs == [])
        }
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `that nobody made by its date has the office take the keys anew`() async throws {
        let stage = try await Stage()
        let paper = try await stage.deposit("A diploma")
        let code = ClaimCode.generate()
        try await stage.open(as: stage.counselor)
            .invite(stage.newcomer.id, with: code, until: stage.time.advanced(by: 60))
        var finder = try Leaver(code.identity(suite: .x25519))
        try stage.copy("vault", to: "before")
        #expect(try finder.search("before", of: stage).blobs.count == 1)
        let later = try await stage.open(as: stage.counselor, later: 3_600)
        _ = try await later.enrolProvisional(name: "Time goes on")
        #expect(try await later.finishPending() == 1)
        try stage.copy("vault", to: "after")
        #expect(try finder.search("after", of: stage).blobs == [])
        let again = try await stage.open(as: stage.counselor, later: 3_600)
        #expect(try await again.bytes(of: paper) == Array("A diploma".utf8))
    }

    @Test
    func `is what new keys leave to the old ones`() async throws {
        let stage = try await Stage()
        let paper = try await stage.deposit("A diploma")
        try await stage.grant(paper)
        var old = try Leaver(stage.chamber)
        let identity = Identity.generate(suite: .x25519)
        try await stage.open(as: stage.chamber).replaceIdentity(by: identity)
        try stage.copy("vault", to: "between")
        let between = try old.search("between", of: stage)
        #expect(between.envelopes == [])
        let chamber = try #require(try await stage.open(as: identity).me()).id
        await #expect(throws: VaultError.notAllowed(.replaced(chamber))) {
            try await stage.open(as: stage.chamber).list()
        }
        let bytes = try await stage.open(as: identity).bytes(of: paper)
        #expect(bytes == Array("A diploma".utf8))
        // The office encrypts anew, since the old key knew the document's.
        #expect(try await stage.open(as: stage.counselor).finishPending() == 1)
        #expect(try await stage.open(as: identity).bytes(of: paper) == bytes)
        #expect(try await stage.open(as: nil).audit().findings == [])
    }
}
