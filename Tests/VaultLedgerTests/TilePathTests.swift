import Testing
import VaultLedger

@Suite("Tile path")
struct TilePathTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let kind: Tile.Kind
        let index: Int
        var width = 256
        let path: String
        var testDescription: String { path }
    }

    static let rows = [
        Row(kind: .hashes(level: 0), index: 0, path: "tile/0/000"),
        Row(kind: .hashes(level: 0), index: 5, path: "tile/0/005"),
        Row(kind: .hashes(level: 1), index: 256, path: "tile/1/256"),
        Row(kind: .hashes(level: 0), index: 999, path: "tile/0/999"),
        Row(kind: .hashes(level: 0), index: 1000, path: "tile/0/x001/000"),
        Row(kind: .hashes(level: 3), index: 1_234_067, path: "tile/3/x001/x234/067"),
        Row(kind: .hashes(level: 0), index: 1_000_000, path: "tile/0/x001/x000/000"),
        Row(kind: .entries, index: 1_234_067, path: "tile/entries/x001/x234/067"),
        Row(kind: .hashes(level: 0), index: 0, width: 1, path: "tile/0/000.p/1"),
        Row(kind: .hashes(level: 0), index: 5, width: 255, path: "tile/0/005.p/255"),
        Row(kind: .entries, index: 1000, width: 44, path: "tile/entries/x001/000.p/44"),
        Row(kind: .hashes(level: 7), index: 0, width: 127, path: "tile/7/000.p/127"),
        Row(
            kind: .hashes(level: 0),
            index: Int.max / 256,
            width: 255,
            path: "tile/0/x036/x028/x797/x018/x963/967.p/255"
        ),
    ]

    @Test(arguments: rows)
    func `is written and read`(row: Row) throws {
        let tile = try Tile(kind: row.kind, index: row.index, width: row.width)
        #expect(tile.path == row.path)
        #expect(try Tile(path: row.path) == tile)
    }

    static let malformed: [Spelling] = [
        "", "/", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000",
        "Tile/0/000", "tiles/0/000", "tile/-1/000", "tile/+1/000", "tile/00/000", "tile/01/000",
        "tile/8/000", "tile/63/000", "tile/64/000", "tile/x/000", "tile/7/001", "tile/7/000",
        "tile/7/000.p/128", "tile/data/000", "tile/Entries/000", "tile/8/0/000", "tile/0/0",
        "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/000", "tile/0/x000/x001/000",
        "tile/0/001/000", "tile/0/x001/x000", "tile/0/X001/000", "tile/0/x1/000", "tile/0/xx01/000",
        "tile/0/+01", "tile/0/-01", "tile/0/x+01/000", "tile/0/0x1", "tile/0/ 01", "tile/0/01 ",
        "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/00", "tile/0/000.p/01",
        "tile/0/000.p/256", "tile/0/000.p/257", "tile/0/000.p/-1", "tile/0/000.p/+1",
        "tile/0/000.p/1/", "tile/0/000.p/1/1", "tile/0/000.p.p/1", "tile/0/000.P/1",
        "tile/0/x001.p/000", "tile/0/x001.p/1/000", "tile/0/.p/1", "tile/0.p/1", "tile/.p/1",
        "tile/0/000.p/18446744073709551617", "tile/18446744073709551616/000",
        "tile/0/x036/x028/x797/x018/x963/968", "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/\u{0660}\u{0660}\u{0660}", "tile/0/000\n", "tile/0/000\u{0}", "tile/0/000?",
        "tile/0/../0/000", "tile/entries", "tile/entries/", "tile/entries/000.p/256",
    ].map(Spelling.init(text:))

    @Test(arguments: malformed)
    func `has one spelling`(spelling: Spelling) {
        #expect(throws: LedgerError.malformedTile) { try Tile(path: spelling.text) }
    }

    @Test
    func `is read in bounded time, however deep`() {
        let deep = "tile/0/" + String(repeating: "x001/", count: 100_000) + "000"
        #expect(throws: LedgerError.malformedTile) { try Tile(path: deep) }
        let digits = "tile/0/000.p/" + String(repeating: "1", count: 1_000_000)
        #expect(throws: LedgerError.malformedTile) { try Tile(path: digits) }
    }

    @Test
    func `is refused, or is another tile's, with any bit changed`() {
        for row in Self.rows {
            let utf8 = Array(row.path.utf8)
            for place in utf8.indices {
                for bit in 0..<7 {
                    var changed = utf8
                    changed[place] ^= 1 << bit
                    let text = String(decoding: changed, as: UTF8.self)
                    guard let tile = try? Tile(path: text) else { continue }
                    #expect(tile.path == text)
                }
            }
        }
    }

    static let impossible: [(Tile.Kind, Int, Int)] = [
        (.hashes(level: -1), 0, 1), (.hashes(level: 8), 0, 1), (.hashes(level: .max), 0, 1),
        (.hashes(level: .min), 0, 1), (.hashes(level: 0), -1, 1), (.hashes(level: 0), .min, 1),
        (.hashes(level: 0), 0, 0), (.hashes(level: 0), 0, -1), (.hashes(level: 0), 0, 257),
        (.hashes(level: 0), 0, .max), (.hashes(level: 0), .max, 1), (.entries, .max, 256),
        (.hashes(level: 0), Int.max / 256, 256), (.hashes(level: 7), 0, 128),
        (.hashes(level: 7), 1, 1), (.hashes(level: 6), 128, 1), (.entries, 0, 0),
    ]

    @Test
    func `belongs to tiles that a tree can have`() throws {
        for (kind, index, width) in Self.impossible {
            #expect(throws: LedgerError.malformedTile, "\(kind) \(index) \(width)") {
                try Tile(kind: kind, index: index, width: width)
            }
        }
        let last = try Tile(kind: .hashes(level: 6), index: 127, width: 255)
        #expect(last.leaves == (127 * 256) << 48..<(127 * 256 + 255) << 48)
    }
}
