/// What one check of the machine has shown.
struct CheckupFinding {
    /// How it stands.
    enum State: String {
        /// It works.
        case fine = "ok"

        /// It works, but not as well as it should.
        case warning

        /// It does not work, and is required.
        case failed

        /// The word in front of the line.
        fileprivate var word: Message {
            switch self {
            case .fine: Message("ok")
            case .warning: Message("warning")
            case .failed: Message("failed")
            }
        }
    }

    /// A stable code of what was checked.
    let code: String

    /// How it stands.
    let state: State

    /// What was found, and what that means.
    let message: Message

    /// What to do.
    let hint: Message?

    /// Something that works.
    static func fine(_ code: String, _ message: Message) -> CheckupFinding {
        CheckupFinding(code: code, state: .fine, message: message, hint: nil)
    }

    /// Something that should be better.
    static func warning(_ code: String, _ message: Message, hint: Message) -> CheckupFinding {
        CheckupFinding(code: code, state: .warning, message: message, hint: hint)
    }

    /// Something that is required and does not work.
    static func failed(_ code: String, _ message: Message, hint: Message?) -> CheckupFinding {
        CheckupFinding(code: code, state: .failed, message: message, hint: hint)
    }

    /// The finding for people, with line endings.
    var lines: Message {
        let line: Message = .verbatim("\(state.word)  \(code): \(message)\n")
        return hint.map { "\(line)  Way out: \($0)\n" } ?? line
    }

    /// The finding for programs.
    var json: JSONValue {
        .object([
            ("code", .string(code)),
            ("state", .string(state.rawValue)),
            ("message", .string(message.text)),
            ("hint", .text(hint?.text)),
        ])
    }
}
