/// Whole numbers as bytes, the most significant first.
enum BigEndian {
    /// Reads a number.
    ///
    /// - Parameter bytes: At most eight bytes.
    /// - Returns: The number.
    static func read(_ bytes: Span<UInt8>) -> UInt64 {
        precondition(bytes.count <= 8, "the number does not fit")
        var value: UInt64 = 0
        for index in bytes.indices { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    /// Writes a number.
    ///
    /// - Parameters:
    ///   - value: The number; its lowest `count` bytes are written.
    ///   - count: The number of bytes, at most eight.
    /// - Returns: The bytes.
    static func bytes(of value: UInt64, count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}
