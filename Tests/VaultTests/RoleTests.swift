import Testing
import Vault
import VaultLedger

/// Who may do what.
@Suite("Roles")
struct RoleTests {
    private static func grant(
        _ document: DocumentID,
        to grantee: MemberID,
        by identity: Identity?,
        in stage: Stage,
        lasting seconds: Int64 = 3_600
    ) async throws {
        _ = try await stage.open(as: identity).grant(
            [document],
            to: grantee,
            for: .recognition,
            until: stage.time.advanced(by: seconds)
        )
    }

    @Test
    func `let a counselor of the custody office grant, and no admin and no reader`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await Self.grant(document, to: stage.chamberID, by: stage.counselor, in: stage)
        let friend = try await stage.organisation("A friend")
        await #expect(throws: VaultError.notAllowed(.role(.admin))) {
            try await Self.grant(document, to: friend.id, by: stage.admin, in: stage)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await Self.grant(document, to: friend.id, by: stage.chamber, in: stage)
        }
        await #expect(throws: VaultError.identityMissing) {
            try await Self.grant(document, to: friend.id, by: nil, in: stage)
        }
        await #expect(throws: VaultError.notAllowed(.notEnrolled)) {
            try await Self.grant(document, to: friend.id, by: .generate(suite: .x25519), in: stage)
        }
    }

    @Test
    func `let an admin read custody, and neither an auditor nor another organisation`() async throws
    {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        #expect(
            try await stage.open(as: stage.admin).bytes(of: document) == Array("A diploma".utf8)
        )
        let auditor = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "An auditor"),
            as: .auditor
        )
        let friend = try await stage.organisation("A friend")
        for reader in [auditor, friend.identity] {
            let vault = try await stage.open(as: reader)
            await #expect(throws: VaultError.notAllowed(.noGrant(document))) {
                try await vault.bytes(of: document)
            }
            #expect(try await vault.list() == [])
        }
    }

    @Test
    func `refuse grants to owners, to auditors and to oneself`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let auditor = try await stage.open(as: stage.admin).enrol(
            Identity.generate(suite: .x25519).card(name: "An auditor"),
            as: .auditor
        )
        let other = try await stage.open(as: stage.counselor).enrolProvisional(name: "Another")
        for grantee in [stage.newcomer.id, other.id, auditor.id, stage.counselorID] {
            await #expect(throws: VaultError.notAllowed(.grantee(grantee))) {
                try await stage.grant(document, to: grantee)
            }
        }
        let nobody = MemberID.random()
        await #expect(throws: VaultError.memberNotFound(nobody.text)) {
            try await stage.grant(document, to: nobody)
        }
    }

    @Test
    func `bound a grant on behalf to the future and to 180 days`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        await #expect(throws: VaultError.invalid(.untilPast)) {
            try await stage.grant(document, lasting: -1)
        }
        let longest: Int64 = 180 * 86_400
        await #expect(throws: VaultError.invalid(.untilTooLong)) {
            try await stage.grant(document, lasting: longest + 1)
        }
        try await stage.grant(document, lasting: longest)
    }

    @Test
    func `grant all documents or none`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let unknown = DocumentID.random()
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.documentNotFound(unknown.text)) {
            try await desk.grant(
                [document, unknown],
                to: stage.chamberID,
                for: .other,
                until: stage.time.advanced(by: 60)
            )
        }
        #expect(try await desk.grants() == [])
    }

    @Test
    func `keep counselors out of the papers of an owner with an own key`() async throws {
        let stage = try await Stage()
        let identity = Identity.generate(suite: .x25519)
        let desk = try await stage.open(as: stage.counselor)
        let owner = try await desk.enrol(identity.card(name: "An owner"), as: .owner)
        #expect(!owner.isProvisional)
        let outcomes = try await desk.deposit(
            [.bytes(Array("A diploma".utf8), fileName: "a.txt")],
            for: owner.id
        )
        let document = try stage.document(in: outcomes)
        #expect(try await desk.list() == [])
        await #expect(throws: VaultError.notAllowed(.noGrant(document))) {
            try await desk.bytes(of: document)
        }
        await #expect(throws: VaultError.notAllowed(.notInCustody(owner.id))) {
            try await stage.grant(document)
        }
        await #expect(throws: VaultError.notAllowed(.notInCustody(owner.id))) {
            try await desk.describe(document, title: "Mine")
        }

        let own = try await stage.open(as: identity)
        #expect(try await own.list().map(\.id) == [document])
        #expect(try await own.bytes(of: document) == Array("A diploma".utf8))
        try await Self.grant(
            document,
            to: stage.counselorID,
            by: identity,
            in: stage,
            lasting: 200 * 86_400
        )
        #expect(try await desk.bytes(of: document) == Array("A diploma".utf8))
        let ended = try await own.revoke([document], from: stage.counselorID)
        #expect(ended.map(\.opened) == [1])
        await #expect(throws: VaultError.notAllowed(.revoked(document))) {
            try await desk.bytes(of: document)
        }
        #expect(
            try await own.history(.document(document)).map(\.kind)
                == [.deposit, .open, .grant, .open, .revoke, .rekey]
        )
        #expect(try await own.audit().isClean)
    }

    @Test
    func `let only owners and counselors deposit, and for owners alone`() async throws {
        let stage = try await Stage()
        let source = DepositSource.bytes(Array("Text".utf8), fileName: "a.txt")
        for (identity, role) in [(stage.admin, Role.admin), (stage.chamber, .organisation)] {
            let vault = try await stage.open(as: identity)
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await vault.deposit([source], for: stage.newcomer.id)
            }
        }
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.memberNotFound(stage.chamberID.text)) {
            try await desk.deposit([source], for: stage.chamberID)
        }
    }

    @Test
    func `keep enrolment to those who answer for it`() async throws {
        let stage = try await Stage()
        let identity = Identity.generate(suite: .x25519)
        let card = try identity.card(name: "Somebody")
        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await chamber.enrol(card, as: .owner)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await chamber.enrolProvisional(name: "Somebody")
        }
        let desk = try await stage.open(as: stage.counselor)
        for role in [Role.admin, .counselor, .organisation, .auditor] {
            await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
                try await desk.enrol(card, as: role)
            }
        }
        let member = try await desk.enrol(card, as: .owner)
        await #expect(throws: VaultError.alreadyEnrolled(member.id)) {
            try await desk.enrol(card, as: .owner)
        }
        await #expect(throws: VaultError.alreadyEnrolled(member.id)) {
            try await stage.open(as: stage.admin).enrol(
                identity.card(name: "Another name"),
                as: .organisation
            )
        }
    }

    @Test
    func `ask for an enrolled auditor before another joins`() async throws {
        let stage = try await Stage()
        let first = Identity.generate(suite: .x25519)
        let second = try Identity.generate(suite: .x25519).card(name: "The second")
        let vault = try await stage.open(as: stage.admin)
        await #expect(throws: VaultError.notAllowed(.auditorSignature)) {
            try await vault.enrol(second, as: .auditor, cosigner: stage.chamber)
        }
        _ = try await vault.enrol(first.card(name: "The first"), as: .auditor)
        for cosigner in [nil, stage.chamber, Identity.generate(suite: .x25519)] {
            await #expect(throws: VaultError.notAllowed(.auditorSignature)) {
                try await vault.enrol(second, as: .auditor, cosigner: cosigner)
            }
        }
        _ = try await vault.enrol(second, as: .auditor, cosigner: first)
        #expect(try await vault.audit().isClean)
    }

    @Test
    func `refuse the other suite by name`() async throws {
        let stage = try await Stage()
        let hybrid = Identity.generate(suite: .hybrid)
        await #expect(throws: VaultError.suiteMismatch(vault: .x25519)) {
            try await stage.open(as: hybrid)
        }
        await #expect(throws: VaultError.suiteMismatch(vault: .x25519)) {
            try await stage.open(as: stage.admin).enrol(
                hybrid.card(name: "Later"),
                as: .organisation
            )
        }
    }

    @Test
    func `give a second admin the keys of the offices`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let second = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(second.card(name: "Deputy"), as: .admin)
        let vault = try await stage.open(as: second)
        #expect(try await vault.bytes(of: document) == Array("A diploma".utf8))
        _ = try await vault.enrol(
            Identity.generate(suite: .x25519).card(name: "A new counselor"),
            as: .counselor
        )
        #expect(try await vault.audit().isClean)
    }
}
