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
        let twin = try await vault.makeOffice(name: "Town hall")
        let candidates = [made.id.text, twin.id.text].sorted()
        await #expect(throws: VaultError.ambiguous("Town hall", candidates: candidates)) {
            try await vault.office("Town hall")
        }
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
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
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
}
