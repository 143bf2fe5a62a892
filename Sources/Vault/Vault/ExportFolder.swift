import VaultLedger
import VaultSystem

/// The files of an export, which nobody vouches for.
struct ExportFolder {
    /// The folder.
    let path: String

    /// Makes sure that there is such a folder.
    ///
    /// - Throws: ``VaultError/fileNotFound(path:)``; ``VaultError/io(code:path:)``.
    func requireExistence() throws(VaultError) {
        _ = try names(in: "")
    }

    /// Reads a file of the export.
    ///
    /// - Parameters:
    ///   - name: Its path below the folder.
    ///   - limit: The length that it may have at most, in bytes.
    /// - Returns: Its bytes.
    /// - Throws: ``SystemError``, with ``SystemError/isTooLong`` if it is longer.
    func bytes(_ name: String, limit: Int) throws(SystemError) -> [UInt8] {
        try ReadableFile(path: "\(path)/\(name)", followsSymbolicLink: false).readAll(limit: limit)
    }

    /// Reads a tile or a bundle of digests.
    func bytes(of tile: Tile) throws(SystemError) -> [UInt8] {
        try bytes(tile.path, limit: Tile.fullWidth * (Digest.count + 2))
    }

    /// Reads a statement.
    ///
    /// - Returns: Its bytes; `nil` if it is not there.
    /// - Throws: ``VaultError/io(code:path:)`` if it cannot be read.
    func statement(at index: Int) throws(VaultError) -> [UInt8]? {
        let name = ExportLayout.statement(at: index)
        do throws(SystemError) {
            return try bytes(name, limit: SignedNote.maximumCount)
        } catch  where error.isNotFound {
            return nil
        } catch  where error.isTooLong || error.isNotRegularFile || error.isUnwantedLink {
            return []  // which is no statement
        } catch {
            throw .io(code: error.code, path: "\(path)/\(name)")
        }
    }

    /// Whom the export is about, by its own word.
    ///
    /// - Returns: The owner; `nil` if it does not say so in the one spelling, and so is about everybody.
    func owner() -> MemberID? {
        guard let line = try? bytes(ExportLayout.owner, limit: 100), line.last == 0x0A else {
            return nil
        }
        return MemberID(utf8: line.dropLast())
    }

    /// Passes over the paths of all files below the folder, those of one folder in order.
    ///
    /// - Parameter body: Takes a path below the folder.
    /// - Throws: ``VaultError/fileNotFound(path:)`` if there is no such folder;
    ///   ``VaultError/io(code:path:)`` if one cannot be listed; what `body` throws.
    func forEachFile(_ body: (String) throws(VaultError) -> Void) throws(VaultError) {
        for name in try names(in: "") { try visit(name, depth: 0, body) }
    }

    private func visit(
        _ name: String,
        depth: Int,
        _ body: (String) throws(VaultError) -> Void
    ) throws(VaultError) {
        // The longest path of a tile has 9 parts; a link that leads in circles has no end.
        guard depth < Self.maximumDepth, let inner = try? names(in: name) else {
            try body(name)
            return
        }
        for part in inner { try visit("\(name)/\(part)", depth: depth + 1, body) }
    }

    private static let maximumDepth = 12

    private func names(in folder: String) throws(VaultError) -> [String] {
        let path = folder.isEmpty ? path : "\(path)/\(folder)"
        return try filing(path) { () throws(SystemError) in try Folder.names(in: path) }
    }
}
