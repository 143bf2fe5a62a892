/// A file of a log's static export.
public struct TileFile: Hashable, Sendable {
    /// The path below the prefix of the log.
    public let path: String

    /// The contents.
    public let bytes: [UInt8]
}

/// Makes the static export of a log (c2sp.org/tlog-tiles), entry by entry.
///
/// Every hash of the export follows from the entries that were appended, and ``finish(with:)``
/// gives the checkpoint out only if they lead to its root. The files come in the order in which
/// they may be published: a bundle before its tile, that before the tiles above it, the checkpoint
/// last. Make each durable before the checkpoint is.
///
/// A writer holds at most 255 entries and 255 hashes for each level, whatever the size of the log.
public struct TileWriter: Sendable {
    /// The path of the checkpoint below the prefix of the log, the only file that changes.
    public static let checkpointPath = "checkpoint"

    private var range: CompactRange

    /// The entries after the last full bundle.
    private var bundle: [[UInt8]] = []

    /// The hashes after the last full tile, by level.
    private var pending: [[Digest]]

    /// Creates a writer that begins with the first entry.
    public init() {
        range = CompactRange()
        pending = []
    }

    /// Creates a writer that goes on after full bundles which are exported already.
    ///
    /// To bring an export of `n` entries up to date, go on after `n / 256` bundles and append
    /// again the entries of the partial bundle behind them.
    ///
    /// - Parameters:
    ///   - bundleCount: The number of full bundles, not negative.
    ///   - reader: Where the hashes of the tree over them come from. Errors in what it gives are
    ///     found by ``finish(with:)``.
    /// - Throws: What the reader throws.
    /// - Complexity: At most 255 nodes are read for each level of tiles.
    public init<Reader: HashReader>(
        resumingAfter bundleCount: Int,
        from reader: Reader
    ) throws(Reader.Failure) {
        precondition(bundleCount >= 0, "there are no fewer bundles than none")
        pending = []
        var subtrees: [Digest] = []
        var level = 0
        var count = bundleCount * Tile.fullWidth
        while count > 0 {
            var hashes: [Digest] = []
            for index in count / Tile.fullWidth * Tile.fullWidth..<count {
                hashes.append(try reader.node(level: level * Tile.height, index: index))
            }
            pending.append(hashes)
            // The range is made of the same hashes, so that a wrong one shows in the root.
            subtrees = SubtreeHashes(hashes).largest + subtrees
            count /= Tile.fullWidth
            level += 1
        }
        range = CompactRange(size: bundleCount * Tile.fullWidth, subtrees: subtrees)
    }

    /// The number of entries so far.
    public var size: Int { range.size }

    /// Adds the next entry.
    ///
    /// - Parameter entry: The bytes of the entry.
    /// - Returns: The files that it completes, in the order of publishing: mostly none, each 256th
    ///   time a bundle and one or more tiles.
    /// - Throws: ``LedgerError/malformedTile`` if the entry is longer than
    ///   ``Tile/maximumEntryCount``.
    public mutating func append(_ entry: [UInt8]) throws(LedgerError) -> [TileFile] {
        guard entry.count <= Tile.maximumEntryCount else { throw .malformedTile }
        let leafHash = MerkleTree.leafHash(of: entry.span)
        let completed = range.append(leafHash)
        bundle.append(entry)
        if pending.isEmpty { pending.append([]) }
        pending[0].append(leafHash)
        guard bundle.count == Tile.fullWidth else { return [] }

        var files = [try bundleFile()]
        bundle.removeAll(keepingCapacity: true)
        var level = 0
        while pending[level].count == Tile.fullWidth {
            files.append(tileFile(level: level))
            pending[level].removeAll(keepingCapacity: true)
            level += 1
            if pending.count == level { pending.append([]) }
            // A full tile is a full subtree, which the leaf has completed just now.
            pending[level].append(completed[level * Tile.height].hash)
        }
        return files
    }

    /// Ends the export at its present size.
    ///
    /// - Parameter checkpoint: The signed checkpoint over all entries so far. Its signatures are
    ///   not verified here.
    /// - Returns: The partial bundle and the partial tiles, then the checkpoint. Publish nothing of
    ///   it before all files that ``append(_:)`` gave.
    /// - Throws: What ``Checkpoint/init(parsing:)`` throws if the note is not a checkpoint;
    ///   ``LedgerError/rootMismatch`` if the entries do not lead to its size and root.
    public func finish(with checkpoint: SignedNote) throws(LedgerError) -> [TileFile] {
        guard try Checkpoint(parsing: checkpoint.text).head == range.head else {
            throw .rootMismatch
        }
        var files: [TileFile] = []
        if !bundle.isEmpty { files.append(try bundleFile()) }
        for level in pending.indices where !pending[level].isEmpty {
            files.append(tileFile(level: level))
        }
        files.append(TileFile(path: Self.checkpointPath, bytes: checkpoint.bytes))
        return files
    }
}

extension TileWriter {
    /// The bundle that ends with the last entry.
    private func bundleFile() throws(LedgerError) -> TileFile {
        let index = (size - 1) / Tile.fullWidth
        let tile = Tile(of: .entries, index: index, width: bundle.count)
        return TileFile(path: tile.path, bytes: try Tile.bytes(of: bundle))
    }

    /// The tile that ends with the last hash of a level.
    private func tileFile(level: Int) -> TileFile {
        let hashes = pending[level]
        let count = size >> (level * Tile.height)
        let tile = Tile(
            of: .hashes(level: level),
            index: (count - 1) / Tile.fullWidth,
            width: hashes.count
        )
        return TileFile(path: tile.path, bytes: Tile.bytes(of: hashes))
    }
}
