import GRDB
import Testing
import Vault
import VaultLedger

/// What was made of a document, and stays when the document goes.
@Suite("Versions of a document")
struct VersionTests {
    private static func deposit(
        _ text: String,
        _ relation: DocumentRelation.Kind,
        _ document: DocumentID,
        in stage: Stage
    ) async throws -> DocumentID {
        let outcomes = try await stage.open(as: stage.counselor).deposit(
            [.bytes(Array(text.utf8), fileName: "\(text).txt")],
            for: stage.newcomer.id,
            as: DocumentDescription(relations: [DocumentRelation(relation, document)])
        )
        return try stage.document(in: outcomes)
    }

    @Test(arguments: DocumentRelation.Kind.allCases.filter { $0 != .contains })
    func `are all that were made of it or belong to it`(kind: DocumentRelation.Kind) async throws {
        let stage = try await Stage()
        let original = try await stage.deposit("A diploma")
        let version = try await Self.deposit("One", kind, original, in: stage)
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.versions(of: original) == [version])
        #expect(try await desk.versions(of: version) == [])
    }

    @Test
    func `are also those that were made of a version, and no bundles`() async throws {
        let stage = try await Stage()
        let original = try await stage.deposit("A diploma")
        let other = try await stage.deposit("Another paper")
        let translation = try await Self.deposit("One", .translationOf, original, in: stage)
        let copy = try await Self.deposit("Two", .derivativeOf, translation, in: stage)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.makeBundle(named: "Papers", of: [original, other])
        #expect(try await desk.versions(of: original) == [translation, copy])
        #expect(try await desk.versions(of: other) == [])
        // A circle of descriptions has an end.
        _ = try await desk.describe(
            original,
            by: DescriptionChange(adding: [DocumentRelation(.attachmentOf, copy)])
        )
        #expect(try await desk.versions(of: original) == [translation, copy])
    }

    @Test
    func `can be told by the owner and the office of custody alone`() async throws {
        let stage = try await Stage()
        let original = try await stage.deposit("A diploma")
        _ = try await Self.deposit("One", .translationOf, original, in: stage)
        try await stage.grant(original)
        #expect(try await stage.open(as: stage.admin).versions(of: original)?.count == 1)
        #expect(try await stage.open(as: stage.chamber).versions(of: original) == nil)
        let nowhere = DocumentID.random()
        await #expect(throws: VaultError.documentNotFound(nowhere.text)) {
            try await stage.open(as: stage.admin).versions(of: nowhere)
        }
    }

    @Test
    func `are not told where an envelope of the owner is damaged`() async throws {
        let stage = try await Stage()
        let original = try await stage.deposit("A diploma")
        let version = try await Self.deposit("One", .translationOf, original, in: stage)
        try Intruder(stage).run("DELETE FROM envelope WHERE subject = ?", [version.text])
        #expect(try await stage.open(as: stage.counselor).versions(of: original) == nil)
    }
}
