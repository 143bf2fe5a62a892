import Testing
import VaultLedger

@Suite("Tile writer")
struct TileWriterTests {
    @Test
    func `makes every tile of every size up to 600`() throws {
        var writer = TileWriter()
        var full: [TileFile] = []
        for size in 0...600 {
            let head = ExportExample.head(size: size)
            let last = try writer.finish(with: ExportExample.checkpoint(head))
            #expect(last.last?.path == "checkpoint")
            let paths = (full + last.dropLast()).map(\.path)
            #expect(Set(paths) == Set(Tile.tiles(ofSize: size).map(\.path)), "\(size)")
            #expect(Set(paths).count == paths.count)
            full += try writer.append(ExportExample.entry(size))
        }
    }

    /// MTH of c2sp.org/tlog-tiles for each hash of a tile.
    private func expected(_ tile: Tile) -> [Digest] {
        let span = tile.leaves.count / tile.width
        return (0..<tile.width).map { place in
            let start = tile.leaves.lowerBound + place * span
            return MerkleTree.root(of: ExportExample.leafHashes(start..<start + span))
        }
    }

    @Test(arguments: [1, 5, 255, 256, 257, 600, 70_000])
    func `puts into each tile what the definition says`(size: Int) throws {
        let export = size == 70_000 ? try ExportExample.large() : try ExportExample(size: size)
        for tile in Tile.tiles(ofSize: size) {
            let bytes = try #require(export.files[tile.path])
            if tile.kind == .entries {
                #expect(try tile.entries(in: bytes) == tile.leaves.map(ExportExample.entry))
            } else {
                #expect(try tile.hashes(in: bytes) == expected(tile), "\(tile.path)")
            }
        }
        let checkpoint = try SignedNote(parsing: try #require(export.files["checkpoint"]))
        let key = try VerifierKey(Example.logKey)
        #expect(try Checkpoint(verifying: checkpoint, by: key).head == export.head)
    }

    @Test(arguments: [600, 70_000])
    func `gives files out in the order of publishing`(size: Int) throws {
        let export = size == 70_000 ? try ExportExample.large() : try ExportExample(size: size)
        let paths = export.paths
        #expect(paths.last == "checkpoint")
        let tiles = try paths.dropLast().map { try Tile(path: $0) }
        var covered: [Tile.Kind: Int] = [:]
        for tile in tiles {
            let below: Tile.Kind = tile.level > 0 ? .hashes(level: tile.level - 1) : .entries
            if tile.kind != .entries {
                #expect(covered[below, default: 0] >= tile.leaves.upperBound, "\(tile.path)")
            }
            #expect(covered[tile.kind, default: 0] == tile.leaves.lowerBound, "\(tile.path)")
            covered[tile.kind] = tile.leaves.upperBound
        }
        #expect(covered[.entries] == size)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 273])
    func `goes on after any number of bundles`(bundleCount: Int) throws {
        let size = 70_000
        let whole = try ExportExample.large()
        let reader = try TileReader(head: whole.head, source: whole.fetch)
        var writer = try TileWriter(resumingAfter: bundleCount, from: reader)
        #expect(writer.size == bundleCount * 256)
        var files: [TileFile] = []
        for index in bundleCount * 256..<size {
            files += try writer.append(ExportExample.entry(index))
        }
        files += try writer.finish(with: ExportExample.checkpoint(whole.head))
        #expect(files.map(\.path) == whole.paths.suffix(files.count))
        for file in files { #expect(whole.files[file.path] == file.bytes, "\(file.path)") }
    }

    @Test
    func `gives out no checkpoint that its entries do not lead to`() throws {
        var writer = TileWriter()
        for index in 0..<5 { _ = try writer.append(ExportExample.entry(index)) }
        let head = ExportExample.head(size: 5)
        #expect(try writer.finish(with: ExportExample.checkpoint(head)).count == 3)
        for wrong in [
            TreeHead(size: 5, root: head.root.changed), TreeHead(size: 6, root: head.root),
            TreeHead.empty,
        ] {
            #expect(throws: LedgerError.rootMismatch) {
                try writer.finish(with: ExportExample.checkpoint(wrong))
            }
        }
        let other = try SignedNote(text: Array("no checkpoint\n".utf8), signers: [try logSigner()])
        #expect(throws: LedgerError.malformedCheckpoint) { try writer.finish(with: other) }
    }

    @Test
    func `finds a wrong hash among those it went on from`() throws {
        var leaves = Array(ExportExample.leafHashes(0..<600))
        leaves[300] = leaves[300].changed
        var writer = try TileWriter(resumingAfter: 2, from: ArrayReader(leaves: leaves))
        for index in 512..<600 { _ = try writer.append(ExportExample.entry(index)) }
        #expect(throws: LedgerError.rootMismatch) {
            try writer.finish(with: ExportExample.checkpoint(ExportExample.head(size: 600)))
        }
    }

    @Test
    func `refuses an entry that no bundle can hold`() throws {
        var writer = TileWriter()
        #expect(throws: LedgerError.malformedTile) {
            try writer.append(Array(repeating: 0, count: 65_536))
        }
        #expect(writer.size == 0)
        _ = try writer.append(Array(repeating: 0, count: 65_535))
        #expect(writer.size == 1)
    }
}
