import Glibc

/// Folders and the names in them.
package enum Folder {
    /// Creates a folder, durably.
    ///
    /// - Parameters:
    ///   - path: The path of the folder; the one above it must exist.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name.
    package static func create(_ path: String, mode: UInt32 = 0o700) throws(SystemError) {
        try make(path, mode: mode)
        try sync(Kernel.folder(of: path))
    }

    /// Creates a folder, without waiting until it is on the disk.
    ///
    /// - Parameters:
    ///   - path: The path of the folder; the one above it must exist, and is for the caller to
    ///     ``sync(_:)``.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name.
    package static func make(_ path: String, mode: UInt32 = 0o700) throws(SystemError) {
        try Kernel.check(path, for: .makeDirectory)
        try Kernel.retrying(.makeDirectory) { unsafe mkdir(path, mode) }
    }

    /// Creates a folder and those above it, as far as they are missing.
    ///
    /// - Parameters:
    ///   - path: The path of the folder.
    ///   - mode: The permissions of each new folder, before the process's mask.
    /// - Throws: ``SystemError`` with what mkdir(2) says; no error if the folder is there.
    package static func createAll(_ path: String, mode: UInt32 = 0o700) throws(SystemError) {
        let parent = Kernel.folder(of: path)
        if parent != path, try !exists(parent) { try createAll(parent, mode: mode) }
        do {
            try create(path, mode: mode)
        } catch  where error.exists {
            // Somebody else made it, or something else has its name: its use will tell.
        }
    }

    /// Waits until the names in a folder are on the disk.
    ///
    /// - Parameter path: The path of the folder.
    /// - Throws: ``SystemError`` with what open(2) or fsync(2) says.
    package static func sync(_ path: String) throws(SystemError) {
        let folder = try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY)
        do {
            try folder.sync()
        } catch  where error.code == EINVAL {
            // fsync(2): the file system knows no such thing for folders.
        }
    }

    /// Lists a folder.
    ///
    /// - Parameter path: The path of the folder.
    /// - Returns: The names in it without `.` and `..`, sorted by their bytes. Bytes that are not
    ///   UTF-8 show as U+FFFD.
    /// - Throws: ``SystemError`` with what opendir(3) or readdir(3) says.
    package static func names(in path: String) throws(SystemError) -> [String] {
        try listing(of: path).map(\.shown)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether a path shows a name that is not UTF-8, which it does not reach.
    ///
    /// - Parameter path: A path with names as ``names(in:)`` gives them.
    /// - Returns: `true` if one of its folders has a name that is not UTF-8 and shows as in the path,
    ///   and none that is UTF-8; `false` also if nobody can tell.
    package static func showsMalformedName(_ path: String) -> Bool {
        guard path.unicodeScalars.contains("\u{FFFD}") else { return false }
        var path = path
        while let exists = try? exists(path), !exists {
            let parent = Kernel.folder(of: path)
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last
            guard let name, parent != path else { return false }
            let found = try? listing(of: parent).contains {
                !$0.isUTF8 && $0.shown.utf8.elementsEqual(name)
            }
            if found == true { return true }
            path = parent
        }
        return false
    }

    /// A name in a folder.
    private struct ListedName {
        /// The name; bytes that are not UTF-8 show as U+FFFD.
        let shown: String

        let isUTF8: Bool
    }

    /// The names in a folder without `.` and `..`, in no order.
    private static func listing(of path: String) throws(SystemError) -> [ListedName] {
        try Kernel.check(path, for: .listDirectory)
        guard let stream = unsafe opendir(path) else {
            throw SystemError(code: errno, operation: .listDirectory)
        }
        defer { unsafe closedir(stream) }

        var names: [ListedName] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                guard errno == 0 else { throw SystemError(code: errno, operation: .listDirectory) }
                return names
            }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                let name = unsafe bytes.prefix { $0 != 0 }
                return ListedName(
                    shown: unsafe String(decoding: name, as: UTF8.self),
                    isUTF8: unsafe String(validating: name, as: UTF8.self) != nil
                )
            }
            if name.shown != ".", name.shown != ".." { names.append(name) }
        }
    }

    /// Whether something has a name: a file, a folder, or a symbolic link wherever it leads.
    ///
    /// - Parameter path: The path to look for.
    /// - Returns: `false` if it, or a folder on the way, is missing.
    /// - Throws: ``SystemError`` with what lstat(2) says otherwise.
    package static func exists(_ path: String) throws(SystemError) -> Bool {
        do {
            _ = try status(of: path)
            return true
        } catch  where error.isNotFound {
            return false
        }
    }

    /// The permissions of a file or folder: the lower twelve bits.
    ///
    /// - Parameter path: The path; a symbolic link counts itself, not what it leads to.
    /// - Returns: Permissions as in chmod(2), `0o600` for instance.
    /// - Throws: ``SystemError`` with what lstat(2) says.
    package static func mode(of path: String) throws(SystemError) -> UInt32 {
        try status(of: path).st_mode & 0o7777
    }

    /// How many names a file has.
    ///
    /// - Parameter path: One of its paths; a symbolic link counts itself, not what it leads to.
    /// - Returns: The number of hard links, at least 1.
    /// - Throws: ``SystemError`` with what lstat(2) says.
    package static func linkCount(of path: String) throws(SystemError) -> Int {
        Int(try status(of: path).st_nlink)
    }

    /// What tells whether a file is still the one that was read, unchanged.
    ///
    /// - Parameter path: The path; a symbolic link is followed.
    /// - Returns: The stamp; `nil` if nothing has this name.
    /// - Throws: ``SystemError`` with what stat(2) says otherwise.
    package static func stamp(of path: String) throws(SystemError) -> FileStamp? {
        try Kernel.check(path, for: .inspect)
        var status = Glibc.stat()
        do {
            try Kernel.retrying(.inspect) { unsafe stat(path, &status) }
        } catch  where error.isNotFound {
            return nil
        }
        return FileStamp(status)
    }

    /// The folder in which a path lies.
    ///
    /// - Parameter path: The path.
    /// - Returns: `.` for a bare name.
    package static func parent(of path: String) -> String { Kernel.folder(of: path) }

    /// Removes the name of a file.
    ///
    /// Follow with ``sync(_:)`` where that must be durable.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: ``SystemError`` with what unlink(2) says.
    package static func removeFile(_ path: String) throws(SystemError) {
        try Kernel.check(path, for: .unlink)
        try Kernel.retrying(.unlink) { unsafe unlink(path) }
    }

    /// Writes a whole new file, durably: after a kill it is there with all its bytes or not at all.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - bytes: What it holds.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name, with
    ///   ``SystemError/isFull`` if there is no room.
    package static func writeNew(
        _ path: String,
        _ bytes: Span<UInt8>,
        mode: UInt32 = 0o600
    ) throws(SystemError) {
        var file = try UnnamedFile(in: Kernel.folder(of: path), mode: mode)
        try file.write(bytes)
        try file.publish(as: path)
    }

    /// Whether open files can be reached by a path, as ``UnnamedFile`` needs it.
    static let hasDescriptorPaths: Bool = unsafe access("/proc/self/fd", F_OK) == 0

    static func status(of path: String) throws(SystemError) -> stat {
        try Kernel.check(path, for: .inspect)
        var status = stat()
        try Kernel.retrying(.inspect) { unsafe lstat(path, &status) }
        return status
    }
}
