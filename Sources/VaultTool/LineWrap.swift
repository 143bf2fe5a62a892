/// Breaks lines that do not fit a terminal, between words.
enum LineWrap {
    /// A text whose lines fit, as far as their words do.
    ///
    /// - Parameters:
    ///   - text: Whole lines.
    ///   - width: The number of columns.
    ///   - indent: How many spaces stand before what does not fit into a first line.
    /// - Returns: The text.
    static func wrapped(_ text: String, to width: Int, indent: Int = 2) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line(String($0), to: width, indent) }
            .joined(separator: "\n")
    }

    private static func line(_ line: String, to width: Int, _ indent: Int) -> String {
        guard DisplayWidth.of(line) > width else { return line }
        let space = String(repeating: " ", count: indent)
        var lines: [String] = []
        // What the line begins with stays: it is an indent, or a column without a value.
        var row = String(line.prefix { $0 == " " })
        var isEmpty = true
        for word in line.dropFirst(row.count).split(
            separator: " ",
            omittingEmptySubsequences: false
        ) {
            let longer = isEmpty ? row + word : "\(row) \(word)"
            if isEmpty || DisplayWidth.of(longer) <= width {
                row = longer
            } else {
                lines.append(row)
                row = space + word
            }
            isEmpty = false
        }
        return (lines + [row]).joined(separator: "\n")
    }
}
