import TestSupport
import Testing
import Vault
import VaultLedger

@Suite("Main job")
struct MainJobTests {
    @Test(arguments: Suite.allCases)
    func `goes from upload to audit`(suite: VaultLedger.Suite) async throws {
        let stage = try await Stage(suite: suite)
        let counselor = try await stage.open(as: stage.counselor)
        let content = try Fixture.bytes("arrivals/page.pdf")
        let outcomes = try await counselor.deposit(
            [.bytes(content, fileName: "diploma.pdf")],
            for: stage.newcomer.id,
            as: DocumentDescription(title: "Diploma", kind: "edu.vocational-diploma")
        )
        let document = try stage.document(in: outcomes)
        #expect(try await counselor.list().map(\.id) == [document])

        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.noGrant(document))) {
            try await chamber.open(document, to: .file(path: stage.path("early.pdf")))
        }
        _ = try await counselor.grant(
            [document],
            to: stage.chamberID,
            for: .recognition,
            until: stage.time.advanced(by: 86_400)
        )
        let release = try await chamber.open(document, to: .file(path: stage.path("copy.pdf")))
        #expect(try stage.bytes("copy.pdf") == content)
        #expect(release.size == content.count)

        let ended = try await counselor.revoke([document], from: stage.chamberID)
        #expect(ended.map(\.opened) == [1])
        await #expect(throws: VaultError.notAllowed(.revoked(document))) {
            try await chamber.open(document, to: .file(path: stage.path("late.pdf")))
        }
        let kinds = try await counselor.history(.document(document)).map(\.kind)
        #expect(kinds == [.deposit, .grant, .open, .revoke, .rekey])
        let report = try await counselor.audit()
        #expect(report.findings == [])
        #expect(report.statements == 11)
    }
}
