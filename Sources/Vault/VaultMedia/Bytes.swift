import VaultSystem

/// Looking for byte strings. All positions are offsets from the start of an array.
extension [UInt8] {
    /// Whether `text` stands at `offset`.
    func has(_ text: String, at offset: Int = 0) -> Bool {
        has(Array(text.utf8), at: offset)
    }

    /// Whether `bytes` stand at `offset`.
    func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
        guard offset >= 0, bytes.count <= count - offset else { return false }
        for index in bytes.indices where self[offset + index] != bytes[index] { return false }
        return true
    }

    /// Where `bytes` stand for the first time at or after `start`; `nil` if nowhere.
    func firstOffset(of bytes: [UInt8], from start: Int = 0) -> Int? {
        span.firstOffset(of: bytes.span, from: start)
    }

    /// Two bytes at `offset`, the lower first; `nil` beyond the end.
    func littleEndian16(at offset: Int) -> Int? { span.littleEndian16(at: offset) }

    /// Four bytes at `offset`, the lowest first; `nil` beyond the end.
    func littleEndian32(at offset: Int) -> Int? { span.littleEndian32(at: offset) }
}

/// The same for bytes that are lent. No offset is an error.
extension Span<UInt8> {
    /// Whether `text` stands at `offset`.
    func has(_ text: StaticString, at offset: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard offset >= 0, length <= count - offset else { return false }
        for index in 0..<length where unsafe self[offset + index] != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Two bytes at `offset`, the lower first; `nil` beyond the end.
    func littleEndian16(at offset: Int) -> Int? { number(at: offset, count: 2) }

    /// Three bytes at `offset`, the lowest first; `nil` beyond the end.
    func littleEndian24(at offset: Int) -> Int? { number(at: offset, count: 3) }

    /// Four bytes at `offset`, the lowest first; `nil` beyond the end.
    func littleEndian32(at offset: Int) -> Int? { number(at: offset, count: 4) }

    /// Two bytes at `offset`, the higher first; `nil` beyond the end.
    func bigEndian16(at offset: Int) -> Int? {
        number(at: offset, count: 2).map { Int(UInt16(truncatingIfNeeded: $0).byteSwapped) }
    }

    /// Four bytes at `offset`, the highest first; `nil` beyond the end.
    func bigEndian32(at offset: Int) -> Int? {
        number(at: offset, count: 4).map { Int(UInt32(truncatingIfNeeded: $0).byteSwapped) }
    }

    private func number(at offset: Int, count length: Int) -> Int? {
        guard offset >= 0, length <= count - offset else { return nil }
        return (0..<length).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
    }
}
