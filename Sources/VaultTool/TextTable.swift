/// Rows in columns, under a line of headings.
///
/// On a terminal that is too narrow, moments lose their time of day, ids are cut to a beginning that is
/// unique in their column, and then the widest texts are cut. Everywhere else all is shown in full.
struct TextTable {
    /// What stands in a column.
    enum Content {
        /// Text, which may be cut.
        case left

        /// Codes to be typed again, which are never cut.
        case code

        /// Numbers, aligned on the right.
        case right

        /// Ids, of which a beginning will do.
        case id

        /// Moments, of which the date will do.
        case time
    }

    private let contents: [Content]
    private var rows: [[String]]

    /// How narrow a text may get.
    private static let minimumWidth = 8

    /// How short the beginning of an id may get: the tool wants four characters behind the prefix.
    private static let minimumIDCount = 6

    /// Begins a table.
    ///
    /// - Parameter columns: The headings, from left to right.
    init(_ columns: (heading: Message, content: Content)...) {
        contents = columns.map(\.content)
        rows = [columns.map { $0.heading.text.uppercased() }]
    }

    /// Adds a row.
    ///
    /// - Parameter cells: One text for each column, on one line each.
    mutating func add(_ cells: String...) {
        precondition(cells.count == contents.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// The lines, each with its line ending and without spaces at its end.
    ///
    /// - Parameter style: Where they go: on a terminal they fit into its width, as far as that is
    ///   possible.
    /// - Returns: The text.
    func text(_ style: Style) -> Message { .verbatim(lines(style)) }

    /// The lines of ``text(_:)``, which are the same in all languages.
    ///
    /// - Parameter style: As there.
    /// - Returns: The text.
    func lines(_ style: Style) -> String {
        var rows = rows
        if let limit = style.width { fit(&rows, into: limit) }
        let widths = widths(of: rows)
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(
                    repeating: " ",
                    count: widths[column] - DisplayWidth.of(cell)
                )
                if column > 0 { line += "  " }
                line += contents[column] == .right ? padding + cell : cell + padding
            }
            return line.trimmingSpacesAtEnd + "\n"
        }
        .joined()
    }

    private func widths(of rows: [[String]]) -> [Int] {
        contents.indices.map { column in
            rows.map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
    }

    private func fit(_ rows: inout [[String]], into limit: Int) {
        let steps: [(Content, ([String]) -> [String])] = [
            (.time, { $0.map { String($0.prefix(10)) } }), (.id, Self.beginnings),
        ]
        for (content, shortened) in steps {
            guard Self.total(widths(of: rows)) > limit else { return }
            for column in contents.indices where contents[column] == content {
                let cells = shortened(rows.dropFirst().map { $0[column] })
                for (row, cell) in cells.enumerated() { rows[row + 1][column] = cell }
            }
        }
        var widths = widths(of: rows)
        while Self.total(widths) > limit {
            let texts = contents.indices.filter {
                contents[$0] == .left && widths[$0] > Self.minimumWidth
            }
            guard let widest = texts.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        for row in rows.indices {
            for column in contents.indices where contents[column] == .left {
                rows[row][column] = DisplayWidth.cut(rows[row][column], to: widths[column])
            }
        }
    }

    private static func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    }

    /// Beginnings of ids by which they can still be told apart.
    private static func beginnings(of ids: [String]) -> [String] {
        let different = Set(ids)
        let longest = ids.map(\.count).max() ?? 0
        for count in stride(from: minimumIDCount, to: longest, by: 1)
        where Set(different.map { $0.prefix(count) }).count == different.count {
            return ids.map { String($0.prefix(count)) }
        }
        return ids
    }
}

extension String {
    fileprivate var trimmingSpacesAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
