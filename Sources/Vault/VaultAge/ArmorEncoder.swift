import VaultCrypto

/// Puts a file that arrives in runs into text form, in constant memory.
///
/// Feed it what ``AgeEncryptor`` writes, the header first. After an error of the closure the encoder
/// must not be used again.
public struct ArmorEncoder: ~Copyable, Sendable {
    /// How much text is handed out at once: 1024 lines.
    private static let batchCount = 1024 * Armor.bytesPerLine

    private var text: [UInt8] = Armor.begin + [Armor.lineFeed]
    private var pending = ChunkBuffer(capacity: Armor.bytesPerLine)

    /// Starts a text.
    public init() {}

    /// Encodes the next bytes.
    ///
    /// - Parameters:
    ///   - file: The next bytes of the file in binary form.
    ///   - write: Stores the next bytes of the text; perhaps never called.
    /// - Throws: What `write` throws.
    public mutating func update<Failure: Error>(
        _ file: Span<UInt8>,
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        var offset = 0
        while offset < file.count {
            if pending.isEmpty, file.count - offset >= Armor.bytesPerLine {
                appendLine(file.extracting(offset..<offset + Armor.bytesPerLine))
                offset += Armor.bytesPerLine
            } else {
                offset = pending.add(file, from: offset)
                guard pending.isFull else { break }
                appendPending()
            }
            if text.count >= Self.batchCount { try emit(write) }
        }
        if !text.isEmpty { try emit(write) }
    }

    /// Ends the text.
    ///
    /// - Parameter write: Stores the last bytes of the text; called once.
    /// - Throws: What `write` throws.
    public consuming func finish<Failure: Error>(
        write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        if !pending.isEmpty { appendPending() }
        text += Armor.end
        text.append(Armor.lineFeed)
        try write(text.span)
    }

    private mutating func appendPending() {
        let line = pending.take()
        appendLine(line.span)
        pending.recycle(line)
    }

    private mutating func appendLine(_ bytes: Span<UInt8>) {
        Base64.append(bytes, padded: true, to: &text)
        text.append(Armor.lineFeed)
    }

    private mutating func emit<Failure: Error>(
        _ write: (Span<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        try write(text.span)
        text.removeAll(keepingCapacity: true)
    }
}
