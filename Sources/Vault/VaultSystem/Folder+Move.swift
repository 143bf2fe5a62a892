import Glibc

extension Folder {
    /// Gives a folder or a file another name on the same file system, durably.
    ///
    /// - Parameters:
    ///   - path: The folder or file.
    ///   - target: Its new name. An empty folder of that name is replaced by a folder, a file by a
    ///     file.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if anything else has that name.
    package static func move(_ path: String, to target: String) throws(SystemError) {
        try Kernel.check(path, for: .rename)
        try Kernel.check(target, for: .rename)
        do {
            try Kernel.retrying(.rename) { unsafe rename(path, target) }
        } catch  where error.code == ENOTEMPTY || error.code == ENOTDIR {
            throw SystemError(code: EEXIST, operation: .rename)
        }
        try sync(Kernel.folder(of: target))
    }

    /// Removes an empty folder.
    ///
    /// - Parameter path: The path of the folder.
    /// - Throws: ``SystemError`` with what rmdir(2) says.
    package static func remove(_ path: String) throws(SystemError) {
        try Kernel.check(path, for: .removeDirectory)
        try Kernel.retrying(.removeDirectory) { unsafe rmdir(path) }
    }

    /// Removes a folder with all that is in it, as far as that is possible; no symbolic link is followed.
    ///
    /// - Parameter path: The folder.
    static func removeAll(_ path: String) {
        for name in (try? names(in: path)) ?? [] {
            let inner = "\(path)/\(name)"
            // unlink(2) refuses a folder.
            if (try? removeFile(inner)) == nil { removeAll(inner) }
        }
        try? remove(path)
    }
}
