/// The words for the codes with which the vault explains what it thinks of a file.
enum ContentReason {
    /// Says reasons in words.
    ///
    /// - Parameter codes: Stable codes of the library.
    /// - Returns: The words, separated by commas; a code that the tool does not know stands for
    ///   itself.
    static func words(for codes: [String]) -> String {
        codes.map(words(for:)).joined(separator: ", ")
    }

    private static func words(for code: String) -> String {
        switch code {
        case "executable": "it is a program"
        case "archive": "it is an archive"
        case "active.content": "it has active content, such as macros or scripts"
        case "empty": "it is empty"
        case "unknown": "it is of no kind that the vault takes"
        case "name.mismatch": "the ending of its name does not fit its content"
        default: code
        }
    }
}
