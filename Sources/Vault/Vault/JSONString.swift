/// A string on one line, in the one JSON spelling that we write (RFC 8259 §7).
///
/// Only `"`, `\` and the control characters below U+0020 are escaped, the last as `\u00xx` in lower
/// case. So no value can smuggle a line break, and no value has two spellings.
enum JSONString {
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// Writes a string.
    static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        append(text, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Writes a string at the end of a text in UTF-8.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(quote)
        for byte in text.utf8 {
            switch byte {
            case quote, backslash:
                output.append(backslash)
                output.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default:
                output.append(byte)
            }
        }
        output.append(quote)
    }

    /// Reads a string; `nil` if ``encode(_:)`` would have spelled it differently.
    static func decode(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
        var output: [UInt8] = []
        var rest = bytes[1..<(bytes.count - 1)]
        while let place = rest.firstIndex(of: backslash) {
            output += rest[..<place]
            rest = rest[(place + 1)...]
            guard let escaped = rest.popFirst() else { return nil }
            if escaped == UInt8(ascii: "u") {
                let digits = String(decoding: rest.prefix(4), as: UTF8.self)
                guard digits.utf8.count == 4, let value = UInt8(digits.dropFirst(2), radix: 16)
                else { return nil }
                output.append(value)
                rest = rest.dropFirst(4)
            } else {
                output.append(escaped)
            }
        }
        output += rest
        guard let text = String(validating: output, as: UTF8.self) else { return nil }
        var canonical: [UInt8] = []
        append(text, to: &canonical)
        return canonical == bytes ? text : nil
    }
}
