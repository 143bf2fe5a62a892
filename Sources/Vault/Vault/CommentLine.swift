/// One comment of an envelope: `# key "value"`.
struct CommentLine: Hashable, Sendable {
    /// What follows the `#` and a space, in UTF-8.
    let body: [UInt8]

    /// The line with its line ending, in UTF-8.
    var text: [UInt8] { Array("# ".utf8) + body + [UInt8(ascii: "\n")] }

    /// The length of ``text``, in bytes.
    var count: Int { body.count + 3 }

    init(_ key: String, _ value: String) {
        var body = Array(key.utf8)
        body.append(UInt8(ascii: " "))
        JSONString.append(value, to: &body)
        self.body = body
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
