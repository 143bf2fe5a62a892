import Testing
import VaultLedger

@Suite("Tile")
struct TileTests {
    /// The tiles of a tree, from the words of c2sp.org/tlog-tiles.
    private func expectedTiles(ofSize size: Int) -> Set<String> {
        var paths: Set<String> = []
        for folder in ["entries", "0", "1", "2", "3"] {
            var count = size
            for _ in 0..<(Int(folder) ?? 0) { count /= 256 }
            for index in 0..<count / 256 { paths.insert("tile/\(folder)/\(number(index))") }
            if count % 256 > 0 {
                paths.insert("tile/\(folder)/\(number(count / 256)).p/\(count % 256)")
            }
        }
        return paths
    }

    private func number(_ index: Int) -> String {
        precondition(index < 1000, "these trees have fewer tiles")
        return String(String(index + 1000).dropFirst())
    }

    @Test
    func `is there as often as a tree of any size up to 600 needs it`() throws {
        for size in 0...600 {
            let tiles = Array(Tile.tiles(ofSize: size))
            #expect(Set(tiles.map(\.path)) == expectedTiles(ofSize: size), "\(size)")
            #expect(Set(tiles).count == tiles.count)
            for tile in tiles { #expect(tile.leaves.upperBound <= size) }
        }
    }

    @Test
    func `is there 549 times for 70000 leaves`() throws {
        let tiles = Array(Tile.tiles(ofSize: 70_000))
        #expect(Set(tiles.map(\.path)) == expectedTiles(ofSize: 70_000))
        #expect(tiles.filter { $0.kind == .entries && $0.isFull }.count == 273)
        #expect(tiles.filter { $0.kind == .hashes(level: 0) && $0.isFull }.count == 273)
        #expect(
            tiles.filter { !$0.isFull || $0.level > 0 }.map(\.path) == [
                "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17",
                "tile/2/000.p/1",
            ]
        )
    }

    @Test(arguments: [0, 1, 255, 256, 257, 511, 512, 513, 600])
    func `is added as the tree grows`(oldSize: Int) {
        for size in oldSize...601 {
            let old = Set(Tile.tiles(ofSize: oldSize))
            let added = Array(Tile.tiles(ofSize: size, addedSince: oldSize))
            #expect(Set(added) == Set(Tile.tiles(ofSize: size)).subtracting(old), "\(size)")
            #expect(Set(added).count == added.count)
        }
    }

    @Test
    func `is listed for huge trees one by one`() {
        var tiles = Tile.tiles(ofSize: .max).makeIterator()
        let first = tiles.next()
        #expect(first?.path == "tile/entries/000")
        let last = Array(Tile.tiles(ofSize: .max, addedSince: .max - 1)).map(\.path)
        #expect(last.count == 2)
        #expect(last.last == "tile/0/x036/x028/x797/x018/x963/967.p/255")
    }

    @Test
    func `holds hashes and entries as in the worked example`() throws {
        let tile = try Tile(path: "tile/0/000.p/5")
        let bytes = Tile.bytes(of: Example.leafHashes)
        #expect(bytes.count == 160)
        #expect(Digest.of(bytes.span).hexadecimal.hasPrefix("466be3a6"))
        #expect(Digest.of(bytes.span).hexadecimal.hasSuffix("894f"))
        #expect(try tile.hashes(in: bytes) == Example.leafHashes)

        let bundle = try Tile(path: "tile/entries/000.p/5")
        let expected: [UInt8] =
            [0, 5] + Array("alpha".utf8) + [0, 5] + Array("bravo".utf8) + [0, 7]
            + Array("charlie".utf8) + [0, 5] + Array("delta".utf8) + [0, 4] + Array("echo".utf8)
        #expect(expected.count == 36)
        #expect(try Tile.bytes(of: Example.entries) == expected)
        #expect(try bundle.entries(in: expected) == Example.entries)
    }

    @Test
    func `holds as many hashes as it is wide, and nothing else`() throws {
        let bytes = Tile.bytes(of: Example.leafHashes)
        for width in 1...256 where width != 5 {
            let tile = try Tile(kind: .hashes(level: 0), index: 0, width: width)
            #expect(throws: LedgerError.malformedTile) { try tile.hashes(in: bytes) }
        }
        let tile = try Tile(path: "tile/0/000.p/5")
        for count in 0..<bytes.count {
            #expect(throws: LedgerError.malformedTile) {
                try tile.hashes(in: Array(bytes[..<count]))
            }
        }
        #expect(throws: LedgerError.malformedTile) { try tile.hashes(in: bytes + [0]) }
        #expect(throws: LedgerError.malformedTile) { try tile.entries(in: bytes) }
        let bundle = try Tile(path: "tile/entries/000.p/5")
        #expect(throws: LedgerError.malformedTile) { try bundle.hashes(in: bytes) }
    }

    @Test
    func `holds as many entries as it is wide, and nothing else`() throws {
        let bundle = try Tile(path: "tile/entries/000.p/5")
        let bytes = try Tile.bytes(of: Example.entries)
        for count in 0..<bytes.count {
            #expect(throws: LedgerError.malformedTile) {
                try bundle.entries(in: Array(bytes[..<count]))
            }
        }
        #expect(throws: LedgerError.malformedTile) { try bundle.entries(in: bytes + [0]) }
        #expect(throws: LedgerError.malformedTile) { try bundle.entries(in: bytes + [0, 0]) }
        for width in [1, 4, 6, 255, 256] {
            let tile = try Tile(kind: .entries, index: 0, width: width)
            #expect(throws: LedgerError.malformedTile) { try tile.entries(in: bytes) }
        }
    }

    @Test
    func `holds entries of no byte and of 65535 bytes, and no longer ones`() throws {
        let bundle = try Tile(path: "tile/entries/000.p/2")
        let entries = [[], Array(repeating: UInt8(7), count: 65_535)]
        let bytes = try Tile.bytes(of: entries)
        #expect(bytes.prefix(4) == [0, 0, 0xFF, 0xFF])
        #expect(try bundle.entries(in: bytes) == entries)
        #expect(throws: LedgerError.malformedTile) {
            try Tile.bytes(of: [Array(repeating: 7, count: 65_536)])
        }
    }

    @Test
    func `says something else with any bit of a bundle changed, or is refused`() throws {
        let bundle = try Tile(path: "tile/entries/000.p/5")
        let bytes = try Tile.bytes(of: Example.entries)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                guard let entries = try? bundle.entries(in: changed) else { continue }
                #expect(entries != Example.entries)
                #expect(try Tile.bytes(of: entries) == changed)
            }
        }
    }
}
