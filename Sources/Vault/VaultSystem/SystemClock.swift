import Glibc

/// The clock of the machine, which may be wrong.
package enum SystemClock {
    /// The time now.
    ///
    /// - Returns: Whole seconds since 1970-01-01 00:00 UTC, without leap seconds.
    package static func now() -> Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec)
    }
}
