import GRDB
import Testing
import Vault
import VaultLedger

/// How documents are called to whom.
@Suite("A title")
struct TitleTests {
    /// A stage with two documents, one of them with a title.
    private static func stage() async throws -> (Stage, titled: DocumentID, plain: DocumentID) {
        let stage = try await Stage()
        let titled = try await stage.deposit(
            "titled",
            as: DocumentDescription(title: "Diploma")
        )
        let plain = try await stage.deposit("plain", as: DocumentDescription())
        return (stage, titled, plain)
    }

    @Test
    func `is read by whoever can open the document now, and by nobody else`() async throws {
        let (stage, titled, plain) = try await Self.stage()
        let desk = try await stage.open(as: stage.counselor)
        let all = try await desk.list()
        let name = try #require(all.first { $0.id == plain }?.fileName)
        #expect(try await desk.titles(of: [titled, plain]) == [titled: "Diploma", plain: name])
        #expect(try await desk.titles(of: [titled]) == [titled: "Diploma"])
        #expect(try await desk.titles(of: []).isEmpty)

        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.titles(of: [titled, plain]).isEmpty)
        _ = try await desk.grant([titled], to: stage.chamberID, for: .recognition)
        #expect(try await chamber.titles(of: [titled, plain]) == [titled: "Diploma"])
        _ = try await desk.revoke([titled], from: stage.chamberID)
        #expect(try await chamber.titles(of: [titled, plain]).isEmpty)
    }

    @Test
    func `is gone with the document`() async throws {
        let (stage, titled, plain) = try await Self.stage()
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.withdraw(titled)
        #expect(try await desk.titles(of: [titled, plain]).keys.sorted() == [plain])
    }

    @Test
    func `is not read from what does not verify, but a history is`() async throws {
        let (stage, titled, plain) = try await Self.stage()
        try Intruder(stage).run(
            "UPDATE envelope SET body = zeroblob(100) WHERE subject = ?",
            [titled.text]
        )
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.titles(of: [titled, plain]).isEmpty)
        #expect(try await desk.titles(of: [plain]).count == 1)
        #expect(try await desk.history(.document(titled)).map(\.kind) == [.deposit])
    }
}
