import Synchronization
import Testing
import VaultSystem

@Suite("A line of work")
struct WorkLineTests {
    @Test(arguments: [1, 2, 7])
    func `gives outputs in the order of the inputs, whenever they are taken`(width: Int) {
        let calls = Mutex(0)
        let line = WorkLine<Int, Int>(width: width) { number in
            calls.withLock { $0 += 1 }
            return number * number
        }
        var outputs: [Int] = []
        for number in 0..<500 {
            line.add(number)
            // As a caller that is sometimes ahead and sometimes waits.
            if number.isMultiple(of: 7) { while line.count > 5 { outputs.append(line.next()) } }
        }
        while line.count > 0 { outputs.append(line.next()) }
        #expect(outputs == (0..<500).map { $0 * $0 })
        #expect(calls.withLock(\.self) == 500)
    }

    @Test
    func `begins before anything is taken, on more than one thread`() {
        // Each input waits for the other one: alone it would never end.
        let here = Mutex(0)
        let line = WorkLine<Int, Bool>(width: 2) { _ in
            here.withLock { $0 += 1 }
            while here.withLock({ $0 < 2 }) {}
            return true
        }
        line.add(0)
        #expect(line.unfinishedCount == 1)
        line.add(1)
        #expect(line.next() && line.next())
        #expect(line.unfinishedCount == 0)
        #expect(line.count == 0)
    }

    @Test(arguments: [1, 10, 25, 1_000])
    func `never holds more than its limit, but for one input that is heavier`(limit: Int) {
        let load = Mutex((now: 0, most: 0))
        let line = WorkLine<Int, Int>(width: 3, limit: limit) { weight in
            load.withLock { $0.now -= weight }
            return weight
        }
        let weights = (0..<200).map { 1 + $0 * 7 % 10 }
        for weight in weights {
            line.add(weight, weight: weight)
            load.withLock { load in
                load.now += weight
                load.most = max(load.most, load.now)
            }
        }
        #expect(weights.map { _ in line.next() } == weights)
        #expect(load.withLock(\.most) <= max(limit, weights.max() ?? 0))
    }

    @Test
    func `lets go of an input when its work is done`() {
        final class Flag: Sendable {
            let count: Mutex<Int>
            init() { count = Mutex(0) }
        }
        final class Input: Sendable {
            let flag: Flag
            init(_ flag: Flag) { self.flag = flag }
            deinit { flag.count.withLock { $0 += 1 } }
        }
        let flag = Flag()
        let line = WorkLine<Input, Int>(width: 1) { _ in flag.count.withLock(\.self) }
        for _ in 0..<3 { line.add(Input(flag)) }
        #expect((0..<3).map { _ in line.next() } == [0, 1, 2])
    }
}
