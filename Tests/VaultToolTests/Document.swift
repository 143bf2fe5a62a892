import Foundation

/// A document of this project, such as README.md, with the code that it shows.
struct Document {
    /// A fenced block of code.
    struct Block {
        /// The word behind the fence, such as `sh`.
        let language: String

        /// The headings above it, from the title down.
        let headings: [String]

        /// The lines between the fences, each with its newline.
        let text: String
    }

    /// The folder of the package.
    static let root = Workplace.fixtures.deletingLastPathComponent()

    /// The documents at the top of the package.
    static let names = [
        "CHANGELOG.md", "CONTRIBUTING.md", "FORMAT.md", "README.md", "SECURITY.md",
    ]

    /// The lines outside of code, and those of code.
    let lines: [String]

    /// The code, in its order.
    let blocks: [Block]

    /// Reads a document.
    init(_ name: String) throws {
        let text = try Self.text(of: name)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        blocks = Self.blocks(in: lines)
    }

    /// The text of a file of the package.
    static func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    /// The texts of the blocks in a language.
    func code(_ language: String) -> [String] {
        blocks.filter { $0.language == language }.map(\.text)
    }

    /// The cells of the table whose first heading is `heading`, row by row, without code marks.
    ///
    /// Tables of the same heading follow each other.
    func table(_ heading: String) -> [[String]] {
        Self.rows(of: lines, under: heading)
    }

    /// The same, in the section of a heading alone.
    func table(_ heading: String, in section: String) -> [[String]] {
        let begin = lines.firstIndex(of: section).map { $0 + 1 } ?? lines.endIndex
        let rest = lines[begin...]
        let end = rest.firstIndex { $0.hasPrefix("#") && !$0.hasPrefix("# ") } ?? rest.endIndex
        return Self.rows(of: Array(rest[..<end]), under: heading)
    }

    private static func rows(of lines: [String], under heading: String) -> [[String]] {
        var rows: [[String]] = []
        var isInside = false
        for line in lines {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .dropFirst().dropLast()
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if cells.first == heading {
                isInside = true
            } else if !line.hasPrefix("|") {
                isInside = false
            } else if isInside, cells.first?.hasPrefix("---") == false {
                rows.append(cells)
            }
        }
        return rows
    }

    private static func blocks(in lines: [String]) -> [Block] {
        var blocks: [Block] = []
        var headings: [String] = []
        var open: (language: String, text: String)?
        for line in lines {
            if let block = open {
                if line == "```" {
                    blocks.append(
                        Block(language: block.language, headings: headings, text: block.text)
                    )
                    open = nil
                } else {
                    open?.text += line + "\n"
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst(3)), "")
            } else if let level = line.firstIndex(of: " ").map({ line[..<$0] }),
                !level.isEmpty, level.allSatisfy({ $0 == "#" })
            {
                headings = Array(headings.prefix(level.count - 1))
                headings.append(String(line.dropFirst(level.count + 1)))
            }
        }
        return blocks
    }
}

extension String {
    /// What stands between marks of code: `` `a`, `b` `` has two words.
    var codeWords: [String] {
        split(separator: "`", omittingEmptySubsequences: false)
            .enumerated()
            .filter { $0.offset % 2 == 1 }
            .map { String($0.element) }
    }
}
