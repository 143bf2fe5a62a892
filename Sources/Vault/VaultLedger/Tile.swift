/// A file of a log's static export: the place of up to 256 hashes of its tree, or of as many
/// entries (c2sp.org/tlog-tiles).
///
/// A tile of level *l* holds the roots of consecutive subtrees of 256^*l* leaves: at level 0 the
/// leaf hashes, above it the roots of the full tiles below. The entries come in bundles that lie
/// beside the tiles of level 0. What is full never changes; the last of each level may be partial,
/// and a wider one takes its place when the tree has grown.
public struct Tile: Hashable, Sendable {
    /// What a tile holds.
    public enum Kind: Hashable, Sendable {
        /// Hashes of the tree, at a level from 0.
        case hashes(level: Int)

        /// Entries, the leaves themselves.
        case entries
    }

    /// The number of levels of the tree that a tile spans.
    public static let height = 8

    /// The number of hashes or entries in a full tile.
    public static let fullWidth = 256

    /// What the tile holds.
    public let kind: Kind

    /// The place among the tiles of its level, or among the bundles, counted from zero.
    public let index: Int

    /// The number of hashes or entries, 1 to 256; a full tile has 256.
    public let width: Int

    /// Creates the coordinates of a tile.
    ///
    /// - Parameters:
    ///   - kind: What it holds.
    ///   - index: The place among those of its level, counted from zero.
    ///   - width: The number of hashes or entries, 1 to 256.
    /// - Throws: ``LedgerError/malformedTile`` if no tree of at most `Int.max` leaves has such a
    ///   tile; levels above 7 are among those, though c2sp.org/tlog-tiles numbers them up to 63.
    public init(kind: Kind, index: Int, width: Int) throws(LedgerError) {
        let level = kind.level
        guard (0..<Int.bitWidth / Self.height).contains(level), index >= 0,
            (1...Self.fullWidth).contains(width)
        else { throw .malformedTile }
        // The leaf after the last one of the tile has to be a number.
        let (start, startOverflows) = index.multipliedReportingOverflow(by: Self.fullWidth)
        let (end, endOverflows) = start.addingReportingOverflow(width)
        guard !startOverflows, !endOverflows, end <= Int.max >> (level * Self.height) else {
            throw .malformedTile
        }
        self.init(of: kind, index: index, width: width)
    }

    /// Creates the coordinates of a tile of a tree that exists.
    init(of kind: Kind, index: Int, width: Int) {
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The level of the hashes; 0 for entries.
    public var level: Int { kind.level }

    /// Whether the tile is full, so that it never changes.
    public var isFull: Bool { width == Self.fullWidth }

    /// The leaves that the tile covers, counted from zero.
    public var leaves: Range<Int> {
        let start = index * Self.fullWidth
        let shift = level * Self.height
        return start << shift..<(start + width) << shift
    }
}

extension Tile.Kind {
    /// The level of the hashes; 0 for entries.
    var level: Int {
        switch self {
        case .hashes(let level): level
        case .entries: 0
        }
    }
}

// MARK: - The tiles of a tree

extension Tile {
    /// The tiles that a tree has: the bundles of its entries, then the hashes level by level.
    ///
    /// With an earlier size it is the tiles that were not yet there at that size, which is what an
    /// export has to add: a partial tile that has grown is among them.
    ///
    /// - Parameters:
    ///   - size: The number of leaves, not negative.
    ///   - oldSize: An earlier number of leaves, at most `size`.
    /// - Returns: The tiles, made as they are asked for.
    public static func tiles(
        ofSize size: Int,
        addedSince oldSize: Int = 0
    ) -> some Sequence<Tile> {
        precondition(0 <= oldSize && oldSize <= size, "a log only grows")
        var kinds = [Kind.entries]
        var level = 0
        while size >> (level * height) > 0 {
            kinds.append(.hashes(level: level))
            level += 1
        }
        return kinds.lazy.flatMap { kind in
            let count = size >> (kind.level * height)
            let oldCount = oldSize >> (kind.level * height)
            let end = count == oldCount ? oldCount / fullWidth : (count - 1) / fullWidth + 1
            return (oldCount / fullWidth..<end).lazy.map { index in
                Tile(of: kind, index: index, width: min(count - index * fullWidth, fullWidth))
            }
        }
    }

    /// The one tile of this kind and place that a tree has.
    ///
    /// - Parameters:
    ///   - kind: What it holds.
    ///   - index: The place among those of its level, counted from zero.
    ///   - size: The number of leaves of the tree.
    /// - Returns: The tile at its width in that tree; `nil` if the tree has none there.
    package static func tile(_ kind: Kind, at index: Int, inSize size: Int) -> Tile? {
        let count = size >> (kind.level * height)
        guard count > 0, (0...(count - 1) / fullWidth).contains(index) else { return nil }
        return Tile(of: kind, index: index, width: min(count - index * fullWidth, fullWidth))
    }
}
