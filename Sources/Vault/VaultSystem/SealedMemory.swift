import CSystem
import Glibc

/// A file without a name that lies in memory alone.
///
/// Its pages count as shared memory of the system, not as memory of a process that does not map them.
/// As all memory, they may be swapped out.
package struct MemoryFile: ~Copyable {
    private let descriptor: Descriptor
    private var count = 0

    /// Makes an empty file.
    ///
    /// - Throws: ``SystemError`` with what memfd_create(2) says.
    package init() throws(SystemError) {
        descriptor = Descriptor(owning: try Kernel.retrying(.memory) { csystem_memory_file() })
    }

    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes to write.
    /// - Throws: ``SystemError``, with ``SystemError/isFull`` if the system has no memory for them.
    package mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try descriptor.write(bytes)
        count += bytes.count
    }

    /// Ends the writing, for everybody.
    ///
    /// - Returns: The bytes, as they stay.
    /// - Throws: ``SystemError`` with what fcntl(2) says.
    package consuming func seal() throws(SystemError) -> SealedMemory {
        let number = descriptor.number
        try Kernel.retrying(.memory) { csystem_seal(number) }
        return SealedMemory(descriptor, count: count)
    }
}

/// Bytes in memory that nobody can change, neither who made them nor who was handed them.
package struct SealedMemory: ~Copyable {
    let descriptor: Descriptor

    /// The number of bytes.
    package let count: Int

    init(_ descriptor: consuming Descriptor, count: Int) {
        self.descriptor = descriptor
        self.count = count
    }

    /// Reads from `offset` until `output` is full or the bytes end.
    ///
    /// - Parameters:
    ///   - offset: Where to begin, in bytes from the start.
    ///   - output: Takes the bytes behind those it already holds.
    /// - Throws: ``SystemError`` with what pread(2) says; bytes read before stay in `output`.
    package borrowing func read(
        at offset: Int,
        into output: inout OutputSpan<UInt8>
    ) throws(SystemError) {
        try descriptor.read(at: offset, into: &output)
    }

    /// Whether certain bytes stand at a place.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - offset: The place of the first, in bytes from the start.
    ///   - buffer: Memory to compare in, for the caller to keep from one call to the next.
    /// - Returns: `false` also if fewer bytes are there.
    /// - Throws: ``SystemError`` with what pread(2) says.
    package borrowing func holds(
        _ bytes: Span<UInt8>,
        at offset: Int,
        buffer: inout [UInt8]
    ) throws(SystemError) -> Bool {
        buffer.removeAll(keepingCapacity: true)
        try buffer.append(addingCapacity: bytes.count) { output throws(SystemError) in
            try descriptor.read(at: offset, into: &output)
        }
        guard buffer.count == bytes.count else { return false }
        return unsafe buffer.withUnsafeBytes { mine in
            unsafe bytes.withUnsafeBytes { theirs in
                guard let mine = mine.baseAddress, let base = theirs.baseAddress else {
                    return true
                }
                return unsafe memcmp(mine, base, theirs.count) == 0
            }
        }
    }

    /// Lends all bytes, mapped for reading.
    ///
    /// - Parameter body: Uses the bytes.
    /// - Returns: What `body` returns.
    /// - Throws: ``SystemError`` with what mmap(2) says.
    package borrowing func withBytes<Result>(
        _ body: (Span<UInt8>) -> Result
    ) throws(SystemError) -> Result {
        try withReleasableBytes { bytes, _ in body(bytes) }
    }

    /// Lends all bytes, mapped for reading, to whoever reads them once.
    ///
    /// - Parameter body: Uses the bytes. What it gets with them is for it to call when it has read much:
    ///   pages that were read no longer count as memory of this process, until they are read again.
    /// - Returns: What `body` returns.
    /// - Throws: ``SystemError`` with what mmap(2) says.
    package borrowing func withReleasableBytes<Result>(
        _ body: (_ bytes: Span<UInt8>, _ release: () -> Void) -> Result
    ) throws(SystemError) -> Result {
        guard count > 0 else { return body(Span(), {}) }
        let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor.number, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            throw SystemError(code: errno, operation: .memory)
        }
        defer { unsafe munmap(start, count) }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        // The mapping is shared, so nothing is lost but the way to the pages: madvise(2).
        return body(unsafe Span(_unsafeBytes: bytes)) {
            unsafe _ = madvise(start, count, MADV_DONTNEED)
        }
    }
}

extension SealedMemory {
    /// Writes where nothing is sealed yet: into what a process was handed for its answer.
    ///
    /// A mapping is written to, and not the file: the sandbox forbids files to grow.
    borrowing func overwrite(at offset: Int, with bytes: Span<UInt8>) throws(SystemError) {
        guard offset >= 0, bytes.count <= count - offset else {
            throw SystemError(code: ENOSPC, operation: .memory)
        }
        guard bytes.count > 0 else { return }
        let start = unsafe mmap(
            nil,
            count,
            PROT_READ | PROT_WRITE,
            MAP_SHARED,
            descriptor.number,
            0
        )
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            throw SystemError(code: errno, operation: .memory)
        }
        defer { unsafe munmap(start, count) }
        unsafe bytes.withUnsafeBytes { source in
            guard let base = source.baseAddress else { return }
            unsafe (start + offset).copyMemory(from: base, byteCount: source.count)
        }
    }
}

/// A file in memory that another process fills, once: it is handed over, written to, and sealed.
package struct MemoryForAnswer: ~Copyable {
    let descriptor: Descriptor

    /// How many bytes it takes at most.
    package let capacity: Int

    /// Makes a file of zeros, which take no memory until they are written over.
    ///
    /// - Parameter capacity: How many bytes it takes at most.
    /// - Throws: ``SystemError`` with what memfd_create(2) or ftruncate(2) says.
    package init(capacity: Int) throws(SystemError) {
        let descriptor = Descriptor(
            owning: try Kernel.retrying(.memory) { csystem_memory_file() }
        )
        let number = descriptor.number
        try Kernel.retrying(.memory) { ftruncate(number, capacity) }
        self.descriptor = descriptor
        self.capacity = capacity
    }

    /// Ends the writing, for everybody.
    ///
    /// - Parameter count: How many bytes were written.
    /// - Returns: The bytes, as they stay.
    /// - Throws: ``SystemError`` with what ftruncate(2) or fcntl(2) says, `EBUSY` while another process
    ///   could still write to it.
    package consuming func seal(count: Int) throws(SystemError) -> SealedMemory {
        precondition((0...capacity).contains(count), "no more was written than fits")
        let number = descriptor.number
        try Kernel.retrying(.memory) { ftruncate(number, count) }
        try Kernel.retrying(.memory) { csystem_seal(number) }
        return SealedMemory(descriptor, count: count)
    }
}
