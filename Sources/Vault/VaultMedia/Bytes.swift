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
        guard let first = bytes.first, count >= bytes.count else { return nil }
        var offset = start
        while offset <= count - bytes.count {
            if self[offset] == first, has(bytes, at: offset) { return offset }
            offset += 1
        }
        return nil
    }

    /// Two bytes at `offset`, the lower first; `nil` beyond the end.
    func littleEndian16(at offset: Int) -> Int? {
        guard offset >= 0, offset + 2 <= count else { return nil }
        return Int(self[offset]) | Int(self[offset + 1]) << 8
    }

    /// Four bytes at `offset`, the lowest first; `nil` beyond the end.
    func littleEndian32(at offset: Int) -> Int? {
        guard let low = littleEndian16(at: offset), let high = littleEndian16(at: offset + 2) else {
            return nil
        }
        return low | high << 16
    }
}
