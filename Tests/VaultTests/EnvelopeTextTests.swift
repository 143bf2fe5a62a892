import Foundation
import Testing
import Vault
import VaultAge
import VaultLedger

extension Stage {
    /// The plaintext of the chamber's envelope of a document.
    func envelopeText(of document: DocumentID) throws -> String {
        let sealed = try #require(try Intruder(self).envelope(of: document, for: chamberID))
        let text = try Age.decrypt(sealed, with: [Adversary(chamber).age])
        return try #require(String(validating: text, as: UTF8.self))
    }
}

@Suite("The text of an envelope")
struct EnvelopeTextTests {
    private static let titles = [
        "Diploma",
        "\"quoted\" \\ and \\n # secret",
        "شهادة التخرج",
        "Диплом 🎓👩🏽‍🎓",
        "Zeugnis (Abschrift) – Größe",
        String(repeating: "x", count: 500),
        String(repeating: "\u{1F393}", count: 500),
    ]

    @Test(arguments: titles)
    func `carries any title and no line beside its own`(title: String) async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: title)
        try await stage.grant(document)
        let text = try stage.envelopeText(of: document)
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        let comments = lines.dropLast()
        #expect(comments.allSatisfy { $0.starts(with: "# ".utf8) })
        #expect(comments.map { $0.count + 1 }.reduce(0, +) % 1_024 == 0)
        #expect(lines.last?.starts(with: "AGE-SECRET-KEY-1".utf8) == true)
        #expect(lines.filter { $0.starts(with: "# title ".utf8) }.count == 1)
        let keys = comments.map { line in
            String(decoding: line.dropFirst(2).prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        }
        #expect(
            keys == [
                "version", "origin", "subject", "generation", "holder", "file-name", "media-type",
                "size", "sha256", "verdict", "reasons", "blind", "owner-name", "title", "padding",
            ]
        )
        let shown = try await stage.open(as: stage.chamber).list().first?.description.title
        #expect(shown.map { Array($0.utf8) } == Array(title.utf8))
    }

    private static let fileNames = [
        "a\nAGE-SECRET-KEY-1.txt", "a\r\n# title \"forged\"\r.txt", "nul\u{0}.txt",
        "\u{1}\u{1F}\u{7F}.txt", "\"\\.txt",
    ]

    // By their numbers, for names with control characters would end up in the terminal.
    @Test(arguments: fileNames.indices)
    func `lets no file name smuggle a line`(number: Int) async throws {
        let name = Self.fileNames[number]
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: "Diploma", file: name)
        try await stage.grant(document)
        let text = try stage.envelopeText(of: document)
        #expect(text.utf8.split(separator: UInt8(ascii: "\n")).count == 16)
        #expect(!text.utf8.contains(0) && !text.utf8.contains(0x0D))
        #expect(
            try await stage.open(as: stage.chamber).bytes(of: document) == Array("A diploma".utf8)
        )
        #expect(try await stage.open(as: stage.chamber).list().count == 1)
    }

    @Test(.enabled("needs age on the path", { Self.ageIsInstalled() }))
    func `and the blob open with stock age`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: "\"Diploma\"\u{1F393}")
        try await stage.grant(document)
        let identity = try stage.chamber.file(
            name: "Chamber",
            created: stage.time,
            passphrase: nil
        )
        try stage.write(identity, to: "chamber.key")
        let sealed = try #require(
            try Intruder(stage).envelope(of: document, for: stage.chamberID)
        )
        try stage.write(sealed, to: "envelope.age")
        let key = try Self.age(["-d", "-i", stage.path("chamber.key"), stage.path("envelope.age")])
        try stage.write(key, to: "document.key")
        let blob = try stage.path(#require(stage.blobs().first))
        let content = try Self.age(["-d", "-i", stage.path("document.key"), blob])
        #expect(content == Array("A diploma".utf8))
    }

    private static func ageIsInstalled() -> Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/age")
        if !isThere { print("SKIPPED: no /usr/bin/age, so stock age was not asked") }
        return isThere
    }

    private static func age(_ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/age")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(data)
    }
}
