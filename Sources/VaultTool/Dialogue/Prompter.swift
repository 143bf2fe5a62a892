import VaultSystem

/// Asks a person at the terminal.
struct Prompter {
    private let style = Style(isTerminal: true)

    /// Whether there is somebody to ask: input and output are a terminal, and words are wanted.
    ///
    /// - Parameter global: What holds for every command.
    /// - Returns: `false` if the command line has to say everything.
    static func isPossible(_ global: GlobalOptions) -> Bool {
        !global.json && !global.quiet && Terminal.isTerminal(.input)
            && Terminal.isTerminal(.output)
    }

    /// Shows text, broken between words where a line does not fit.
    ///
    /// - Parameter text: Whole lines.
    /// - Throws: ``ToolError/cancelled`` if the terminal is gone.
    func say(_ text: Message) throws(ToolError) {
        try show(LineWrap.wrapped(text.text, to: Self.width, indent: 0))
    }

    private func show(_ text: String) throws(ToolError) {
        do { try Terminal.show(text) } catch { throw .cancelled }
    }

    /// How many columns the terminal has.
    private static var width: Int { Terminal.width(of: .output) ?? 80 }

    /// Asks for a line.
    ///
    /// - Parameter question: What stands before the cursor, without a space at its end.
    /// - Returns: What was typed, without spaces around it.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    func line(_ question: Message) throws(ToolError) -> String {
        // Of a question that does not fit, only the end is drawn anew while somebody types.
        var rows = LineWrap.wrapped(question.text, to: Self.width - Self.answerWidth, indent: 0)
            .split(separator: "\n")
        let question = String(rows.removeLast())
        for row in rows { try show("\(row)\n") }
        do {
            return try Terminal.readLine { typed, columns in
                let room = max(8, columns - DisplayWidth.of(question) - 2)
                return question + " "
                    + (typed.isEmpty ? "" : style.shown(DisplayWidth.end(of: typed, in: room)))
            }
            .trimmingSpaces
        } catch {
            throw .cancelled
        }
    }

    /// How many columns stay free for an answer.
    private static let answerWidth = 12

    /// Asks until an answer can be read.
    ///
    /// - Parameters:
    ///   - question: The question.
    ///   - read: Reads what was typed; answers with what is wrong about it otherwise.
    /// - Returns: What was read.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    func ask<Value>(
        _ question: Message,
        _ read: (String) throws(ToolError) -> Answer<Value>
    ) throws(ToolError) -> Value {
        while true {
            switch try read(try line(question)) {
            case .value(let value): return value
            case .again(let remark): if let remark { try say("\(remark)\n") }
            }
        }
    }

    /// What became of something that was typed.
    enum Answer<Value> {
        case value(Value)

        /// It is to be asked again, after this remark.
        case again(Message?)
    }

    /// Asks for yes or no, in English or the language of the tool; Enter alone means no.
    ///
    /// - Parameter question: The question.
    /// - Returns: `true` for yes.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    func confirms(_ question: Message) throws(ToolError) -> Bool {
        try ask("\(question) [y/N]") { typed in
            switch typed.lowercased() {
            case "y", "yes", Message("y").text, Message("yes").text: .value(true)
            case "", "n", "no", Message("no").text: .value(false)
            default: .again("Type y for yes or n for no.")
            }
        }
    }
}

extension String {
    /// The text without spaces and tabs at both ends.
    var trimmingSpaces: String {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}
