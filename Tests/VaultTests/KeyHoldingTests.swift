import Testing
import Vault
import VaultLedger

/// Who could read a document, counted from envelope to re-keying.
@Suite("A key of a document")
struct KeyHoldingTests {
    /// A holding in short, with its times in seconds since the stage was made.
    struct Short: Hashable {
        let member: MemberID?
        let from: Int64
        let until: Int64?
        let openings: [Int64]
    }

    private static func holdings(
        of document: DocumentID,
        _ span: ClosedRange<Int64>,
        in stage: Stage,
        as person: Identity,
        later seconds: Int64
    ) async throws -> [Short] {
        func elapsed(_ time: LedgerTime) -> Int64 {
            time.secondsSince1970 - stage.time.secondsSince1970
        }
        let vault = try await stage.open(as: person, later: seconds)
        let span =
            stage.time.advanced(by: span.lowerBound)...stage.time.advanced(by: span.upperBound)
        return try await vault.keyHoldings(of: document, in: span).map { holding in
            Short(
                member: holding.member,
                from: elapsed(holding.from),
                until: holding.until.map(elapsed),
                openings: holding.openings.map(elapsed)
            )
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is held from the envelope to the encryption without it`() async throws {
        let stage = try await Stage()
        let friend = try await stage.organisation("A friend")
        let document = try await stage.deposit("A diploma")
        func grant(_ member: MemberID, from start: Int64, to end: Int64) async throws {
            _ = try await stage.open(as: stage.counselor, later: start).grant(
                [document],
                to: member,
                for: .recognition,
                until: stage.time.advanced(by: end)
            )
        }
        try await grant(stage.chamberID, from: 10, to: 10_000)
        _ = try await stage.open(as: stage.chamber, later: 20).bytes(of: document)
        try await grant(friend.id, from: 30, to: 90)
        _ = try await stage.open(as: stage.chamber, later: 40).bytes(of: document)

        let office = [stage.adminID, stage.counselorID].map {
            Short(member: $0, from: 0, until: nil, openings: [])
        }
        func chamber(until: Int64?, _ openings: [Int64]) -> Short {
            Short(member: stage.chamberID, from: 10, until: until, openings: openings)
        }
        func friends(until: Int64?) -> Short {
            Short(member: friend.id, from: 30, until: until, openings: [])
        }
        // The friend's grant has ended, but nobody has taken the key away.
        #expect(
            try await Self.holdings(of: document, 91...95, in: stage, as: stage.admin, later: 95)
                == office + [chamber(until: nil, []), friends(until: nil)]
        )
        _ = try await stage.open(as: stage.counselor, later: 100)
            .revoke([document], from: stage.chamberID)

        let spans: [(ClosedRange<Int64>, [Short])] = [
            (-9...(-1), []),
            (0...9, office),
            (0...10, office + [chamber(until: 100, [])]),
            (15...20, office + [chamber(until: 100, [20])]),
            (0...1_000, office + [chamber(until: 100, [20, 40]), friends(until: 100)]),
            (21...35, office + [chamber(until: 100, []), friends(until: 100)]),
            (100...100, office + [chamber(until: 100, []), friends(until: 100)]),
            (101...200, office),
        ]
        for (span, expected) in spans {
            let found = try await Self.holdings(
                of: document,
                span,
                in: stage,
                as: stage.counselor,
                later: 200
            )
            #expect(found == expected, "\(span)")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `stays with a member for as long as one of the grants does`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let friend = try await stage.organisation("A friend")
        let desk = try await stage.open(as: stage.counselor)
        for (member, seconds) in [(stage.chamberID, 60), (stage.chamberID, 9_000), (friend.id, 60)]
            as [(MemberID, Int64)]
        {
            _ = try await desk.grant(
                [document],
                to: member,
                for: .recognition,
                until: stage.time.advanced(by: seconds)
            )
        }
        // Log time passes the first and the third.
        let later = try await stage.open(as: stage.counselor, later: 100)
        _ = try await later.enrolProvisional(name: "Somebody")
        _ = try await later.finishPending()
        let found = try await Self.holdings(
            of: document,
            0...200,
            in: stage,
            as: stage.admin,
            later: 200
        )
        #expect(
            found.dropFirst(2) == [
                Short(member: stage.chamberID, from: 0, until: 100, openings: []),
                Short(member: stage.chamberID, from: 0, until: nil, openings: []),
                Short(member: friend.id, from: 0, until: 100, openings: []),
            ]
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func `is nobody's business but the owner's and those who answer for it`() async throws {
        let stage = try await Stage()
        let owner = Identity.generate(suite: .x25519)
        let desk = try await stage.open(as: stage.counselor)
        let member = try await desk.enrol(owner.card(name: "An owner"), as: .owner)
        let document = try stage.document(
            in: try await desk.deposit(
                [.bytes(Array("Mine".utf8), fileName: "mine.txt")],
                for: member.id,
                as: DocumentDescription()
            )
        )
        let span = stage.time...stage.time
        for person in [owner, stage.admin] {
            let found = try await stage.open(as: person).keyHoldings(of: document, in: span)
            #expect(found.map(\.member) == [member.id])
            #expect(found.map(\.ground) == [.own])
        }
        await #expect(throws: VaultError.notAllowed(.notInCustody(member.id))) {
            try await desk.keyHoldings(of: document, in: span)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await stage.open(as: stage.chamber).keyHoldings(of: document, in: span)
        }
        await #expect(throws: VaultError.identityMissing) {
            try await stage.open(as: nil).keyHoldings(of: document, in: span)
        }
        let other = try await stage.deposit("Another's")
        await #expect(throws: VaultError.notAllowed(.notInCustody(stage.newcomer.id))) {
            try await stage.open(as: owner).keyHoldings(of: other, in: span)
        }
    }
}
