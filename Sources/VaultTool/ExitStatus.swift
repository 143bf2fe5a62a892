import ArgumentParser

/// How the program ends, for scripts to rely on; the numbers follow sysexits(3) where they can.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case unexpected = 1
    case damaged = 20
    case usage = 64
    case refused = 65
    case notFound = 66
    case cannotCreate = 73
    case inputOutput = 74
    case notAllowed = 77

    /// What the status means, in a few words.
    var meaning: Message {
        switch self {
        case .done: "done"
        case .unexpected: "something unexpected happened"
        case .damaged: "the vault, its log or a proof is damaged or does not verify"
        case .usage: "the command line is wrong"
        case .refused: "the content of a file is refused"
        case .notFound: "a vault, file, member or document was not found"
        case .cannotCreate: "cannot create: it exists already"
        case .inputOutput: "reading or writing failed"
        case .notAllowed: "not allowed: no grant, not the role, wrong key or passphrase"
        }
    }

    /// The table that ends the help of every command.
    static var help: Message {
        let lines = allCases.map { status in
            let number = String(status.rawValue)
            return String(repeating: " ", count: 4 - number.count) + "\(number)  \(status.meaning)"
        }
        return "Exit status:\n\(lines.joined(separator: "\n"))"
    }

    /// The status in the form that ends the program.
    var code: ExitCode { ExitCode(rawValue) }
}

extension CommandConfiguration {
    /// The configuration of a command of this tool: its help ends with the exit status table.
    ///
    /// - Parameters:
    ///   - name: The name of the command.
    ///   - abstract: What it does, in one sentence.
    ///   - discussion: What else to know before using it.
    ///   - subcommands: The commands below it.
    init(
        command name: String,
        abstract: Message,
        discussion: Message? = nil,
        subcommands: [any ParsableCommand.Type] = []
    ) {
        let help = discussion.map { "\($0)\n\n\(ExitStatus.help)" } ?? ExitStatus.help.text
        self.init(
            commandName: name,
            abstract: abstract.text,
            discussion: help,
            subcommands: subcommands
        )
    }
}
