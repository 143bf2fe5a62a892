import FoundationEssentials

/// The words of one language, by the English patterns that they stand for.
///
/// A catalogue is a file of data: JSON with a member `language` and a member `messages`, in which
/// each name is a pattern (see ``Message``) and each value has the same places, in any order.
struct Catalogue: Sendable, Decodable {
    /// The tag of the language (BCP 47).
    let language: String

    /// The words, by pattern.
    let messages: [String: String]

    /// The words for a pattern.
    ///
    /// - Parameter pattern: The English pattern.
    /// - Returns: The words of the language; the pattern itself if it has none.
    func words(for pattern: String) -> String {
        messages[pattern] ?? pattern
    }
}

extension Catalogue {
    private static let german = Catalogue(PackageResources.de_json)
    private static let english = Catalogue(language: "en", messages: [:])
    private static let french = Catalogue(PackageResources.fr_json)
    private static let arabic = Catalogue(PackageResources.ar_json)
    private static let farsi = Catalogue(PackageResources.fa_json)

    /// The catalogue of a language.
    ///
    /// - Parameter language: The language.
    /// - Returns: Its words; none for English, in which the patterns are written.
    static func of(_ language: Language) -> Catalogue {
        switch language {
        case .de: german
        case .en: english
        case .fr: french
        case .ar: arabic
        case .fa: farsi
        }
    }

    /// Reads a catalogue that is part of this program.
    private init(_ file: [UInt8]) {
        guard let catalogue = try? JSONDecoder().decode(Catalogue.self, from: Data(file)) else {
            preconditionFailure("a catalogue in this program is not one")
        }
        self = catalogue
    }
}
