import Dispatch
import Glibc
import Synchronization

/// The same work for many inputs on all cores, while the caller does something else.
package final class ParallelWork<Input: Sendable, Output: Sendable>: Sendable {
    private let inputs: [Input]
    private let transform: @Sendable (Input) -> Output
    private let state: Mutex<State>

    /// The inputs that are worked on now.
    ///
    /// Helpers that have not begun are not waited for: all threads may be busy with something else.
    private let running = DispatchGroup()

    private struct State {
        var next = 0
        var outputs: [Output?]
    }

    /// Begins the work on the cores that the caller leaves free.
    ///
    /// - Parameters:
    ///   - inputs: What to work on.
    ///   - isCallerBusy: Whether the caller has something else to do first, so that a single input is
    ///     left to another core too.
    ///   - transform: The work on one input; it must not wait for others.
    package init(
        on inputs: [Input],
        isCallerBusy: Bool = false,
        _ transform: @escaping @Sendable (Input) -> Output
    ) {
        self.inputs = inputs
        self.transform = transform
        state = Mutex(State(outputs: Array(repeating: nil, count: inputs.count)))
        let helperCount = min(coreCount - 1, isCallerBusy ? inputs.count : inputs.count - 1)
        for _ in 0..<max(0, helperCount) {
            DispatchQueue.global().async { self.work() }
        }
    }

    /// Helps with what is not begun, and waits for the rest.
    ///
    /// - Returns: What came of the inputs, in their order.
    package func outputs() -> [Output] {
        work()
        running.wait()
        return state.withLock { $0.outputs.compactMap { $0 } }
    }

    private func work() {
        while let place = take() {
            let output = transform(inputs[place])
            state.withLock { $0.outputs[place] = output }
            running.leave()
        }
    }

    /// Takes the next input that nobody has begun.
    private func take() -> Int? {
        state.withLock { state in
            guard state.next < inputs.count else { return nil }
            defer { state.next += 1 }
            running.enter()
            return state.next
        }
    }
}

/// How many cores there are, which takes opening a file to find out.
package let coreCount = max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN)))
