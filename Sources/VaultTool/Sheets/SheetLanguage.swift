import ArgumentParser
import VaultPaper

/// The languages in which sheets are written, by their tags of BCP 47.
package enum SheetLanguage: String, CaseIterable, ExpressibleByArgument, Sendable {
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

    /// What stands on sheets.
    var text: SheetText {
        switch self {
        case .de: .german
        case .en: .english
        case .fr: .french
        case .ar: .arabic
        case .fa: .farsi
        }
    }
}
