/// What a worker says when it is ready, or why it never will be.
///
/// The version, what happened, and a number of the system; 6 bytes.
enum WorkerGreeting: Hashable {
    case ready
    case noDatabase
    case noLibrary
    case noSandbox(code: Int32)

    var bytes: [UInt8] {
        switch self {
        case .ready: [WorkerMessage.version, 0, 0, 0, 0, 0]
        case .noDatabase: [WorkerMessage.version, 1, 0, 0, 0, 0]
        case .noLibrary: [WorkerMessage.version, 3, 0, 0, 0, 0]
        case .noSandbox(let code):
            [WorkerMessage.version, 2]
                + WorkerMessage.bytes(of: UInt64(UInt32(bitPattern: code)), 4)
        }
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 6, let number = bytes.littleEndian32(at: 2) else { return nil }
        switch bytes[1] {
        case 0: self = .ready
        case 1: self = .noDatabase
        case 3: self = .noLibrary
        case 2: self = .noSandbox(code: Int32(truncatingIfNeeded: number))
        default: return nil
        }
        guard self.bytes == bytes else { return nil }
    }
}

/// A file that a worker is to look at; the bytes come along in memory.
///
/// The version, the number of the request, the length of the file, the length of the memory, and the
/// extension of the name; 21 bytes and up to ten ASCII letters.
struct WorkerRequest: Hashable {
    let number: UInt32
    let size: Int
    let memoryCount: Int
    let nameExtension: String?

    var bytes: [UInt8] {
        [WorkerMessage.version] + WorkerMessage.bytes(of: UInt64(number), 4)
            + WorkerMessage.bytes(of: UInt64(size), 8)
            + WorkerMessage.bytes(of: UInt64(memoryCount), 8) + Array((nameExtension ?? "").utf8)
    }

    init(number: UInt32, size: Int, memoryCount: Int, nameExtension: String?) {
        self.number = number
        self.size = size
        self.memoryCount = memoryCount
        self.nameExtension = nameExtension
    }

    init?(_ bytes: [UInt8]) {
        guard (21...31).contains(bytes.count),
            let number = WorkerMessage.number(in: bytes[1..<5]),
            let size = WorkerMessage.number(in: bytes[5..<13]),
            let memoryCount = WorkerMessage.number(in: bytes[13..<21])
        else { return nil }
        self.number = UInt32(number)
        self.size = size
        self.memoryCount = memoryCount
        nameExtension = bytes.count > 21 ? String(decoding: bytes[21...], as: UTF8.self) : nil
        guard self.bytes == bytes, memoryCount <= size else { return nil }
    }
}

/// What a worker found.
///
/// The version, the number of the request, one bit for each reason in the order of ``Reason``, the
/// length of the media type, the media type in ASCII, and the title; 10 bytes, up to 127 and up to
/// ``OwnTitle/maximumCount``. It has no field for anything else, so a worker that was taken over can
/// lie about a file, and no more.
struct WorkerAnswer: Hashable {
    let number: UInt32
    let findings: Findings

    var bytes: [UInt8] {
        var bits: UInt64 = 0
        for (place, reason) in Reason.allCases.enumerated()
        where findings.reasons.contains(reason) {
            bits |= 1 << UInt64(place)
        }
        let type = Array(findings.mediaType.utf8.prefix(127))
        return [WorkerMessage.version] + WorkerMessage.bytes(of: UInt64(number), 4)
            + WorkerMessage.bytes(of: bits, 4) + [UInt8(type.count)] + type
            + Array((findings.title ?? "").utf8)
    }

    init(number: UInt32, findings: Findings) {
        self.number = number
        self.findings = findings
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count > 10, (1...127).contains(bytes[9]), bytes.count >= 10 + Int(bytes[9]),
            let number = WorkerMessage.number(in: bytes[1..<5]),
            let bits = WorkerMessage.number(in: bytes[5..<9])
        else { return nil }
        let reasons = Reason.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }
        self.number = UInt32(number)
        let type = bytes[10..<(10 + Int(bytes[9]))]
        let title = String(decoding: bytes[type.endIndex...], as: UTF8.self)
        guard type.allSatisfy(Self.isInMediaType),
            title.isEmpty || OwnTitle.cut(title)?.utf8.elementsEqual(title.utf8) == true
        else { return nil }
        findings = Findings(
            mediaType: String(decoding: type, as: UTF8.self),
            reasons: Set(reasons.map(\.element)),
            title: title.isEmpty ? nil : title
        )
        // What is to be stored is of a kind that is stored; what is said of the name is not its task.
        let isHard = findings.reasons.contains { $0.verdict > .warn }
        guard self.bytes == bytes, isHard || findings.storedType != nil,
            findings.reasons.isDisjoint(with: [.nameMismatch, .nameSpoof])
        else { return nil }
    }

    /// Whether a byte can stand in a media type (RFC 6838, §4.2).
    private static func isInMediaType(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "/.+-_".utf8.contains(byte)
        }
    }
}

/// What the messages between a worker and its parent have in common.
enum WorkerMessage {
    /// The version of the messages.
    ///
    /// Worker and parent are the same program, or they do not talk.
    static let version: UInt8 = 1

    /// A number as so many bytes, the lowest first.
    static func bytes(of number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }

    /// The number that bytes make, the lowest first; `nil` if it is too large for a length.
    static func number(in bytes: ArraySlice<UInt8>) -> Int? {
        Int(exactly: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
