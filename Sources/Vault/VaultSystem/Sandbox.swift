import CSystem
import Glibc

/// What a process takes from itself before it touches bytes of a stranger.
///
/// There is no way back, and no program that the process could start escapes it. What is open stays
/// open, and memory stays readable: nothing secret may be in either.
package enum Sandbox {
    /// How much a process may use.
    package struct Limits: Sendable {
        /// The size of all memory that is mapped, code of libraries included, in bytes.
        package let memory: Int

        /// The size of the memory that it writes to, in bytes.
        package let heap: Int

        /// The time that the process may compute, in seconds.
        package let computing: Int

        /// How many descriptors may be open at a time.
        package let descriptors: Int

        /// Whether the process may make threads; the sandbox holds them as well.
        package let hasThreads: Bool

        /// Creates limits.
        package init(
            memory: Int,
            heap: Int,
            computing: Int,
            descriptors: Int,
            hasThreads: Bool = false
        ) {
            self.hasThreads = hasThreads
            self.memory = memory
            self.heap = heap
            self.computing = computing
            self.descriptors = descriptors
        }
    }

    /// Closes the sandbox around this process.
    ///
    /// After it, the process can read and compute, and answer on the channels that are open. It
    /// opens no file, no socket and no program, makes no process, no thread but those that the limits
    /// allow, and no executable memory.
    ///
    /// - Parameter limits: How much it may still use. At the end of its memory an allocation fails,
    ///   at the end of its time the kernel ends the process.
    /// - Throws: ``SystemError`` with ``SystemError/isSandboxMissing`` where the kernel does not do
    ///   one of the steps; some may have taken hold then, so the process must end.
    package static func close(_ limits: Limits) throws(SystemError) {
        // Landlock holds for the thread that asks and those that it makes.
        guard try threadCount() == 1 else {
            throw SystemError(code: EBUSY, operation: .denyFiles)
        }
        try limitResources(limits)
        try Kernel.retrying(.forbidPrivileges) { csystem_forbid_dump() }
        try forbidPrivileges()
        try denyFiles()
        try filterCalls(hasThreads: limits.hasThreads)
    }

    /// Has this process end when the thread that started it ends, if that is still there.
    ///
    /// - Parameter parent: The process that should have started this one.
    /// - Returns: `false` if it is gone already.
    /// - Throws: ``SystemError`` with what prctl(2) says.
    package static func endWithParent(_ parent: Int32) throws(SystemError) -> Bool {
        try Kernel.retrying(.forbidPrivileges) { csystem_end_with_parent() }
        return getppid() == parent
    }

    /// Bounds what the process uses, and forbids core dumps and growing files.
    static func limitResources(_ limits: Limits) throws(SystemError) {
        try limit(RLIMIT_AS, to: limits.memory)
        try limit(RLIMIT_DATA, to: limits.heap)
        try limit(RLIMIT_CPU, to: limits.computing)
        try limit(RLIMIT_NOFILE, to: limits.descriptors)
        try limit(RLIMIT_FSIZE, to: 0)
        try limit(RLIMIT_CORE, to: 0)
    }

    /// Gives up every right that executing a program could bring.
    static func forbidPrivileges() throws(SystemError) {
        try Kernel.retrying(.forbidPrivileges) { csystem_forbid_privileges() }
    }

    /// Denies the whole file system, by Landlock.
    ///
    /// Needs ``forbidPrivileges()``.
    static func denyFiles() throws(SystemError) {
        try Kernel.retrying(.denyFiles) { csystem_deny_files() }
    }

    /// Leaves a short list of system calls, by seccomp.
    ///
    /// Needs ``forbidPrivileges()``.
    static func filterCalls(hasThreads: Bool) throws(SystemError) {
        let answer = try Kernel.retrying(.filterCalls) {
            csystem_filter_calls(hasThreads ? 1 : 0)
        }
        // A positive answer is a thread that has a filter of its own.
        guard answer == 0 else { throw SystemError(code: EBUSY, operation: .filterCalls) }
    }

    private static func limit(_ kind: __rlimit_resource, to value: Int) throws(SystemError) {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
        try Kernel.retrying(.limitResources) { unsafe setrlimit(CInt(kind.rawValue), &limit) }
    }

    private static func threadCount() throws(SystemError) -> Int {
        try Folder.names(in: "/proc/self/task").count
    }
}
