import Dispatch
import Glibc
import Synchronization

/// The line in which those who write a database wait for their turn, in one process or in many.
///
/// SQLite has a writer who waits ask again and again, with pauses, and whoever asks at the right moment
/// is next: among many some never are. The kernel wakes the one who has waited longest for a lock
/// (flock(2)), and takes a lock back from a process that ends. But between the waking and the taking,
/// whoever had the lock can take it once more. So there are two, on two folders: of the room, which one
/// has to write, and of the door, which the next one has until the room is free. Who leaves the room finds
/// the door taken.
///
/// The line is a courtesy: what keeps two from writing at once is the lock of the database itself, and
/// where a file system knows no such locks there is no line. No descriptor of the database is opened,
/// since closing one would give back the locks of SQLite.
package final class WritersLine: Sendable {
    private let place: Mutex<Place>

    /// Two open folders, which the kernel takes for one that waits in the line.
    private final class Place: Sendable {
        private let door: Descriptor
        private let room: Descriptor

        init(door: String, room: String) throws(SystemError) {
            self.door = try Descriptor(opening: door, flags: O_RDONLY | O_DIRECTORY)
            self.room = try Descriptor(opening: room, flags: O_RDONLY | O_DIRECTORY)
        }

        /// Another place in the same line, whatever the folders are called by now.
        init(beside other: Place) throws(SystemError) {
            door = try Self.again(other.door)
            room = try Self.again(other.room)
        }

        private static func again(
            _ folder: borrowing Descriptor
        ) throws(SystemError) -> Descriptor {
            let number = folder.number
            return Descriptor(
                owning: try Kernel.retrying(.open) {
                    unsafe openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                }
            )
        }

        /// Goes to the door and into the room.
        ///
        /// - Parameter flag: `LOCK_NB` not to wait.
        /// - Throws: ``SystemError`` with what flock(2) says; one may stand at the door then.
        func enter(_ flag: CInt = 0) throws(SystemError) {
            let (door, room) = (door.number, room.number)
            try Kernel.retrying(.lock) { flock(door, LOCK_EX | flag) }
            try Kernel.retrying(.lock) { flock(room, LOCK_EX | flag) }
            try Kernel.retrying(.lock) { flock(door, LOCK_UN) }
        }

        /// Leaves the room, and the door.
        func leave() {
            // There is nothing to do about an error: the process ends at some time.
            flock(room.number, LOCK_UN)
            flock(door.number, LOCK_UN)
        }
    }

    /// Joins a line.
    ///
    /// - Parameters:
    ///   - door: The folder that the next one has locked while waiting.
    ///   - room: The folder that one has locked while writing; another one.
    /// - Throws: ``SystemError`` with what open(2) says of the folders.
    package init(door: String, room: String) throws(SystemError) {
        place = Mutex(try Place(door: door, room: room))
    }

    /// Waits until it is this one's turn, which lasts until ``leave()``.
    ///
    /// To be called by one thread at a time.
    ///
    /// - Parameter limit: How long to wait.
    /// - Throws: ``SystemError`` with ``SystemError/isLocked`` if the turn has not come by then; with what
    ///   the kernel says if there is no line.
    package func enter(waitingAtMost limit: Duration) throws(SystemError) {
        let place = place.withLock { $0 }
        do {
            return try place.enter(LOCK_NB)
        } catch  where error.isLocked {
            guard limit > .zero, let wait = Wait(for: place) else {
                place.leave()
                throw error
            }
            guard try wait.ends(within: limit) else {
                // Another place for the next time: the wait for this one goes on, and its end is the
                // end of the turn, as nobody has the folders open any more.
                let next = try Place(beside: place)
                self.place.withLock { $0 = next }
                throw error
            }
        }
    }

    /// Gives the turn to the next.
    package func leave() {
        let place = place.withLock { $0 }
        place.leave()
    }

    /// The wait for a turn, on a thread of its own: flock(2) knows no limit.
    private final class Wait: Sendable {
        private let place: Place
        private let end = DispatchSemaphore(value: 0)
        private let error = Mutex<SystemError?>(nil)

        /// Begins to wait; `nil` if there can be no more threads.
        init?(for place: Place) {
            self.place = place
            // Not a queue of Dispatch, which has only so many threads: a hundred that wait must not keep
            // the one from working whose turn it is.
            var thread = pthread_t()
            let wait = unsafe Unmanaged.passRetained(self)
            let code = unsafe pthread_create(
                &thread,
                nil,
                { argument in
                    if let argument = unsafe argument {
                        unsafe Unmanaged<Wait>.fromOpaque(argument).takeRetainedValue().run()
                    }
                    return nil
                },
                wait.toOpaque()
            )
            guard code == 0 else {
                unsafe wait.release()
                return nil
            }
            pthread_detach(thread)
        }

        private func run() {
            do {
                try place.enter()
            } catch {
                self.error.withLock { $0 = error }
            }
            end.signal()
        }

        /// - Returns: Whether it is the turn.
        func ends(within limit: Duration) throws(SystemError) -> Bool {
            guard end.wait(timeout: .now() + limit / .seconds(1)) == .success else { return false }
            if let error = error.withLock({ $0 }) { throw error }
            return true
        }
    }
}
