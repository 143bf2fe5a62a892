import Vault
import VaultLedger

/// The words of the page that goes with a person's exported papers, in one language.
///
/// In the sentences of a history `{actor}`, `{document}` and `{member}` stand for names.
struct PageWords: Sendable {
    /// The language of the page, a tag of BCP 47.
    let language: String

    /// Whether it is written from right to left.
    let isRightToLeft: Bool

    /// The heading; `{name}` stands for the owner.
    let title: String

    /// When the page was made, and from which vault: `{time}`, `{origin}`.
    let made: String

    /// What to know before this folder is passed on.
    let warning: String

    let documents: String
    let noDocuments: String
    let kind: String
    let stored: String
    let size: String
    let originalName: String

    let given: String
    let noneGiven: String
    let document: String
    let recipient: String
    let purpose: String
    let until: String
    let state: String
    let openings: String
    let noEnd: String

    /// Somebody outside the vault; `{fingerprint}` stands for the fingerprint of the recipient.
    let outside: String

    let history: String
    let historyNote: String
    let time: String
    let event: String

    /// Somebody whose name is not known.
    let somebody: String

    /// That somebody acted for the owner.
    let onBehalf: String

    let states: [GrantRecord.Status: String]
    let purposes: [Purpose: String]
    let deeds: [Statement.Kind: String]
}

/// The languages in which the page can be written.
enum PageLanguage: String, CaseIterable, Sendable {
    case german = "de"
    case english = "en"
    case french = "fr"
    case arabic = "ar"
    case persian = "fa"

    /// The words.
    var words: PageWords {
        switch self {
        case .german: .german
        case .english: .english
        case .french: .french
        case .arabic: .arabic
        case .persian: .persian
        }
    }

    /// The language that a locale names, by the first of the variables that is set (POSIX.1-2024,
    /// XBD 8.2); English if it is none of ours.
    ///
    /// - Parameter variable: The value of an environment variable.
    /// - Returns: The language.
    static func ofLocale(_ variable: (String) -> String?) -> PageLanguage {
        let locale = variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") ?? ""
        let language = locale.prefix { $0 != "_" && $0 != "." && $0 != "@" }
        return PageLanguage(rawValue: language.lowercased()) ?? .english
    }
}
