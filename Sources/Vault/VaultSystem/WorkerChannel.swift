import CSystem
import Glibc

/// One end of a channel between a process and a worker that it started.
///
/// Messages stay apart: each arrives as it was sent, with the bytes in memory that came along.
package struct WorkerChannel: ~Copyable {
    /// The longest message, in bytes.
    package static let maximumCount = 4096

    private let descriptor: Descriptor

    /// A message that arrived.
    package struct Message: ~Copyable {
        /// The message itself.
        package let bytes: [UInt8]

        /// What was handed over with it.
        let memory: SealedMemory?

        /// Lends what was handed over with it.
        ///
        /// - Parameter body: Uses the bytes; none if nothing came along.
        /// - Returns: What `body` returns.
        /// - Throws: ``SystemError`` with what mmap(2) says.
        package borrowing func withMemory<Result>(
            _ body: (Span<UInt8>) -> Result
        ) throws(SystemError) -> Result {
            try withReleasableMemory { bytes, _ in body(bytes) }
        }

        /// Lends what was handed over with it to whoever reads it once.
        ///
        /// - Parameter body: Uses the bytes, as ``SealedMemory/withReleasableBytes(_:)`` says; none if nothing
        ///   came along.
        /// - Returns: What `body` returns.
        /// - Throws: ``SystemError`` with what mmap(2) says.
        package borrowing func withReleasableMemory<Result>(
            _ body: (_ bytes: Span<UInt8>, _ release: () -> Void) -> Result
        ) throws(SystemError) -> Result {
            switch memory {
            case .some(let memory): try memory.withReleasableBytes(body)
            case .none: body(Span(), {})
            }
        }

        /// Writes into the memory that was handed over for the answer.
        ///
        /// - Parameters:
        ///   - bytes: What to write.
        ///   - offset: Where, in bytes from the start.
        /// - Throws: ``SystemError`` with what mmap(2) says; with `EBADF` if nothing was handed over,
        ///   with `ENOSPC` if the bytes do not fit.
        package borrowing func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemError) {
            switch memory {
            case .some(let memory): try memory.overwrite(at: offset, with: bytes)
            case .none: throw SystemError(code: EBADF, operation: .memory)
            }
        }
    }

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    /// Takes the end that a worker is started with: descriptor 3.
    ///
    /// - Throws: ``SystemError`` with `ENOTSOCK` or `EBADF` if this process was not started as one.
    package init(ofWorker: Void) throws(SystemError) {
        var kind: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        try Kernel.retrying(.receive) {
            unsafe getsockopt(3, SOL_SOCKET, SO_TYPE, &kind, &length)
        }
        guard kind == CInt(SOCK_SEQPACKET.rawValue) else {
            throw SystemError(code: EPROTOTYPE, operation: .receive)
        }
        descriptor = Descriptor(owning: 3)
    }

    /// Sends a message.
    ///
    /// - Parameters:
    ///   - bytes: The message, 1 to ``maximumCount`` bytes.
    ///   - memory: What to hand over with it.
    /// - Throws: ``SystemError``, with ``SystemError/isBrokenPipe`` if the other end is gone.
    package borrowing func send(
        _ bytes: [UInt8],
        with memory: borrowing SealedMemory
    ) throws(SystemError) {
        try send(bytes, file: memory.descriptor.number)
    }

    /// Sends a message.
    ///
    /// - Parameters:
    ///   - bytes: The message, 1 to ``maximumCount`` bytes.
    ///   - memory: Where the other end is to put its answer.
    /// - Throws: ``SystemError``, with ``SystemError/isBrokenPipe`` if the other end is gone.
    package borrowing func send(
        _ bytes: [UInt8],
        for memory: borrowing MemoryForAnswer
    ) throws(SystemError) {
        try send(bytes, file: memory.descriptor.number)
    }

    /// Sends a message alone.
    ///
    /// - Parameter bytes: The message, 1 to ``maximumCount`` bytes.
    /// - Throws: ``SystemError``, with ``SystemError/isBrokenPipe`` if the other end is gone.
    package borrowing func send(_ bytes: [UInt8]) throws(SystemError) {
        try send(bytes, file: -1)
    }

    private borrowing func send(_ bytes: [UInt8], file: CInt) throws(SystemError) {
        precondition((1...Self.maximumCount).contains(bytes.count), "a message has a length")
        let channel = descriptor.number
        try Kernel.retrying(.send) {
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe csystem_send(channel, buffer.baseAddress, buffer.count, file)
            }
        }
    }

    /// Waits for a message.
    ///
    /// - Parameters:
    ///   - limit: How long to wait; `nil` to wait for ever, without the call of the kernel that
    ///     a sandbox would deny.
    ///   - memoryCount: How many bytes the memory has that comes along, by what the message says.
    /// - Returns: The message; `nil` if the other end is gone.
    /// - Throws: ``SystemError`` with ``SystemError/isTimeout`` if none came in time, with
    ///   ``SystemError/isTooLong`` if it is longer than ``maximumCount``.
    package borrowing func receive(
        within limit: Duration? = nil,
        memoryCount: ([UInt8]) -> Int = { _ in 0 }
    ) throws(SystemError) -> Message? {
        if let limit { try wait(until: .now + limit) }
        let channel = descriptor.number
        var bytes = [UInt8](repeating: 0, count: Self.maximumCount)
        var file: CInt = -1
        let count: Int
        do throws(SystemError) {
            count = try Kernel.retrying(.receive) {
                unsafe csystem_receive(channel, &bytes, Self.maximumCount, &file)
            }
        } catch {
            if file >= 0 { close(file) }
            guard error.code == ECONNRESET else { throw error }
            return nil
        }
        bytes.removeLast(bytes.count - count)
        let memory: SealedMemory? =
            file < 0 ? nil : SealedMemory(Descriptor(owning: file), count: memoryCount(bytes))
        return count == 0 ? nil : Message(bytes: bytes, memory: memory)
    }

    private borrowing func wait(until end: ContinuousClock.Instant) throws(SystemError) {
        var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        while true {
            let rest = ContinuousClock.now.duration(to: end).components
            let milliseconds = rest.seconds * 1_000 + rest.attoseconds / 1_000_000_000_000_000 + 1
            let count = try Kernel.retrying(.receive) {
                unsafe poll(&entry, 1, CInt(clamping: max(0, milliseconds)))
            }
            if count > 0 { return }
            if ContinuousClock.now >= end {
                throw SystemError(code: ETIMEDOUT, operation: .receive)
            }
        }
    }
}
