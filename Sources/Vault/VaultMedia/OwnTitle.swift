/// What a file calls itself: the title that a PDF states (ISO 32000-2, 14.3.3), or the first line of a
/// text.
///
/// Anybody can write anything there. It serves to guess what a file may be, and is neither stored nor
/// shown.
enum OwnTitle {
    /// The length of the longest title, in bytes of UTF-8; of longer ones the beginning is taken.
    static let maximumCount = 120

    /// The first line of a text that is not empty.
    ///
    /// - Parameter head: The first bytes of the text, in UTF-8.
    /// - Returns: The line; `nil` if there is none, or it is too long for a title.
    static func firstLine(of head: [UInt8]) -> String? {
        let start = head.has([0xEF, 0xBB, 0xBF]) ? 3 : 0
        let lines = head[start...].prefix(8 * maximumCount).split {
            TextContent.isLayout($0) && $0 != UInt8(ascii: "\t")
        }
        guard let line = lines.first(where: { $0.contains { $0 > 0x20 } }),
            line.count <= maximumCount, let text = String(validating: line, as: UTF8.self)
        else { return nil }
        return cut(text)
    }

    /// A text without what is not to be seen, and no longer than a title.
    ///
    /// - Parameter text: The text.
    /// - Returns: Its beginning; `nil` if nothing is left.
    static func cut(_ text: String) -> String? {
        var seen = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .format: continue
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                if !seen.isEmpty, seen.utf8.last != space { seen.append(" ") }
            default: seen.unicodeScalars.append(scalar)
            }
        }
        var title = ""
        for character in seen {
            guard title.utf8.count + character.utf8.count <= maximumCount else { break }
            title.append(character)
        }
        if title.utf8.last == space { title.removeLast() }
        return title.isEmpty ? nil : title
    }

    private static let space = UInt8(ascii: " ")
}
