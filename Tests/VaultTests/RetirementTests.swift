import Testing
import Vault
import VaultLedger

@Suite("A member who leaves")
struct RetirementTests {
    /// A stage with a second counselor of the same office, and papers in several hands.
    struct Scene {
        let stage: Stage
        let successor = Identity.generate(suite: .x25519)
        let successorID: MemberID
        let owner = Identity.generate(suite: .x25519)
        let ownerID: MemberID

        /// Of the newcomer, the second granted to the chamber; of the owner, granted to the leaver.
        let papers: [DocumentID]

        init() async throws {
            stage = try await Stage()
            successorID = try await stage.open(as: stage.admin).enrol(
                successor.card(name: "A successor"),
                as: .counselor
            ).id
            let desk = try await stage.open(as: stage.counselor)
            ownerID = try await desk.enrol(owner.card(name: "An owner"), as: .owner).id
            let first = try await stage.deposit("A diploma")
            let second = try await stage.deposit("A letter")
            try await stage.grant(second)
            let third = try stage.document(
                in: try await desk.deposit(
                    [.bytes(Array("A lease".utf8), fileName: "lease.txt")],
                    for: ownerID,
                    as: DocumentDescription()
                )
            )
            _ = try await stage.open(as: owner).grant(
                [third],
                to: stage.counselorID,
                for: .counseling,
                until: stage.time.advanced(by: 86_400)
            )
            papers = [first, second, third]
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `can open nothing any more once everybody has done their part`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        let before = try await admin.leaving(stage.counselorID)
        #expect(Set(before.documents.map(\.document)) == Set(scene.papers))
        #expect(before.owners == [stage.newcomer.id])
        #expect(before.groups.count == 2)
        #expect(before.obstacles == [])
        #expect(before.retired == nil)

        let pending = try await admin.retire(stage.counselorID)
        #expect(pending.mine.isEmpty)
        #expect(pending.others.documents == [scene.papers[2]])
        #expect(pending.others.groups == [] && pending.others.owners == [])
        let between = try await admin.leaving(stage.counselorID)
        #expect(between.documents.map(\.document) == [scene.papers[2]])
        #expect(between.groups == [] && between.owners == [])

        #expect(try await stage.open(as: scene.owner).finishPending() == 1)
        let after = try await admin.leaving(stage.counselorID)
        #expect(after.documents == [])
        #expect(after.retired == between.retired && after.retired != nil)
        #expect(try await admin.pending().others.isEmpty)

        let gone = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.notAllowed(.retired)) { try await gone.list() }
        await #expect(throws: VaultError.notAllowed(.retired)) {
            try await gone.bytes(of: scene.papers[0])
        }
        await #expect(throws: VaultError.notAllowed(.retired)) { try await gone.me() }
        let desk = try await stage.open(as: scene.successor)
        #expect(try await desk.bytes(of: scene.papers[0]) == Array("A diploma".utf8))
        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.bytes(of: scene.papers[1]) == Array("A letter".utf8))
        let names = try await chamber.members().map(\.name)
        #expect(names.contains("A successor"))
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `loses the grants, and the lists say so`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        _ = try await admin.retire(stage.counselorID)
        #expect(try await admin.grants(member: stage.counselorID) == [])
        let ended = try await admin.grants(member: stage.counselorID, includingEnded: true)
        #expect(ended.map(\.status) == [.retired])
        let retirements = try await admin.history().filter { $0.kind == .retire }
        #expect(retirements.map(\.member) == [stage.counselorID])
        await #expect(throws: VaultError.notAllowed(.grantee(stage.counselorID))) {
            try await stage.open(as: scene.owner).grant(
                [scene.papers[2]],
                to: stage.counselorID,
                for: .counseling,
                until: stage.time.advanced(by: 60)
            )
        }
        let member = try #require(
            try await admin.members().first { $0.id == stage.counselorID }
        )
        #expect(member.isRetired)
    }

    @Test
    func `is told where no counselor would be left`() async throws {
        let stage = try await Stage()
        let admin = try await stage.open(as: stage.admin)
        let office = try #require(stage.newcomer.office)
        let alone = try await admin.leaving(stage.counselorID)
        #expect(alone.obstacles == [.lastCounselor(office)])
        let other = Identity.generate(suite: .x25519)
        let otherID = try await admin.enrol(other.card(name: "Another"), as: .counselor).id
        #expect(try await admin.leaving(stage.counselorID).obstacles == [])
        _ = try await admin.retire(stage.counselorID)
        #expect(try await admin.leaving(otherID).obstacles == [.lastCounselor(office)])

        let carrier = try await admin.makeOffice(name: "Carrier")
        _ = try await admin.handOver([stage.newcomer.id], to: carrier.id)
        #expect(try await admin.leaving(otherID).obstacles == [])
    }

    @Test
    func `is not let go if something would be lost`() async throws {
        let stage = try await Stage()
        let admin = try await stage.open(as: stage.admin)
        let other = Identity.generate(suite: .x25519)
        let otherID = try await admin.enrol(other.card(name: "Other admin"), as: .admin).id
        let office = try await admin.makeOffice(name: "Carrier")
        let second = try await stage.open(as: other)
        #expect(
            try await second.leaving(stage.adminID).obstacles == [.lastHolder(office.id)]
        )
        await #expect(throws: VaultError.notAllowed(.lastHolder(office.id))) {
            try await second.retire(stage.adminID)
        }
        let auditor = Identity.generate(suite: .x25519)
        let auditorID = try await admin.enrol(auditor.card(name: "Auditor"), as: .auditor).id
        #expect(try await admin.leaving(auditorID).obstacles == [.lastAuditor])
        await #expect(throws: VaultError.notAllowed(.lastAuditor)) {
            try await admin.retire(auditorID)
        }
        for member in [stage.adminID, stage.newcomer.id] {
            await #expect(throws: VaultError.notAllowed(.leaver(member))) {
                try await admin.retire(member)
            }
        }
        let nobody = MemberID.random()
        await #expect(throws: VaultError.memberNotFound(nobody.text)) {
            try await admin.retire(nobody)
        }
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await stage.open(as: stage.counselor).retire(otherID)
        }
        let retirements = try await admin.history().filter { $0.kind == .retire }
        #expect(retirements == [])
    }

    @Test
    func `is finished by another client when a process stops after the first step`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        try Adversary(stage.admin).append(
            [.retire(Retirement(member: stage.counselorID))],
            as: stage.adminID,
            in: stage
        )
        let desk = try await stage.open(as: scene.successor)
        let pending = try await desk.pending()
        #expect(pending.others.groups.count == 2)
        #expect(try await desk.finishPending() == 0)
        let admin = try await stage.open(as: stage.admin)
        #expect(try await admin.leaving(stage.counselorID).documents.count == 3)
        #expect(try await admin.finishPending() == 2)
        #expect(try await stage.open(as: scene.owner).finishPending() == 1)
        #expect(try await admin.leaving(stage.counselorID).documents == [])
        #expect(try await admin.retire(stage.counselorID).others.isEmpty)
        #expect(try await stage.open(as: nil).audit().findings == [])
    }

    @Test
    func `is shown to be gone by a report that anybody can check`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let admin = try await stage.open(as: stage.admin)
        let early = try await admin.leavingReport(stage.counselorID)
        _ = try await admin.retire(stage.counselorID)
        _ = try await stage.open(as: scene.owner).finishPending()
        let late = try await admin.leavingReport(stage.counselorID)
        let anybody = try await stage.open(as: nil)
        #expect(try await anybody.verify(leavingReport: early).isComplete == false)
        let report = try await anybody.verify(leavingReport: late)
        #expect(report.isComplete)
        #expect(report.renewed.count == 2)
        // Every byte counts.
        for place in late.indices {
            var changed = late
            changed[place] ^= 1
            await #expect(throws: VaultError.self, "byte \(place)") {
                try await anybody.verify(leavingReport: changed)
            }
        }
        let other = try await Stage()
        let elsewhere = try await other.open(as: nil)
        await #expect(throws: VaultError.reportWrong) {
            try await elsewhere.verify(leavingReport: late)
        }
        #expect(elsewhere.path == other.path("vault"))
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await stage.open(as: scene.successor).leavingReport(stage.counselorID)
        }
    }

    @Test
    func `is the business of admins, auditors and the member`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.leaving(stage.counselorID).owners == [stage.newcomer.id])
        await #expect(throws: VaultError.notAllowed(.role(.counselor))) {
            try await desk.leaving(stage.adminID)
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await stage.open(as: stage.chamber).leaving(stage.counselorID)
        }
    }
}
