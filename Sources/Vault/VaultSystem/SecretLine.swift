import Glibc

/// A line that is typed without being shown, in memory that is locked and overwritten at the end.
@safe
struct SecretLine: ~Copyable {
    /// How a line came to its end.
    enum End {
        case complete
        case cancelled
        case tooLong
    }

    private static let pageSize = 4096

    private let memory: UnsafeMutableRawBufferPointer
    private let maximumCount: Int
    private var count = 0
    private var overflow = false

    /// Reserves room for a line.
    ///
    /// - Parameter maximumCount: The longest line, in bytes.
    init(maximumCount: Int) {
        self.maximumCount = maximumCount
        // Whole pages, because locks do not nest: freeing must not unlock somebody else's secret.
        // One byte more than asked for takes the key that is pressed next.
        let size = (maximumCount / Self.pageSize + 1) * Self.pageSize
        unsafe memory = .allocate(byteCount: size, alignment: Self.pageSize)
        unsafe mlock(memory.baseAddress, memory.count)  // best effort: the limit may be too low
    }

    deinit {
        if let base = unsafe memory.baseAddress {
            unsafe explicit_bzero(base, memory.count)
            unsafe munlock(base, memory.count)
        }
        unsafe memory.deallocate()
    }

    /// Lends the line.
    ///
    /// - Parameter body: Reads the bytes. The span cannot leave it.
    /// - Returns: What `body` returns.
    borrowing func withBytes<Result: ~Copyable>(_ body: (Span<UInt8>) -> Result) -> Result {
        let line = unsafe UnsafeRawBufferPointer(rebasing: memory[..<count])
        return unsafe line.withMemoryRebound(to: UInt8.self) {
            unsafe body(Span(_unsafeElements: $0))
        }
    }

    /// Reads keys until one ends the line.
    ///
    /// - Parameter terminal: A terminal that hands over each byte at once.
    /// - Returns: How the line ended.
    /// - Throws: ``SystemError`` with what read(2) says.
    mutating func read(from terminal: borrowing Descriptor) throws(SystemError) -> End {
        while let key = try nextKey(from: terminal) {
            switch key {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                return overflow ? .tooLong : .complete
            case 0x03:  // ^C
                return .cancelled
            case 0x04:  // ^D
                if count == 0 { return .cancelled }
                return overflow ? .tooLong : .complete
            case 0x08, 0x7F:  // backspace: ^H or DEL, as terminals differ
                removeLastCharacter()
            case 0x15:  // ^U
                count = 0
                overflow = false
            default:
                append()
            }
        }
        return .cancelled
    }
}

extension SecretLine {
    /// Reads one byte into the place behind the line, where it is overwritten like the line itself.
    private mutating func nextKey(from terminal: borrowing Descriptor) throws(SystemError) -> UInt8?
    {
        let number = terminal.number
        let slot = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...count])
        let answer = try Kernel.retrying(.read) { unsafe Glibc.read(number, slot.baseAddress, 1) }
        return answer == 1 ? unsafe slot[0] : nil
    }

    /// Makes the byte behind the line part of it.
    private mutating func append() {
        if count < maximumCount { count += 1 } else { overflow = true }
    }

    /// Takes back one character of UTF-8: continuation bytes, then the byte that leads them.
    private mutating func removeLastCharacter() {
        while count > 0 {
            count -= 1
            guard unsafe memory[count] & 0b1100_0000 == 0b1000_0000 else { return }
        }
    }
}
