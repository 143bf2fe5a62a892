import Foundation
import Testing

@testable import vaulttool

@Suite("The privacy notices")
struct NoticeTests {
    struct File: Decodable {
        struct Notice: Decodable {
            struct Text: Decodable {
                let language: String
                let state: String
                let title: String
                let paragraphs: [String]
            }

            let id: String
            let version: Int
            let date: String
            let texts: [Text]
        }

        let format: String
        let notices: [Notice]
    }

    struct Shown: Decodable {
        let notice: String
        let language: String
        let state: String
        let paragraphs: [String]
    }

    private static func file() throws -> File {
        let path = Document.root.appending(path: "Sources/VaultTool/Notices/notices.json")
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
    }

    @Test
    func `have eleven languages, and as many paragraphs in each that is written`() throws {
        for notice in try Self.file().notices {
            #expect(notice.texts.count == 11)
            #expect(Set(notice.texts.map(\.language)).count == 11)
            let written = notice.texts.filter { $0.state != "open" }
            #expect(Set(written.map(\.paragraphs.count)).count == 1)
            #expect(Set(written.map(\.language)).isSuperset(of: ["de", "en", "fr", "ar", "fa"]))
        }
    }

    /// An edition of a notice: what it is called, its version and its day in November.
    typealias Edition = (id: String, version: Int, day: Int)

    /// Editions in the order of a file, and whether they can be in that order.
    static let orders: [([Edition], Bool)] = [
        ([("a", 1, 25)], true),
        ([("a", 1, 25), ("a", 2, 25), ("b", 1, 10), ("a", 3, 26)], true),
        ([], false),
        ([("a", 0, 25)], false),
        ([("a", 2, 25)], false),
        ([("a", 1, 25), ("a", 1, 26)], false),
        ([("a", 1, 25), ("a", 3, 26)], false),
        ([("a", 1, 25), ("b", 2, 26)], false),
        ([("a", 2, 25), ("a", 1, 25)], false),
        ([("a", 1, 25), ("b", 1, 10), ("a", 2, 24)], false),
    ]

    @Test(arguments: orders)
    func `count their versions from one, none earlier than the one before`(
        editions: [Edition],
        isTaken: Bool
    ) throws {
        let path = Document.root.appending(path: "Sources/VaultTool/Notices/notices.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
        var file = try #require(json as? [String: Any])
        let notice = try #require((file["notices"] as? [[String: Any]])?.first)
        file["notices"] = editions.map { edition in
            var notice = notice
            notice["id"] = edition.id
            notice["version"] = edition.version
            notice["date"] = "2026-11-\(edition.day)"
            return notice
        }
        let data = try JSONSerialization.data(withJSONObject: file)
        #expect((NoticeCatalog(Array(data)) != nil) == isTaken)
    }

    @Test(arguments: ["de", "en", "fr", "ar", "fa"])
    func `are shown in the language that is asked for`(language: String) async throws {
        let outcome = try await Workplace().run("vaulttool notice \(language) --json")
        let shown = try JSONDecoder().decode(Shown.self, from: Data(outcome.output.utf8))
        let text = try #require(
            try Self.file().notices.last?.texts.first { $0.language == language }
        )
        #expect(shown.paragraphs == text.paragraphs)
        #expect(shown.state == text.state)
    }

    @Test
    func `are not made up where nobody has written them`() async throws {
        for text in try Self.file().notices.flatMap(\.texts) where text.state == "open" {
            #expect(text.title.isEmpty && text.paragraphs.isEmpty)
            let outcome = try await Workplace().run("vaulttool notice \(text.language)")
            #expect(outcome.status == 66)
            #expect(outcome.output.isEmpty)
        }
    }
}
