import Testing
import Vault
import VaultLedger

@Suite("A request to delete copies")
struct DeletionTests {
    private static let month: Int64 = 30 * 86_400

    /// A paper that the chamber was granted and has opened, whose access has ended.
    private struct Case {
        let stage: Stage
        let document: DocumentID

        var due: LedgerTime { stage.time.advanced(by: DeletionTests.month) }

        init() async throws {
            stage = try await Stage()
            document = try await stage.deposit("A diploma", title: "Diploma")
            try await stage.grant(document)
            _ = try await stage.open(as: stage.chamber).bytes(of: document)
            _ = try await desk().revoke([document], from: stage.chamberID)
        }

        func desk(later seconds: Int64 = 0) async throws -> DocumentVault {
            try await stage.open(as: stage.counselor, later: seconds)
        }

        func ask() async throws -> DeletionRecord {
            try await desk().requestDeletion(
                of: document,
                from: .member(stage.chamberID),
                due: due
            )
        }
    }

    @Test
    func `reaches whoever was granted the paper, and is answered by them`() async throws {
        let test = try await Case()
        let stage = test.stage
        let request = try await test.ask()
        #expect(request.status == .open)
        #expect(request.grantee == stage.chamberID)
        #expect(request.author == stage.counselorID)
        #expect(request.owner == stage.newcomer.id)
        #expect(request.title == "Diploma")
        #expect(request.purpose == .recognition)
        #expect(request.released == stage.time)
        #expect(request.lastOpened == stage.time)

        let chamber = try await stage.open(as: stage.chamber, later: 86_400)
        let asked = try await chamber.deletionsToAnswer()
        #expect(asked.map(\.index) == [request.index])
        #expect(asked.map(\.title) == [nil])
        let answered = try await chamber.answerDeletion(request.index, with: .deleted)
        #expect(answered.status == .deleted)
        #expect(answered.answer?.author == stage.chamberID)
        #expect(answered.answer?.time == stage.time.advanced(by: 86_400))
        #expect(try await chamber.deletionsToAnswer().isEmpty)

        let desk = try await test.desk(later: 90 * 86_400)
        #expect(try await desk.deletions().map(\.answer) == [answered.answer])
        let entries = try await desk.history(.document(test.document)).suffix(2)
        #expect(entries.map(\.kind) == [.deletionRequest, .deletionAnswer])
        #expect(entries.map(\.until) == [test.due, nil])
        #expect(entries.map(\.outcome) == [nil, .deleted])
        #expect(entries.map(\.isOnBehalf) == [true, false])
        #expect(entries.map(\.member) == [stage.chamberID, stage.chamberID])
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `is overdue when its time has passed, and can be made again then`() async throws {
        let test = try await Case()
        let request = try await test.ask()
        await #expect(throws: VaultError.deletionOpen(request.index, due: test.due)) {
            _ = try await test.ask()
        }
        let inTime = try await test.desk(later: Self.month)
        #expect(try await inTime.deletions().map(\.status) == [.open])
        let late = try await test.desk(later: Self.month + 1)
        #expect(try await late.deletions().map(\.status) == [.overdue])
        let again = try await late.requestDeletion(
            of: test.document,
            from: .member(test.stage.chamberID),
            due: test.due.advanced(by: Self.month)
        )
        #expect(try await late.deletions().map(\.status) == [.overdue, .open])

        let chamber = try await test.stage.open(as: test.stage.chamber, later: Self.month + 2)
        #expect(try await chamber.deletionsToAnswer().count == 2)
        _ = try await chamber.answerDeletion(again.index, with: .kept)
        #expect(try await late.deletions().map(\.status) == [.overdue, .kept])
        _ = try await chamber.answerDeletion(request.index, with: .deleted)
        #expect(try await chamber.answerDeletion(again.index, with: .deleted).status == .deleted)
        #expect(try await late.deletions().map(\.status) == [.deleted, .deleted])
    }

