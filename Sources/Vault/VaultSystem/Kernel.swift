import Glibc

/// Calls the kernel and turns its way of failing into errors.
enum Kernel {
    /// Repeats `call` while a signal interrupts it.
    ///
    /// - Parameters:
    ///   - operation: What the call is for.
    ///   - call: Answers -1 and sets `errno` if it fails.
    /// - Returns: What the call answered: never a negative number.
    /// - Throws: ``SystemError`` with the `errno` of the call.
    @discardableResult
    static func retrying<Answer: SignedInteger>(
        _ operation: SystemError.Operation,
        _ call: () -> Answer
    ) throws(SystemError) -> Answer {
        while true {
            let answer = call()
            guard answer < 0 else { return answer }
            let code = errno
            guard code == EINTR else { throw SystemError(code: code, operation: operation) }
        }
    }

    /// Writes all bytes at the current position.
    ///
    /// - Parameters:
    ///   - bytes: The bytes to write.
    ///   - descriptor: The number of the open file.
    /// - Throws: ``SystemError`` with what write(2) says; some of the bytes may be written then.
    static func write(_ bytes: Span<UInt8>, to descriptor: CInt) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(written...)
            written += try retrying(.write) {
                unsafe rest.withUnsafeBufferPointer { buffer in
                    unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                }
            }
        }
    }

    /// Refuses what the kernel would read only half of: a path with a NUL byte in it.
    ///
    /// - Parameters:
    ///   - path: The path that is about to be used.
    ///   - operation: What it is used for.
    /// - Throws: ``SystemError`` with `EINVAL`.
    static func check(
        _ path: String,
        for operation: SystemError.Operation
    ) throws(SystemError) {
        guard !path.utf8.contains(0) else {
            throw SystemError(code: EINVAL, operation: operation)
        }
    }

    /// The folder that the last component of `path` lies in, by the rules of dirname(3).
    ///
    /// - Parameter path: A path without a trailing slash.
    /// - Returns: The part before the last slash; `.` if there is none, `/` for the root.
    static func folder(of path: String) -> String {
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        guard slash > bytes.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// A name that nobody can foresee.
    ///
    /// - Parameter prefix: How the name begins.
    /// - Returns: The prefix and 128 random bits of the operating system, in hexadecimal.
    static func randomName(prefix: String) -> String {
        var generator = SystemRandomNumberGenerator()
        return prefix + String(generator.next(), radix: 16) + String(generator.next(), radix: 16)
    }
}
