import Foundation
import Testing
import Vault

/// Profiles of receivers: those that come along, and those that people write.
struct ReceiverProfileTests {
    private static let fields = [
        ("id", "\"ihk-fosa\""), ("receiver", "\"IHK FOSA, Anträge\""),
        ("source", "\"https://chamber.example/upload\""), ("date", "\"2026-11-26\""),
        ("types", "[\"application/pdf\", \"image/jpeg\"]"), ("maximumSize", "5000000"),
        ("maximumTotal", "20000000"), ("maximumFiles", "12"), ("names", "\"letters-and-digits\""),
    ]

    private static func text(_ fields: [(String, String)]) -> [UInt8] {
        Array("{\(fields.map { "\"\($0)\": \($1)" }.joined(separator: ",\n "))}".utf8)
    }

    @Test("The profiles that come along have a source, a day and a type each, and one name each")
    func own() {
        let profiles = ReceiverProfile.all
        #expect(Set(profiles.map(\.id)).count == profiles.count)
        for profile in profiles {
            #expect(profile.source.hasPrefix("https://"), "\(profile.id)")
            #expect(!profile.types.isEmpty && !profile.date.isEmpty, "\(profile.id)")
            #expect(ReceiverProfile.named(profile.id) == profile)
        }
        #expect(ReceiverProfile.named("nobody") == nil)
    }

    @Test("What somebody wrote down is read")
    func written() throws {
        let profile = try ReceiverProfile(reading: Self.text(Self.fields))
        #expect(profile.id == "ihk-fosa")
        #expect(profile.receiver == "IHK FOSA, Anträge")
        #expect(profile.source == "https://chamber.example/upload")
        #expect(profile.date == "2026-11-26")
        #expect(profile.types == ["application/pdf", "image/jpeg"])
        #expect(profile.maximumSize == 5_000_000)
        #expect(profile.maximumTotal == 20_000_000)
        #expect(profile.maximumFiles == 12)
        #expect(profile.names == .lettersAndDigits)
    }

    @Test("The example of FORMAT.md is a profile")
    func example() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../FORMAT.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "## Receiver profiles\n").last)
        let block = try #require(section.components(separatedBy: "```json\n").dropFirst().first)
        let example = try #require(block.components(separatedBy: "```").first)
        let profile = try ReceiverProfile(reading: Array(example.utf8))
        #expect(profile.maximumFiles == 12)
    }

    @Test("What the receiver does not say may be missing, and nothing else")
    func missing() throws {
        let needed = Self.fields.prefix(5)
        let least = try ReceiverProfile(reading: Self.text(Array(needed)))
        #expect(least.maximumSize == nil && least.maximumTotal == nil)
        #expect(least.maximumFiles == nil && least.names == nil)
        for (key, _) in needed {
            #expect(throws: ReceiverProfile.Fault.value(key)) {
                try ReceiverProfile(reading: Self.text(needed.filter { $0.0 != key }))
            }
        }
    }

    @Test(
        "A wrong value is named by its key",
        arguments: [
            ("id", "\"IHK FOSA\""), ("id", "7"), ("receiver", "\"\""), ("receiver", "\"a\\nb\""),
            ("source", "null"), ("date", "\"26.11.2026\""), ("date", "\"2026-02-30\""),
            ("types", "[]"), ("types", "[\"pdf\"]"), ("types", "[\"application/PDF\"]"),
            ("types", "[\"image/png\", \"image/png\"]"), ("types", "\"application/pdf\""),
            ("maximumSize", "0"), ("maximumSize", "\"5 MB\""), ("maximumSize", "1.5"),
            ("maximumTotal", "-1"), ("maximumFiles", "null"), ("names", "\"any\""),
        ]
    )
    func wrong(_ key: String, _ value: String) {
        let fields = Self.fields.map { $0.0 == key ? (key, value) : $0 }
        #expect(throws: ReceiverProfile.Fault.value(key)) {
            try ReceiverProfile(reading: Self.text(fields))
        }
    }

    @Test("A key that no profile has is named, so that no limit is left out by a slip")
    func unknown() {
        #expect(throws: ReceiverProfile.Fault.unknownKey("maximumsize")) {
            try ReceiverProfile(reading: Self.text(Self.fields + [("maximumsize", "1")]))
        }
    }

    @Test(
        "What is no JSON object is no profile",
        arguments: ["", "[]", "{", "7", "{\"id\": \"a\"} x", "\u{FEFF}"]
    )
    func noObject(_ text: String) {
        #expect(throws: ReceiverProfile.Fault.notAnObject) {
            try ReceiverProfile(reading: Array(text.utf8))
        }
    }
}
