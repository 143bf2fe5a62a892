import VaultLedger
import VaultSystem

/// Looks at which files an export has, not at what they hold.
struct ExportNames {
    let folder: ExportFolder

    /// The number of statements that are there, once ``check(size:findings:)`` has counted.
    private(set) var statements = 0

    /// The number of files that are there, once ``check(size:findings:)`` has counted.
    private(set) var files = 0

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
        var (statementCount, fileCount) = (0, 0)
        try folder.forEachFile { name throws(VaultError) in
            fileCount += 1
            if name == TileWriter.checkpointPath { return }
            if name == ExportLayout.owner, folder.owner() != nil { return }
            if isStatement(name, size: size) {
                statementCount += 1
            } else if !isTile(name, size: size) {
                findings.add("file.unexpected", subject: name.shown)
            }
        }
        (statements, files) = (statementCount, fileCount)
    }

    /// Whether the files can be those of a tree of this size: each bundle of entries is one.
    ///
    /// So the work of an audit grows with what is there, not with what a signed head says.
    func canHold(size: Int) -> Bool { size / Tile.fullWidth <= files }

    /// The first bundle of entries that cannot be read; `nil` if all can.
    func firstMissingBundle(ofSize size: Int) -> (tile: Tile, error: SystemError)? {
        var index = 0
        while let tile = Tile.tile(.entries, at: index, inSize: size) {
            do throws(SystemError) {
                _ = try folder.bytes(of: tile)
            } catch {
                return (tile, error)
            }
            index += 1
        }
        return nil
    }

    private func isStatement(_ name: String, size: Int) -> Bool {
        let prefix = "\(ExportLayout.statements)/"
        guard name.hasPrefix(prefix), let index = Int(name.dropFirst(prefix.count)) else {
            return false
        }
        return (0..<size).contains(index) && name == ExportLayout.statement(at: index)
    }

    private func isTile(_ name: String, size: Int) -> Bool {
        guard
            let tile = try? Tile(path: name),
            let current = Tile.tile(tile.kind, at: tile.index, inSize: size)
        else { return false }
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
