// What stands in the files: hashes one after the other, and entries with their lengths.

extension Tile {
    /// The longest entry of a bundle, in bytes.
    public static let maximumEntryCount = 65_535

    /// Reads the hashes of the tile.
    ///
    /// Nothing is verified: ``TileReader`` does that.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: The hashes, ``width`` in number.
    /// - Throws: ``LedgerError/malformedTile`` if the file does not have 32 bytes for each hash, or
    ///   this is a tile of entries.
    public func hashes(in bytes: [UInt8]) throws(LedgerError) -> [Digest] {
        guard kind != .entries, bytes.count == width * Digest.count else { throw .malformedTile }
        let span = bytes.span
        return (0..<width).compactMap { place in
            Digest(span.extracting(place * Digest.count..<(place + 1) * Digest.count))
        }
    }

    /// Reads the entries of the bundle.
    ///
    /// Nothing is verified: ``TileReader/entries(inBundle:)`` does that.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: The entries, ``width`` in number.
    /// - Throws: ``LedgerError/malformedTile`` if the file is not ``width`` entries, each after its
    ///   length in two big-endian bytes, and nothing more, or this is a tile of hashes.
    public func entries(in bytes: [UInt8]) throws(LedgerError) -> [[UInt8]] {
        guard kind == .entries else { throw .malformedTile }
        var entries: [[UInt8]] = []
        entries.reserveCapacity(width)
        var start = 0
        for _ in 0..<width {
            guard bytes.count - start >= 2 else { throw .malformedTile }
            let length = Int(bytes[start]) << 8 | Int(bytes[start + 1])
            start += 2
            guard bytes.count - start >= length else { throw .malformedTile }
            entries.append(Array(bytes[start..<start + length]))
            start += length
        }
        guard start == bytes.count else { throw .malformedTile }
        return entries
    }

    /// Writes hashes as the contents of a tile.
    ///
    /// - Parameter hashes: The hashes in their order.
    /// - Returns: The contents, 32 bytes for each.
    public static func bytes(of hashes: [Digest]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Digest.count)
        for hash in hashes { bytes += hash.array }
        return bytes
    }

    /// Writes entries as the contents of a bundle.
    ///
    /// - Parameter entries: The entries in their order.
    /// - Returns: The contents: each entry after its length in two bytes.
    /// - Throws: ``LedgerError/malformedTile`` if an entry is longer than ``maximumEntryCount``.
    public static func bytes(of entries: [[UInt8]]) throws(LedgerError) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            guard entry.count <= maximumEntryCount else { throw .malformedTile }
            bytes += BigEndian.bytes(of: UInt64(entry.count), count: 2)
            bytes += entry
        }
        return bytes
    }
}
