import Foundation
import Testing
import Vault
import VaultLedger
import VaultMedia

@Suite("The documents")
struct DocumentationTests {
    // MARK: FORMAT.md

    @Test
    func `name every rule of replay`() throws {
        let codes = try Document("FORMAT.md").table("rule").map { $0[0].codeWords[0] }
        #expect(codes == Rule.allCases.map(\.rawValue))
    }

    @Test
    func `name every finding of an audit`() throws {
        let codes = try Document("FORMAT.md").table("finding").map { $0[0].codeWords[0] }
        let source = try [
            "Audit.swift", "Audit+Heads.swift", "Audit+Holes.swift", "Audit+Memory.swift",
            "Audit+Objects.swift", "Audit+Since.swift", "Audit+Witnesses.swift",
        ]
        .map { try Document.text(of: "Sources/Vault/Vault/\($0)") }
        .joined()
        var written = Set(source.matches(of: /"([a-z]+\.[a-z]+)"/).map { String($0.1) })
        for kind in source.matches(of: /"\\\(area\)\.([a-z]+)"/) {
            written.formUnion(["tree.\(kind.1)", "projection.\(kind.1)"])
        }
        #expect(Set(codes) == written)
        #expect(codes.count == written.count)
    }

    @Test
    func `name every finding of a check`() throws {
        let codes = try Document("FORMAT.md").table("finding of a check").map {
            $0[0].codeWords[0]
        }
        #expect(codes == ScrubFinding.allCases.map(\.rawValue))
    }

    @Test
    func `name every finding of the audit of an export`() throws {
        let codes = try Document("FORMAT.md").table("finding in an export").map {
            $0[0].codeWords[0]
        }
        let source = try ["Audit+Since.swift", "ExportAudit.swift", "ExportNames.swift"]
            .map { try Document.text(of: "Sources/Vault/Vault/\($0)") }
            .joined()
        let written = Set(source.matches(of: /"([a-z]+\.[a-z]+)"/).map { String($0.1) })
        #expect(Set(codes) == written)
        #expect(codes.count == written.count)
    }

