import Testing
import Vault
import VaultLedger

/// The report of newcomers who never came back (DOMAIN.md, S1).
@Suite("Inactive owners")
struct InactivityTests {
    private static let day: Int64 = 24 * 60 * 60

    /// Who is named to the holder of an identity, some seconds after the beginning.
    private static func named(
        to identity: Identity?,
        in stage: Stage,
        after seconds: Int64,
        forDays days: Int = 180
    ) async throws -> [InactiveOwner] {
        try await stage.open(as: identity, later: seconds).inactiveOwners(forDays: days)
    }

    @Test
    func `are named from the last second of the last day on, and not before`() async throws {
        let stage = try await Stage()
        let end = 180 * Self.day
        #expect(try await Self.named(to: stage.counselor, in: stage, after: end - 1) == [])
        let owner = try #require(
            try await Self.named(to: stage.counselor, in: stage, after: end).first
        )
        #expect(owner.member == stage.newcomer)
        #expect(owner.lastTime == stage.time)
        #expect(owner.handledBy == stage.counselorID)
        #expect(owner.documents == 0)
        #expect(owner.codeUntil == nil)
        #expect(
            try await Self.named(to: stage.counselor, in: stage, after: end, forDays: 181) == []
        )
    }

    @Test
    func `are those about whom nothing is said, whoever would say it`() async throws {
        let stage = try await Stage()
        let letter = try await stage.deposit("A letter")
        let diploma = try await stage.deposit("A diploma")
        try await stage.grant(letter, lasting: 60 * Self.day)
        _ = try await stage.open(as: stage.counselor, later: Self.day).withdraw(diploma)
        _ = try await stage.open(as: stage.chamber, later: 50 * Self.day).bytes(of: letter)
        let last = 50 * Self.day
        let end = last + 180 * Self.day
        #expect(try await Self.named(to: stage.counselor, in: stage, after: end - 1) == [])
        let owner = try #require(
            try await Self.named(to: stage.counselor, in: stage, after: end).first
        )
        #expect(owner.lastTime == stage.time.advanced(by: last))
        #expect(owner.handledBy == stage.counselorID, "and not the chamber, which opened")
        #expect(owner.documents == 1)
    }

    @Test
    func `do not come back by what is done to keys`() async throws {
        let stage = try await Stage()
        let letter = try await stage.deposit("A letter")
        try await stage.grant(letter, lasting: Self.day)
        let before = try await stage.open(as: stage.counselor).summary().head.size
        // The grant has ended, so its document is encrypted anew; then the office loses a counselor,
        // and the owner's keys are taken anew.
        _ = try await stage.open(as: stage.counselor, later: 90 * Self.day).finishPending()
        let friend = Identity.generate(suite: .x25519)
        let member = try await stage.open(as: stage.admin, later: 90 * Self.day).enrol(
            friend.card(name: "A second counselor"),
            as: .counselor
        )
        _ = try await stage.open(as: stage.admin, later: 91 * Self.day).retire(member.id)
        let kinds = try await stage.open(as: stage.admin, later: 91 * Self.day)
            .history(.owner(stage.newcomer.id)).filter { $0.index >= before }.map(\.kind)
        #expect(Set(kinds) == [.rekey, .rotate])
        let owners = try await Self.named(to: stage.counselor, in: stage, after: 180 * Self.day)
        #expect(owners.map(\.member.id) == [stage.newcomer.id])
        #expect(owners.first?.lastTime == stage.time)
    }

    @Test
    func `do not come back by a request to erase them`() async throws {
        let stage = try await Stage()
        _ = try await stage.open(as: stage.admin, later: 179 * Self.day)
            .requestErasure(of: .owner(stage.newcomer.id), on: .notNeeded)
        let owners = try await Self.named(to: stage.admin, in: stage, after: 180 * Self.day)
        #expect(owners.map(\.member.id) == [stage.newcomer.id])
    }

    @Test
    func `may have a claim code that is open, and are none once they have used one`() async throws {
        let stage = try await Stage()
        let code = ClaimCode.generate()
        let until = stage.time.advanced(by: 20 * Self.day)
        try await stage.open(as: stage.counselor).invite(
            stage.newcomer.id,
            with: code,
            until: until
        )
        let open = try await Self.named(
            to: stage.counselor,
            in: stage,
            after: 20 * Self.day,
            forDays: 20
        )
        #expect(open.map(\.codeUntil) == [until])
        let ended = try await Self.named(
            to: stage.counselor,
            in: stage,
            after: 20 * Self.day + 1,
            forDays: 20
        )
        #expect(ended.map(\.codeUntil) == [nil])

        let own = Identity.generate(suite: .x25519)
        try await stage.open(as: nil, later: Self.day).claim(
            by: code,
            with: own,
            name: "A newcomer"
        )
        #expect(try await Self.named(to: stage.admin, in: stage, after: 900 * Self.day) == [])
        await #expect(throws: VaultError.notAllowed(.role(.owner))) {
            try await Self.named(to: own, in: stage, after: 900 * Self.day)
        }
    }

    @Test
    func `are named to their office alone, and to admins and auditors`() async throws {
        let stage = try await Stage()
        let second = Identity.generate(suite: .x25519)
        let auditor = Identity.generate(suite: .x25519)
        let admin = Identity.generate(suite: .x25519)
        let vault = try await stage.open(as: stage.admin)
        _ = try await vault.enrol(auditor.card(name: "An auditor"), as: .auditor)
        _ = try await vault.enrol(admin.card(name: "A second admin"), as: .admin)
        let hall = try await stage.open(as: admin)
        let office = try await hall.makeOffice(name: "Town hall")
        _ = try await hall.enrol(
            second.card(name: "A second counselor"),
            as: .counselor,
            office: office.id
        )
        let other = try await stage.open(as: second, later: 5).enrolProvisional(name: "Another")
        for (identity, ids, names) in [
            (stage.counselor, [stage.newcomer.id], ["A newcomer"]),
            (second, [other.id], ["Another"]),
            (stage.admin, [stage.newcomer.id, other.id], ["A newcomer", nil]),
            (admin, [stage.newcomer.id, other.id], ["A newcomer", "Another"]),
            (auditor, [stage.newcomer.id, other.id], [nil, nil]),
        ] {
            let owners = try await Self.named(to: identity, in: stage, after: 365 * Self.day)
            #expect(owners.map(\.member.id) == ids)
            #expect(owners.map(\.member.name) == names)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await Self.named(to: stage.chamber, in: stage, after: 0)
        }
        await #expect(throws: VaultError.notAllowed(.notEnrolled)) {
            try await Self.named(to: .generate(suite: .x25519), in: stage, after: 0)
        }
        await #expect(throws: VaultError.identityMissing) {
            try await Self.named(to: nil, in: stage, after: 0)
        }
    }

    @Test(arguments: [0, -1, Int.min, 36_501, Int.max])
    func `are not asked for by a number of days that means nothing`(days: Int) async throws {
        let stage = try await Stage()
        await #expect(throws: VaultError.invalid(.inactiveDays)) {
            try await Self.named(to: stage.counselor, in: stage, after: 0, forDays: days)
        }
    }
}
