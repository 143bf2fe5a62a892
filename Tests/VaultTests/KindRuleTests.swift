import Testing
import Vault
import VaultLedger

/// What the kind of a document asks for when it is granted.
@Suite("The kind of a document")
struct KindRuleTests {
    /// A newcomer who holds an own key, and one who does not.
    private struct World {
        let stage: Stage
        let owner = Identity.generate(suite: .x25519)

        /// With whom the other one takes over.
        let claimer = Identity.generate(suite: .x25519)
        let ownerID: MemberID

        init() async throws {
            stage = try await Stage()
            let card = try owner.card(name: "An owner")
            ownerID = try await stage.open(as: stage.counselor).enrol(card, as: .owner).id
        }

        /// Deposits a document of a kind for one of the two.
        func document(_ kind: String?, ofOwner isOwn: Bool = false) async throws -> DocumentID {
            let outcomes = try await stage.open(as: stage.counselor).deposit(
                [.bytes(Array("A paper".utf8), fileName: "paper.txt")],
                for: isOwn ? ownerID : stage.newcomer.id,
                as: DocumentDescription(kind: kind)
            )
            return try stage.document(in: outcomes)
        }

        @discardableResult
        func grant(
            _ documents: [DocumentID],
            as identity: Identity? = nil,
            days: Int64? = nil,
            confirming isConfirmed: Bool = false
        ) async throws -> [GrantRecord] {
            try await stage.open(as: identity ?? stage.counselor).grant(
                documents,
                to: stage.chamberID,
                for: .recognition,
                until: days.map { stage.time.advanced(by: $0 * 86_400) },
                confirmingSpecial: isConfirmed
            )
        }

        /// Insists that something is refused before anything is said.
        func expect(
            _ error: VaultError,
            _ comment: Comment? = nil,
            of act: () async throws -> Void
        ) async throws {
            let head = try await stage.open(as: stage.counselor).summary().head
            await #expect(throws: error, comment) { try await act() }
            #expect(try await stage.open(as: stage.counselor).summary().head == head)
        }
    }

    private static let restricted = [
        "id.passport", "id.national-card", "res.permit", "res.travel-doc", "id.passport.page",
    ]

    @Test(arguments: restricted)
    func `leaves identity papers to their owner's own signature`(kind: String) async throws {
        let world = try await World()
        let paper = try await world.document(kind)
        for isConfirmed in [false, true] {
            try await world.expect(.notAllowed(.copyRestricted(paper))) {
                try await world.grant([paper], days: 1, confirming: isConfirmed)
            }
        }
        let outside = try #require(OutsideRecipient(Identity.generate(suite: .x25519).recipient))
        try await world.expect(.notAllowed(.copyRestricted(paper))) {
            _ = try await world.stage.open(as: world.stage.counselor).send(
                paper,
                to: outside,
                for: .recognition,
                at: world.stage.path("out.age"),
                confirmingSpecial: true
            )
        }
        let own = try await world.document(kind, ofOwner: true)
        let grants = try await world.grant([own], as: world.owner, days: 60)
        #expect(grants.map(\.document) == [own])
        #expect(try await world.stage.open(as: world.stage.chamber).list().map(\.id) == [own])
    }

    @Test(arguments: [
        "asy.decision", "oth.medical", "oth.disability", "oth.vaccination", "asy.new",
    ])
    func `asks for a confirmation of special categories, from everybody`(
        kind: String
    ) async throws {
        let world = try await World()
        let paper = try await world.document(kind)
        let own = try await world.document(kind, ofOwner: true)
        for (document, identity) in [(paper, world.stage.counselor), (own, world.owner)] {
            try await world.expect(.notAllowed(.specialCategory(document))) {
                try await world.grant([document], as: identity, days: 1)
            }
            let grants = try await world.grant([document], as: identity, confirming: true)
            // The stage's day is 2027-01-15.
            #expect(grants.map(\.until.text) == ["2027-01-29T23:59:59Z"])
        }
    }

    @Test
    func `keeps the hearing apart from the medical report`() async throws {
        let world = try await World()
        let papers = [
            try await world.document("asy.hearing"), try await world.document("oth.medical"),
            try await world.document("oth.vaccination"),
        ]
        let refused = papers.prefix(2).map { id in
            DocumentRefusal(document: id, error: .notAllowed(.noBulkGrant(id)))
        }
        try await world.expect(.refused(refused)) {
            try await world.grant(papers, days: 1, confirming: true)
        }
        #expect(try await world.grant(Array(papers.dropFirst()), confirming: true).count == 2)
    }