    @Test
    func `name the values of the closed lists`() throws {
        let rows = try Document("FORMAT.md").table("list")
        let lists = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1].codeWords) })
        #expect(lists["role"] == Role.allCases.map(\.rawValue))
        #expect(lists["form"] == DocumentForm.allCases.map(\.rawValue))
        #expect(lists["relation"] == DocumentRelation.Kind.allCases.map(\.rawValue))
        #expect(lists["purpose"] == Purpose.allCases.map(\.rawValue))
        #expect(lists["kind of a group"] == OfficeKind.allCases.map(\.rawValue))
        #expect(lists["cause of a re-keying"] == RekeyCause.allCases.map(\.rawValue))
        #expect(lists["ground of an erasure"] == ErasureGround.allCases.map(\.rawValue))
    }

    @Test
    func `name every kind with its rules`() throws {
        let rows = try Document("FORMAT.md").table("kind", in: "## Kinds")
        let kinds = KindCatalog.standard.kinds.map { kind in
            [
                "`\(kind.code)`", kind.names["en"] ?? "", kind.rules.sensitivity.rawValue,
                String(kind.rules.defaultGrantDays), String(kind.rules.maximumGrantDays),
                kind.expiry.rawValue, kind.rules.isCopyRestricted ? "restricted" : "",
                kind.rules.allowsBulkGrant ? "" : "single",
            ]
        }
        #expect(rows == kinds)
    }

    @Test
    func `name every reason about content with its verdict`() throws {
        let rows = try Document("FORMAT.md").table("reason")
        #expect(rows.map { $0[0].codeWords[0] } == Reason.allCases.map(\.rawValue))
        #expect(rows.map { $0[1] } == Reason.allCases.map(\.verdict.rawValue))
        let warnings = Reason.allCases.filter { $0.verdict == .warn }.map(\.rawValue)
        #expect(warnings == ContentWarning.allCases.map(\.rawValue))
    }

    @Test
    func `name the exit codes that the help names`() async throws {
        let help = try await Workplace().run("vaulttool --help")
        let helped = help.output.matches(of: #/(?m)^ +([0-9]+)  /#).map { String($0.1) }
        #expect(try Document("FORMAT.md").table("code").map { $0[0] } == helped)
    }

    @Test
    func `name error codes that the tool has`() throws {
        let source = try Self.source(below: "Sources/VaultTool")
        let rules = Set(Rule.allCases.map(\.rawValue))
        let words = try Document("FORMAT.md").table("exit").flatMap { $0[1].codeWords }
        #expect(words.count > 40)
        for word in words where !rules.contains(word) && !word.hasSuffix(".") {
            let parts = word.split(separator: ".", maxSplits: 1)
            let isWritten = source.contains("\"\(word)\"") || source.contains("\"\(parts.last!)\"")
            #expect(isWritten || rules.contains(String(parts.last!)), "\(word)")
        }
    }

    /// The text of all Swift files below a folder.
    private static func source(below folder: String) throws -> String {
        let folder = Document.root.appending(path: folder)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var source = ""
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            source += String(decoding: try Data(contentsOf: file), as: UTF8.self)
        }
        return source
    }

    // MARK: the comments of the code

    @Test
    func `of the code link to functions that are there`() throws {
        let source = try Self.source(below: "Sources")
        let links = source.matches(of: /``(?:[A-Za-z\/]+\/)?(\w+\([^`]*)``/).map { String($0.1) }
        #expect(links.count > 500)
        let missing = Set(links).subtracting(Self.functions(in: source))
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    /// The functions, initialisers and cases that a source declares, as links name them.
    private static func functions(in source: String) -> Set<String> {
        var found: Set<String> = []
        for keyword in ["func ", "case ", "init"] {
            for text in source.components(separatedBy: keyword).dropFirst() {
                let head = text.prefixMatch(of: /`?(\w*)`?(?:<[^(\n]*>)?\??\(/)
                guard let head else { continue }
                var (depth, parameters) = (1, "")
                for character in text[head.range.upperBound...] {
                    if "([{".contains(character) { depth += 1 }
                    if ")]}".contains(character) { depth -= 1 }
                    if depth == 0 { break }
                    if depth == 1 { parameters.append(character) }
                }
                let labels = parameters.split(separator: ",").map { parameter in
                    "\(parameter.firstMatch(of: /(\w+)[ \w]*:/)?.1 ?? "_"):"
                }
                let name = keyword == "init" ? "init" : head.1
                found.insert("\(name)(\(labels.joined()))")
            }
        }
        return found
    }

    // MARK: all documents

    @Test(arguments: Document.names)
    func `link to files and headings that are there`(name: String) throws {
        let text = try Document.text(of: name)
        for match in text.matches(of: /\]\(([^)]*)\)/) where !match.1.hasPrefix("http") {
            let parts = match.1.split(separator: "#", omittingEmptySubsequences: false)
            let target = parts[0].isEmpty ? name : String(parts[0])
            let path = Document.root.appending(path: target).path(percentEncoded: false)
            #expect(FileManager.default.fileExists(atPath: path), "\(match.1)")
            guard parts.count == 2 else { continue }
            let anchors = try Document(target).lines.filter { $0.hasPrefix("#") }.map(Self.anchor)
            #expect(anchors.contains(String(parts[1])), "\(match.1)")
        }
    }

    /// The anchor of a heading, as forges make it.
    private static func anchor(of heading: String) -> String {
        heading.drop { $0 == "#" || $0 == " " }
            .lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
            .replacingOccurrences(of: " ", with: "-")
    }

    @Test
    func `name tests that are there`() throws {
        let document = try Document("SECURITY.md")
        let promises = document.table("promise")
        let events = document.table("event")
        #expect(promises.count > 10 && events.count > 5)
        for promise in promises + events {
            let tests = try #require(promise.last).matches(of: /`([A-Za-z]+)`: ([^;`]+)/)
            #expect(!tests.isEmpty, "\(promise[0])")
            for test in tests {
                let (file, name) = (
                    String(test.1), String(test.2).trimmingCharacters(in: .whitespaces)
                )
                let source = try Self.testSource(file)
                #expect(source.contains("func `\(name)`("), "\(file): \(name)")
            }
        }
    }

    /// The text of a test file, by its name without the folder.
    private static func testSource(_ name: String) throws -> String {
        let tests = Document.root.appending(path: "Tests").path()
        for case let path as String in FileManager.default.enumerator(atPath: tests) ?? .init()
        where path.hasSuffix("/\(name).swift") {
            let data = try Data(contentsOf: URL(filePath: tests).appending(path: path))
            return String(decoding: data, as: UTF8.self)
        }
        return ""
    }
}
