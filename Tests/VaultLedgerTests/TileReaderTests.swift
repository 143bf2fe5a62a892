import Testing
import VaultLedger

@Suite("Tile reader")
struct TileReaderTests {
    typealias ReadError = TileReadError<ExportExample.Missing>

    @Test(arguments: [0, 1, 2, 5, 255, 256, 257, 511, 512, 600])
    func `has every hash of the tree`(size: Int) throws {
        let export = try ExportExample(size: size)
        let reader = try TileReader(head: export.head, source: export.fetch)
        let levels = ArrayReader(leaves: Array(ExportExample.leafHashes(0..<size))).levels
        for level in levels.indices {
            for index in levels[level].indices {
                #expect(try reader.node(level: level, index: index) == levels[level][index])
            }
            #expect(throws: ReadError.outsideTree) {
                try reader.node(level: level, index: levels[level].count)
            }
        }
        #expect(try reader.root(size: size) == export.head.root)
        #expect(try export.readAll() == (0..<size).map(ExportExample.entry))
    }

    @Test
    func `proves inclusion and consistency in a tree of three levels`() throws {
        let export = try ExportExample.large()
        let reader = try TileReader(head: export.head, source: export.fetch)
        for index in [0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
            let leafHash = MerkleTree.leafHash(of: ExportExample.entry(index).span)
            let proof = try reader.inclusionProof(index: index, size: 70_000)
            try proof.verify(leafHash: leafHash, in: export.head)
        }
        for size in [1, 255, 256, 600, 65_535, 65_536, 65_537, 69_999] {
            let proof = try reader.consistencyProof(from: size, to: 70_000)
            try proof.verify(from: ExportExample.head(size: size), to: export.head)
        }
    }

    @Test
    func `fetches every tile once for all leaves in their order`() throws {
        let export = try ExportExample.large()
        var fetched: [Tile: Int] = [:]
        let reader = try TileReader(head: export.head) { tile throws(ExportExample.Missing) in
            fetched[tile, default: 0] += 1
            return try export.fetch(tile)
        }
        for index in 0..<70_000 { _ = try reader.node(level: 0, index: index) }
        #expect(fetched.values.allSatisfy { $0 == 1 })
        #expect(Set(fetched.keys) == Set(Tile.tiles(ofSize: 70_000).filter { $0.kind != .entries }))

        // The first tiles have made room by then, but not the one that leads to them.
        fetched = [:]
        _ = try reader.node(level: 0, index: 0)
        #expect(fetched == [try Tile(path: "tile/0/000"): 1])
    }

    /// Sizes, and how far apart the bytes are that are changed in the files of such a tree.
    @Test(arguments: [5: 1, 20: 1, 300: 61])
    func `accepts no file with a bit changed`(size: Int, step: Int) throws {
        let export = try ExportExample(size: size)
        for path in export.paths where path != "checkpoint" {
            let bytes = try #require(export.files[path])
            for place in stride(from: 0, to: bytes.count, by: step) {
                var changed = export
                changed.files[path]?[place] ^= 1 << (place % 8)
                #expect(throws: ReadError.self, "\(path), byte \(place)") { try changed.readAll() }
            }
        }
    }

    @Test
    func `accepts no file that is missing, cut, lengthened or exchanged`() throws {
        let export = try ExportExample(size: 600)
        for path in export.paths where path != "checkpoint" {
            let bytes = try #require(export.files[path])
            var variants: [[UInt8]?] = [nil, [], bytes.dropLast(), bytes + [0], bytes + bytes]
            if !path.contains("entries") {
                variants += [Array(bytes.dropLast(32)), bytes + bytes.prefix(32)]
            }
            variants += export.files.values.filter { $0 != bytes }
            for variant in variants {
                var changed = export
                changed.files[path] = variant
                #expect(throws: ReadError.self, "\(path)") { try changed.readAll() }
            }
        }
    }

    @Test
    func `names the tile that does not lead to its parent`() throws {
        var export = try ExportExample(size: 600)
        export.files["tile/0/001"]?[0] ^= 1
        export.files["tile/entries/000"]?[2] ^= 1
        let reader = try TileReader(head: export.head, source: export.fetch)
        // Not even a leaf that is as it was is believed out of a tile that is not.
        #expect(throws: ReadError.refused(try Tile(path: "tile/0/001"), .rootMismatch)) {
            try reader.node(level: 0, index: 511)
        }
        #expect(throws: ReadError.refused(try Tile(path: "tile/entries/000"), .rootMismatch)) {
            try reader.entries(inBundle: 0)
        }
        #expect(try reader.entries(inBundle: 2).count == 88)
        #expect(
            try reader.node(level: 8, index: 1)
                == ArrayReader(
                    leaves: Array(ExportExample.leafHashes(0..<600))
                ).levels[8][1]
        )

        export.files["tile/0/000"] = nil
        let other = try TileReader(head: export.head, source: export.fetch)
        let missing = try Tile(path: "tile/0/000")
        #expect(throws: ReadError.unavailable(missing, ExportExample.Missing())) {
            try other.node(level: 0, index: 0)
        }
    }

    @Test
    func `follows the head alone`() throws {
        let export = try ExportExample(size: 600)
        #expect(throws: ReadError.headMismatch) {
            try TileReader(
                head: TreeHead(size: 600, root: export.head.root.changed),
                source: export.fetch
            )
        }
        #expect(throws: ReadError.headMismatch) {
            try TileReader(head: TreeHead(size: 0, root: export.head.root), source: export.fetch)
        }
        #expect(throws: ReadError.headMismatch) {
            try TileReader(head: TreeHead(size: -1, root: export.head.root), source: export.fetch)
        }
        for size in [1, 256, 512, 599, 601, 70_000, Int.max] {
            #expect(throws: ReadError.self, "\(size)") {
                try TileReader(
                    head: TreeHead(size: size, root: export.head.root),
                    source: export.fetch
                )
            }
        }
    }

    @Test
    func `has nothing outside the tree`() throws {
        let export = try ExportExample(size: 600)
        let reader = try TileReader(head: export.head, source: export.fetch)
        let places = [
            (0, -1), (0, 600), (0, Int.max), (-1, 0), (Int.min, 0), (8, 2), (9, 1), (10, 0),
            (62, 0), (63, 0), (64, 0), (Int.max, 0),
        ]
        for (level, index) in places {
            #expect(throws: ReadError.outsideTree, "\(level) \(index)") {
                try reader.node(level: level, index: index)
            }
        }
        for index in [-1, 3, Int.max, Int.min] {
            #expect(throws: ReadError.outsideTree) { try reader.entries(inBundle: index) }
        }
    }
}
