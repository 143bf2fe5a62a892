import Glibc

/// Something that lies below a folder, at any depth.
package struct FolderEntry: Hashable, Sendable {
    /// What it is.
    package enum Kind: Hashable, Sendable {
        /// A regular file of so many bytes.
        case file(size: Int)

        /// A file or folder whose name begins with a dot; what lies in such a folder is not listed.
        case hidden

        /// A symbolic link, wherever it leads.
        case symbolicLink

        /// A pipe, a socket or a device.
        case special

        /// Something that cannot be looked at: a folder without permission, a name that is not UTF-8,
        /// a folder deeper than ``FolderTree/maximumDepth``. The number is that of the error.
        case unreadable(code: CInt)
    }

    /// The path below the folder, such as `2026/diploma.pdf`.
    package let path: String

    /// What it is.
    package let kind: Kind

    /// Creates an entry.
    package init(path: String, kind: Kind) {
        self.path = path
        self.kind = kind
    }
}

/// A folder with all that lies below it.
package enum FolderTree {
    /// How many folders may lie in one another: more than people make, fewer than a loop of mounts.
    package static let maximumDepth = 64

    /// Lists what lies below a folder; no symbolic link is followed.
    ///
    /// - Parameter path: The path of the folder, which may itself be a symbolic link.
    /// - Returns: All but the folders, sorted by the bytes of their paths.
    /// - Throws: ``SystemError`` with what opendir(3) says about the folder itself. What cannot be
    ///   read below it is an entry.
    package static func entries(below path: String) throws(SystemError) -> [FolderEntry] {
        var found: [FolderEntry] = []
        var folders: [(path: String, depth: Int)] = []
        try list(path, as: "", depth: 0, &found, &folders)
        while let (folder, depth) = folders.popLast() {
            do {
                try list("\(path)/\(folder)", as: "\(folder)/", depth: depth, &found, &folders)
            } catch {
                found.append(FolderEntry(path: folder, kind: .unreadable(code: error.code)))
            }
        }
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    private static func list(
        _ folder: String,
        as prefix: String,
        depth: Int,
        _ found: inout [FolderEntry],
        _ folders: inout [(path: String, depth: Int)]
    ) throws(SystemError) {
        for name in try Folder.names(in: folder) {
            let path = prefix + name
            let kind = kind(of: "\(folder)/\(name)", name)
            if let kind {
                found.append(FolderEntry(path: path, kind: kind))
            } else if depth < maximumDepth {
                folders.append((path, depth + 1))
            } else {
                found.append(FolderEntry(path: path, kind: .unreadable(code: ELOOP)))
            }
        }
    }

    /// What a name stands for; `nil` for a folder that is not hidden.
    private static func kind(of path: String, _ name: String) -> FolderEntry.Kind? {
        if name.utf8.first == UInt8(ascii: ".") { return .hidden }
        do {
            let status = try Folder.status(of: path)
            switch status.st_mode & S_IFMT {
            case S_IFREG: return .file(size: Int(status.st_size))
            case S_IFDIR: return nil
            case S_IFLNK: return .symbolicLink
            default: return .special
            }
        } catch {
            // A name that is not UTF-8 was put right for people, and is not found by that.
            return .unreadable(code: error.code)
        }
    }
}

extension Folder {
    /// The path of a file or folder without symbolic links, from the root.
    ///
    /// - Parameter path: The path.
    /// - Returns: The path by realpath(3). Bytes that are not UTF-8 show as U+FFFD.
    /// - Throws: ``SystemError`` with what realpath(3) says.
    package static func resolved(_ path: String) throws(SystemError) -> String {
        try Kernel.check(path, for: .inspect)
        guard let resolved = unsafe realpath(path, nil) else {
            throw SystemError(code: errno, operation: .inspect)
        }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
