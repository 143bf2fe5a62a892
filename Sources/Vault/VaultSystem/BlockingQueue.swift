import Dispatch

/// A thread for what waits for the disk, one thing after the other, so that tasks need not block the
/// threads that they share.
package final class BlockingQueue: Sendable {
    private let queue: DispatchQueue

    /// Creates a queue.
    ///
    /// - Parameter label: What debuggers call it.
    package init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Does something after what came before it.
    ///
    /// - Parameter work: What to do; it may block.
    /// - Returns: What `work` returns.
    package func run<Output: Sendable>(_ work: @escaping @Sendable () -> Output) async -> Output {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
