/// A small JSON file that the vault makes itself, as the content of a document (FORMAT.md, "Records").
///
/// One key a line, so that a person who opens it in ten years reads it without a program.
struct OwnRecord {
    /// What stands behind a key.
    enum Value {
        case text(String?)
        case texts([String])
    }

    /// The name of the file.
    let fileName: String

    /// The format with its version, which is the first value.
    let format: String

    /// The keys after it, in their order.
    let members: [(key: String, value: Value)]

    /// The file: JSON (RFC 8259) in its one spelling.
    var bytes: [UInt8] {
        let lines = ([(key: "format", value: Value.text(format))] + members).map { member in
            "  \(JSONString.encode(member.key)): \(member.value.json)"
        }
        return Array("{\n\(lines.joined(separator: ",\n"))\n}\n".utf8)
    }
}

extension OwnRecord.Value {
    fileprivate var json: String {
        switch self {
        case .text(let text): text.map(JSONString.encode) ?? "null"
        case .texts(let texts): "[\(texts.map(JSONString.encode).joined(separator: ", "))]"
        }
    }
}
