/// What a ZIP container holds, by the names of its members (APPNOTE.TXT 6.3.10 of PKWARE).
///
/// Programs disagree on which of its two lists of members counts, so both do. What is not seen is
/// the inside of compressed members, and members that lie beyond the bytes given.
struct ZipContent {
    /// The first bytes of a member, and of an entry in the list at the end.
    private static let localHeader: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let centralHeader: [UInt8] = [0x50, 0x4B, 0x01, 0x02]

    /// The names of all members, in lower case, without a slash at the start.
    private let names: Set<String>

    /// Whether every name is as short as the names in documents are.
    private let isOrdinary: Bool

    /// What the member `mimetype` says, by which OpenDocument files are told apart.
    private let declaredType: String?

    /// Whether a file begins as a ZIP container does: with a member, empty, or split.
    static func isPresent(in head: [UInt8]) -> Bool {
        head.has(localHeader) || head.has([0x50, 0x4B, 0x05, 0x06])
            || head.has([0x50, 0x4B, 0x07, 0x08])
    }

    /// Lists the members.
    ///
    /// - Parameters:
    ///   - head: The first bytes of the container.
    ///   - tail: Its last bytes; empty if `head` is all of it.
    init(head: [UInt8], tail: [UInt8]) {
        var names: Set<String> = []
        var declaredType: String?
        var isOrdinary = true
        for part in [head, tail] {
            var offset = part.firstOffset(of: [0x50, 0x4B])
            while let start = offset {
                switch Self.member(in: part, at: start) {
                case .found(let name, let content):
                    names.insert(name)
                    if name == "mimetype" { declaredType = declaredType ?? content }
                case .overlong: isOrdinary = false
                case .none: break
                }
                offset = part.firstOffset(of: [0x50, 0x4B], from: start + 2)
            }
        }
        self.names = names
        self.declaredType = declaredType
        self.isOrdinary = isOrdinary
    }

    /// The kind of file that the members make up.
    var content: Content {
        if names.contains(where: Self.isProgram) {
            return .refused(.executable, type: "application/java-archive")
        }
        guard isOrdinary else { return .refused(.archive, type: "application/zip") }
        if names.contains("[content_types].xml") { return officeContent }
        if let declaredType { return openDocumentContent(declaredType) }
        return .refused(.archive, type: "application/zip")
    }

    /// A document of Microsoft Office, told by the folder of its main part.
    private var officeContent: Content {
        let type = "application/vnd.ms-office"
        if names.contains(where: Self.isActiveOfficePart) {
            return .refused(.officeMacro, type: type)
        }
        let kinds: [StoredType] = [
            names.contains { $0.hasPrefix("word/") } ? .docx : nil,
            names.contains { $0.hasPrefix("xl/") } ? .xlsx : nil,
        ].compactMap(\.self)
        guard kinds.count == 1, !names.contains(where: { $0.hasPrefix("ppt/") }) else {
            return .refused(.unknown, type: type)
        }
        return .stored(kinds[0])
    }

    /// A document in one of the OpenDocument formats.
    private func openDocumentContent(_ type: String) -> Content {
        guard type.hasPrefix("application/vnd.oasis.opendocument.") else {
            let isBook = type == "application/epub+zip"
            return .refused(isBook ? .unknown : .archive, type: "application/zip")
        }
        if names.contains(where: { $0.hasPrefix("basic/") || $0.hasPrefix("scripts/") }) {
            return .refused(.officeMacro, type: type)
        }
        return type == StoredType.odt.rawValue ? .stored(.odt) : .refused(.unknown, type: type)
    }
}

extension ZipContent {
    /// The longest name of a member to look at, in bytes.
    private static let maximumNameCount = 1024

    /// One member: its name, and its bytes if they are short and not compressed.
    private enum Member {
        case found(name: String, content: String?)
        case overlong
    }

    /// The member whose header, of either kind, stands at `start`.
    private static func member(in bytes: [UInt8], at start: Int) -> Member? {
        let isLocal = bytes.has(localHeader, at: start)
        guard isLocal || bytes.has(centralHeader, at: start) else { return nil }
        let nameStart = start + (isLocal ? 30 : 46)
        guard let length = bytes.littleEndian16(at: start + (isLocal ? 26 : 28)),
            length > 0, nameStart + length <= bytes.count
        else { return nil }
        guard length <= maximumNameCount else { return .overlong }
        let raw = bytes[nameStart..<nameStart + length].map { $0 == 0x5C ? 0x2F : $0 }  // \ is /
        let name = String(decoding: raw.drop { $0 == 0x2F }, as: UTF8.self).lowercased()
        guard isLocal, bytes.littleEndian16(at: start + 8) == 0,
            let extra = bytes.littleEndian16(at: start + 28),
            let size = bytes.littleEndian32(at: start + 18), size <= 100,
            nameStart + length + extra + size <= bytes.count
        else { return .found(name: name, content: nil) }
        let content = bytes[(nameStart + length + extra)...].prefix(size)
        return .found(name: name, content: String(decoding: content, as: UTF8.self))
    }

    /// Whether a member makes the container a program, or is one.
    private static func isProgram(_ name: String) -> Bool {
        let marks: Set<String> = ["meta-inf/manifest.mf", "androidmanifest.xml", "classes.dex"]
        if marks.contains(name) || name.hasSuffix(".app/contents/info.plist") { return true }
        let isInDocument = ["word/", "xl/", "ppt/"].contains { name.hasPrefix($0) }
        return isInDocument
            && [".exe", ".dll", ".scr", ".js", ".vbs", ".lnk"].contains { name.hasSuffix($0) }
    }

    /// Whether a part of an Office document runs, or holds what runs: macros, controls, other files.
    ///
    /// The part with the macros may have any name, but it is binary, and of the binary parts only
    /// the settings of printers are harmless.
    private static func isActiveOfficePart(_ name: String) -> Bool {
        if name.contains("/activex/") || name.contains("/macrosheets/") { return true }
        if name.contains("/embeddings/") && name.hasSuffix(".bin") { return true }
        return name.hasSuffix(".bin") && !name.contains("/printersettings/")
    }
}
