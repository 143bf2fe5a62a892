import Glibc

/// All of whatever a path names: a file, a pipe, a shell's `<(…)`.
package enum WholeInput {
    /// Reads to the end.
    ///
    /// Waits for a pipe that nobody writes to yet.
    ///
    /// - Parameters:
    ///   - path: The path to read from.
    ///   - output: Takes the bytes; if it is full before the end, reading stops there.
    /// - Throws: ``SystemError`` with what open(2) or read(2) says, `EISDIR` for a folder.
    package static func read(
        from path: String,
        into output: inout OutputSpan<UInt8>
    ) throws(SystemError) {
        let source = try Descriptor(opening: path, flags: O_RDONLY | O_NOCTTY)
        while !output.isFull, let byte = try FirstLine.nextByte(of: source) {
            output.append(byte)
        }
    }
}
