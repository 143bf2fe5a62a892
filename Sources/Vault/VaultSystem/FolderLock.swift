import Glibc

/// A lock that processes agree on: many may share it, or one has it alone.
///
/// It is advisory (flock(2)), belongs to this value rather than to the process, and ends with the
/// value or with the process, whichever is first. The lock file stays: removing it would let two
/// processes lock two files of one name.
package struct FolderLock: ~Copyable {
    /// Who else may have the lock at the same time.
    package enum Mode: Sendable {
        /// Everybody who asks for sharing.
        case shared

        /// Nobody.
        case exclusive
    }

    /// How long to wait for others to give the lock back.
    package enum Patience: Sendable {
        /// Not at all.
        case none

        /// This long.
        case atMost(Duration)

        /// For ever.
        case unlimited
    }

    private let descriptor: Descriptor

    /// Takes the lock.
    ///
    /// - Parameters:
    ///   - path: The lock file, which is made if it is missing, with mode 0600; no symbolic link.
    ///   - mode: Who else may have the lock at the same time.
    ///   - patience: How long to wait. Among those who wait there is no order.
    /// - Throws: ``SystemError`` with ``SystemError/isLocked`` when patience ends, with
    ///   ``SystemError/isUnwantedLink`` for a link; with what open(2) or flock(2) says otherwise.
    package init(path: String, _ mode: Mode, patience: Patience) throws(SystemError) {
        let descriptor = try Self.open(path)
        let number = descriptor.number
        let flag = mode == .shared ? LOCK_SH : LOCK_EX
        switch patience {
        case .none:
            try Kernel.retrying(.lock) { flock(number, flag | LOCK_NB) }
        case .unlimited:
            try Kernel.retrying(.lock) { flock(number, flag) }
        case .atMost(let limit):
            try Self.poll(number, flag, until: .now + limit)
        }
        self.descriptor = descriptor
    }

    /// Gives the lock back.
    package consuming func release() {}

    /// Without O_NONBLOCK the opening of a pipe waits for somebody to write to it; without O_NOFOLLOW a
    /// link would have the file made where it leads.
    private static let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW

    /// Opens the lock file; where it cannot be made, as on a read-only medium, it may be there.
    private static func open(_ path: String) throws(SystemError) -> Descriptor {
        do {
            return try Descriptor(opening: path, flags: Self.flags | O_CREAT, mode: 0o600)
        } catch  where error.isDenied {
            let denial = error
            do {
                return try Descriptor(opening: path, flags: Self.flags)
            } catch  where error.isNotFound {
                throw denial
            }
        }
    }

    /// Tries again and again, with pauses from 1 to 32 milliseconds.
    private static func poll(
        _ number: CInt,
        _ flag: CInt,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) {
        var pause: UInt32 = 1
        while true {
            do {
                try Kernel.retrying(.lock) { flock(number, flag | LOCK_NB) }
                return
            } catch  where error.isLocked && ContinuousClock.now < deadline {
                usleep(pause * 1000)
                pause = min(pause * 2, 32)
            }
        }
    }
}
