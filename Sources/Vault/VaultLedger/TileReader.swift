/// Why a tile of an export was not accepted.
@nonexhaustive
public enum TileReadError<SourceFailure: Error>: Error {
    /// The tile could not be fetched.
    case unavailable(Tile, SourceFailure)

    /// The tile is not what the head commits to: ``LedgerError/malformedTile`` if it is cut or has
    /// too much, ``LedgerError/rootMismatch`` if it leads to another hash.
    case refused(Tile, LedgerError)

    /// The partial tiles at the right edge of the tree lead to another root than the head has, so
    /// that at least one of them, or the head, belongs to another tree.
    case headMismatch

    /// A hash or a bundle was asked for that a tree of this size does not have.
    case outsideTree
}

extension TileReadError: Equatable where SourceFailure: Equatable {}

/// Reads a tree out of the tiles of an export, and believes none before it leads to the root.
///
/// The partial tiles at the right edge are read first: together they make the root. Every other
/// tile has to lead to the hash that a verified tile one level up holds for it. Take the head from
/// a checkpoint whose signature is verified.
///
/// A reader is for one head and for one thread at a time. It keeps up to 256 verified tiles, about
/// 16 KiB each, so that reading leaf after leaf fetches no tile twice in a log of ten millions.
public final class TileReader<SourceFailure: Error>: HashReader {
    /// What reading throws.
    public typealias Failure = TileReadError<SourceFailure>

    /// The largest number of full tiles that are kept.
    private static var maximumCachedCount: Int { 256 }

    /// The head that the tiles lead to.
    public let head: TreeHead

    private let source: (Tile) throws(SourceFailure) -> [UInt8]

    /// The partial tiles by level; `nil` where the level ends with a full one.
    private var edge: [SubtreeHashes?] = []

    /// Full tiles that are verified.
    private var cache: [Tile: SubtreeHashes] = [:]

    /// Creates a reader and verifies the right edge of the tree.
    ///
    /// - Parameters:
    ///   - head: The size and the root, from a verified checkpoint.
    ///   - source: Fetches the bytes of a tile. A log may have deleted a partial tile whose full
    ///     tile exists; a source that finds only that gives its first bytes.
    /// - Throws: ``TileReadError/unavailable(_:_:)`` and ``TileReadError/refused(_:_:)`` for a tile
    ///   of the edge; ``TileReadError/headMismatch`` if the edge leads to another root, or the size
    ///   is negative.
    /// - Complexity: One tile for each level of the tree, at most eight.
    public init(
        head: TreeHead,
        source: @escaping (Tile) throws(SourceFailure) -> [UInt8]
    ) throws(Failure) {
        self.head = head
        self.source = source
        guard head.size >= 0 else { throw .headMismatch }
        var subtrees: [Digest] = []
        var level = 0
        while head.size >> (level * Tile.height) > 0 {
            let partial = try readPartialTile(level: level)
            edge.append(partial)
            subtrees = (partial?.largest ?? []) + subtrees
            level += 1
        }
        guard MerkleTree.root(ofSubtrees: subtrees) == head.root else { throw .headMismatch }
    }

    /// Reads the hash of a full subtree; see ``HashReader``.
    ///
    /// - Parameters:
    ///   - level: The height of the subtree; 0 asks for a leaf hash.
    ///   - index: The place of the subtree among those of its level, counted from zero.
    /// - Returns: The hash, to which the head commits.
    /// - Throws: ``TileReadError/outsideTree`` if the tree has no such subtree;
    ///   ``TileReadError/unavailable(_:_:)`` or ``TileReadError/refused(_:_:)`` for a tile on the
    ///   way from the edge.
    public func node(level: Int, index: Int) throws(Failure) -> Digest {
        guard level >= 0, index >= 0, index < head.size >> level else { throw .outsideTree }
        let (tileLevel, height) = level.quotientAndRemainder(dividingBy: Tile.height)
        let width = Tile.fullWidth >> height
        let hashes = try subtrees(level: tileLevel, index: index / width)
        return hashes[height, index % width]
    }

    /// Reads the entries of a bundle and verifies each by its leaf hash.
    ///
    /// - Parameter index: The place of the bundle, counted from zero; its first entry is 256 times
    ///   as far.
    /// - Returns: The entries: 256, or in the last bundle as many as are left.
    /// - Throws: ``TileReadError/outsideTree`` if the tree has no such bundle;
    ///   ``TileReadError/unavailable(_:_:)`` or ``TileReadError/refused(_:_:)`` for the bundle or a
    ///   tile that leads to it.
    public func entries(inBundle index: Int) throws(Failure) -> [[UInt8]] {
        guard let bundle = Tile.tile(.entries, at: index, inSize: head.size) else {
            throw .outsideTree
        }
        let hashes = try subtrees(level: 0, index: index)
        let bytes = try fetch(bundle)
        let entries: [[UInt8]]
        do {
            entries = try bundle.entries(in: bytes)
        } catch {
            throw .refused(bundle, error)
        }
        for (place, entry) in entries.enumerated()
        where MerkleTree.leafHash(of: entry.span) != hashes[0, place] {
            throw .refused(bundle, .rootMismatch)
        }
        return entries
    }
}

extension TileReader {
    /// Reads the last tile of a level without verifying it; `nil` if that one is full.
    private func readPartialTile(level: Int) throws(Failure) -> SubtreeHashes? {
        let index = head.size >> ((level + 1) * Tile.height)
        guard let tile = Tile.tile(.hashes(level: level), at: index, inSize: head.size) else {
            return nil
        }
        return try read(tile)
    }

    /// The verified hashes of a tile that the tree has.
    private func subtrees(level: Int, index: Int) throws(Failure) -> SubtreeHashes {
        if index == head.size >> ((level + 1) * Tile.height), let hashes = edge[level] {
            return hashes
        }
        let tile = Tile(of: .hashes(level: level), index: index, width: Tile.fullWidth)
        if let hashes = cache[tile] { return hashes }

        let expected = try node(level: (level + 1) * Tile.height, index: index)
        let hashes = try read(tile)
        guard hashes[Tile.height, 0] == expected else { throw .refused(tile, .rootMismatch) }
        if cache.count >= Self.maximumCachedCount { makeRoom() }
        cache[tile] = hashes
        return hashes
    }

    /// Forgets the tiles of leaf hashes, to which the others lead; all if there is none of them.
    private func makeRoom() {
        let upper = cache.filter { $0.key.level > 0 }
        cache = upper.count < cache.count ? upper : [:]
    }

    private func read(_ tile: Tile) throws(Failure) -> SubtreeHashes {
        let bytes = try fetch(tile)
        do {
            return SubtreeHashes(try tile.hashes(in: bytes))
        } catch {
            throw .refused(tile, error)
        }
    }

    private func fetch(_ tile: Tile) throws(Failure) -> [UInt8] {
        do {
            return try source(tile)
        } catch {
            throw .unavailable(tile, error)
        }
    }
}
