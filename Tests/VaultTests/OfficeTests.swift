import Testing
import Vault
import VaultLedger

@Suite("An office")
struct OfficeTests {
    @Test
    func `has a name that every member with a key can read, and nobody else`() async throws {
        let stage = try await Stage()
        let made = try await stage.open(as: stage.admin).makeOffice(name: "Town hall")
        for person in [stage.admin, stage.counselor, stage.chamber] {
            let offices = try await stage.open(as: person).offices()
            #expect(offices.map(\.name) == [nil, "Town hall"])
            #expect(offices[1] == made)
        }
        for person in [nil, Identity.generate(suite: .x25519)] {
            let offices = try await stage.open(as: person).offices()
            #expect(offices.map(\.name) == [nil, nil])
            #expect(offices.map(\.id).last == made.id)
        }
        #expect(made.holders == [stage.adminID])
        let report = try await stage.open(as: nil).audit()
        #expect(report.findings == [])
    }

    @Test
    func `has a name from the beginning where one is given`() async throws {
        let stage = try await Stage()
        let vault = try await DocumentVault.create(
            at: stage.path("named"),
            origin: "vault.example/named",
            as: stage.admin,
            name: "Vault administration",
            office: "Town hall"
        )
        #expect(try await vault.offices().map(\.name) == ["Town hall"])
        #expect(try await vault.audit().findings == [])
        #expect(try await vault.enrolProvisional(name: "Somebody").officeName == "Town hall")
        await #expect(throws: VaultError.invalid(.name)) {
            try await DocumentVault.create(
                at: stage.path("nameless"),
                origin: "vault.example/nameless",
                as: stage.admin,
                name: "Vault administration",
                office: ""
            )
        }
    }

    @Test
    func `is found by id, by the beginning of it, or by name`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: stage.admin)
        let made = try await vault.makeOffice(name: "Town hall")
        for text in [made.id.text, String(made.id.text.prefix(9)), "Town hall"] {
            #expect(try await vault.office(text).id == made.id)
        }
        await #expect(throws: VaultError.officeNotFound("o-")) { try await vault.office("o-") }
        await #expect(throws: VaultError.officeNotFound("Nowhere")) {
            try await vault.office("Nowhere")
        }
        let twins = ["o-00000000000000a1", "o-00000000000000a2"]
        for (text, name) in zip(twins, ["North", "South"]) {
            _ = try await vault.makeOffice(try #require(OfficeID(text)), name: name)
        }
        let start = String(twins[0].dropLast())
        await #expect(throws: VaultError.ambiguous(start, candidates: twins)) {
            try await vault.office(start)
        }
    }

    @Test
    func `has a name that no other office has, however it is spelled`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: stage.admin)
        let made = try await vault.makeOffice(name: "B\u{FC}ro")
        for name in ["B\u{FC}ro", "Bu\u{308}ro"] {
            await #expect(throws: VaultError.officeExists(made.id)) {
                try await vault.makeOffice(name: name)
            }
        }
        _ = try await vault.makeOffice(name: "b\u{FC}ro")
        #expect(try await vault.offices().count == 3)
    }

    @Test
    func `is made by admins alone, for admins alone`() async throws {
        let stage = try await Stage()
        for person in [stage.counselor, stage.chamber] {
            let vault = try await stage.open(as: person)
            let role = try #require(try await vault.me()).role
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await vault.makeOffice(name: "Mine")
            }
        }
        let vault = try await stage.open(as: stage.admin)
        await #expect(throws: VaultError.notAllowed(.notAdmin(stage.counselorID))) {
            try await vault.makeOffice(name: "Ours", with: [stage.counselorID])
        }
        await #expect(throws: VaultError.invalid(.name)) {
            try await vault.makeOffice(name: " ")
        }
        #expect(try await vault.offices().count == 1)
    }

    @Test
    func `has to be named by whoever runs several`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: stage.admin)
        let office = try await vault.makeOffice(name: "Carrier")
        await #expect(throws: VaultError.invalid(.office)) {
            try await vault.enrolProvisional(name: "Somebody")
        }
        let owner = try await vault.enrolProvisional(name: "Somebody", office: office.id)
        #expect(owner.office == office.id)
        #expect(owner.officeName == "Carrier")
        let card = try Identity.generate(suite: .x25519).card(name: "Her counselor")
        let counselor = try await vault.enrol(card, as: .counselor, office: office.id)
        #expect(counselor.officeName == "Carrier")
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.notAllowed(.notHolder(office.id))) {
            try await desk.enrolProvisional(name: "Another", office: office.id)
        }
        #expect(try await desk.enrolProvisional(name: "Another").office == stage.newcomer.office)
    }

    /// An office that the admin alone holds, with an owner, a paper and a counselor; the second admin
    /// was there before it, and so does not hold its key.
    private struct Carrier {
        let stage: Stage
        let office: OfficeID
        let second: Identity
        let secondID: MemberID
        let counselor: Identity
        let document: DocumentID

        init() async throws {
            stage = try await Stage()
            second = Identity.generate(suite: .x25519)
            counselor = Identity.generate(suite: .x25519)
            let admin = try await stage.open(as: stage.admin)
            secondID = try await admin.enrol(second.card(name: "Second admin"), as: .admin).id
            office = try await admin.makeOffice(name: "Carrier").id
            let card = try counselor.card(name: "Her counselor")
            _ = try await admin.enrol(card, as: .counselor, office: office)
            let desk = try await stage.open(as: counselor)
            let owner = try await desk.enrolProvisional(name: "Somebody")
            let outcomes = try await desk.deposit(
                [.bytes(Array("A diploma".utf8), fileName: "diploma.txt")],
                for: owner.id,
                as: DocumentDescription()
            )
            document = try stage.document(in: outcomes)
        }
    }

    @Test
    func `takes one more admin, who can open what it could before`() async throws {
        let scene = try await Carrier()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        var second = try Leaver(scene.second)
        try stage.copy("vault", to: "before")
        let had = try second.search("before", of: stage)
        #expect(had.blobs == [])
        let before = try await admin.office(scene.office.text)
        #expect(!before.holders.contains(scene.secondID))
        let after = try await admin.addHolder(scene.secondID, to: scene.office)
        #expect(Set(after.holders) == Set(before.holders + [scene.secondID]))
        #expect(after.generation == 2)
        for person in [stage.admin, scene.counselor, scene.second] {
            let vault = try await stage.open(as: person)
            #expect(try await vault.bytes(of: scene.document) == Array("A diploma".utf8))
        }
        let again = try await admin.addHolder(scene.secondID, to: scene.office)
        #expect(again.generation == after.generation)
        #expect(try await admin.audit().findings == [])
        #expect(try await admin.pending().mine.isEmpty)
        let holdings = try await admin.keyHoldings(
            of: scene.document,
            in: stage.time...stage.time
        )
        #expect(
            holdings.contains {
                $0.member == scene.secondID && $0.ground == .custody(scene.office)
            }
        )
    }

    @Test
    func `takes nobody else, and from nobody who does not hold its key`() async throws {
        let scene = try await Carrier()
        let stage = scene.stage
        let (office, id) = (scene.office, scene.secondID)
        let admin = try await stage.open(as: stage.admin)
        await #expect(throws: VaultError.notAllowed(.notHolder(office))) {
            try await stage.open(as: scene.second).addHolder(id, to: office)
        }
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await stage.open(as: scene.counselor).addHolder(id, to: office)
        }
        await #expect(throws: VaultError.notAllowed(.notAdmin(stage.chamberID))) {
            try await admin.addHolder(stage.chamberID, to: office)
        }
        let nowhere = OfficeID.random()
        await #expect(throws: VaultError.officeNotFound(nowhere.text)) {
            try await admin.addHolder(id, to: nowhere)
        }
        _ = try await admin.retire(id)
        await #expect(throws: VaultError.notAllowed(.notAdmin(id))) {
            try await admin.addHolder(id, to: office)
        }
        #expect(try await admin.office(office.text).generation == 1)
    }
}
