import ArgumentParser
import VaultLedger

/// Words for people, in whatever language the tool speaks.
///
/// A message is written in English, as a string literal. What is interpolated becomes a numbered
/// place, so the literal `"\(name) can open \(document)"` is the pattern `{1} can open {2}`, by which
/// the catalogue of a language finds its own words, in its own order. Sentences are written whole:
/// there is no `+`, because what two fragments say together depends on the language.
struct Message: ExpressibleByStringInterpolation, Sendable {
    private enum Content: Sendable {
        case pattern(String, [Message])
        case verbatim(String)
        case sequence([Message])
    }

    private let content: Content

    private init(_ content: Content) {
        self.content = content
    }

    /// Takes a literal without places.
    ///
    /// - Parameter value: The English words.
    init(stringLiteral value: String) {
        self.init(.pattern(value, []))
    }

    /// Takes a literal with places.
    ///
    /// - Parameter stringInterpolation: The English words, and what stands in the places.
    init(stringInterpolation: Interpolation) {
        self.init(.pattern(stringInterpolation.pattern, stringInterpolation.arguments))
    }

    /// A text that is the same in all languages, such as a table or a name.
    ///
    /// - Parameter text: The text.
    /// - Returns: The message.
    static func verbatim(_ text: String) -> Message {
        Message(.verbatim(text))
    }

    /// The message in the language that the tool speaks.
    var text: String { text(in: .spoken) }

    /// The message in a language.
    ///
    /// - Parameter language: The language; where it has no words for the message, they are English.
    /// - Returns: The text.
    func text(in language: Language) -> String {
        switch content {
        case .verbatim(let text): text
        case .sequence(let messages): messages.map { $0.text(in: language) }.joined()
        case .pattern(let pattern, let arguments):
            Catalogue.of(language).words(for: pattern)
                .filled(arguments.map { $0.text(in: language) })
        }
    }

    /// The same words with what stands in their places in a text.
    ///
    /// - Parameter text: A text that another program made.
    /// - Returns: The message; `nil` if the text says something else.
    func said(as text: String) -> Message? {
        guard case .pattern(let pattern, let arguments) = content else { return nil }
        var words: [Substring] = []
        var rest = pattern[...]
        for place in arguments.indices {
            guard let range = rest.firstRange(of: "{\(place + 1)}") else { return nil }
            words.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        guard let values = text.values(between: words + [rest]) else { return nil }
        return Message(.pattern(pattern, values.map(Message.verbatim)))
    }

    /// Collects the pieces of a literal.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var pattern = ""
        fileprivate var arguments: [Message] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            pattern += literal
        }

        mutating func appendInterpolation(_ message: Message) {
            arguments.append(message)
            pattern += "{\(arguments.count)}"
        }

        mutating func appendInterpolation(_ time: LedgerTime) {
            appendInterpolation(.verbatim(time.shown))
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            appendInterpolation(.verbatim(value.description))
        }
    }
}

extension Sequence<Message> {
    /// One message after the other.
    ///
    /// - Parameter separator: What stands between them.
    /// - Returns: All of them.
    func joined(separator: String = "") -> Message {
        var messages: [Message] = []
        for message in self {
            if !messages.isEmpty, !separator.isEmpty { messages.append(.verbatim(separator)) }
            messages.append(message)
        }
        return Message.sequence(messages)
    }
}

extension Message {
    fileprivate static func sequence(_ messages: [Message]) -> Message {
        Message(.sequence(messages))
    }

    /// Things in a row, such as `3, 7 and 9`.
    ///
    /// - Parameter items: What stands in the row.
    /// - Returns: The row.
    static func list(_ items: [String]) -> Message {
        guard let last = items.last, items.count > 1 else { return .verbatim(items.first ?? "") }
        return "\(items.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension String {
    /// Puts arguments into the places `{1}`, `{2}` … of a pattern.
    ///
    /// - Parameter arguments: The first stands for `{1}`.
    /// - Returns: The text; what only looks like a place stays.
    fileprivate func filled(_ arguments: [String]) -> String {
        guard !arguments.isEmpty else { return self }
        var text = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"),
                let place = Int(rest[open..<close].dropFirst()),
                arguments.indices.contains(place - 1)
            else {
                text += "{"
                rest = rest.dropFirst()
                continue
            }
            text += arguments[place - 1]
            rest = rest[close...].dropFirst()
        }
        return text + rest
    }
}

extension String {
    /// What stands between words.
    ///
    /// - Parameter words: What the text begins with, what stands between its parts, and what it ends
    ///   with.
    /// - Returns: The parts, each as short as can be but the last; `nil` if the words are not all there.
    fileprivate func values(between words: [Substring]) -> [String]? {
        guard let first = words.first, hasPrefix(first) else { return nil }
        guard words.count > 1 else { return self == first ? [] : nil }
        var values: [String] = []
        var rest = dropFirst(first.count)
        for word in words[1..<(words.count - 1)] {
            guard let range = rest.firstRange(of: word) else { return nil }
            values.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        guard let last = words.last, rest.hasSuffix(last) else { return nil }
        return values + [String(rest.dropLast(last.count))]
    }
}

extension DefaultStringInterpolation {
    /// Puts a message into a text, in the language that the tool speaks.
    ///
    /// - Parameter message: The message.
    mutating func appendInterpolation(_ message: Message) {
        appendInterpolation(message.text)
    }
}

/// Words in the language that the tool speaks, where a text is needed.
///
/// - Parameter message: The words.
/// - Returns: The text.
func say(_ message: Message) -> String {
    message.text
}

extension ArgumentHelp {
    /// The help of an argument, in the language that the tool speaks.
    ///
    /// - Parameters:
    ///   - message: What the argument is for.
    ///   - valueName: What its value is called in the synopsis, which is English.
    /// - Returns: The help.
    static func words(_ message: Message, valueName: String? = nil) -> ArgumentHelp {
        ArgumentHelp(message.text, valueName: valueName)
    }
}

extension ValidationError {
    /// Says what is wrong with a command line.
    ///
    /// - Parameter message: What, and what is right.
    init(saying message: Message) {
        self.init(message.text)
    }

    /// Says that a command line lacks an option.
    ///
    /// - Parameters:
    ///   - option: Its name, without the hyphens.
    ///   - value: What its value is called.
    /// - Returns: The error.
    static func missing(option: String, value: String) -> ValidationError {
        missing("--\(option) <\(value)>")
    }

    /// Says that a command line lacks something.
    ///
    /// - Parameter argument: What, as the synopsis has it.
    /// - Returns: The error.
    static func missing(_ argument: String) -> ValidationError {
        ValidationError(saying: "Missing expected argument '\(argument)'")
    }
}
