/// A path as it arrives at a prompt: typed, pasted, or dragged into the window.
///
/// Terminals put quotes around what is dragged, or backslashes before what a shell would read; some
/// write a URL.
enum TypedPath {
    /// The path that is meant.
    ///
    /// - Parameters:
    ///   - text: What arrived.
    ///   - home: The home folder, for which `~/` stands.
    /// - Returns: The path.
    static func read(_ text: String, home: String? = nil) -> String {
        let text = text.trimmingSpaces
        if text.hasPrefix("file://") { return decoded(Array(text.utf8.dropFirst(7))) }
        if let home, text.hasPrefix("~/") { return home + unquoted(String(text.dropFirst())) }
        return unquoted(text)
    }

    /// Takes away one level of quoting, by the rules of a shell (POSIX 2.2).
    private static func unquoted(_ text: String) -> String {
        var path: [UInt8] = []
        var quote: UInt8?
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            switch (byte, quote) {
            case (UInt8(ascii: "\\"), nil):
                path.append(bytes.popFirst() ?? byte)
            case (UInt8(ascii: "\\"), UInt8(ascii: "\"")):
                if let next = bytes.first, next == UInt8(ascii: "\"") || next == byte {
                    path.append(bytes.removeFirst())
                } else {
                    path.append(byte)
                }
            case (UInt8(ascii: "'"), nil), (UInt8(ascii: "\""), nil):
                // An apostrophe inside a name that nobody quoted stays one.
                if bytes.contains(byte) { quote = byte } else { path.append(byte) }
            case (let byte, .some(let open)) where byte == open: quote = nil
            default: path.append(byte)
            }
        }
        return String(decoding: path, as: UTF8.self)
    }

    /// Takes away the percent signs of a URL (RFC 3986 §2.1), and a host before the path.
    private static func decoded(_ url: [UInt8]) -> String {
        var path: [UInt8] = []
        var bytes = url.drop { $0 != UInt8(ascii: "/") }
        while let byte = bytes.popFirst() {
            if byte == UInt8(ascii: "%"), bytes.count >= 2,
                let code = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
            {
                path.append(code)
                bytes = bytes.dropFirst(2)
            } else {
                path.append(byte)
            }
        }
        return String(decoding: path, as: UTF8.self)
    }
}
