import Foundation
import Testing

@Suite("The catalogues of messages")
struct CatalogueTests {
    /// A catalogue, as the tool reads it.
    struct Catalogue: Decodable {
        let language: String
        let messages: [String: String]

        init(_ name: String) throws {
            let file = CatalogueTests.folder.appending(path: "Words/Catalogues/\(name).json")
            self = try JSONDecoder().decode(Catalogue.self, from: Data(contentsOf: file))
        }
    }

    private static let folder = Document.root.appending(path: "Sources/VaultTool")

    /// Literals with the look of words that nobody reads, or that are the same in all languages.
    private static let technical: Set<String> = [
        "age-encryption.org/v1\n-> scrypt ", "{1} B", "{1} {2} UTC", "--{1} <{2}>", "--owner {1}",
        "--accept {1}",
        "--accept-head {1}", "vaulttool derive {1} --as-profile {2}", "chmod 700 {1}",
        "chmod -R go= {1}",
        "a row has a cell for each column",
        "a catalogue in this program is not one", "the notices in this program are none",
        "the words for kinds in this program are none", "whatsapp image", "{1} at",
    ]

    /// The literals of the tool, without those of pages and sheets, which have words of their own.
    private static func literals() throws -> [SwiftLiteral] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var literals: [SwiftLiteral] = []
        while let file = files?.nextObject() as? URL {
            let path = file.path(percentEncoded: false)
            guard file.pathExtension == "swift", !path.contains("/VaultTool/Page/"),
                !path.contains("/VaultTool/Sheets/")
            else { continue }
            let source = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            literals += SwiftLiteral.all(in: source)
        }
        return literals
    }

    @Test
    func `have German words for every message`() throws {
        let german = try Catalogue("de").messages
        let literals = try Self.literals().filter(\.isWords).map(\.pattern)
        #expect(literals.count > 800)
        let missing = Set(literals).subtracting(german.keys).subtracting(Self.technical)
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test(arguments: ["de", "fr", "ar", "fa"])
    func `hold nothing that is not said any more`(language: String) throws {
        let said = Set(try Self.literals().map(\.pattern))
        let unused = Set(try Catalogue(language).messages.keys).subtracting(said)
        #expect(unused.isEmpty, "\(unused.sorted())")
    }

    @Test(arguments: ["de", "fr", "ar", "fa"])
    func `have the same places in both languages`(language: String) throws {
        let catalogue = try Catalogue(language)
        #expect(catalogue.language == language)
        for (pattern, words) in catalogue.messages {
            #expect(Self.places(in: pattern) == Self.places(in: words), "\(pattern)")
            #expect(!words.isEmpty)
            #expect(pattern.hasSuffix("\n") == words.hasSuffix("\n"), "\(pattern)")
        }
    }

    private static func places(in text: String) -> [String] {
        text.matches(of: #/\{[0-9]+\}/#).map { String($0.0) }.sorted()
    }

    @Test(arguments: ["de", "fr", "ar", "fa"])
    func `are written in one way, in the order of the bytes`(language: String) throws {
        let catalogue = try Catalogue(language)
        let file = Self.folder.appending(path: "Words/Catalogues/\(language).json")
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let names = catalogue.messages.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let lines = names.map { name in
            "    \(Self.quoted(name)) : \(Self.quoted(catalogue.messages[name] ?? ""))"
        }
        let expected = """
            {
              "language" : "\(language)",
              "messages" : {
            \(lines.joined(separator: ",\n"))
              }
            }

            """
        #expect(text == expected)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }

    @Test(arguments: ["fr", "ar", "fa"])
    func `have what newcomers read in all their languages`(language: String) throws {
        let patterns = Set(try Catalogue(language).messages.keys)
        #expect(patterns == Set(try Catalogue("fr").messages.keys))
    }

    @Test(arguments: [
        (#"say("one \(a) two \(b)")"#, ["one {1} two {2}"]),
        (#"x ?? "\(names.map { "in \($0)" }) out""#, ["in {1}", "{1} out"]),
        (
            "\"\"\"\n    first \\\n    second\n      third\n\n    \"\"\"",
            ["first second\n  third\n"]
        ),
        (#"// "no"\#n"a\u{2068}\n" "#, ["a\u{2068}\n"]),
    ])
    func `are compared with literals as the compiler reads them`(
        source: String,
        patterns: [String]
    ) {
        #expect(SwiftLiteral.all(in: source).map(\.pattern) == patterns)
    }
}
