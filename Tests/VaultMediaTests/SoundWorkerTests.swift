import TestSupport
import Testing
import VaultMedia
import VaultSystem

@Suite("A worker that goes right")
struct SoundWorkerTests {
    @Test
    func `looks at a long file's beginning and end, and says so`() throws {
        let page = try Fixture.bytes("arrivals/script.pdf")
        let head = page + [UInt8](repeating: 0x20, count: InspectionSample.headCount - page.count)
        let tail = [UInt8](repeating: 0x20, count: InspectionSample.tailCount)
        let found = try WorkerInspector(.vaulttool)
            .inspect(sample(of: head + tail, size: 1 << 33), name: "long.pdf")
        #expect(found == Inspection(mediaType: "application/pdf", reasons: [.contentPartial]))
    }

    @Test(.timeLimit(.minutes(10)))
    func `survives hundreds of damaged files`() throws {
        let seed: UInt64 = 20_261_125
        var generator = SeededGenerator(seed: seed)
        let inspector = WorkerInspector(.vaulttool)
        var failures = 0
        let start = ContinuousClock.now
        for round in 0..<600 {
            let arrival = Arrival.all[round % Arrival.all.count]
            guard arrival.name != "bomb.pdf" else { continue }
            let bytes = Self.damaged(try arrival.bytes(), by: &generator)
            let found = try inspector.inspect(sample(of: bytes), name: arrival.name)
            if found.reasons.contains(.parserFailed) { failures += 1 }
            #expect(found.verdict == .accept || !found.reasons.isEmpty, "seed \(seed), \(round)")
        }
        #expect(failures < 60)
        #expect(start.duration(to: .now) < .seconds(300))
        // And it still works.
        let page = try Fixture.bytes("arrivals/page.pdf")
        #expect(try inspector.inspect(sample(of: page), name: "a.pdf").reasons.isEmpty)
    }

    /// Changes some bytes, takes some out, or repeats some.
    private static func damaged(
        _ bytes: [UInt8],
        by generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = bytes
        guard bytes.count > 8 else { return bytes }
        for _ in 0..<Int.random(in: 1...12, using: &generator) {
            let place = Int.random(in: 0..<bytes.count - 4, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.replaceSubrange(place..<place + 4, with: [0xFF, 0xFF, 0xFF, 0xFF])
            case 3 where bytes.count > 64: bytes.removeSubrange(place..<place + 2)
            default: bytes.insert(contentsOf: bytes[place..<place + 4], at: place)
            }
        }
        return bytes
    }
}
