import FoundationEssentials

/// What kind of paper a file may be, by its name and content.
///
/// A guess is an answer to offer, never one to act on: whoever stores the paper is asked.
enum KindGuess {
    /// The words that speak for a kind: in German, English, French, Arabic and Persian.
    ///
    /// They are written as ``folded(_:)`` leaves them. Where several fit the longest counts.
    static let words: [KindWords] = {
        let file = Data(PackageResources.kind_words_json)
        guard let words = try? JSONDecoder().decode([KindWords].self, from: file) else {
            preconditionFailure("the words for kinds in this program are none")
        }
        return words
    }()

    /// The words that speak for one kind.
    struct KindWords: Decodable {
        /// The code of the kind.
        let kind: String

        /// The words.
        let words: [String]
    }

    /// The kind that is likeliest.
    ///
    /// - Parameters:
    ///   - fileName: The name of the file, without folders; a person chose it, so it counts first.
    ///   - ownTitle: What the file calls itself.
    /// - Returns: Its code; `nil` if nothing speaks for any.
    static func kind(fileName: String, ownTitle: String? = nil) -> String? {
        kind(in: fileName) ?? ownTitle.flatMap(kind)
    }

    private static func kind(in text: String) -> String? {
        let name = folded(text)
        var best: (kind: String, count: Int)?
        for entry in words {
            for word in entry.words.map(folded) where stands(word, in: name) {
                if word.count > best?.count ?? 0 { best = (entry.kind, word.count) }
            }
        }
        return best?.kind
    }

    /// The shortest word that also counts as a part of a longer one, as German compounds have it.
    private static let compoundCount = 6

    private static func stands(_ word: String, in name: String) -> Bool {
        if word.count >= compoundCount { return name.contains(word) }
        return " \(name) ".contains(" \(word) ")
    }

    /// A text in which spellings that mean the same are the same.
    ///
    /// It has small letters without marks, one form of each Arabic letter, and one space between words.
    /// The ending of a file name is one word more.
    ///
    /// - Parameter text: The text.
    /// - Returns: What is left of it.
    static func folded(_ text: String) -> String {
        var folded = ""
        for character in text.lowercased() {
            if let spelling = letters[character] {
                folded += spelling
            } else if character.isLetter || character.isNumber {
                let bare = character.unicodeScalars.filter { scalar in
                    switch scalar.properties.generalCategory {
                    case .nonspacingMark, .format: false
                    default: true
                    }
                }
                let letter = String(String.UnicodeScalarView(bare))
                folded += letter.first.flatMap { letters[$0] } ?? letter
            } else if folded.last != " " {
                folded += " "
            }
        }
        return folded.trimmingSpaces
    }

    /// Letters that are written in more than one way.
    private static let letters: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "æ": "ae",
        "à": "a", "â": "a", "á": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i",
        "ï": "i",
        "ı": "i", "ô": "o", "ó": "o", "ù": "u", "û": "u", "ş": "s", "ğ": "g",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
        "ئ": "ي", "ؤ": "و",
    ]
}
