/// What libFuzzer hands to a target.
public enum Input {
    /// Copies the input.
    ///
    /// - Parameters:
    ///   - start: The address of the first byte.
    ///   - count: The number of bytes.
    /// - Returns: The bytes.
    public static func bytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }
}
