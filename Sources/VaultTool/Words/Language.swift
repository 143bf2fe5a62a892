import ArgumentParser
import VaultPaper

/// The languages of the tool, by their tags of BCP 47.
///
/// Everything is said in German and in English. What newcomers read is said in all of them: the
/// history, what a claim prints, sheets and exports.
package enum Language: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// German.
    case de

    /// English.
    case en

    /// French.
    case fr

    /// Arabic.
    case ar

    /// Farsi.
    case fa

    /// The way in which lines run.
    var direction: Sheet.Direction {
        switch self {
        case .de, .en, .fr: .leftToRight
        case .ar, .fa: .rightToLeft
        }
    }

    /// What stands between the whole and the parts of a number.
    var decimalSeparator: String {
        switch self {
        case .de, .fr: ","
        case .en, .ar, .fa: "."
        }
    }

    /// The words of the page that goes with a person's exported papers.
    var page: PageWords {
        switch self {
        case .de: .german
        case .en: .english
        case .fr: .french
        case .ar: .arabic
        case .fa: .persian
        }
    }

    /// The words of sheets.
    var sheet: SheetText {
        switch self {
        case .de: .german
        case .en: .english
        case .fr: .french
        case .ar: .arabic
        case .fa: .farsi
        }
    }
}

extension Language {
    /// The language in which this process speaks to people.
    ///
    /// Help texts are made while the command line is read, so this is found before that, and never
    /// changes. With `--json` it is English: programs get the same words everywhere.
    static let spoken: Language = {
        let arguments = CommandLine.arguments.dropFirst().prefix { $0 != "--" }
        if arguments.contains("--json") { return .en }
        return named(in: Array(arguments)) ?? ofLocale(Environment.value)
    }()

    /// The language that a command line names: the value of the last `--lang`.
    ///
    /// - Parameter arguments: The arguments up to `--`.
    /// - Returns: The language; `nil` for none, or one that is none of ours.
    static func named(in arguments: [String]) -> Language? {
        var found: Language?
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count {
                found = Language(rawValue: arguments[index + 1])
            } else if argument.utf8.starts(with: "--lang=".utf8) {
                found = Language(rawValue: String(argument.dropFirst("--lang=".count)))
            }
        }
        return found
    }

    /// The language that a locale names, by the first of the variables that is set (POSIX.1-2024,
    /// XBD 8.2); English if it is none of ours.
    ///
    /// - Parameter variable: The value of an environment variable.
    /// - Returns: The language.
    static func ofLocale(_ variable: (String) -> String?) -> Language {
        let locale = variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") ?? ""
        let language = locale.prefix { $0 != "_" && $0 != "." && $0 != "@" }
        return Language(rawValue: language.lowercased()) ?? .en
    }
}
