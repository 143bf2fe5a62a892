import Glibc

/// An open file descriptor with one owner, closed when the owner goes.
struct Descriptor: ~Copyable {
    /// The number by which the kernel knows it.
    let number: CInt

    /// Opens a path, for this process and not for the programs that it starts.
    ///
    /// - Parameters:
    ///   - path: The path to open.
    ///   - flags: As for open(2); `O_CLOEXEC` is added.
    ///   - mode: The permissions of a file that is made, before the process's mask.
    /// - Throws: ``SystemError`` with what open(2) says.
    init(
        opening path: String,
        flags: CInt,
        mode: UInt32 = 0
    ) throws(SystemError) {
        try Kernel.check(path, for: .open)
        number = try Kernel.retrying(.open) { unsafe open(path, flags | O_CLOEXEC, mode) }
    }

    /// Takes over what the kernel has just opened.
    ///
    /// - Parameter number: A descriptor that has no other owner.
    init(owning number: CInt) {
        self.number = number
    }

    /// Opens the same file a second time, for an owner of its own.
    ///
    /// - Parameter other: The descriptor to duplicate.
    /// - Throws: ``SystemError`` with what fcntl(2) says.
    init(duplicating other: borrowing Descriptor) throws(SystemError) {
        let original = other.number
        number = try Kernel.retrying(.open) { fcntl(original, F_DUPFD_CLOEXEC, 0) }
    }

    deinit {
        // After an error of close(2) the descriptor is gone all the same, and EINTR must not lead to
        // a second close. What was written counts as stored only after `sync()`.
        close(number)
    }

    /// What the kernel knows about the file.
    ///
    /// - Returns: The answer of fstat(2).
    /// - Throws: ``SystemError`` with what fstat(2) says.
    func status() throws(SystemError) -> stat {
        var status = stat()
        try Kernel.retrying(.inspect) { unsafe fstat(number, &status) }
        return status
    }

    /// Writes all bytes at the current position.
    ///
    /// - Parameter bytes: The bytes to write.
    /// - Throws: ``SystemError`` with what write(2) says; some of the bytes may be written then.
    func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try Kernel.write(bytes, to: number)
    }

    /// Reads from `offset` until `output` is full or the file ends.
    ///
    /// - Parameters:
    ///   - offset: Where to begin, in bytes from the start of the file.
    ///   - output: Takes the bytes behind those it already holds.
    /// - Throws: ``SystemError`` with what pread(2) says; bytes read before stay in `output`.
    func read(at offset: Int, into output: inout OutputSpan<UInt8>) throws(SystemError) {
        var position = offset
        while !output.isFull {
            let count = try Kernel.retrying(.read) {
                unsafe output.withUnsafeMutableBufferPointer { buffer, initializedCount in
                    let rest = unsafe buffer[initializedCount...]
                    let start = unsafe UnsafeMutableBufferPointer(rebasing: rest).baseAddress
                    let count = unsafe pread(number, start, rest.count, position)
                    if count > 0 { initializedCount += count }
                    return count
                }
            }
            guard count > 0 else { return }
            position += count
        }
    }

    /// Waits until everything written is on the disk.
    ///
    /// - Throws: ``SystemError`` with what fsync(2) says. What was written since the last success
    ///   must then be taken as lost: asking again proves nothing.
    func sync() throws(SystemError) {
        try Kernel.retrying(.sync) { fsync(number) }
    }
}
