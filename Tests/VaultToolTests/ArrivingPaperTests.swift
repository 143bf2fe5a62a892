import Foundation
import TestSupport
import Testing
import Vault
import VaultMedia

/// Every paper under `Fixtures/arrivals`, by the list there, through the built tool.
@Suite("The papers that arrive", .enabled(if: Workplace.isDebugBuild, "needs the fixed clock"))
struct ArrivingPaperTests {
    struct Uploaded: Decodable {
        struct Failure: Decodable {
            let code: String
            let hint: String?
        }

        let document: String?
        let file: String
        let verdict: String
        let reasons: [String]
        let error: Failure?
    }

    /// What the list says of a paper.
    struct Expected {
        let verdict: String
        let reasons: [String]
    }

    /// The list of the papers, by name.
    static func list() throws -> [String: Expected] {
        let rows = try Document("Fixtures/README.md").table("file in `arrivals/`")
        let papers = rows.map { row in
            let words = row[2].split(separator: ", ").map { $0.filter { $0 != "`" } }
            return (row[0].codeWords[0], Expected(verdict: words[0], reasons: Array(words[1...])))
        }
        return Dictionary(uniqueKeysWithValues: papers)
    }

    private static func upload(
        _ options: String,
        at place: Workplace
    ) async throws -> (papers: [Uploaded], outcome: Workplace.Outcome) {
        let outcome = try await place.run(
            "vaulttool upload arrivals/* --owner 'A newcomer' --as counselor.key --json \(options)"
        )
        let papers = try JSONDecoder().decode([Uploaded].self, from: Data(outcome.output.utf8))
        return (papers, outcome)
    }

    @Test
    func `get the verdict and the reasons of the list`() async throws {
        let place = try await Workplace(isStaged: true)
        let list = try Self.list()
        let before = try await place.run("sha256sum arrivals/*").output
        let (papers, outcome) = try await Self.upload("", at: place)
        #expect(outcome.status == 65)
        #expect(papers.count == list.count)
        for paper in papers {
            let expected = try #require(list[String(paper.file.dropFirst("arrivals/".count))])
            #expect(paper.verdict == expected.verdict, "\(paper.file)")
            #expect(paper.reasons == expected.reasons, "\(paper.file)")
            #expect((paper.document != nil) == (expected.verdict == "accept"), "\(paper.file)")
            let codes = ["warn": "unconfirmed", "quarantine": "quarantined", "reject": "refused"]
            #expect(paper.error?.code == codes[expected.verdict], "\(paper.file)")
        }
        #expect(try await place.run("sha256sum arrivals/*").output == before)
    }

    @Test
    func `are stored if each warning is accepted, and come out bit for bit`() async throws {
        let place = try await Workplace(isStaged: true)
        let options = ContentWarning.allCases.map { "--accept \($0.rawValue)" }
        let (papers, _) = try await Self.upload(options.joined(separator: " "), at: place)
        let stored = papers.filter { $0.document != nil }
        #expect(stored.allSatisfy { ["accept", "warn"].contains($0.verdict) })
        #expect(papers.filter { $0.verdict == "warn" }.allSatisfy { $0.document != nil })
        #expect(papers.filter { $0.document == nil }.allSatisfy { $0.error?.code != "unconfirmed" })
        let script = try stored.map { paper in
            let document = try #require(paper.document)
            return "vaulttool open \(document) -o - --as counselor.key | cmp - \(paper.file)"
        }
        let compared = try await place.run("set -e\n" + script.joined(separator: "\n"))
        #expect(compared.status == 0, "\(compared.output)\(compared.error)")
    }

    @Test
    func `need each of their warnings accepted`() async throws {
        let place = try await Workplace(isStaged: true)
        let (papers, _) = try await Self.upload(
            "--accept image.heic --accept pdf.active",
            at: place
        )
        let held = papers.filter { $0.error?.code == "unconfirmed" }
        for paper in held {
            let missing = paper.reasons.filter { ContentWarning(rawValue: $0) != nil }
            #expect(!Set(missing).isSubset(of: ["image.heic", "pdf.active"]), "\(paper.file)")
            for reason in missing { #expect(paper.error?.hint?.contains(reason) == true) }
        }
        let names = Set(held.map(\.file))
        #expect(names.isSuperset(of: ["arrivals/place.heic", "arrivals/cut-script.pdf"]))
        #expect(names.isDisjoint(with: ["arrivals/page.heic", "arrivals/script.pdf"]))
    }
}
