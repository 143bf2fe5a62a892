import Foundation
import Testing

@Suite("The checkup of a machine")
struct DoctorTests {
    struct Result: Decodable {
        struct Check: Decodable {
            let code: String
            let state: String
            let message: String
            let hint: String?
        }

        let ok: Bool
        let checks: [Check]

        func state(of code: String) -> String? { checks.first { $0.code == code }?.state }
    }

    private static func result(of outcome: Workplace.Outcome) throws -> Result {
        try JSONDecoder().decode(Result.self, from: Data(outcome.output.utf8))
    }

    @Test
    func `finds nothing that is required to be wrong where the other tests pass`() async throws {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run("vaulttool doctor --json")
        let result = try Self.result(of: outcome)
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(result.ok)
        #expect(result.state(of: "inspection") == "ok")
        #expect(result.state(of: "vault-version") == "ok")
        #expect(result.state(of: "vault-modes") == "ok")
        for check in result.checks { #expect((check.state == "ok") == (check.hint == nil)) }
    }

    @Test(arguments: [
        ("XDG_STATE_HOME=/dev/null/state", "state"),
        ("VAULTTOOL_CLOCK=2020-01-01T00:00:00Z", "clock"),
        ("chmod go+r vault/log.key;", "vault-modes"),
        ("VAULTTOOL_VAULT=papers", "vault-not-found"),
    ])
    func `ends with a code of its own where something is wrong`(
        change: String,
        code: String
    ) async throws {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run("\(change) vaulttool doctor --json")
        let result = try Self.result(of: outcome)
        #expect(outcome.status == 74)
        #expect(!result.ok)
        #expect(result.checks.filter { $0.state == "failed" }.map(\.code) == [code])
        #expect(outcome.error.contains("\"code\":\"unfit\""))
    }

    @Test
    func `warns about a locale without UTF-8, and goes on`() async throws {
        let outcome = try await Workplace().run("VAULTTOOL_VAULT= LC_ALL=C vaulttool doctor --json")
        #expect(outcome.status == 0)
        #expect(try Self.result(of: outcome).state(of: "locale") == "warning")
    }
}
