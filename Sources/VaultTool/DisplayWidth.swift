/// How many columns of a terminal a text takes.
///
/// A character takes as many as its widest scalar: two if it is wide or full-width by Unicode's
/// East Asian Width (UAX #11) or an emoji, none if it is a mark or an invisible control, else one.
enum DisplayWidth {
    /// The blocks in which scalars are wide, coarsely: UAX #11, "W" and "F".
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul Jamo
        0x2E80...0x303E,  // CJK radicals and punctuation
        0x3041...0xA4CF,  // kana, CJK ideographs, Yi
        0xA960...0xA97F,  // Hangul Jamo Extended-A
        0xAC00...0xD7A3,  // Hangul syllables
        0xF900...0xFAFF,  // CJK compatibility ideographs
        0xFE30...0xFE6F,  // CJK compatibility forms
        0xFF00...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
        0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,  // emoji
        0x20000...0x3FFFD,  // CJK extensions
    ]

    /// The width of a text.
    ///
    /// - Parameter text: The text, on one line.
    /// - Returns: The number of columns.
    static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// A text that fits into so many columns: as it is, or its beginning and an ellipsis.
    ///
    /// A mark that isolates directions (U+2068) and is cut off from its end gets another end.
    ///
    /// - Parameters:
    ///   - text: The text, on one line.
    ///   - columns: The number of columns, at least 1.
    /// - Returns: The text.
    static func cut(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        var rest = columns - 1
        var open = 0
        var cut = ""
        for character in text {
            rest -= width(of: character)
            guard rest >= 0 else { break }
            cut.append(character)
            for scalar in character.unicodeScalars {
                if scalar == "\u{2068}" { open += 1 }
                if scalar == "\u{2069}" { open -= 1 }
            }
        }
        return cut + "…" + String(repeating: "\u{2069}", count: max(0, open))
    }

    /// The end of a text that fits into so many columns, behind an ellipsis if something is cut off.
    ///
    /// - Parameters:
    ///   - text: The text, on one line.
    ///   - columns: The number of columns, at least 1.
    /// - Returns: The text.
    static func end(of text: String, in columns: Int) -> String {
        guard of(text) > columns else { return text }
        var rest = columns - 1
        let kept = text.reversed().prefix { character in
            rest -= width(of: character)
            return rest >= 0
        }
        return "…" + String(kept.reversed())
    }

    private static func width(of character: Character) -> Int {
        if let ascii = character.asciiValue { return ascii < 0x20 || ascii == 0x7F ? 0 : 1 }
        return character.unicodeScalars.map(width(of:)).max() ?? 0
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: 0
        default: wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }
}
