/// Words of a command line, for shells that read POSIX quotes.
enum ShellWord {
    /// A word of which the shell takes every character as it is, whoever wrote it.
    ///
    /// - Parameter value: The word.
    /// - Returns: The same, in quotes if it needs them.
    static func quoted(_ value: String) -> String {
        value.utf8.allSatisfy(isPlain) ? value : "'\(value.replacing("'", with: "'\\''"))'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
