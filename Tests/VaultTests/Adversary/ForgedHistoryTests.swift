import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// What somebody can make people believe who writes in the tables that the history is shown from.
@Suite("A forged history")
struct ForgedHistoryTests {
    /// A document that the chamber has opened once, by a grant.
    private struct Scene {
        let stage: Stage
        let document: DocumentID
        let grant: GrantRecord

        /// The index of the opening.
        let opening: Int

        let intruder: Intruder

        init() async throws {
            stage = try await Stage()
            document = try await stage.deposit("A diploma")
            grant = try await stage.grant(document)
            _ = try await stage.open(as: stage.chamber).bytes(of: document)
            opening = grant.index + 1
            intruder = try Intruder(stage)
            let events = try intruder.rows("SELECT idx FROM p_event WHERE kind = 'open'")
            try #require(events.map { $0[0] as Int } == [opening])
        }

        /// Adds a row for one more opening than there was.
        func invent() throws {
            try intruder.run(
                """
                INSERT INTO p_event SELECT 99, kind, time, author, number + 1, owner, document, member,
                    grant_idx, on_behalf FROM p_event WHERE kind = 'open'
                """
            )
        }
    }

    private static let page: @Sendable (OwnerExport) -> [UInt8] = { _ in Array("page".utf8) }

    @Test(
        arguments: [
            "author = (SELECT id FROM p_member WHERE role = 'admin')",
            "time = time - 86400",
            "number = number + 1",
            "owner = (SELECT id FROM p_member WHERE role = 'admin')",
            "document = 'd-7tq2n4k8v1c6z0fg'",
            "member = (SELECT id FROM p_member WHERE role = 'admin')",
            "kind = 'describe'",
            "grant_idx = NULL",
            "on_behalf = 1 - on_behalf",
        ]
    )
    func `is not shown with a changed row`(change: String) async throws {
        let scene = try await Scene()
        let admin = try await scene.stage.open(as: scene.stage.admin)
        let before = try await admin.history()
        #expect(before.last?.index == scene.opening)
        try scene.intruder.run("UPDATE p_event SET \(change) WHERE kind = 'open'")
        await #expect(throws: VaultError.damaged(.statement(scene.opening))) {
            try await admin.history()
        }
        let earlier = try await admin.history(after: -1, limit: before.count - 1)
        #expect(earlier == before.dropLast())
    }

    @Test
    func `has no opening that nobody signed`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.grants().map(\.openings) == [1])
        try scene.invent()
        let damage = VaultError.damaged(.statement(99))
        await #expect(throws: damage) { try await desk.history(.document(scene.document)) }
        await #expect(throws: damage) { try await desk.grants() }
        await #expect(throws: damage) { try await desk.recipients(of: scene.document) }
        await #expect(throws: damage) {
            try await desk.exportDocuments(
                of: stage.newcomer.id,
                to: stage.path("out"),
                page: Self.page
            )
        }
    }

    @Test
    func `does not keep anybody from ending access`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let oldBlobs = try stage.blobs()
        try scene.invent()
        await #expect(throws: VaultError.damaged(.statement(99))) {
            try await stage.open(as: stage.counselor).revoke(
                [scene.document],
                from: stage.chamberID
            )
        }
        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.revoked(scene.document))) {
            try await chamber.bytes(of: scene.document)
        }
        #expect(try stage.blobs() != oldBlobs)
    }

    @Test
    func `ends no grant by a statement that ended none`() async throws {
        let scene = try await Scene()
        let desk = try await scene.stage.open(as: scene.stage.counselor)
        for end in ["revoked", "retired", "withdrawn"] {
            try scene.intruder.run(
                "UPDATE p_grant SET end = ?, end_idx = ?",
                [end, scene.opening]
            )
            await #expect(throws: VaultError.damaged(.statement(scene.opening))) {
                try await desk.grants(includingEnded: true)
            }
        }
    }

    @Test
    func `names who stored a document by the statement`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        try scene.intruder.run("UPDATE p_document SET depositor = ?", [stage.adminID.text])
        let details = try await stage.open(as: stage.counselor).details(of: scene.document)
        #expect(details.depositor == stage.counselorID)
    }

    @Test
    func `brings nothing about another owner into an export`() async throws {
        let scene = try await Scene()
        let stage = scene.stage
        let desk = try await stage.open(as: stage.counselor)
        let other = try await desk.enrolProvisional(name: "Another")
        _ = try await desk.deposit(
            [.bytes(Array("Theirs".utf8), fileName: "theirs.txt")],
            for: other.id,
            as: DocumentDescription()
        )
        try scene.intruder.run(
            "UPDATE p_event SET owner = ? WHERE owner IS NOT NULL",
            [stage.newcomer.id.text]
        )
        let export = try await desk.exportLog(
            to: stage.path("export"),
            owner: stage.newcomer.id
        )
        let report = try await LogExport.audit(
            at: stage.path("export"),
            logKey: VerifierKey(export.logKey),
            owner: stage.newcomer.id,
            clock: .fixed(stage.time)
        )
        #expect(report.findings == [])
    }
}
