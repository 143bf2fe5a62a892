import CSystem
import Glibc
import Synchronization

/// What has to go when the process is asked to end: folders in the making, which may hold what was
/// decrypted.
///
/// A killed process cannot do anything: see ``StagedFolder``.
package enum Interruption {
    /// The paths of the folders.
    private static let folders = Mutex<Set<String>>([])

    /// The signals that people and systems send: Ctrl-C, kill(1), the end of a session.
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Notes a folder that must not be left behind.
    static func note(_ path: String) { folders.withLock { _ = $0.insert(path) } }

    /// Forgets a folder that is complete, or gone.
    static func forget(_ path: String) { folders.withLock { _ = $0.remove(path) } }

    /// From now on removes the folders in the making before the process ends by a signal.
    ///
    /// For programs that own their process: a library leaves signals to its host. What a program of
    /// ours starts has its signals as before (execve(2)).
    package static func clearsUp() {
        var ends: [CInt] = [-1, -1]
        var thread = pthread_t()
        // Without a pipe or a thread signals end the process as ever.
        guard unsafe pipe2(&ends, O_CLOEXEC) == 0 else { return }
        let reading = unsafe UnsafeMutableRawPointer(bitPattern: Int(ends[0]))
        let code = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                Interruption.wait(on: CInt(Int(bitPattern: argument)))
                return nil
            },
            reading
        )
        guard code == 0 else { return }
        pthread_detach(thread)
        for number in signals { csystem_watch(number, ends[1]) }
    }

    /// Waits for a signal, clears up and ends the process.
    private static func wait(on pipe: CInt) {
        var number: UInt8 = 0
        var count = 0
        repeat { count = unsafe read(pipe, &number, 1) } while count < 0 && errno == EINTR
        guard count == 1 else { return }
        // Whoever writes into one does not find it any more under its name.
        for path in folders.withLock({ $0 }) {
            let gone =
                Kernel.folder(of: path) + "/" + Kernel.randomName(prefix: TemporaryName.prefix)
            guard unsafe rename(path, gone) == 0 else { continue }
            Folder.removeAll(gone)
        }
        csystem_end_by(CInt(number))
    }
}
