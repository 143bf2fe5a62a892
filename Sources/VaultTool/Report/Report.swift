import ArgumentParser
import Vault
import VaultSystem

/// An error in words for people, with a code and an exit status for programs.
///
/// All wording about errors stands in this folder. No sentence holds a secret, or the title, kind
/// or file name of a document; paths and names are those that the person typed.
struct Report {
    /// A stable code, such as `not-allowed.no-grant`.
    let code: String

    /// What happened, and about what: a sentence with a capital and without a full stop.
    let message: Message

    /// What to do, where something can be done.
    let hint: Message?

    /// How the program ends.
    let status: ExitStatus

    /// What stands against each of several things, by what it is called.
    private(set) var parts: [(subject: String, report: Report)] = []

    /// Creates a report.
    init(_ status: ExitStatus, _ code: String, _ message: Message, hint: Message? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// Puts together what stands against several things.
    ///
    /// The code and the status are those of the parts, if these agree; else the status of the first.
    ///
    /// - Parameters:
    ///   - message: What did not happen.
    ///   - code: The code, if the parts do not agree.
    ///   - parts: What stands against each, by what it is called; at least one.
    init(_ message: Message, code: String, parts: [(subject: String, report: Report)]) {
        let first = parts.first?.report
        let isOne = parts.allSatisfy { $0.report.code == first?.code }
        self.init(
            first?.status ?? .unexpected,
            isOne ? first?.code ?? code : code,
            message,
            hint: first?.hint
        )
        self.parts = parts
    }

    /// Puts any error of a command into words.
    ///
    /// - Parameter error: What the command threw. Of an error that the tool does not know, nothing
    ///   is shown: its text may hold what must not be seen.
    init(describing error: any Error) {
        switch error {
        case let error as ToolError: self.init(error)
        case let error as VaultError: self.init(error, path: nil)
        default:
            self.init(
                .unexpected,
                "unexpected",
                "Something unexpected happened",
                hint: "Please report it, with the command that you ran"
            )
        }
    }

    /// How much a report weighs.
    enum Weight: String {
        /// The command failed.
        case error

        /// The command goes on.
        case warning

        /// What stands before the message.
        var label: Message { self == .error ? "Error" : "Warning" }
    }

    /// What the report says, without how the program ends.
    var facts: JSONValue {
        .object(
            [
                ("code", .string(code)), ("message", .string(message.text)),
                ("hint", .text(hint?.text)),
            ] + (parts.isEmpty ? [] : [("parts", .array(parts.map(Self.facts)))])
        )
    }

    private static func facts(of part: (subject: String, report: Report)) -> JSONValue {
        .object([
            ("subject", .string(part.subject)),
            ("code", .string(part.report.code)),
            ("message", .string(part.report.message.text)),
        ])
    }

    /// Writes the report to standard error, as far as that can be written.
    ///
    /// - Parameters:
    ///   - isJSON: Whether programs read it.
    ///   - weight: How much it weighs.
    func write(isJSON: Bool, as weight: Weight = .error) {
        let json = JSONValue.object([(weight.rawValue, facts)])
        let hint: Message = hint.map { "Hint: \($0)\n" } ?? ""
        let lines = parts.map { "  \($0.subject): \($0.report.message)\n" }.joined()
        let text =
            isJSON ? json.text + "\n" : "\(weight.label): \(message)\n\(lines)\(hint)"
        try? StandardStreams.write(Array(text.utf8).span, to: .error)
    }
}
