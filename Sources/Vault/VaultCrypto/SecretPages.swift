import CSodium
import Synchronization

/// The memory of secrets: one fenced and locked page for each that fits into one.
///
/// To map, fence, lock and unmap a page takes a dozen system calls, for which the threads of a process
/// wait for each other, and opening one envelope needs ten secrets. So a page that is given back is
/// wiped, stays locked and fenced, and serves the next secret. It stays open for writing too: each
/// change of that interrupts all cores.
@safe
enum SecretPages {
    /// The length of the longest secret that shares the pages, in bytes: a page less the canary that
    /// libsodium puts before what it hands out.
    private static let capacity = 4_096 - 16

    /// How many pages to keep while nobody uses them.
    private static let limit = 64

    private static let unused = Mutex(Pages())

    /// Pages that nobody uses, wiped and open for writing.
    @safe
    private struct Pages: @unchecked Sendable {  // Sendable: nobody else has their addresses.
        var addresses: [UnsafeMutableRawPointer] = unsafe []
    }

    /// Lends memory that ends where the next page cannot be read.
    ///
    /// - Parameter count: The number of bytes. It can be zero.
    /// - Returns: Their address.
    static func take(_ count: Int) -> UnsafeMutableRawPointer {
        _ = Sodium.ready
        guard count <= capacity else { return unsafe map(count) }
        let page = unsafe unused.withLock { pages in unsafe pages.addresses.popLast() }
        return unsafe (page ?? map(capacity)) + (capacity - count)
    }

    /// Makes memory read-only that is not of the pages.
    ///
    /// - Parameters:
    ///   - memory: What ``take(_:)`` has lent.
    ///   - count: The number of bytes that were asked for.
    static func close(_ memory: UnsafeMutableRawPointer, _ count: Int) {
        if count > capacity { unsafe sodium_mprotect_readonly(memory) }
    }

    /// Wipes memory and takes it back.
    ///
    /// - Parameters:
    ///   - memory: What ``take(_:)`` has lent.
    ///   - count: The number of bytes that were asked for.
    static func giveBack(_ memory: UnsafeMutableRawPointer, _ count: Int) {
        guard count <= capacity else {
            unsafe sodium_free(memory)
            return
        }
        let page = unsafe memory - (capacity - count)
        unsafe sodium_memzero(memory, count)
        let isKept = unused.withLock { pages in
            guard unsafe pages.addresses.count < limit else { return false }
            unsafe pages.addresses.append(page)
            return true
        }
        if !isKept { unsafe sodium_free(page) }
    }

    private static func map(_ count: Int) -> UnsafeMutableRawPointer {
        guard let memory = unsafe sodium_malloc(count) else {
            fatalError("no memory for a secret of \(count) bytes")
        }
        return unsafe memory
    }
}
