import Dispatch
import Synchronization
import Testing
import VaultSystem

@Suite("Parallel work")
struct ParallelWorkTests {
    @Test(arguments: [0, 1, 2, 3, 64, 1_000])
    func `gives one output for each input, in their order`(count: Int) {
        let calls = Mutex(0)
        let work = ParallelWork(on: Array(0..<count)) { number in
            calls.withLock { $0 += 1 }
            return number * number
        }
        #expect(work.outputs() == (0..<count).map { $0 * $0 })
        #expect(calls.withLock(\.self) == count)
    }

    @Test(arguments: [0, 1, 2, 64])
    func `gives the same while the caller is busy`(count: Int) {
        let work = ParallelWork(on: Array(0..<count), isCallerBusy: true) { $0 + 1 }
        #expect(work.outputs() == Array(1..<count + 1))
    }

    @Test
    func `keeps outputs that are nothing`() {
        let work = ParallelWork(on: Array(0..<100)) { $0.isMultiple(of: 2) ? $0 : nil }
        #expect(work.outputs() == (0..<100).map { $0.isMultiple(of: 2) ? $0 : nil })
    }

    @Test
    func `does not wait for helpers that have not begun`() {
        let crowd = Crowd()
        crowd.gather()
        let work = ParallelWork(on: Array(0..<100), isCallerBusy: true) { $0 + 1 }
        #expect(work.outputs() == Array(1...100))
        #expect(crowd.disperse() == 0)
    }
}

/// Work that keeps every thread of the system's queue busy.
private final class Crowd: Sendable {
    private let isOver = Atomic(false)
    private let impatient = Atomic(0)

    /// Fills the queue until ``disperse()``, or until the crowd loses its patience.
    func gather() {
        for _ in 0..<(4 * coreCount) {
            DispatchQueue.global().async {
                let end = ContinuousClock.now + .seconds(10)
                while !self.isOver.load(ordering: .relaxed) {
                    guard ContinuousClock.now < end else {
                        self.impatient.add(1, ordering: .relaxed)
                        return
                    }
                }
            }
        }
    }

    /// Ends it.
    ///
    /// - Returns: How many have not waited for this.
    func disperse() -> Int {
        isOver.store(true, ordering: .relaxed)
        return impatient.load(ordering: .relaxed)
    }
}
