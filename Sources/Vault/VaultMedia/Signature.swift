/// Files that are refused by their first bytes, before anybody else is asked.
///
/// libmagic answers for the whole file and has many minds: a file that two programs read in two ways
/// gets one of two answers. What the operating system would run is decided here.
struct Signature {
    let bytes: [UInt8]
    let offset: Int
    let reason: Reason
    let type: String

    private init(_ bytes: [UInt8], at offset: Int = 0, _ reason: Reason, _ type: String) {
        self.bytes = bytes
        self.offset = offset
        self.reason = reason
        self.type = type
    }

    private init(_ text: String, at offset: Int = 0, _ reason: Reason, _ type: String) {
        self.init(Array(text.utf8), at: offset, reason, type)
    }

    /// What the first bytes of a file forbid, if anything.
    ///
    /// - Parameter head: The first bytes of the file.
    /// - Returns: A refusal; `nil` if the first bytes are none of those in the table.
    static func refusal(of head: [UInt8]) -> Content? {
        if isDOSProgram(head) {
            return .refused(.executable, type: "application/vnd.microsoft.portable-executable")
        }
        return table.first { head.has($0.bytes, at: $0.offset) }
            .map { .refused($0.reason, type: $0.type) }
    }

    /// Whether a file begins as the programs of DOS and Windows do.
    ///
    /// Two letters are little to go by. A header is 64 bytes of numbers, so one without a control
    /// character is a text that happens to begin with them.
    private static func isDOSProgram(_ head: [UInt8]) -> Bool {
        guard head.has("MZ") || head.has("ZM") else { return false }
        return head.prefix(64).contains { $0 < 0x20 && !TextContent.isLayout($0) }
    }

    private static let table: [Signature] = [
        Signature("\u{7F}ELF", .executable, "application/x-executable"),
        Signature([0xFE, 0xED, 0xFA, 0xCE], .executable, "application/x-mach-binary"),
        Signature([0xFE, 0xED, 0xFA, 0xCF], .executable, "application/x-mach-binary"),
        Signature([0xCE, 0xFA, 0xED, 0xFE], .executable, "application/x-mach-binary"),
        Signature([0xCF, 0xFA, 0xED, 0xFE], .executable, "application/x-mach-binary"),
        // A Mach-O file for several processors, or a Java class.
        Signature([0xCA, 0xFE, 0xBA, 0xBE], .executable, "application/x-mach-binary"),
        Signature([0xCA, 0xFE, 0xBA, 0xBF], .executable, "application/x-mach-binary"),
        Signature("\0asm", .executable, "application/wasm"),
        Signature("dex\n", .executable, "application/x-dex"),
        Signature("Cr24", .executable, "application/x-chrome-extension"),
        Signature("!<arch>\ndebian", .executable, "application/vnd.debian.binary-package"),
        Signature([0xED, 0xAB, 0xEE, 0xDB], .executable, "application/x-rpm"),
        // A shortcut of Windows: the size of its header and the start of its class identifier.
        Signature([0x4C, 0, 0, 0, 0x01, 0x14, 0x02, 0], .executable, "application/x-ms-shortcut"),
        Signature("ITSF\u{03}\0", .activeContent, "application/vnd.ms-htmlhelp"),
        Signature("%!PS", .activeContent, "application/postscript"),
        Signature("{\\rtf", .unknown, "text/rtf"),
        Signature("Rar!\u{1A}\u{07}", .archive, "application/vnd.rar"),
        Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .archive, "application/x-7z-compressed"),
        Signature([0x1F, 0x8B], .archive, "application/gzip"),
        Signature([0x1F, 0x9D], .archive, "application/x-compress"),
        Signature("BZh", .archive, "application/x-bzip2"),
        Signature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .archive, "application/x-xz"),
        Signature([0x28, 0xB5, 0x2F, 0xFD], .archive, "application/zstd"),
        Signature([0x04, 0x22, 0x4D, 0x18], .archive, "application/x-lz4"),
        Signature("LZIP\u{01}", .archive, "application/x-lzip"),
        Signature("MSCF\0\0\0\0", .archive, "application/vnd.ms-cab-compressed"),
        Signature("!<arch>\n", .archive, "application/x-archive"),
        Signature("ustar", at: 257, .archive, "application/x-tar"),
        Signature("CD001", at: 32_769, .archive, "application/x-iso9660-image"),
    ]
}
