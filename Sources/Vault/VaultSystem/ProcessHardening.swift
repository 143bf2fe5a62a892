import CSystem
import Glibc

/// What a process that handles secrets asks of the kernel.
package enum ProcessHardening {
    /// Applies what follows, for the rest of the process: a program does this first of all.
    ///
    /// * No core dumps: neither by limit (`RLIMIT_CORE`) nor through a crash handler of the system,
    ///   which ignores that limit but not `PR_SET_DUMPABLE`. The latter also keeps other processes of
    ///   the same user from reading the memory of this one.
    /// * Memory is overwritten when it is freed (`M_PERTURB`), whoever freed it: libraries that handle
    ///   secrets do not all wipe what they copied.
    /// * A reader that goes away is an error of the write, not the end of the process (`SIGPIPE`).
    package static func apply() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        unsafe setrlimit(CInt(RLIMIT_CORE.rawValue), &none)
        csystem_forbid_dump()
        csystem_wipe_freed_memory()
        signal(SIGPIPE, SIG_IGN)
    }

    /// Whether ``apply()`` has taken hold.
    package static var isApplied: Bool {
        var limit = rlimit()
        guard unsafe getrlimit(CInt(RLIMIT_CORE.rawValue), &limit) == 0 else { return false }
        return limit.rlim_cur == 0 && csystem_dumpable() == 0
    }
}
