import Dispatch
import Synchronization

/// Work on another thread, whose result is waited for when it is needed.
package final class BackgroundWork<Output: Sendable>: Sendable {
    private let output = Mutex<Output?>(nil)
    private let end = DispatchGroup()

    /// Begins the work.
    ///
    /// - Parameter work: The work, which must not wait for the caller.
    package init(_ work: @escaping @Sendable () -> Output) {
        DispatchQueue.global().async(group: end) {
            let result = work()
            self.output.withLock { $0 = result }
        }
    }

    /// Waits for the end of the work.
    ///
    /// - Returns: What came of it.
    package func result() -> Output {
        end.wait()
        guard let result = output.withLock({ $0 }) else {
            preconditionFailure("work that has ended has a result")
        }
        return result
    }
}
