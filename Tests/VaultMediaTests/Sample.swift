import Testing
import VaultMedia

/// A file made for a test, and what must be said of it.
struct Sample: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let type: String?
    let reasons: [Reason]

    /// A file that is stored as `type`.
    init(_ name: String, _ bytes: [UInt8], is type: String, _ reasons: Reason...) {
        self.name = name
        self.bytes = bytes
        self.type = type
        self.reasons = reasons
    }

    /// A text that is stored as `type`.
    init(_ name: String, _ text: String, is type: String, _ reasons: Reason...) {
        self.name = name
        bytes = Array(text.utf8)
        self.type = type
        self.reasons = reasons
    }

    /// A file that is refused.
    init(_ name: String, _ bytes: [UInt8], refused reason: Reason) {
        self.name = name
        self.bytes = bytes
        type = nil
        reasons = [reason]
    }

    /// A text that is refused.
    init(_ name: String, _ text: String, refused reason: Reason) {
        self.init(name, Array(text.utf8), refused: reason)
    }

    var testDescription: String { "\(name): \(bytes.prefix(24).map { String($0, radix: 16) })" }

    /// The verdict that follows from type and reasons.
    var verdict: Verdict { reasons.map(\.verdict).max() ?? .accept }
}

extension MediaInspector {
    /// Inspects a file of which `limit` bytes are seen.
    func inspect(_ bytes: [UInt8], name: String, limit: Int = .max) -> Inspection {
        let head = Array(bytes.prefix(limit))
        return inspect(head.span, size: bytes.count, name: name)
    }
}

extension Inspection {
    /// The reasons without those that the structure of a file gives: the files made here have hardly
    /// any.
    var kindReasons: [Reason] {
        let structural: Set<Reason> = [
            .imageHEIC, .imageGPS, .pdfPassword, .pdfActive, .fileTruncated, .officeDocument,
            .pdfOwnerPassword, .signed, .scanLowResolution, .contentPartial, .nameSpoof,
        ]
        return reasons.filter { !structural.contains($0) }
    }
}

/// Tiny files of the kinds that have a structure.
enum Make {
    static let png =
        [0x89] + Array("PNG\r\n\u{1A}\n\0\0\0\rIHDR\0\0\0\u{1}\0\0\0\u{1}".utf8)
        + [8, 2, 0, 0, 0]
    static let jpeg =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8)
        + [1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9]
    static let pdf = Array("%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)
    static let dosProgram = [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0] + [UInt8](repeating: 0, count: 120)
    static let elf = [0x7F] + Array("ELF".utf8) + [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0]

    /// A brand of the ISO base media file format (ISO/IEC 14496-12).
    static func boxed(_ brand: String) -> [UInt8] {
        [0, 0, 0, 24] + Array("ftyp\(brand)\0\0\0\0mif1\(brand)".utf8) + [0, 0, 0, 8]
            + Array("mdat".utf8)
    }

    /// The frame of a signed message in DER.
    static let signedData: [UInt8] =
        [0x30, 0x81, 0x84, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]
        + [UInt8](repeating: 0x81, count: 121)

    static let tar: [UInt8] = {
        var header = [UInt8](repeating: 0, count: 512)
        header.replaceSubrange(0..<5, with: "a.txt".utf8)
        header.replaceSubrange(257..<263, with: "ustar\0".utf8)
        return header + [UInt8](repeating: 0, count: 1024)
    }()

    /// A compound file with a directory entry per name.
    static func compound(_ names: [String], class identifier: [UInt8] = []) -> [UInt8] {
        var file: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        file += [UInt8](repeating: 0, count: 504)
        for name in names {
            var entry = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            entry += [UInt8](repeating: 0, count: 128 - entry.count)
            file += entry
        }
        return file + identifier
    }

    /// A ZIP container whose members are not compressed.
    static func zip(_ members: [(String, String)]) -> [UInt8] {
        var file: [UInt8] = []
        var list: [UInt8] = []
        for (name, content) in members {
            let sizes = bytes(content.utf8.count, 4) + bytes(content.utf8.count, 4)
            let fields = [20, 0, 0, 0, 0, 0, 0, 0] + bytes(0, 2) + bytes(0, 4) + sizes
            let common = fields + bytes(name.utf8.count, 2) + [0, 0]
            list += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
            list += bytes(file.count, 4) + Array(name.utf8)
            file += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + Array(content.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + bytes(members.count, 2) + bytes(members.count, 2)
        return file + list + end + bytes(list.count, 4) + bytes(file.count, 4) + [0, 0]
    }

    private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    static let word = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]
    static let sheet = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")]
    static let openText = [
        ("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<o/>"),
    ]

    /// The text in UTF-16 with a byte order mark.
    static func wide(_ text: String) -> [UInt8] {
        [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
}
