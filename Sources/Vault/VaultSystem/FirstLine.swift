import Glibc

/// The first line of whatever a path names: a file, a pipe, a shell's `<(…)`.
package enum FirstLine {
    /// Reads up to the first line feed, which is taken but does not belong to the line.
    ///
    /// Bytes are taken one by one, so that the rest of a pipe stays for its next reader. Waits for
    /// a pipe that nobody writes to yet.
    ///
    /// - Parameters:
    ///   - path: The path to read from.
    ///   - output: Takes the line; if it is full before the line ends, reading stops there.
    /// - Throws: ``SystemError`` with what open(2) or read(2) says, `EISDIR` for a folder.
    package static func read(
        from path: String,
        into output: inout OutputSpan<UInt8>
    ) throws(SystemError) {
        let source = try Descriptor(opening: path, flags: O_RDONLY | O_NOCTTY)
        while !output.isFull {
            guard let byte = try nextByte(of: source), byte != UInt8(ascii: "\n") else { return }
            output.append(byte)
        }
    }

    /// The next byte; `nil` at the end.
    static func nextByte(of source: borrowing Descriptor) throws(SystemError) -> UInt8? {
        var byte: UInt8 = 0
        let number = source.number
        let count = try Kernel.retrying(.read) { unsafe Glibc.read(number, &byte, 1) }
        return count == 1 ? byte : nil
    }
}
