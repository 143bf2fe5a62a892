import VaultAge

extension [UInt8] {
    /// The bytes that `span` covers.
    init(copying span: Span<UInt8>) {
        self.init(capacity: span.count) { output in
            for index in span.indices { output.append(span[index]) }
        }
    }

    /// Bytes that look random and are the same in every run.
    ///
    /// - Parameter count: How many.
    init(patternOf count: Int) {
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15
        let block = (0..<Swift.min(count, 997)).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        self = []
        reserveCapacity(count + 997)
        while self.count < count { self += block }
        removeLast(self.count - count)
    }
}
