import Foundation
import Testing

/// The keys that scripts rely on: more may stand beside them.
@Suite("The JSON of the tool", .enabled(if: Workplace.isDebugBuild, "needs the fixed clock"))
struct JSONTests {
    struct Initialised: Decodable {
        let origin: String
        let size: Int
        let fingerprint: String
    }

    struct Enrolled: Decodable {
        let member: String
        let fingerprint: String
    }

    struct Listed: Decodable {
        let member: String
        let name: String?
        let role: String
        let provisional: Bool
        let retired: Bool
    }

    struct Uploaded: Decodable {
        let document: String?
        let file: String
        let mediaType: String?
        let size: Int?
        let verdict: String
        let reasons: [String]
    }

    struct Document: Decodable {
        let document: String
        let owner: String
        let title: String?
        let kind: String?
        let mediaType: String
        let size: Int
    }

    struct Granted: Decodable {
        let document: String
        let grantee: String
        let until: String
    }

    struct Opened: Decodable {
        let document: String
        let size: Int
        let sha256: String
    }

    struct Revoked: Decodable {
        let document: String
        let grantee: String
        let opened: Int
    }

    struct Happened: Decodable {
        let index: Int
        let type: String
        let time: String
        let actor: String
        let document: String?
        let owner: String?
        let grantee: String?
        let purpose: String?
        let until: String?
    }

    struct Audited: Decodable {
        let ok: Bool
        let size: Int
        let root: String
        let statements: Int
        let logKey: String
        let findings: [Finding]
    }

    struct Finding: Decodable {
        let code: String
        let index: Int?
    }

    /// Runs a command with `--json` and decodes what it prints, which must be one line.
    private func run<Answer: Decodable>(
        _ command: String,
        in place: Workplace,
        exit status: Int32 = 0
    ) async throws -> Answer {
        let outcome = try await place.run("vaulttool \(command) --json")
        try #require(outcome.status == status, "\(command): \(outcome.error)")
        #expect(outcome.output.filter { $0 == "\n" }.count == 1)
        #expect(outcome.output.hasSuffix("\n"))
        return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
    }

    @Test
    func `has the keys of every command in the main job`() async throws {
        let place = try await Workplace(isStaged: true)
        let made: Initialised = try await run(
            "init other --origin vault.example/other --as admin.key",
            in: place
        )
        #expect(made.origin == "vault.example/other")
        #expect(made.size == 3)
        #expect(made.fingerprint.count == 64)

        let owner: Enrolled = try await run(
            "enrol --provisional --name Öwner --as counselor.key",
            in: place
        )
        #expect(owner.fingerprint.count == 64)
        let members: [Listed] = try await run("members --as counselor.key", in: place)
        #expect(members.last?.member == owner.member)
        #expect(members.last?.name == "Öwner")
        #expect(members.last?.provisional == true)

        let uploaded: [Uploaded] = try await run(
            "upload papers/diploma.pdf --owner Öwner --kind edu.diploma --as counselor.key",
            in: place
        )
        let document = try #require(uploaded.first?.document)
        #expect(uploaded.first?.verdict == "accept")
        let listed: [Document] = try await run("list --as counselor.key", in: place)
        #expect(listed.map(\.document) == [document])
        #expect(listed.first?.kind == "edu.diploma")
        try await sharing(document, of: owner.member, in: place)
    }

    private func sharing(_ document: String, of owner: String, in place: Workplace) async throws {
        let granted: [Granted] = try await run(
            "grant \(document) --to University --purpose admission --until 2027-03-01"
                + " --as counselor.key",
            in: place
        )
        #expect(granted.first?.until == "2027-03-01T23:59:59Z")
        let opened: Opened = try await run(
            "open \(document) -o copy.pdf --as university.key",
            in: place
        )
        #expect(opened.document == document)
        #expect(opened.sha256.count == 64)
        let revoked: [Revoked] = try await run(
            "revoke \(document) --from University --as counselor.key",
            in: place
        )
        #expect(revoked.first?.opened == 1)
        #expect(revoked.first?.grantee == granted.first?.grantee)

        let history: [Happened] = try await run(
            "history --document \(document) --as admin.key",
            in: place
        )
        #expect(history.map(\.type) == ["deposit", "grant", "open", "revoke", "rekey"])
        #expect(history.allSatisfy { $0.owner == owner && $0.document == document })
        #expect(history[1].purpose == "admission")
        #expect(history[1].until == "2027-03-01T23:59:59Z")
        let audit: Audited = try await run("audit", in: place)
        #expect(audit.ok)
        #expect(audit.size == audit.statements)
        #expect(audit.findings.isEmpty)
    }

    @Test
    func `names what an audit finds`() async throws {
        let place = try await Workplace(isStaged: true)
        let damage = try await place.run(
            "vaulttool upload papers/curriculum.tif --owner 'A newcomer' --as counselor.key --quiet"
                + " && rm vault/blobs/*/*.age"
        )
        #expect(damage.status == 0)
        let audit: Audited = try await run("audit", in: place, exit: 20)
        #expect(!audit.ok)
        #expect(audit.findings.map(\.code) == ["blob.missing"])
        #expect(audit.findings.first?.index != nil)
    }
}
