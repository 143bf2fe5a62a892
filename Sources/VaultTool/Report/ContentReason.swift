/// The words for the codes with which the vault explains what it thinks of a file.
enum ContentReason {
    /// Says reasons in words.
    ///
    /// - Parameter codes: Stable codes of the library.
    /// - Returns: The words, separated by commas; a code that the tool does not know stands for
    ///   itself.
    static func words(for codes: [String]) -> Message {
        codes.map(words(for:)).joined(separator: ", ")
    }

    private static func words(for code: String) -> Message {
        switch code {
        case "executable": "it is a program"
        case "archive": "it is an archive"
        case "active.content": "it has active content, such as macros or scripts"
        case "empty": "it is empty"
        case "unknown": "it is of no kind that the vault takes"
        case "office.macro": "it is an office document with macros, controls or programs in it"
        case "polyglot": "it is one kind of file for one program and another for another"
        case "parser.failed": "looking at it failed: it is damaged, or made to do harm"
        default: words(forWarning: code)
        }
    }

    private static func words(forWarning code: String) -> Message {
        switch code {
        case "image.heic": "it is a photo in a format that many offices cannot open"
        case "image.gps": "it says where it was taken"
        case "pdf.password": "it opens with a password only"
        case "pdf.active": "it holds scripts, files, or a form that runs"
        case "file.truncated": "it is incomplete or damaged"
        case "office.document": "it is an office document, which anybody can change"
        default: words(forNote: code)
        }
    }

    private static func words(forNote code: String) -> Message {
        switch code {
        case "name.mismatch": "the ending of its name does not fit its content"
        case "name.spoof": "its name has invisible or misleading characters"
        case "pdf.owner-password": "its author limits what may be done with it"
        case "signed": "it has a digital signature"
        case "scan.low-resolution": "it is probably too small to be read"
        case "content.partial": "only parts of it were looked at"
        default: .verbatim(Style.harmless(code))
        }
    }
}
