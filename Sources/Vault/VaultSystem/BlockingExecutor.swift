import Dispatch

/// Runs the work of an actor on a queue of its own.
///
/// Databases, fsync and scrypt block, and the threads that Swift shares among all tasks must not.
package final class BlockingExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// Creates an executor.
    ///
    /// - Parameter label: What debuggers call its queue.
    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs a job after those before it.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// The reference that an actor gives as its executor; the actor keeps this object alive.
    @safe package var reference: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }
}
