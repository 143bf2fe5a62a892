import Testing
import VaultSystem

@Suite("Search for bytes")
struct SearchTests {
    /// Every text of up to five letters from an alphabet of two.
    static let texts: [[UInt8]] = (0...5).flatMap { count in
        (0..<1 << count).map { bits in (0..<count).map { UInt8(bits >> $0 & 1) } }
    }

    /// Where a part begins, by comparing it with what stands at each offset.
    private func offset(of part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard !part.isEmpty, start < text.count else { return nil }
        return (start..<text.count).first { text[$0...].starts(with: part) }
    }

    @Test
    func `finds the first place of every part in every short text, from every start`() {
        for text in Self.texts {
            for start in 0...text.count + 1 {
                for part in Self.texts {
                    #expect(
                        text.span.firstOffset(of: part.span, from: start)
                            == offset(of: part, in: text, from: start),
                        "\(part) in \(text) from \(start)"
                    )
                }
                for byte in [UInt8(0), 1, 2] {
                    #expect(
                        text.span.firstOffset(of: byte, from: start)
                            == offset(of: [byte], in: text, from: start)
                    )
                }
            }
        }
    }

    @Test
    func `finds a byte at every place of a long text`() {
        for place in 0..<200 {
            var text = [UInt8](repeating: 7, count: 200)
            text[place] = 0xFF
            #expect(text.span.firstOffset(of: 0xFF) == place)
            #expect(text.span.firstOffset(of: 0xFF, from: place) == place)
            #expect(text.span.firstOffset(of: 0xFF, from: place + 1) == nil)
        }
    }
}
