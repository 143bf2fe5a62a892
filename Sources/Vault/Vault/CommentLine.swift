/// One comment of an envelope: `# key "value"`.
struct CommentLine: Hashable, Sendable {
    /// What follows the `#` and a space.
    let body: String

    /// The line without its line ending.
    var text: String { "# \(body)" }

    /// The length of the line with its line ending, in bytes.
    var count: Int { text.utf8.count + 1 }

    init(_ key: String, _ value: String) {
        body = "\(key) \(JSONString.encode(value))"
    }
}

/// Takes the comments of an envelope one by one, in order.
struct CommentReader {
    private var lines: ArraySlice<[UInt8]>

    init(_ lines: [[UInt8]]) {
        self.lines = lines[...]
    }

    /// Takes the next line if its key is `key`, and gives its value.
    mutating func take(_ key: String) -> String? {
        let prefix = Array("# \(key) ".utf8)
        guard
            let line = lines.first, line.starts(with: prefix),
            let value = JSONString.decode(Array(line.dropFirst(prefix.count)))
        else { return nil }
        lines.removeFirst()
        return value
    }
}
