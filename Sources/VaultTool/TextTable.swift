/// Rows in aligned columns, under a line of headings.
struct TextTable {
    /// How a column is aligned.
    enum Alignment {
        case left
        case right
    }

    private let alignments: [Alignment]
    private var rows: [[String]]

    /// Begins a table.
    ///
    /// - Parameter columns: The headings, from left to right.
    init(_ columns: (heading: String, alignment: Alignment)...) {
        alignments = columns.map(\.alignment)
        rows = [columns.map { $0.heading.uppercased() }]
    }

    /// Adds a row.
    ///
    /// - Parameter cells: One text for each column, on one line each.
    mutating func add(_ cells: String...) {
        precondition(cells.count == alignments.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// The lines, each with its line ending and without spaces at its end.
    var text: String {
        let widths = alignments.indices.map { column in
            rows.map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(
                    repeating: " ",
                    count: widths[column] - DisplayWidth.of(cell)
                )
                if column > 0 { line += "  " }
                line += alignments[column] == .right ? padding + cell : cell + padding
            }
            return line.trimmingSpacesAtEnd + "\n"
        }
        .joined()
    }
}

extension String {
    fileprivate var trimmingSpacesAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
