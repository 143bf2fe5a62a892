import CSodium

/// The random generator of the operating system, through libsodium.
package enum Random {
    /// Makes `count` random bytes that need not stay secret: ids, salts, nonces.
    ///
    /// Secrets come from ``SecretBytes/random(count:)``.
    ///
    /// - Parameter count: The number of bytes.
    /// - Returns: The bytes.
    package static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](capacity: count) { output in
            fill(&output, count: count)
        }
    }

    /// Appends `count` random bytes.
    ///
    /// - Parameters:
    ///   - output: Where the bytes go. There must be room for them.
    ///   - count: The number of bytes.
    static func fill(_ output: inout OutputSpan<UInt8>, count: Int) {
        _ = Sodium.ready
        unsafe output.appendInC(count: count) { destination in
            unsafe randombytes_buf(destination, count)
        }
    }
}
