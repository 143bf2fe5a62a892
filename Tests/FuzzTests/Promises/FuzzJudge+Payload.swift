@testable import VaultAge
@testable import VaultCrypto

extension FuzzJudge {
    /// What the bytes of an input say: a payload, what happens to it, and how it arrives.
    ///
    /// The first three bytes are the length of the plaintext, the fourth the length of the runs in
    /// which the payload arrives, in units of 611 bytes. Then come steps of five bytes: what to do,
    /// where (three bytes), and a byte for it.
    private struct Plan {
        let plaintext: [UInt8]
        let runCount: Int
        let steps: [[UInt8]]

        init?(_ bytes: [UInt8]) {
            guard bytes.count >= 4 else { return nil }
            let count = Self.number(bytes[0..<3]) % 200_000
            plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 251 &+ $0) }
            runCount = (Int(bytes[3]) + 1) * 611
            steps = stride(from: 4, to: bytes.count - 4, by: 5).prefix(8).map {
                Array(bytes[$0..<$0 + 5])
            }
        }

        static func number(_ bytes: ArraySlice<UInt8>) -> Int {
            bytes.reduce(0) { $0 << 8 | Int($1) }
        }

        /// The payload after all steps.
        func changed(_ payload: [UInt8]) -> [UInt8] {
            var payload = payload
            for step in steps where !payload.isEmpty {
                let place = Self.number(step[1..<4]) % payload.count
                switch step[0] % 5 {
                case 0: payload[place] ^= step[4]
                case 1: payload.removeLast(payload.count - place)
                case 2: payload.insert(step[4], at: place)
                case 3: payload.append(step[4])
                default: exchange(place, &payload)
                }
            }
            return payload
        }

        /// Exchanges the chunk at a place with the first one, if both are whole.
        private func exchange(_ place: Int, _ payload: inout [UInt8]) {
            let size = Payload.sealedChunkCount
            let start = place / size * size
            guard start > 0, start + size <= payload.count else { return }
            let first = Array(payload[..<size])
            payload.replaceSubrange(..<size, with: payload[start..<start + size])
            payload.replaceSubrange(start..<start + size, with: first)
        }
    }

    /// The key of all payloads.
    private static func key() -> PayloadKey {
        PayloadKey(SecretBytes(copying: [UInt8](repeating: 9, count: 32).span))
    }

    private static func sealed(_ plaintext: [UInt8]) -> [UInt8] {
        var sealer = PayloadSealer(key: key())
        return [UInt8](capacity: Payload.sealedCount(of: plaintext.count)) { output in
            var rest = plaintext.span
            while rest.count > Payload.chunkCount {
                let chunk = rest.extracting(first: Payload.chunkCount)
                sealer.seal(chunk, isLast: false, into: &output)
                rest = rest.extracting(droppingFirst: Payload.chunkCount)
            }
            sealer.seal(rest, isLast: true, into: &output)
        }
    }

    /// A payload opens if it is as it was sealed, and not otherwise; what comes out before that shows
    /// is a beginning of the plaintext.
    mutating func readAgePayload(_ bytes: [UInt8]) {
        guard let plan = Plan(bytes) else { return }
        let original = Self.sealed(plan.plaintext)
        let payload = plan.changed(original)
        var reader = PayloadReader(PayloadOpener(key: Self.key()))
        var opened: [UInt8] = []
        var isWhole = true
        do {
            var offset = 0
            while offset < payload.count {
                let end = min(payload.count, offset + plan.runCount)
                try reader.update(payload.span.extracting(offset..<end), from: 0) { span in
                    opened.append(addingCapacity: span.count) { $0.append(copying: span) }
                }
                offset = end
            }
            try reader.finish { span in
                opened.append(addingCapacity: span.count) { $0.append(copying: span) }
            }
        } catch {
            isWhole = false
        }
        expect(
            isWhole == (payload == original),
            else: "a changed payload opens, or a whole does not"
        )
        expect(plan.plaintext.starts(with: opened), else: "something else comes out than went in")
        expect(!isWhole || opened == plan.plaintext, else: "a part of the plaintext is missing")
        let count = Payload.plaintextCount(ofSealed: payload.count)
        if let count {
            expect(Payload.sealedCount(of: count) == payload.count, else: "two lengths are one")
        }
    }
}
