/// A file of which a worker is to make another one; its bytes, and behind them those of a stamp, come
/// along in memory.
///
/// The version, the kind of the file, what is wanted, and lengths; 40 bytes.
struct DerivationRequest {
    let type: StoredType
    let contentCount: Int

    /// What is wanted, but for the bytes of the stamp.
    let task: DerivationTask

    /// How long the page of the stamp is, in bytes, and how many dots its picture has; zeros for none.
    let stamp: (page: Int, width: Int, height: Int)

    /// How many bytes come along.
    var memoryCount: Int { contentCount + stamp.page + 2 * stamp.width * stamp.height }

    init(_ type: StoredType, _ contentCount: Int, _ task: DerivationTask) {
        self.type = type
        self.contentCount = contentCount
        self.task = task
        stamp = task.stamp.map { ($0.page.count, $0.width, $0.height) } ?? (0, 0, 0)
    }

    var bytes: [UInt8] {
        let place = StoredType.allCases.firstIndex(of: type) ?? 0
        let wishes = [task.isJPEG, task.pages != nil, task.limit != nil, task.isScan]
        let flags = wishes.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) }
        let head = [
            WorkerMessage.version, UInt8(place), UInt8(flags),
            task.types.reduce(0) { $0 | $1.rawValue },
        ]
        let numbers =
            [task.pages?.lowerBound ?? 0, task.pages?.upperBound ?? 0]
            + [stamp.page, stamp.width, stamp.height]
        return head + numbers.flatMap { WorkerMessage.bytes(of: UInt64($0), 4) }
            + [task.limit ?? 0, contentCount].flatMap { WorkerMessage.bytes(of: UInt64($0), 8) }
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 40, Int(bytes[1]) < StoredType.allCases.count else { return nil }
        let words = (0..<5).compactMap {
            WorkerMessage.number(in: bytes[4 + 4 * $0..<8 + 4 * $0])
        }
        let lengths = (0..<2).compactMap {
            WorkerMessage.number(in: bytes[24 + 8 * $0..<32 + 8 * $0])
        }
        guard words.count == 5, lengths.count == 2, words[0] <= words[1], lengths[1] < 1 << 40
        else { return nil }
        var task = DerivationTask()
        task.isJPEG = bytes[2] & 1 != 0
        task.pages = bytes[2] & 2 != 0 ? words[0]...words[1] : nil
        task.limit = bytes[2] & 4 != 0 ? lengths[0] : nil
        task.isScan = bytes[2] & 8 != 0
        task.types = Set(DerivedType.allCases.filter { $0.rawValue & bytes[3] != 0 })
        type = StoredType.allCases[Int(bytes[1])]
        contentCount = lengths[1]
        self.task = task
        stamp = (words[2], words[3], words[4])
        guard self.bytes == bytes else { return nil }
    }

    /// What is wanted, with the bytes of the stamp.
    ///
    /// - Parameter bytes: What came along.
    /// - Returns: `nil` if these are no stamp.
    func task(with bytes: Span<UInt8>) -> DerivationTask? {
        guard stamp.page > 0 else { return task }
        let behind = unsafe bytes.extracting(contentCount...).withUnsafeBufferPointer {
            unsafe Array($0)
        }
        var task = task
        task.stamp = Stamp(
            page: Array(behind.prefix(stamp.page)),
            width: stamp.width,
            height: stamp.height,
            dots: Array(behind.dropFirst(stamp.page))
        )
        return task.stamp == nil ? nil : task
    }
}

/// What a worker has made, or why it has not.
///
/// The version, which of the two, the kind of the file or of the fault, notes, and a length or a number
/// of pages; 13 bytes.
enum DerivationAnswer: Hashable {
    case made(DerivedType, count: Int, notes: Set<DerivationNote>)
    case failed(DerivationFault)

    private static let faults: [DerivationFault] = [
        .unsupported, .noPicture, .noPages, .password, .damaged, .tooLarge, .unfit, .failed,
    ]

    var bytes: [UInt8] {
        switch self {
        case .made(let type, let count, let notes):
            let bits = DerivationNote.allCases.enumerated()
                .reduce(UInt64(0)) { $0 | (notes.contains($1.element) ? 1 << $1.offset : 0) }
            return [WorkerMessage.version, 0, type.rawValue] + WorkerMessage.bytes(of: bits, 2)
                + WorkerMessage.bytes(of: UInt64(count), 8)
        case .failed(.pageMissing(let count)):
            return [WorkerMessage.version, 2, 0, 0, 0]
                + WorkerMessage.bytes(of: UInt64(count), 8)
        case .failed(let fault):
            let place = Self.faults.firstIndex(of: fault) ?? Self.faults.count - 1
            return [WorkerMessage.version, 1, UInt8(place)] + [UInt8](repeating: 0, count: 10)
        }
    }

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 13, let bits = WorkerMessage.number(in: bytes[3..<5]),
            let count = WorkerMessage.number(in: bytes[5..<13])
        else { return nil }
        switch bytes[1] {
        case 0:
            guard let type = DerivedType(rawValue: bytes[2]) else { return nil }
            let notes = DerivationNote.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }
            self = .made(type, count: count, notes: Set(notes.map(\.element)))
        case 1:
            guard Int(bytes[2]) < Self.faults.count else { return nil }
            self = .failed(Self.faults[Int(bytes[2])])
        case 2: self = .failed(.pageMissing(count: count))
        default: return nil
        }
        guard self.bytes == bytes else { return nil }
    }
}
