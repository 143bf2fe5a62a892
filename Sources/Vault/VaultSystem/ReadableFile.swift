import Glibc

/// A regular file that is open for reading.
///
/// Reads name their offset, so readers do not disturb each other.
package struct ReadableFile: ~Copyable {
    private let descriptor: Descriptor

    /// Opens a file without ever waiting for one.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - followsSymbolicLink: Whether the last component may be a symbolic link; those before it
    ///     always may.
    /// - Throws: ``SystemError`` with ``SystemError/isNotRegularFile`` for a folder, a pipe, a socket
    ///   or a device; with what open(2) says otherwise, `ELOOP` for a link that is not wanted.
    package init(path: String, followsSymbolicLink: Bool = true) throws(SystemError) {
        let descriptor = try Self.open(path, followsSymbolicLink: followsSymbolicLink)
        let kind = try descriptor.status().st_mode & S_IFMT
        guard kind == S_IFREG else {
            let code = kind == S_IFDIR ? EISDIR : ESPIPE
            throw SystemError(code: code, operation: .requireRegularFile)
        }
        self.descriptor = descriptor
    }

    private static func open(
        _ path: String,
        followsSymbolicLink: Bool
    ) throws(SystemError) -> Descriptor {
        // Without O_NONBLOCK the opening of a pipe waits for somebody to write to it.
        let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | (followsSymbolicLink ? 0 : O_NOFOLLOW)
        do {
            return try Descriptor(opening: path, flags: flags)
        } catch  where error.code == ENXIO {  // open(2): the file is a socket
            throw SystemError(code: ENXIO, operation: .requireRegularFile)
        }
    }

    /// Reads a file that this module has open for writing.
    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// The length of the file at this moment, in bytes.
    package var size: Int {
        get throws(SystemError) { Int(try descriptor.status().st_size) }
    }

    /// Reads from `offset` until `output` is full or the file ends.
    ///
    /// Nothing added means that the file ends at or before `offset`.
    ///
    /// - Parameters:
    ///   - offset: Where to begin, in bytes from the start of the file.
    ///   - output: Takes the bytes behind those it already holds.
    /// - Throws: ``SystemError`` with what pread(2) says; bytes read before stay in `output`.
    package borrowing func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(SystemError) {
        try descriptor.read(at: offset, into: &output)
    }

    /// Reads the whole file.
    ///
    /// - Parameter limit: The length that the file may have at most, in bytes.
    /// - Returns: The bytes of the file.
    /// - Throws: ``SystemError`` with ``SystemError/isTooLong`` if the file is longer than `limit`;
    ///   with what pread(2) says otherwise.
    package borrowing func readAll(limit: Int) throws(SystemError) -> [UInt8] {
        let expected = try size
        guard expected <= limit else { throw SystemError(code: EFBIG, operation: .limit) }

        // The file may grow meanwhile, and a file in /proc tells its size as 0.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        while true {
            let chunk = try [UInt8](capacity: 64 * 1024) { output throws(SystemError) in
                try descriptor.read(at: bytes.count, into: &output)
            }
            guard !chunk.isEmpty else { return bytes }
            bytes += chunk
            guard bytes.count <= limit else { throw SystemError(code: EFBIG, operation: .limit) }
        }
    }
}
