/// A string literal in a source file, as the pattern that a message makes of it.
struct SwiftLiteral {
    /// The text, with `{1}`, `{2}` … for what is interpolated.
    let pattern: String

    /// What stands before it in the source, without white space at the end.
    let before: Substring

    /// What stands after it.
    let after: Substring

    /// Whether it holds words for people, as far as that shows: it is marked as a message, it is the
    /// heading of a table, or it has several words or a capital.
    var isWords: Bool {
        if before.hasSuffix("Message(") || before.hasSuffix("say(") { return true }
        if after.hasPrefix(", .left)") || after.hasPrefix(", .right)") { return true }
        let text = pattern.replacing(#/\{[0-9]+\}/#, with: "")
        guard text.contains(where: { $0.isASCII && $0.isLetter }) else { return false }
        return pattern.contains(#/[A-Za-z0-9,.:;}] +[A-Za-z{(–-]|[A-Za-z] /#)
            || text.prefixMatch(of: #/[A-Z][a-z]/#) != nil
    }

    /// The literals of a source file in Swift, those inside of interpolations too.
    ///
    /// Raw strings and comments in blocks are not understood: the tool has none.
    static func all(in source: String) -> [SwiftLiteral] {
        var scanner = Scanner(source: Array(source))
        return scanner.literals()
    }
}

private struct Scanner {
    /// A line ending of the source in a literal of several lines, and one that is escaped.
    private static let lineEnding: Character = "\u{E000}"
    private static let escapedLineEnding: Character = "\u{E001}"

    let source: [Character]
    private var position = 0
    private var found: [SwiftLiteral] = []

    init(source: [Character]) {
        self.source = source
    }

    mutating func literals() -> [SwiftLiteral] {
        while position < source.count {
            if starts("//") {
                while position < source.count, source[position] != "\n" { position += 1 }
            } else if source[position] == "\"" {
                readLiteral()
            } else {
                position += 1
            }
        }
        return found
    }

    private func starts(_ text: String) -> Bool {
        source[position...].starts(with: text)
    }

    private mutating func readLiteral() {
        let start = position
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        position += quote.count
        var text = ""
        var places = 0
        while !starts(quote) {
            switch source[position] {
            case "\\" where source[position + 1] == "(":
                places += 1
                text += "{\(places)}"
                readInterpolation()
            case "\\": readEscape(into: &text)
            case "\n":
                text.append(Self.lineEnding)
                position += 1
            default:
                text.append(source[position])
                position += 1
            }
        }
        position += quote.count
        let before = source[max(0, start - 40)..<start].reversed()
            .drop { $0.isWhitespace }
            .reversed()
        found.append(
            SwiftLiteral(
                pattern: quote.count == 3 ? Self.unindented(text) : text,
                before: Substring(before),
                after: Substring(source[position..<min(source.count, position + 12)])
            )
        )
    }

    private mutating func readInterpolation() {
        position += 2
        var depth = 1
        while depth > 0 {
            switch source[position] {
            case "\"":
                readLiteral()
                continue
            case "(": depth += 1
            case ")": depth -= 1
            default: break
            }
            position += 1
        }
    }

    private mutating func readEscape(into text: inout String) {
        let escaped = source[position + 1]
        position += 2
        switch escaped {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "r": text.append("\r")
        case "0": text.append("\0")
        case "\n": text.append(Self.escapedLineEnding)
        case "u":
            let digits = source[position...].dropFirst().prefix { $0 != "}" }
            position += digits.count + 2
            let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init)
            text.unicodeScalars.append(scalar ?? "?")
        default: text.append(escaped)
        }
    }

    /// Takes the indentation of the closing quotes from every line.
    private static func unindented(_ text: String) -> String {
        let marked = text.replacing("\u{E001}", with: "\u{E001}\u{E000}")
        var lines = marked.split(separator: lineEnding, omittingEmptySubsequences: false)
        let indentation = lines.removeLast().count
        return lines.dropFirst().map { String($0.dropFirst(indentation)) }
            .joined(separator: "\n")
            .replacing("\u{E001}\n", with: "")
    }
}
