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
}
