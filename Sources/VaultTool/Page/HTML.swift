/// Text as it stands in HTML.
enum HTML {
    /// A text in which nothing is markup.
    ///
    /// Controls and what turns the direction beyond its element are shown by their code points.
    ///
    /// - Parameter text: The text.
    /// - Returns: The text for an element or a quoted attribute.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{0}"..."\u{1F}",
                "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                escaped += "&lt;U+\(String(scalar.value, radix: 16, uppercase: true))&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A sentence with its places filled.
    ///
    /// - Parameters:
    ///   - sentence: Text with places in braces, such as `{name}`.
    ///   - parts: HTML for each place, by its name without braces.
    /// - Returns: HTML. What is filled in is not looked at again.
    static func filled(_ sentence: String, _ parts: [String: String]) -> String {
        var html = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            html += escaped(String(rest[..<open]))
            html += parts[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return html + escaped(String(rest))
    }

    /// A text that somebody typed, in its own direction.
    ///
    /// - Parameter text: The text.
    /// - Returns: An element.
    static func isolated(_ text: String) -> String { "<bdi dir=\"auto\">\(escaped(text))</bdi>" }

    /// A code, number or time, which is written from left to right everywhere.
    ///
    /// - Parameter text: The text.
    /// - Returns: An element.
    static func technical(_ text: String) -> String { "<bdi dir=\"ltr\">\(escaped(text))</bdi>" }

    /// A path below the folder of the page, as a relative reference (RFC 3986 §4.2).
    ///
    /// - Parameter path: The path.
    /// - Returns: The reference, for a quoted attribute.
    static func reference(_ path: String) -> String {
        var reference = ""
        for byte in path.utf8 {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F:
                reference.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                reference += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }
        return reference
    }

    /// A table.
    ///
    /// - Parameters:
    ///   - headings: The headings, as text.
    ///   - rows: The cells, as HTML.
    /// - Returns: An element.
    static func table(_ headings: [String], _ rows: [[String]]) -> String {
        let head = headings.map { "<th>\(escaped($0))</th>" }.joined()
        let body = rows.map { row in
            "<tr>\(row.map { "<td>\($0)</td>" }.joined())</tr>\n"
        }
        .joined()
        return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody>\n</table>\n"
    }
}
