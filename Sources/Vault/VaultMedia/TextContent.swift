/// What a text is: plain, JSON, XML, or a program in disguise.
///
/// libmagic finds out a script by its first line and markup by a few words. A browser or a shell
/// needs neither, so texts are looked at here once more.
struct TextContent {
    /// How far into a text the words of a program are looked for, in bytes.
    private static let reach = 64 * 1024

    /// The text as bytes of UTF-8, ASCII letters as they are.
    private let bytes: [UInt8]

    /// The same in lower case.
    private let folded: [UInt8]

    /// Where the text begins, behind a byte order mark and white space.
    private let start: Int

    private let isWhole: Bool

    /// Takes a file for a text.
    ///
    /// - Parameters:
    ///   - head: The first bytes of the file.
    ///   - isWhole: Whether they are all of it.
    init(_ head: [UInt8], isWhole: Bool) {
        // UTF-16 and UTF-32 are folded to their ASCII: enough to find words that a program needs.
        let isWide = head.contains(0)
        let bytes = isWide ? head.filter { $0 != 0 && $0 < 0x80 } : head
        var start = bytes.has([0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count, Self.isLayout(bytes[start]) || bytes[start] == 0x20 {
            start += 1
        }
        self.bytes = bytes
        self.start = start
        self.isWhole = isWhole
        folded = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Whether a control character is one of those that lay out a text.
    static func isLayout(_ byte: UInt8) -> Bool { (0x09...0x0D).contains(byte) }

    /// Whether bytes are UTF-8 without control characters other than layout and escapes.
    ///
    /// - Parameters:
    ///   - bytes: The first bytes of a file.
    ///   - isWhole: Whether they are all of it; otherwise the last character may be cut.
    /// - Returns: `false` also for text in another encoding.
    static func isUTF8(_ bytes: [UInt8], isWhole: Bool) -> Bool {
        var end = bytes.count
        if !isWhole {
            while end > 0, bytes.count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
            if end > 0, bytes[end - 1] >= 0xC0 { end -= 1 }
        }
        guard !bytes.contains(where: { $0 < 0x20 && !isLayout($0) && $0 != 0x1B }) else {
            return false
        }
        return String(validating: bytes[..<end], as: UTF8.self) != nil
    }

    /// What the text is.
    ///
    /// - Parameter nameExtension: The extension of the file's name. It can make the look closer; it
    ///   excuses nothing.
    /// - Returns: A kind of text that is stored, or why it is not.
    func content(nameExtension: String?) -> Content {
        let markup = Markup(bytes: bytes, folded: folded, start: start, isWhole: isWhole)
        if markup.isActive { return .refused(.activeContent, type: markup.activeType) }
        if JSONScanner.accepts(bytes, from: start, isWhole: isWhole) { return .stored(.json) }
        if markup.isXML { return .stored(.xml) }
        if isMail { return .refused(.activeContent, type: "message/rfc822") }
        let text = Array(folded[start...].prefix(Self.reach))
        for language in ScriptLanguage.all where language.matches(text, nameExtension) {
            return .refused(language.reason, type: language.type)
        }
        return .stored(.text)
    }

    /// Whether the text begins with the header of a mail (RFC 5322), as its programs store it.
    private var isMail: Bool {
        var fields: Set<String> = []
        for line in folded[start...].prefix(8192).split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        ) {
            if line.isEmpty || line.elementsEqual([0x0D]) { break }
            if line.first == 0x20 || line.first == 0x09 || line.starts(with: "from ".utf8) {
                continue
            }
            guard let colon = line.firstIndex(of: 0x3A) else { break }
            fields.insert(String(decoding: line[..<colon], as: UTF8.self))
        }
        let letter: Set = ["from", "to", "cc", "subject", "date", "content-type", "reply-to"]
        let transport: Set = [
            "received", "return-path", "delivered-to", "message-id", "mime-version",
        ]
        let transportCount = fields.intersection(transport).count
        let count = fields.intersection(letter).count + transportCount
        return count >= 3 || count == 2 && transportCount > 0
    }
}
