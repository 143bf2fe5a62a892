import CSystem

/// How the process gets its memory from the C library.
package enum ProcessHeaps {
    /// Lets all threads share as many heaps as there are cores, for the rest of the process: a program
    /// does this before it starts threads.
    ///
    /// By default there may be eight times as many (`M_ARENA_MAX`), and each keeps what it once held for
    /// the thread that comes back to it. Work that wanders from thread to thread, as that of actors
    /// does, fills one after the other.
    package static func share() { csystem_limit_heaps(CInt(coreCount)) }
}
