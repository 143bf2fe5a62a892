import Dispatch
import Synchronization

/// The same work for inputs that come one after the other, on all cores, while the caller does
/// something else: whose outputs are taken in the order of the inputs.
///
/// One thread adds inputs and takes outputs.
package final class WorkLine<Input: Sendable, Output: Sendable>: Sendable {
    private let width: Int
    private let limit: Int
    private let transform: @Sendable (Input) -> Output
    private let state = Mutex(State())

    /// Counts the ends of work, so that the caller can wait for the next one.
    private let ends = DispatchSemaphore(value: 0)

    private struct State {
        var waiting: [(place: Int, weight: Int, input: Input)] = []
        var outputs: [Int: Output] = [:]
        var added = 0
        var finished = 0
        var taken = 0
        var threads = 0

        /// The weight of what is waiting or worked on.
        var load = 0
    }

    /// Prepares the work.
    ///
    /// - Parameters:
    ///   - width: On how many inputs to work at a time; as many as there are cores unless told
    ///     otherwise.
    ///   - limit: What the inputs may weigh together that are not done yet. One is taken whatever it
    ///     weighs.
    ///   - transform: The work on one input; it must not wait for others.
    package init(
        width: Int = coreCount,
        limit: Int = .max,
        _ transform: @escaping @Sendable (Input) -> Output
    ) {
        self.width = max(1, width)
        self.limit = limit
        self.transform = transform
    }

    /// How many inputs were added whose outputs were not taken.
    package var count: Int { state.withLock { $0.added - $0.taken } }

    /// How many inputs are waiting or worked on.
    package var unfinishedCount: Int { state.withLock { $0.added - $0.finished } }

    /// Adds an input, after waiting until the limit allows for it.
    ///
    /// - Parameters:
    ///   - input: What to work on.
    ///   - weight: Its share of the limit.
    package func add(_ input: Input, weight: Int = 0) {
        while !state.withLock({ $0.load == 0 || weight <= limit - $0.load }) { ends.wait() }
        let needsThread = state.withLock { state in
            state.waiting.append((state.added, weight, input))
            state.added += 1
            state.load += weight
            guard state.threads < width else { return false }
            state.threads += 1
            return true
        }
        if needsThread { DispatchQueue.global().async { self.work() } }
    }

    /// Takes the output of the first input whose output was not taken, and waits for it if need be.
    ///
    /// There must be one.
    ///
    /// - Returns: What came of that input.
    package func next() -> Output {
        while true {
            let output = state.withLock { state in
                precondition(state.taken < state.added, "there is an output for each input")
                let output = state.outputs.removeValue(forKey: state.taken)
                if output != nil { state.taken += 1 }
                return output
            }
            if let output { return output }
            ends.wait()
        }
    }

    private func work() {
        while let (place, weight, output) = workOnce() {
            state.withLock { state in
                state.outputs[place] = output
                state.finished += 1
                state.load -= weight
            }
            ends.signal()
        }
    }

    /// Works on the next input; `nil` if there is none, and the thread is not needed any more.
    ///
    /// When this returns, the input is gone.
    private func workOnce() -> (place: Int, weight: Int, output: Output)? {
        let next = state.withLock { state -> (place: Int, weight: Int, input: Input)? in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        guard let next else { return nil }
        return (next.place, next.weight, transform(next.input))
    }
}
