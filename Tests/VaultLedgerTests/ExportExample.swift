import Testing
import VaultLedger

/// A log of small entries and its export as a dictionary, made by the writer.
struct ExportExample {
    /// A file that the export does not have was asked for.
    struct Missing: Error, Equatable {}

    var files: [String: [UInt8]]
    let paths: [String]
    let head: TreeHead

    /// The export of 70 000 entries, which has three levels and takes its time.
    static func large() throws -> ExportExample { try largeResult.get() }

    private static let largeResult = Result { try ExportExample(size: 70_000) }

    init(size: Int) throws {
        var writer = TileWriter()
        var files: [TileFile] = []
        for index in 0..<size { files += try writer.append(Self.entry(index)) }
        head = Self.head(size: size)
        files += try writer.finish(with: Self.checkpoint(head))
        paths = files.map(\.path)
        self.files = Dictionary(files.map { ($0.path, $0.bytes) }) { _, last in last }
        try #require(self.files.count == files.count)
    }

    /// An entry that has another length than its neighbours.
    static func entry(_ index: Int) -> [UInt8] {
        Array("entry \(index)".utf8) + Array(repeating: UInt8(index % 251), count: index % 5)
    }

    private static let allLeafHashes = (0..<70_000).map { MerkleTree.leafHash(of: entry($0).span) }

    static func leafHashes(_ range: Range<Int>) -> ArraySlice<Digest> { allLeafHashes[range] }

    static func head(size: Int) -> TreeHead {
        TreeHead(size: size, root: MerkleTree.root(of: leafHashes(0..<size)))
    }

    static func checkpoint(_ head: TreeHead) throws -> SignedNote {
        let checkpoint = try Checkpoint(origin: try KeyName(Example.origin), head: head)
        return try checkpoint.signed(by: try logSigner())
    }

    /// Fetches a file, as a folder would.
    func fetch(_ tile: Tile) throws(Missing) -> [UInt8] {
        guard let bytes = files[tile.path] else { throw Missing() }
        return bytes
    }

    /// Reads every hash and every entry of the tree, down to the last.
    func readAll(head: TreeHead? = nil) throws -> [[UInt8]] {
        let reader = try TileReader(head: head ?? self.head, source: fetch)
        return try (0..<(reader.head.size + 255) / 256).flatMap { index in
            try reader.entries(inBundle: index)
        }
    }
}