    @Test
    func `is refused if nothing was given, or its time is over`() async throws {
        let test = try await Case()
        let other = try await test.stage.organisation("University")
        let desk = try await test.desk()
        await #expect(throws: VaultError.releaseNotFound(test.document)) {
            _ = try await desk.requestDeletion(
                of: test.document,
                from: .member(other.id),
                due: test.due
            )
        }
        await #expect(throws: VaultError.releaseNotFound(test.document)) {
            _ = try await desk.requestDeletion(
                of: test.document,
                from: .outside(Digest.of([1, 2, 3].span)),
                due: test.due
            )
        }
        await #expect(throws: VaultError.rejected(.until)) {
            _ = try await desk.requestDeletion(
                of: test.document,
                from: .member(test.stage.chamberID),
                due: test.stage.time.advanced(by: -1)
            )
        }
        #expect(try await desk.deletions().isEmpty)
    }

    @Test
    func `goes to somebody outside too, whose answer is written down`() async throws {
        let test = try await Case()
        let key = Identity.generate(suite: .x25519).recipient
        let outside = try #require(OutsideRecipient(key))
        let desk = try await test.desk()
        _ = try await desk.send(
            test.document,
            to: outside,
            for: .employment,
            at: test.stage.path("out.age")
        )
        let request = try await desk.requestDeletion(
            of: test.document,
            from: .outside(outside.fingerprint),
            due: test.due
        )
        #expect(request.grantee == nil)
        #expect(request.recipient == outside.fingerprint)
        #expect(request.purpose == .employment)
        let answered = try await desk.answerDeletion(request.index, with: .kept)
        #expect(answered.status == .kept)
        #expect(answered.answer?.author == test.stage.counselorID)
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `can be made for a paper that was withdrawn`() async throws {
        let test = try await Case()
        _ = try await test.desk().withdraw(test.document)
        let request = try await test.ask()
        #expect(request.title == nil)
        let chamber = try await test.stage.open(as: test.stage.chamber)
        #expect(try await chamber.answerDeletion(request.index, with: .deleted).status == .deleted)
    }

    @Test
    func `is nobody else's to see, to make or to answer`() async throws {
        let test = try await Case()
        let stage = test.stage
        let other = try await stage.organisation("University")
        let request = try await test.ask()
        let university = try await stage.open(as: other.identity)
        #expect(try await university.deletions().isEmpty)
        #expect(try await university.deletions(document: test.document).isEmpty)
        await #expect(throws: VaultError.deletionNotFound(request.index)) {
            _ = try await university.answerDeletion(request.index, with: .deleted)
        }
        await #expect(throws: VaultError.deletionNotFound(request.index - 1)) {
            _ = try await test.desk().answerDeletion(request.index - 1, with: .deleted)
        }
        let admin = try await stage.open(as: stage.admin)
        #expect(try await admin.deletions().map(\.index) == [request.index])
        await #expect(throws: VaultError.notAllowed(.role(.admin))) {
            _ = try await admin.answerDeletion(request.index, with: .deleted)
        }
        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            _ = try await chamber.requestDeletion(
                of: test.document,
                from: .member(stage.chamberID),
                due: test.due
            )
        }
    }

    @Test
    func `goes with the paper when that is erased`() async throws {
        let test = try await Case()
        let stage = test.stage
        let auditor = Identity.generate(suite: .x25519)
        let admin = try await stage.open(as: stage.admin)
        _ = try await admin.enrol(auditor.card(name: "Auditor"), as: .auditor)
        let request = try await test.ask()
        let chamber = try await stage.open(as: stage.chamber)
        _ = try await chamber.answerDeletion(request.index, with: .deleted)
        _ = try await admin.requestErasure(of: .document(test.document), on: .consentWithdrawn)
        let watch = try await stage.open(as: auditor)
        _ = try await watch.warrantErasure(of: .document(test.document))
        #expect(try await chamber.deletions().isEmpty)
        #expect(try await watch.audit().isClean)
    }
}
