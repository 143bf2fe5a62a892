import VaultLedger
import VaultSystem

/// Looks at which files an export has, not at what they hold.
struct ExportNames {
    let folder: ExportFolder

    /// The number of statements that are there, once ``check(size:findings:)`` has counted.
    private(set) var statements = 0

    init(folder: ExportFolder) {
        self.folder = folder
    }

    /// Counts the statements, and finds files that nothing explains.
    ///
    /// A partial tile of an earlier size may be there still, if a verified one begins with it.
    ///
    /// - Parameters:
    ///   - size: The number of leaves of the tree.
    ///   - findings: Where to add what nothing explains.
    /// - Throws: As ``ExportFolder/forEachFile(_:)``.
    mutating func check(size: Int, findings: inout AuditFindings) throws(VaultError) {
        var tiles: [Place: Tile] = [:]
        for tile in Tile.tiles(ofSize: size) { tiles[Place(tile)] = tile }
        var count = 0
        try folder.forEachFile { name throws(VaultError) in
            if name == TileWriter.checkpointPath { return }
            if name == ExportLayout.owner, folder.owner() != nil { return }
            if isStatement(name, size: size) {
                count += 1
            } else if !isTile(name, tiles) {
                findings.add("file.unexpected", subject: name.shown)
            }
        }
        statements = count
    }

    private func isStatement(_ name: String, size: Int) -> Bool {
        let prefix = "\(ExportLayout.statements)/"
        guard name.hasPrefix(prefix), let index = Int(name.dropFirst(prefix.count)) else {
            return false
        }
        return (0..<size).contains(index) && name == ExportLayout.statement(at: index)
    }

    private func isTile(_ name: String, _ tiles: [Place: Tile]) -> Bool {
        guard let tile = try? Tile(path: name), let current = tiles[Place(tile)] else {
            return false
        }
        if tile == current { return true }
        guard
            tile.width < current.width,
            let old = try? folder.bytes(of: tile), let new = try? folder.bytes(of: current)
        else { return false }
        // Hashes have one length, and so have entries here, which are digests.
        let length = tile.kind == .entries ? Digest.count + 2 : Digest.count
        return old.count == tile.width * length && new.starts(with: old)
    }
}

/// Where a tile stands in its tree, whatever its width.
private struct Place: Hashable {
    let kind: Tile.Kind
    let index: Int

    init(_ tile: Tile) {
        kind = tile.kind
        index = tile.index
    }
}
