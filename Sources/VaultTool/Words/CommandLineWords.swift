import ArgumentParser

/// What the library that reads the command line says, in the language that the tool speaks.
///
/// It has English words only: for what is wrong with a command line, for the headings of its help, and
/// for two options of its own. What it says in other words stays English.
enum CommandLineWords {
    /// What is wrong with a command line.
    ///
    /// The names in the places only say what stands there.
    private static let faults: [Message] = [
        "Unknown option '\("option")'. Did you mean '\("another")'?",
        "Unknown option '\("option")'",
        "Missing value for '\("option")'",
        "The option '\("option")' does not take any value, but '\("value")' was specified.",
        "Unexpected argument '\("argument")'",
        "\("number") unexpected arguments: '\("arguments")'",
        "Missing expected argument '\("argument")'",
        "Missing one of: '\("arguments")'",
        "The value '\("value")' is invalid for '\("option")'. Please provide one of \("values") or \("last").",
        "The value '\("value")' is invalid for '\("option")'. Please provide one of the following:\n\("values")",
        "The value '\("value")' is invalid for '\("option")'",
        "Invalid option: \("option")",
    ]

    /// What begins a line of its help, or of what it says about a command line.
    private static let beginnings: [Message] = [
        "OVERVIEW: ", "USAGE: ", "ARGUMENTS:", "OPTIONS:", "SUBCOMMANDS:", "Help:  ", "Usage: ",
    ]

    /// What ends a line of its help.
    private static let endings: [Message] = [
        "  Show the version.", "  Show help information.",
    ]

    /// Whole lines that lead to more help.
    private static let leads: [Message] = [
        "  See '\("command")' for more information.",
        "  See '\("command")' for detailed help.",
    ]

    /// What is wrong with a command line.
    ///
    /// - Parameters:
    ///   - text: What the library says.
    ///   - language: The language.
    /// - Returns: The same.
    static func fault(_ text: String, in language: Language = .spoken) -> String {
        for fault in faults {
            if let said = fault.said(as: text) { return said.text(in: language) }
        }
        return text
    }

    /// All that the library writes about a command line that it refuses.
    ///
    /// - Parameters:
    ///   - text: What it writes: `Error: `, the message, and lines about the usage.
    ///   - message: The message in it.
    ///   - language: The language.
    /// - Returns: The same.
    static func refusal(
        _ text: String,
        of message: String,
        in language: Language = .spoken
    ) -> String {
        let label = Report.Weight.error.label
        let start = "\(label.text(in: .en)): \(message)"
        guard text.utf8.starts(with: start.utf8) else { return help(text, in: language) }
        let rest = String(decoding: text.utf8.dropFirst(start.utf8.count), as: UTF8.self)
        let said = fault(message, in: language)
        return "\(label.text(in: language)): \(said)\(help(rest, in: language))"
    }

    /// A screen of help.
    ///
    /// - Parameters:
    ///   - text: What the library writes.
    ///   - language: The language.
    /// - Returns: The same, with headings in the language.
    static func help(_ text: String, in language: Language = .spoken) -> String {
        guard language != .en else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { line(String($0), in: language) }.joined(separator: "\n")
    }

    private static func line(_ line: String, in language: Language) -> String {
        for lead in leads {
            if let said = lead.said(as: line) { return said.text(in: language) }
        }
        for beginning in beginnings where line.utf8.starts(with: beginning.text(in: .en).utf8) {
            let rest = line.utf8.dropFirst(beginning.text(in: .en).utf8.count)
            return "\(beginning.text(in: language))\(String(decoding: rest, as: UTF8.self))"
        }
        for ending in endings where line.hasSuffix(ending.text(in: .en)) {
            let rest = line.dropLast(ending.text(in: .en).count)
            return "\(rest)\(ending.text(in: language))"
        }
        return line
    }
}
