import Glibc

/// Search by the C library, which looks at many bytes at a time.
extension Span<UInt8> {
    /// Where a byte stands for the first time, by memchr(3).
    ///
    /// - Parameters:
    ///   - byte: What is looked for.
    ///   - start: Where the search begins; beyond the end there is nothing.
    /// - Returns: The offset in the span; `nil` if it is nowhere.
    package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start < count else { return nil }
        return unsafe extracting(start...).withUnsafeBytes { bytes in
            guard let first = bytes.baseAddress,
                let found = unsafe memchr(first, Int32(byte), bytes.count)
            else { return nil }
            return unsafe start + (UnsafeRawPointer(found) - first)
        }
    }

    /// Where some bytes stand for the first time.
    ///
    /// - Parameters:
    ///   - part: What is looked for. An empty one is nowhere.
    ///   - start: Where the search begins; beyond the end there is nothing.
    /// - Returns: The offset in the span; `nil` if it is nowhere.
    package func firstOffset(of part: Span<UInt8>, from start: Int = 0) -> Int? {
        guard !part.isEmpty else { return nil }
        var next = firstOffset(of: part[0], from: start)
        while let offset = next, part.count <= count - offset {
            if (1..<part.count).allSatisfy({ self[offset + $0] == part[$0] }) { return offset }
            next = firstOffset(of: part[0], from: offset + 1)
        }
        return nil
    }
}
