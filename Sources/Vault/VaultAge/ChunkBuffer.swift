import VaultCrypto

/// Collects the bytes of a chunk that arrive in pieces, in memory that is used again and again.
struct ChunkBuffer: Sendable {
    private var bytes: [UInt8] = []

    private let capacity: Int

    /// Creates an empty buffer.
    ///
    /// - Parameter capacity: The length of a full chunk, in bytes.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Whether no byte has come since the last chunk.
    var isEmpty: Bool { bytes.isEmpty }

    /// Whether a whole chunk has come.
    var isFull: Bool { bytes.count == capacity }

    /// Takes bytes until the chunk is full.
    ///
    /// - Parameters:
    ///   - input: Bytes.
    ///   - start: The place of the first one that counts.
    /// - Returns: The place after the last one that was taken.
    mutating func add(_ input: Span<UInt8>, from start: Int) -> Int {
        let end = min(input.count, start + capacity - bytes.count)
        guard end > start else { return start }
        bytes.reserveCapacity(capacity)
        bytes.append(addingCapacity: end - start) { output in
            output.append(copying: input.extracting(start..<end))
        }
        return end
    }

    /// Gives away what has come, with the memory it lies in.
    mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    /// Takes memory back, to use it again.
    ///
    /// What lies in it is forgotten.
    mutating func recycle(_ memory: consuming [UInt8]) {
        bytes = memory
        bytes.removeAll(keepingCapacity: true)
    }
}
