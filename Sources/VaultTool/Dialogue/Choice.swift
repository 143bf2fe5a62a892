import VaultSystem

/// A list of things of which a person takes one, by its number or by a part of its name.
struct Choice<Value> {
    /// One thing to take.
    struct Option {
        let value: Value

        /// How it is listed, on one line.
        let label: String

        /// What it can be found by, beside the label.
        let keys: [String]

        init(_ value: Value, _ label: String, keys: [String] = []) {
            self.value = value
            self.label = label
            self.keys = keys
        }
    }

    /// What is asked for, such as `Whose paper is it?`.
    let question: Message

    /// What there is, the likeliest first.
    let options: [Option]

    /// Whether Enter alone takes the first one.
    var hasDefault = false

    /// Whether nothing is listed before a part of a name was typed.
    var isSearchedFirst = false

    /// How many are listed at most; the others are found by their names.
    private let listed = 9

    /// Asks for one.
    ///
    /// - Parameter prompter: Whom to ask with.
    /// - Returns: What was taken.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    func ask(_ prompter: Prompter) throws(ToolError) -> Value {
        try ask(prompter, atMost: 1)[0]
    }

    /// Asks for one or more, in any order and each once.
    ///
    /// - Parameter prompter: Whom to ask with.
    /// - Returns: What was taken, in the order in which it was typed.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    func askSeveral(_ prompter: Prompter) throws(ToolError) -> [Value] {
        try ask(prompter, atMost: .max)
    }

    private func ask(_ prompter: Prompter, atMost limit: Int) throws(ToolError) -> [Value] {
        var shown = isSearchedFirst ? [] : options
        try prompter.say(.verbatim("\n\(question)\n\(list(shown))"))
        var prompt = prompt
        while true {
            let typed = try prompter.line(prompt)
            switch read(typed, atMost: limit, &shown) {
            case .value(let values): return values
            case .again(let remark):
                if let remark { try prompter.say("\(remark)\n") }
                if !shown.isEmpty, isSearchedFirst { prompt = "Number, or a part of the name:" }
            }
        }
    }

    /// Reads what was typed; what fits a part of a name is listed next.
    private func read(
        _ typed: String,
        atMost limit: Int,
        _ shown: inout [Option]
    ) -> Prompter.Answer<[Value]> {
        if typed.isEmpty { return hasDefault ? .value([options[0].value]) : .again(nil) }
        if let numbers = Self.numbers(typed) {
            guard numbers.count <= limit else { return .again("One number, please.") }
            if let wrong = numbers.first(where: { !shown.indices.contains($0 - 1) }) {
                return .again("There is no number \(wrong).")
            }
            return .value(numbers.map { shown[$0 - 1].value })
        }
        let fitting = options.filter { $0.fits(typed) }
        if fitting.count == 1 { return .value([fitting[0].value]) }
        guard !fitting.isEmpty else { return .again("Nothing fits “\(Style.harmless(typed))”.") }
        shown = fitting
        return .again("\(list(fitting))Which of them?")
    }

    /// Numbers with spaces or commas between them, each once; `nil` for anything else.
    private static func numbers(_ typed: String) -> [Int]? {
        var numbers: [Int] = []
        for word in typed.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let number = Int(word) else { return nil }
            if !numbers.contains(number) { numbers.append(number) }
        }
        return numbers.isEmpty ? nil : numbers
    }

    private var prompt: Message {
        if isSearchedFirst { return "A part of its name:" }
        let isLong = options.count > listed
        if hasDefault {
            return isLong
                ? "Enter for 1, or a number, or a part of the name:" : "Enter for 1, or a number:"
        }
        return isLong ? "Number, or a part of the name:" : "Number:"
    }

    private func list(_ options: [Option]) -> String {
        let rest = options.count - listed
        let more = rest > 0 ? Message("     and \(rest) more\n").text : ""
        return Self.lines(options.prefix(listed)) + more
    }

    private static func lines(_ options: ArraySlice<Option>) -> String {
        let width = Terminal.width(of: .output) ?? 80
        return zip(1..., options).map { number, option in
            "  \(number)  \(DisplayWidth.cut(option.label, to: width - 5))\n"
        }
        .joined()
    }
}

extension Choice.Option {
    /// Whether something typed is a part of a key, whatever the case of its letters.
    fileprivate func fits(_ typed: String) -> Bool {
        let typed = typed.lowercased()
        return ([label] + keys).contains { $0.lowercased().contains(typed) }
    }
}
