/// A JSON document (RFC 8259) whose keys keep the order in which they were given.
enum JSONValue {
    case null
    case bool(Bool)
    case number(Int)
    case string(String)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// The document on one line, without a line ending.
    var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let value): text += String(value)
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue {
    /// A string, or `null`.
    ///
    /// - Parameter text: The string, if there is one.
    /// - Returns: The value.
    static func text(_ text: String?) -> JSONValue {
        text.map { .string($0) } ?? .null
    }

    /// A whole number, or `null`.
    ///
    /// - Parameter number: The number, if there is one.
    /// - Returns: The value.
    static func count(_ number: Int?) -> JSONValue {
        number.map { .number($0) } ?? .null
    }

    /// What describes itself as text, such as an identifier, a time or a digest; or `null`.
    ///
    /// - Parameter value: The value, if there is one.
    /// - Returns: Its description as a string.
    static func of(_ value: (some CustomStringConvertible)?) -> JSONValue {
        value.map { .string($0.description) } ?? .null
    }

    /// A list of strings.
    ///
    /// - Parameter texts: The strings.
    /// - Returns: The value.
    static func texts(_ texts: [String]) -> JSONValue {
        .array(texts.map { .string($0) })
    }
}
