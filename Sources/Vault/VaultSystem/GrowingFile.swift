import Glibc

/// A file that only grows, each addition durable.
package struct GrowingFile: ~Copyable {
    private let descriptor: Descriptor

    /// Opens a file that is there, to write behind its first bytes.
    ///
    /// - Parameters:
    ///   - path: The path of the file; a symbolic link is refused.
    ///   - count: How many bytes of it stay; what stands behind them is cut off.
    /// - Throws: ``SystemError`` with what open(2) or ftruncate(2) says.
    package init(path: String, keeping count: Int) throws(SystemError) {
        let descriptor = try Descriptor(opening: path, flags: O_WRONLY | O_APPEND | O_NOFOLLOW)
        let number = descriptor.number
        try Kernel.retrying(.write) { ftruncate(number, off_t(count)) }
        self.descriptor = descriptor
    }

    /// Adds bytes at the end and waits until they are on the disk.
    ///
    /// - Parameter bytes: The bytes.
    /// - Throws: ``SystemError``, with ``SystemError/isFull`` if there is no room. A part of the bytes
    ///   may be written then.
    package borrowing func append(_ bytes: Span<UInt8>) throws(SystemError) {
        try descriptor.write(bytes)
        try descriptor.sync()
    }
}
