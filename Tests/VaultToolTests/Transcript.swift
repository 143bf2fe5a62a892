import Foundation
import Testing

/// A session with the tool, as a file: commands, what they print and how they end.
///
///     # What the case shows.
///     stage
///     $ vaulttool list --as stranger.key
///     ! Error: This identity is not enrolled in the vault
///     exit 77
///
/// `stage` runs `stage.sh` first. `$` begins a command for the shell, `>` a line of its standard
/// output, `!` one of its standard error; `exit` ends it. Lines before the first command that begin
/// with `#` are remarks. In all lines `{d:1}`, `{m:1}` and `{o:1}` stand for the id of a document,
/// member or office: its first occurrence in an output binds it. In outputs `{hex}` stands for 64
/// hexadecimal digits and `{*}` for anything up to what follows.
struct Transcript: CustomTestStringConvertible, Sendable {
    /// One command of a session.
    struct Step: Sendable {
        let command: String
        var output: [String] = []
        var error: [String] = []
        var status: Int32 = 0
    }

    let name: String
    let isStaged: Bool
    let steps: [Step]

    var testDescription: String { name }

    /// Every transcript under `Fixtures/tool`.
    static func all() throws -> [Transcript] {
        let folder = Workplace.fixtures.appending(path: "tool")
        return try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "transcript" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map(Transcript.init(file:))
    }

    /// A line that is none of a transcript.
    struct Malformed: Error {
        let file: String
        let line: String
    }

    private init(file: URL) throws {
        name = file.deletingPathExtension().lastPathComponent
        var isStaged = false
        var steps: [Step] = []
        var open: Step?
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for line in text.split(separator: "\n").map(String.init) {
            let rest = String(line.dropFirst(2))
            switch (line.prefix(2), open != nil) {
            case ("# ", false): continue
            case ("st", false) where line == "stage": isStaged = true
            case ("$ ", false): open = Step(command: rest)
            case ("> ", true), (">", true): open?.output.append(rest)
            case ("! ", true): open?.error.append(rest)
            case ("ex", true) where line.hasPrefix("exit "):
                guard var step = open, let status = Int32(line.dropFirst(5)) else {
                    throw Malformed(file: name, line: line)
                }
                step.status = status
                steps.append(step)
                open = nil
            default: throw Malformed(file: name, line: line)
            }
        }
        guard open == nil, !steps.isEmpty else { throw Malformed(file: name, line: "the end") }
        self.isStaged = isStaged
        self.steps = steps
    }
}

/// The ids that the placeholders of a transcript stand for.
struct Bindings {
    private var ids: [String: String] = [:]

    /// The command with the ids that it means.
    func filled(_ command: String) -> String {
        ids.reduce(command) { $0.replacingOccurrences(of: $1.key, with: $1.value) }
    }

    /// Compares a line with what a transcript expects, and binds the ids that are new in it.
    mutating func match(_ line: String, _ expected: String) -> Bool {
        var pattern = ""
        var new: [String] = []
        var rest = expected[...]
        while let token = rest.firstMatch(of: /\{(?:[dmo]:[0-9]+|hex|\*)\}/) {
            pattern += Self.quoted(rest[..<token.range.lowerBound])
            let key = String(token.output)
            switch key {
            case "{hex}": pattern += "[0-9a-f]{64}"
            case "{*}": pattern += ".*?"
            default:
                if let id = ids[key] {
                    pattern += Self.quoted(id[...])
                } else {
                    pattern += "(\(key.dropFirst().prefix(1))-[0-9a-hjkmnp-tv-z]{16})"
                    new.append(key)
                    // Later in the same line it has to be the same id.
                    ids[key] = "\\\(new.count)"
                }
            }
            rest = rest[token.range.upperBound...]
        }
        return finish(line, pattern + Self.quoted(rest), new)
    }

    private mutating func finish(_ line: String, _ pattern: String, _ new: [String]) -> Bool {
        let found = try? Regex(pattern).wholeMatch(in: line)
        for (index, key) in new.enumerated() {
            ids[key] = found?.output[index + 1].substring.map(String.init)
        }
        return found != nil
    }

    private static func quoted(_ text: Substring) -> String {
        // A reference to an earlier group of the same pattern stays one.
        if text.wholeMatch(of: /\\[0-9]+/) != nil { return String(text) }
        return NSRegularExpression.escapedPattern(for: String(text))
    }
}
