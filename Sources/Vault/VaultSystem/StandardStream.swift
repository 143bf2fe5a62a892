import Glibc

/// One of the three streams that every process is given.
package enum StandardStream: Sendable {
    case input
    case output
    case error

    var descriptor: CInt {
        switch self {
        case .input: STDIN_FILENO
        case .output: STDOUT_FILENO
        case .error: STDERR_FILENO
        }
    }
}

/// Writing to the standard streams, unbuffered.
package enum StandardStreams {
    /// Writes all bytes.
    ///
    /// Where a reader can go away, have the signal that would end the process ignored first:
    /// ``ProcessHardening/apply()``.
    ///
    /// - Parameters:
    ///   - bytes: The bytes to write.
    ///   - stream: Where to: ``StandardStream/output`` or ``StandardStream/error``.
    /// - Throws: ``SystemError``, with ``SystemError/isBrokenPipe`` if the reader went away; some of
    ///   the bytes may be written then.
    package static func write(
        _ bytes: Span<UInt8>,
        to stream: StandardStream
    ) throws(SystemError) {
        try Kernel.write(bytes, to: stream.descriptor)
    }
}
