import Foundation
import TestSupport
import Testing

@Suite(
    "The passphrase prompt",
    .enabled(
        if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
            && Workplace.isDebugBuild,
        "SKIPPED: needs script(1) for a terminal, and a debug build"
    )
)
struct PromptTests {
    private let make = "vaulttool identity new me.key --name Me"
    private let newPrompt = "New passphrase for me.key: "
    private let againPrompt = "The same again: "

    @Test(.timeLimit(.minutes(5)))
    func `asks twice for a new passphrase and once for an old one, and shows neither`()
        async throws
    {
        let place = try await Workplace()
        let made = try #require(
            try await place.converse(
                make,
                [(newPrompt, "über geheim"), (againPrompt, "über geheim")]
            )
        )
        #expect(made.status == 0)
        #expect(made.output.contains("Made the identity"))
        #expect(!made.output.contains("geheim"))

        let opened = try #require(
            try await place.converse(
                "vaulttool identity card me.key",
                [("Passphrase for me.key: ", "über geheim")]
            )
        )
        #expect(opened.status == 0)
        #expect(opened.output.contains("vault/card/v1"))
        #expect(!opened.output.contains("geheim"))

        let refused = try #require(
            try await place.converse(
                "vaulttool identity card me.key",
                [("Passphrase for me.key: ", "etwas anderes")]
            )
        )
        #expect(refused.status == 77)
        #expect(!refused.output.contains("anderes"))
    }

    @Test(.timeLimit(.minutes(5)), arguments: [["one", "two"], [""], ["\u{3}"]])
    func `makes nothing if the two differ, are empty, or the person gives up`(
        answers: [String]
    ) async throws {
        let place = try await Workplace()
        let turns = zip([newPrompt, againPrompt], answers).map { ($0, $1) }
        let outcome = try #require(try await place.converse(make, turns))
        #expect(outcome.status == 64)
        #expect(try place.folder.names() == ["arrivals", "papers"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `prints no document on a terminal, and isolates names there`() async throws {
        let place = try await Workplace(isStaged: true)
        let stored = try await place.run(
            "vaulttool upload papers/curriculum.tif --owner 'A newcomer' --as counselor.key"
        )
        let document = stored.output.prefix(18)
        let opened = try #require(
            try await place.converse("vaulttool open \(document) -o - --as counselor.key", [])
        )
        #expect(opened.status == 64)
        #expect(opened.output.contains("Error: A document is not printed on a terminal"))
        let listed = try #require(
            try await place.converse("vaulttool members --as counselor.key", [])
        )
        #expect(listed.output.contains("\u{2068}A newcomer\u{2069}"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `asks for the groups of a sheet, again for one that is mistyped, and shows none`()
        async throws
    {
        let place = try await Workplace()
        // The sheet of the chamber in FORMAT.md.
        let text = try #require(Document("FORMAT.md").code("recovery").first)
        let groups = text.split { $0 == "-" || $0 == "\n" }.map(String.init)
        try #require(groups.count == 14)
        var turns: [(prompt: String, answer: String)] = []
        for (index, group) in groups.enumerated() {
            turns.append(("Group \(index + 1) of 14: ", index == 4 ? groups[5] : group))
            if index == 4 { turns.append(("Group 5 is mistyped, try again: ", group.lowercased())) }
        }
        let restore = "vaulttool identity restore -o me.key --name Me --no-passphrase"
        let outcome = try #require(try await place.converse(restore, turns))
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("Made the identity of \u{2068}Me\u{2069} again"))
        for group in groups { #expect(!outcome.output.contains(group)) }
        let file = String(decoding: try place.folder.bytes("me.key"), as: UTF8.self)
        let identities = try Document("FORMAT.md").code("identity")
        let last = try #require(identities[2].split(separator: "\n").last)
        #expect(file.contains(last))
    }

    @Test(.timeLimit(.minutes(5)))
    func `takes all groups of a sheet at once, and makes nothing if the person gives up`()
        async throws
    {
        let place = try await Workplace()
        let text = try #require(Document("FORMAT.md").code("recovery").first)
        let all = text.split(separator: "\n").joined(separator: " ")
        let restore = "vaulttool identity restore -o me.key --name Me --no-passphrase"
        let first = "Group 1 of 14: "
        let gaveUp = try #require(try await place.converse(restore, [(first, "\u{3}")]))
        #expect(gaveUp.status == 64)
        #expect(gaveUp.output.contains("Error: Not all groups were typed"))
        let wrong = all.replacing("FJ4Y2", with: "FJ4Y7")
        let refused = try #require(try await place.converse(restore, [(first, wrong)]))
        #expect(refused.status == 65)
        #expect(refused.output.contains("Error: Group 3 is mistyped"))
        #expect(try place.folder.names().sorted() == ["arrivals", "papers"])
        let made = try #require(try await place.converse(restore, [(first, all)]))
        #expect(made.status == 0)
        #expect(try place.folder.names().sorted() == ["arrivals", "me.key", "papers"])
    }
}
