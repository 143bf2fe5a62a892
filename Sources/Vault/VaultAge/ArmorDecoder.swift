import VaultCrypto

/// Reads the text form of a file that arrives in runs, in constant memory.
///
/// Feed what it writes to ``AgeDecryptor``. After an error the decoder must not be used again.
public struct ArmorDecoder: ~Copyable, Sendable {
    /// Which line is to come.
    private enum Expected {
        /// The first one, after this much white space.
        case begin(whitespace: Int)
        /// One of base64, or the last one.
        case body
        /// The last one, since the one before it was short.
        case end
        /// White space, after this much of it.
        case nothing(whitespace: Int)
    }

    /// How much of the file is handed out at once, in bytes.
    private static let batchCount = 64 << 10

    /// No line is longer; a line of white space may be as long as all of it.
    private static let maximumLineCount = AgeLimits.armorWhitespaceCount

    private var expected = Expected.begin(whitespace: 0)
    private var line: [UInt8] = []
    private var file: [UInt8] = []

    /// Waits for the first bytes of a text.
    public init() {}

    /// Decodes the next bytes.
    ///
    /// - Parameters:
    ///   - text: The next bytes of the text.
    ///   - write: Takes the next bytes of the file in binary form; perhaps never called.
    /// - Throws: ``AgeStreamError/age(_:)`` with ``AgeError/armorMalformed``;
    ///   ``AgeStreamError/other(_:)`` with what `write` throws.
    public mutating func update<Failure: Error>(
        _ text: Span<UInt8>,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        var offset = 0
        while offset < text.count {
            let lineFeed = text.firstIndex(of: Armor.lineFeed, from: offset)
            let end = lineFeed ?? text.count
            do throws(AgeError) {
                try add(text.extracting(offset..<end))
                if lineFeed != nil { try endLine(lineFeedCount: 1) }
            } catch {
                throw .age(error)
            }
            offset = end + 1
            if file.count >= Self.batchCount { try emit(write) }
        }
        if !file.isEmpty { try emit(write) }
    }

    /// Ends the text.
    ///
    /// - Parameter write: Takes the last bytes of the file, if there are any left.
    /// - Throws: As ``update(_:write:)`` does.
    public consuming func finish<Failure: Error>(
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        do throws(AgeError) {
            try endLine(lineFeedCount: 0)
        } catch {
            throw .age(error)
        }
        guard case .nothing = expected else { throw .age(.armorMalformed) }
        if !file.isEmpty { try emit(write) }
    }

    /// Takes a piece of a line.
    private mutating func add(_ piece: Span<UInt8>) throws(AgeError) {
        guard line.count + piece.count <= Self.maximumLineCount else { throw .armorMalformed }
        line.append(addingCapacity: piece.count) { $0.append(copying: piece) }
    }

    /// Takes the line whose pieces came; the last one of a text may lack its line feed.
    private mutating func endLine(lineFeedCount: Int) throws(AgeError) {
        var whole: [UInt8] = []
        swap(&whole, &line)
        let count = whole.count + lineFeedCount
        if whole.last == Armor.carriageReturn { whole.removeLast() }
        try addLine(whole, count: count)
        whole.removeAll(keepingCapacity: true)
        swap(&whole, &line)
    }

    /// Takes a whole line, without its end; `count` is its length with it.
    private mutating func addLine(_ line: [UInt8], count: Int) throws(AgeError) {
        switch expected {
        case .begin where line == Armor.begin:
            expected = .body
        case .begin(let whitespace):
            expected = .begin(whitespace: try skip(line, whitespace + count))
        case .body where line == Armor.end, .end where line == Armor.end:
            expected = .nothing(whitespace: 0)
        case .body:
            try addBody(line)
        case .end:
            throw .armorMalformed
        case .nothing(let whitespace):
            expected = .nothing(whitespace: try skip(line, whitespace + count))
        }
    }

    /// A line of base64; only the last one may have fewer than 64 characters, and none has no more.
    private mutating func addBody(_ line: [UInt8]) throws(AgeError) {
        guard 1...Armor.columnCount ~= line.count else { throw .armorMalformed }
        let start = file.count
        do throws(CryptoError) {
            try Base64.append(decoding: line.span, padded: true, to: &file)
        } catch {
            throw .armorMalformed
        }
        // Padding ends the text as well, even on a line of 64 characters.
        if file.count - start < Armor.bytesPerLine { expected = .end }
    }

    /// A line of white space; returns how much there is of it up to its end.
    private func skip(_ line: [UInt8], _ count: Int) throws(AgeError) -> Int {
        guard count <= AgeLimits.armorWhitespaceCount, line.allSatisfy(Armor.isWhitespace) else {
            throw .armorMalformed
        }
        return count
    }

    private mutating func emit<Failure: Error>(
        _ write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(AgeStreamError<Failure>) {
        do throws(Failure) {
            try write(file.span)
        } catch {
            throw .other(error)
        }
        file.removeAll(keepingCapacity: true)
    }
}
