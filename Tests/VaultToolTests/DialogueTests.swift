import Foundation
import Testing

/// A session at a terminal, as a file: what the screen shows and what is typed.
///
///     stage
///     - mkdir scans
///     $ vaulttool revoke --as counselor.key
///     > Whose access is to end?
///     ? Number:
///     < 1
///     exit 0
///
/// `-` is a command before, without a terminal. `?` is a question as it stands before the cursor, and
/// `<` what is typed then, `^C` and `^D` for these keys; `*` is typed and not shown. `>` is a line of the screen; an empty one is
/// `>` alone. Placeholders are those of a ``Transcript``.
struct Dialogue: CustomTestStringConvertible, Sendable {
    struct Step: Sendable {
        let command: String
        var hasTerminal = true
        var screen: [String] = []
        var turns: [Turn] = []
        var status: Int32 = 0
    }

    struct Turn: Sendable {
        let question: String
        let answer: String
    }

    let name: String
    var steps: [Step] = []

    var testDescription: String { name }

    static func all() throws -> [Dialogue] {
        let folder = Workplace.fixtures.appending(path: "tool")
        return try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "dialogue" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map(Dialogue.init(file:))
    }

    private init(file: URL) throws {
        name = file.deletingPathExtension().lastPathComponent
        var question = ""
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for line in text.split(separator: "\n").map(String.init) {
            let rest = String(line.dropFirst(2))
            let last = steps.count - 1
            switch line.prefix(1) {
            case "#": continue
            case "-": steps.append(Step(command: rest, hasTerminal: false))
            case "$": steps.append(Step(command: rest))
            case ">": steps[last].screen.append(rest)
            case "?": question = rest
            case "<", "*":
                steps[last].turns.append(Turn(question: question, answer: rest))
                let shown = rest.hasPrefix("^") || line.hasPrefix("*") ? "" : rest
                steps[last].screen.append("\(question) \(shown)")
            case "e": steps[last].status = try #require(Int32(line.dropFirst(5)))
            default: throw Transcript.Malformed(file: name, line: line)
            }
        }
    }
}

@Suite(
    "The tool in a dialogue",
    .enabled(
        if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
            && Workplace.isDebugBuild,
        "SKIPPED: needs script(1) for a terminal, and a debug build"
    ),
    .timeLimit(.minutes(5))
)
struct DialogueTests {
    @Test(arguments: try Dialogue.all())
    func `asks and shows what the file says`(dialogue: Dialogue) async throws {
        let place = try await Workplace(isStaged: true)
        var bindings = Bindings()
        for step in dialogue.steps {
            let command = "LC_ALL=C.UTF-8; export LC_ALL; \(bindings.filled(step.command))"
            guard step.hasTerminal else {
                let outcome = try await place.run(command)
                try #require(outcome.status == step.status, "\(command)\n\(outcome.error)")
                continue
            }
            let turns = step.turns.map { turn in
                ("\(turn.question) ", turn.answer.key ?? bindings.filled(turn.answer))
            }
            let outcome = try #require(
                try await place.converse("stty cols 80 rows 40; \(command)", turns),
                "a question did not come: \(step.command)"
            )
            let screen = Self.screen(outcome.output)
            let session = Comment(rawValue: screen.joined(separator: "\n"))
            try #require(outcome.status == step.status, session)
            try #require(screen.count == step.screen.count, session)
            for (line, expected) in zip(screen, step.screen) {
                let matches = bindings.match(line, expected.trimmingSpaces)
                try #require(matches, "expected \(expected)\n\(session.rawValue)")
            }
        }
    }

    @Test
    func `takes few answers for the main job`() throws {
        let dialogues = try Dialogue.all()
        let main = try #require(dialogues.first { $0.name == "main-job" })
        let counts = main.steps.filter(\.hasTerminal).map { step in
            (step.command.split(separator: " ")[1], step.turns.count)
        }
        let upload = counts.first { $0.0 == "upload" }?.1
        let grant = counts.first { $0.0 == "grant" }?.1
        let revoke = counts.first { $0.0 == "revoke" }?.1
        #expect(try #require(upload) + #require(grant) <= 8)
        #expect(try #require(revoke) <= 2)
    }

    /// What stands on the screen in the end: of a line that was drawn several times the last state.
    private static func screen(_ output: String) -> [String] {
        var lines = output.replacingOccurrences(of: "\r\n", with: "\n")
            .components(separatedBy: "\n")
            .map { line in
                let last = line.components(separatedBy: "\r\u{1B}[K").last ?? ""
                return last.filter { $0 != "\u{2068}" && $0 != "\u{2069}" }.trimmingSpaces
            }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}

extension String {
    /// A key with a name, as `^C`.
    fileprivate var key: String? {
        switch self {
        case "^C": "\u{3}"
        case "^D": "\u{4}"
        default: nil
        }
    }

    fileprivate var trimmingSpaces: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
