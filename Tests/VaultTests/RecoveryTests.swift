import Testing
import Vault
import VaultAge
import VaultCrypto
import VaultLedger

/// A member loses the key and comes back by two of three holders.
@Suite("A recovery", .timeLimit(.minutes(5)))
struct RecoveryTests {
    /// A counselor whose recovery key three others hold.
    private struct Plan {
        let stage: Stage
        let paper: DocumentID
        let holders: [Identity]
        let shares: [RecoveryShare]

        init(days: Int = 3) async throws {
            stage = try await Stage()
            paper = try await stage.deposit("A diploma")
            holders = (0..<3).map { _ in Identity.generate(suite: .x25519) }
            let vault = try await stage.open(as: stage.counselor)
            let prepared = try await vault.prepareRecovery(
                holders: holders.map { try $0.card(name: "A holder") },
                days: days
            )
            try await vault.plan(prepared)
            shares = try zip(prepared.shares, holders).map { file, holder in
                let words = try RecoveryShare.withText(of: file, openedBy: holder) { text in
                    text.indices.map { text[$0] }
                }
                return try RecoveryShare(words.span)
            }
        }

        func recover(
            with shares: [RecoveryShare],
            to identity: Identity,
            later seconds: Int64 = 0
        ) async throws -> RecoveryProgress {
            try await stage.open(as: nil, later: seconds).recover(
                stage.counselorID,
                with: shares,
                to: identity,
                name: "A counselor"
            )
        }
    }

    private static let days: Int64 = 3 * 86_400

