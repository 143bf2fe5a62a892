extension Span<UInt8> {
    /// Lends the address of the first byte to C.
    ///
    /// An empty span may have no address, but most parameters of libsodium must not be null even
    /// for an empty run: then `body` gets the address of a byte that it must not read.
    ///
    /// - Parameter body: Calls into C.
    /// - Returns: What `body` returns.
    func withPointer<Result: ~Copyable>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { return unsafe body(base) }
            var nothing: UInt8 = 0
            return unsafe withUnsafePointer(to: &nothing) { unsafe body($0) }
        }
    }
}

/// Lends the addresses of four spans to C, as ``Swift/Span/withPointer(_:)`` does for one.
///
/// - Returns: What `body` returns.
func withPointers<Result>(
    _ first: Span<UInt8>,
    _ second: Span<UInt8>,
    _ third: Span<UInt8>,
    _ fourth: Span<UInt8>,
    _ body: (
        UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>
    ) -> Result
) -> Result {
    unsafe first.withPointer { first in
        unsafe second.withPointer { second in
            unsafe third.withPointer { third in
                unsafe fourth.withPointer { fourth in
                    unsafe body(first, second, third, fourth)
                }
            }
        }
    }
}

extension OutputSpan<UInt8> {
    /// Appends every byte of `bytes`.
    ///
    /// - Parameter bytes: The bytes to copy. There must be room for them.
    package mutating func append(copying bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity, "the output is too small")
        guard !bytes.isEmpty else { return }
        unsafe appendInC(count: bytes.count) { destination in
            unsafe bytes.withPointer { source in
                unsafe destination.update(from: source, count: bytes.count)
            }
        }
    }

    /// Appends `count` bytes that C writes.
    ///
    /// - Parameters:
    ///   - count: The number of bytes. There must be room for them.
    ///   - body: Gets an address at which it may write `count` bytes, and must write all of them.
    mutating func appendInC(count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void) {
        _ = unsafe appendInC(count: count) { destination in
            unsafe body(destination)
            return true
        }
    }

    /// Appends `count` bytes that C writes, unless it fails.
    ///
    /// - Parameters:
    ///   - count: The number of bytes. There must be room for them.
    ///   - body: Gets an address at which it may write `count` bytes, and says whether it did.
    /// - Returns: What `body` says. After `false` the span is as long as it was.
    mutating func appendInC(count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Bool) -> Bool {
        precondition(count <= freeCapacity, "the output is too small")
        return unsafe withUnsafeMutableBufferPointer { buffer, initializedCount in
            guard let base = buffer.baseAddress else {
                var nothing: UInt8 = 0
                return unsafe withUnsafeMutablePointer(to: &nothing) { unsafe body($0) }
            }
            guard unsafe body(base + initializedCount) else { return false }
            initializedCount += count
            return true
        }
    }
}
