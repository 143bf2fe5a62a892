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
        #expect(try place.folder.names() == ["papers"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `prints no document on a terminal, and isolates names there`() async throws {
        let place = try await Workplace(isStaged: true)
        let stored = try await place.run(
            "vaulttool upload papers/photo.jpg --owner 'A newcomer' --as counselor.key"
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
}