    @Test
    func `waits, and then leads to the new key`() async throws {
        let plan = try await Plan()
        let stage = plan.stage
        let identity = Identity.generate(suite: .x25519)
        let ready = stage.time.advanced(by: Self.days)
        let two = Array(plan.shares.dropFirst())
        #expect(try await plan.recover(with: two, to: identity) == .waiting(until: ready))
        let early = try await plan.recover(with: two, to: identity, later: Self.days - 1)
        #expect(early == .waiting(until: ready))
        let status = try await stage.open(as: stage.counselor).recoveryStatus()
        #expect(status.ready == ready)
        let late = try await plan.recover(
            with: [plan.shares[0], plan.shares[2]],
            to: identity,
            later: Self.days
        )
        #expect(late == .completed)
        let desk = try await stage.open(as: identity, later: Self.days)
        #expect(try await desk.bytes(of: plan.paper) == Array("A diploma".utf8))
        let counselor = try #require(try await desk.me()).id
        await #expect(throws: VaultError.notAllowed(.replaced(counselor))) {
            try await stage.open(as: stage.counselor, later: Self.days).list()
        }
        let report = try await stage.open(as: nil, later: Self.days).audit()
        #expect(report.findings == [])
        // Once the office has its next key, the lost one opens nothing any more.
        _ = try await stage.open(as: stage.admin, later: Self.days).finishPending()
        try stage.copy("vault", to: "after")
        var lost = try Leaver(stage.counselor)
        let loot = try lost.search("after", of: stage)
        #expect(loot.blobs == [])
        #expect(loot.envelopes == [])
        // The key is spent: the shares lead nowhere any more.
        await #expect(throws: VaultError.recoveryNotFound) {
            try await plan.recover(with: two, to: Identity.generate(suite: .x25519))
        }
    }

    @Test
    func `tells who asks in the place of somebody else, and whose end it was`() async throws {
        let plan = try await Plan()
        let stage = plan.stage
        let (thief, person) = (Identity.generate(suite: .x25519), Identity.generate(suite: .x25519))
        _ = try await plan.recover(with: Array(plan.shares.prefix(2)), to: thief)
        let ready = stage.time.advanced(by: Self.days)
        let rival = try await plan.recover(with: plan.shares, to: person, later: 60)
        #expect(rival == .waiting(until: ready.advanced(by: 60), replacing: ready))
        let again = try await plan.recover(with: plan.shares, to: person, later: 120)
        #expect(again == .waiting(until: ready.advanced(by: 60)))
        _ = try await plan.recover(with: plan.shares, to: person, later: Self.days + 60)
        let desk = try await stage.open(as: person, later: Self.days + 60)
        let rotations = try await desk.history().filter { $0.kind == .rotate }
        #expect(rotations.map(\.isRecovery) == [true])
    }

    @Test
    func `is stopped by whoever has the old key`() async throws {
        let plan = try await Plan()
        let stage = plan.stage
        let identity = Identity.generate(suite: .x25519)
        _ = try await plan.recover(with: plan.shares, to: identity)
        try await stage.open(as: stage.counselor).vetoRecovery()
        await #expect(throws: VaultError.recoveryNotFound) {
            try await plan.recover(with: plan.shares, to: identity, later: Self.days)
        }
        await #expect(throws: VaultError.recoveryNotWaiting) {
            try await stage.open(as: stage.counselor).vetoRecovery()
        }
        let bytes = try await stage.open(as: stage.counselor).bytes(of: plan.paper)
        #expect(bytes == Array("A diploma".utf8))
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `takes two different shares of the plan in force`() async throws {
        let plan = try await Plan()
        let identity = Identity.generate(suite: .x25519)
        await #expect(throws: VaultError.share(.tooFew(found: 1))) {
            try await plan.recover(with: [plan.shares[0], plan.shares[0]], to: identity)
        }
        let other = try await Plan()
        await #expect(throws: VaultError.share(.mixed)) {
            try await plan.recover(with: [plan.shares[0], other.shares[1]], to: identity)
        }
        await #expect(throws: VaultError.recoveryNotFound) {
            try await plan.recover(with: other.shares, to: identity)
        }
    }

    @Test
    func `takes three different holders and a waiting time`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: stage.counselor)
        let cards = try (0..<3).map { _ in
            try Identity.generate(suite: .x25519).card(name: "A holder")
        }
        for holders in [Array(cards.dropLast()), [cards[0], cards[1], cards[1]]] {
            await #expect(throws: VaultError.invalid(.shareHolders)) {
                try await vault.prepareRecovery(holders: holders, days: 7)
            }
        }
        let own = try stage.counselor.card(name: "Myself")
        await #expect(throws: VaultError.invalid(.shareHolders)) {
            try await vault.prepareRecovery(holders: Array(cards.dropLast()) + [own], days: 7)
        }
        for days in [0, 91] {
            await #expect(throws: VaultError.invalid(.recoveryDays)) {
                try await vault.prepareRecovery(holders: cards, days: days)
            }
        }
    }

    @Test
    func `is never in the hands of one office`() async throws {
        let stage = try await Stage()
        let office = try #require(stage.newcomer.office)
        let owner = Identity.generate(suite: .x25519)
        try await stage.open(as: stage.counselor).claim(stage.newcomer.id, with: owner)
        let vault = try await stage.open(as: owner)
        let friend = try Identity.generate(suite: .x25519).card(name: "A friend")
        let counselor = try stage.counselor.card(name: "A counselor")
        let admin = try stage.admin.card(name: "An admin")
        await #expect(throws: VaultError.notAllowed(.oneOffice(office))) {
            try await vault.prepareRecovery(holders: [friend, counselor, admin], days: 7)
        }
        let chamber = try stage.chamber.card(name: "The chamber")
        _ = try await vault.prepareRecovery(holders: [friend, counselor, chamber], days: 7)
    }

    @Test
    func `has shares that open for their holders alone`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: stage.counselor)
        let holders = (0..<3).map { _ in Identity.generate(suite: .x25519) }
        let prepared = try await vault.prepareRecovery(
            holders: holders.map { try $0.card(name: "A holder") },
            days: 7
        )
        for (place, file) in prepared.shares.enumerated() {
            for (number, holder) in holders.enumerated() {
                let isOpened =
                    (try? RecoveryShare.withText(of: file, openedBy: holder) { _ in true }) ?? false
                #expect(isOpened == (place == number))
            }
        }
    }
}
