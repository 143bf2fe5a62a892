import Foundation
import Testing

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

    @Test
    func `keep their numbers, each version later than the one before`() throws {
        let notices = try Self.file().notices
        for (first, second) in zip(notices, notices.dropFirst()) where first.id == second.id {
            #expect(second.version == first.version + 1)
            #expect(second.date >= first.date)
        }
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