    private static let usual: [(kind: String?, until: String)] = [
        ("edu.vocational-diploma", "2027-04-15T23:59:59Z"),
        ("work.payslip", "2027-02-14T23:59:59Z"),
        ("other", "2027-01-29T23:59:59Z"), ("not.known-here", "2027-01-29T23:59:59Z"),
        (nil, "2027-02-14T23:59:59Z"),
    ]

    @Test
    func `says how long a grant lasts if nobody does`() async throws {
        let world = try await World()
        var documents: [DocumentID] = []
        for (kind, _) in Self.usual { documents.append(try await world.document(kind)) }
        let grants = try await world.grant(documents)
        #expect(grants.map(\.until.text) == Self.usual.map(\.until))
        #expect(grants.map(\.document) == documents)
        let live = try await world.stage.open(as: world.stage.counselor).grants()
        #expect(live.map(\.until) == grants.map(\.until))
    }

    @Test
    func `says how long a grant lasts at most`() async throws {
        let world = try await World()
        let (diploma, medical, none) = (
            try await world.document("edu.vocational-diploma", ofOwner: true),
            try await world.document("oth.medical", ofOwner: true),
            try await world.document(nil, ofOwner: true)
        )
        try await world.expect(.invalid(.untilTooLongForKind(diploma, days: 365))) {
            try await world.grant([diploma], as: world.owner, days: 366)
        }
        try await world.expect(.invalid(.untilTooLongForKind(medical, days: 90))) {
            try await world.grant([medical], as: world.owner, days: 91, confirming: true)
        }
        try await world.grant([diploma], as: world.owner, days: 365)
        try await world.grant([medical], as: world.owner, days: 90, confirming: true)
        try await world.grant([none], as: world.owner, days: 4_000)
    }

    @Test
    func `refuses several documents together, and says of each why`() async throws {
        let world = try await World()
        let fine = try await world.document("edu.transcript")
        let passport = try await world.document("id.passport")
        let medical = try await world.document("oth.medical")
        let gone = try await world.document(nil)
        _ = try await world.stage.open(as: world.stage.counselor).withdraw(gone)
        let nowhere = DocumentID.random()
        let refused: [DocumentRefusal] = [
            DocumentRefusal(document: passport, error: .notAllowed(.copyRestricted(passport))),
            DocumentRefusal(document: medical, error: .notAllowed(.specialCategory(medical))),
            DocumentRefusal(document: gone, error: .withdrawn(gone)),
            DocumentRefusal(document: nowhere, error: .documentNotFound(nowhere.text)),
        ]
        try await world.expect(.refused(refused)) {
            try await world.grant([fine, passport, medical, gone, nowhere], days: 30)
        }
        #expect(try await world.stage.open(as: world.stage.chamber).list().isEmpty)
    }

    @Test
    func `counts still after an office has mended it, until the owner does`() async throws {
        let world = try await World()
        let paper = try await world.document("id.passport")
        let desk = try await world.stage.open(as: world.stage.counselor)
        let mended = try await desk.describe(paper, title: nil, kind: "oth.medical")
        #expect(mended.description.kind == "oth.medical")
        #expect(mended.description.earlierKinds == ["id.passport"])
        _ = try await desk.describe(paper, title: nil, kind: "edu.transcript")
        let again = try await desk.describe(paper, title: "Mended", kind: "edu.zab")
        #expect(again.description.earlierKinds == ["id.passport", "oth.medical"])
        try await world.expect(.notAllowed(.copyRestricted(paper))) {
            try await world.grant([paper], days: 1, confirming: true)
        }
        let back = try await desk.describe(paper, title: nil, kind: "oth.medical")
        #expect(back.description.earlierKinds == ["id.passport"])

        try await desk.claim(world.stage.newcomer.id, with: world.claimer)
        let owner = try await world.stage.open(as: world.claimer)
        try await world.expect(.notAllowed(.specialCategory(paper))) {
            try await world.grant([paper], as: world.claimer, days: 1)
        }
        let own = try await owner.describe(paper, title: nil, kind: "edu.zab")
        #expect(own.description.earlierKinds == [])
        try await world.grant([paper], as: world.claimer, days: 300)
    }

    @Test
    func `may be corrected upwards at any time`() async throws {
        let world = try await World()
        let paper = try await world.document("edu.transcript")
        let desk = try await world.stage.open(as: world.stage.counselor)
        let mended = try await desk.describe(paper, title: nil, kind: "id.passport")
        #expect(mended.description.earlierKinds == [])
        try await world.expect(.notAllowed(.copyRestricted(paper))) {
            try await world.grant([paper], days: 1)
        }
    }
}
