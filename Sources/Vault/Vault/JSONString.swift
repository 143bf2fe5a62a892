/// A string on one line, in the one JSON spelling that we write (RFC 8259 §7).
///
/// Only `"`, `\` and the control characters below U+0020 are escaped, the last as `\u00xx` in lower
/// case. So no value can smuggle a line break, and no value has two spellings.
enum JSONString {
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// Writes a string.
    static func encode(_ text: String) -> String {
        var output: [UInt8] = [quote]
        for byte in text.utf8 {
            switch byte {
            case quote, backslash:
                output += [backslash, byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default:
                output.append(byte)
            }
        }
        output.append(quote)
        return String(decoding: output, as: UTF8.self)
    }

    /// Reads a string; `nil` if ``encode(_:)`` would have spelled it differently.
    static func decode(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
        var output: [UInt8] = []
        var rest = bytes[1..<(bytes.count - 1)]
        while let byte = rest.popFirst() {
            guard byte == backslash else {
                output.append(byte)
                continue
            }
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
        guard
            let text = String(validating: output, as: UTF8.self),
            encode(text).utf8.elementsEqual(bytes)
        else { return nil }
        return text
    }
}
