import VaultSystem

/// The place of a folder that is to be made, or to be filled: that of a backup, or of a vault.
struct NewFolder {
    let path: String

    /// Insists that the place lies in a folder that is there, and within no vault and no backup.
    ///
    /// What lies in a vault and is not its own is a finding of every check. The folders above are
    /// those that symbolic links lead to.
    ///
    /// - Throws: ``VaultError/folderNotFound(path:)``; ``VaultError/inside(path:folder:)``;
    ///   ``VaultError/io(code:path:)`` if the folders on the way cannot be looked at.
    func requirePlace() throws(VaultError) {
        var folder = try parent()
        while true {
            guard !Self.isOccupied(folder) else { throw .inside(path: path, folder: folder) }
            let above = Folder.parent(of: folder)
            guard above != folder else { return }
            folder = above
        }
    }

    /// Insists that nothing is in the way but an empty folder.
    ///
    /// - Throws: ``VaultError/exists(path:)``; ``VaultError/io(code:path:)``.
    func requireRoom() throws(VaultError) {
        let isFree = try filing(path) { () throws(SystemError) in
            guard let there = try Folder.lookUp(path) else { return true }
            guard there.kind == .folder else { return false }
            return try Folder.names(in: path).isEmpty
        }
        guard isFree else { throw .exists(path: path) }
    }

    /// Gives a folder that is complete this place.
    ///
    /// - Throws: ``VaultError/exists(path:)`` if something is in the way by now;
    ///   ``VaultError/inUse(path:)``; ``VaultError/io(code:path:)``.
    func take(_ staged: consuming StagedFolder) throws(VaultError) {
        do {
            try staged.publish()
        } catch {
            throw error.isInUse ? .inUse(path: path) : VaultError(error, path: path)
        }
    }

    /// The folder that the place lies in, without symbolic links.
    private func parent() throws(VaultError) -> String {
        let there = try filing(path) { () throws(SystemError) in try Folder.lookUp(path) }
        if there?.kind == .folder {
            let resolved = try filing(path) { () throws(SystemError) in try Folder.resolved(path) }
            return Folder.parent(of: resolved)
        }
        let slashes = path.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        let name = String(decoding: path.utf8.dropLast(slashes), as: UTF8.self)
        let parent = Folder.parent(of: name)
        do throws(SystemError) {
            let resolved = try Folder.resolved(parent)
            guard try Folder.lookUp(resolved)?.kind == .folder else {
                throw SystemError(code: Self.notThere, operation: .inspect)
            }
            return resolved
        } catch {
            throw error.isNotFound ? .folderNotFound(path: parent) : VaultError(error, path: parent)
        }
    }

    /// `ENOENT`.
    private static let notThere: Int32 = 2

    /// Whether a folder is a vault or a backup, whole or not.
    private static func isOccupied(_ folder: String) -> Bool {
        guard (try? Folder.lookUp("\(folder)/blobs"))?.kind == .folder else { return false }
        return ["vault.sqlite", "log.key", "lock"].contains { name in
            (try? Folder.exists("\(folder)/\(name)")) == true
        }
    }
}
