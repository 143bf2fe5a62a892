import CSystem
import Glibc

extension Folder {
    /// What a name stands for.
    package enum Kind: Sendable {
        /// A regular file.
        case file

        /// A folder.
        case folder

        /// Anything else: a symbolic link, a pipe, a socket, a device.
        case other
    }

    /// What the kernel knows about a name.
    package struct Status: Hashable, Sendable {
        /// What the name stands for.
        package let kind: Kind

        /// The permissions as in chmod(2).
        package let mode: UInt32

        /// The length of a file in bytes.
        package let size: Int
    }

    /// Looks a name up; a symbolic link counts itself, not what it leads to.
    ///
    /// - Parameter path: The path to look for.
    /// - Returns: What has the name; `nil` if nothing does.
    /// - Throws: ``SystemError`` with what lstat(2) says otherwise.
    package static func lookUp(_ path: String) throws(SystemError) -> Status? {
        do {
            let status = try status(of: path)
            let kind: Kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .folder
                default: .other
                }
            return Status(kind: kind, mode: status.st_mode & 0o7777, size: Int(status.st_size))
        } catch  where error.isNotFound {
            return nil
        }
    }

    /// Sets the permissions of a file or folder, and never those of what a link leads to.
    ///
    /// - Parameters:
    ///   - path: The path.
    ///   - mode: Permissions as in chmod(2).
    /// - Throws: ``SystemError`` with what fchmodat(2) says.
    package static func setMode(of path: String, to mode: UInt32) throws(SystemError) {
        try Kernel.check(path, for: .inspect)
        try Kernel.retrying(.inspect) {
            unsafe fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW)
        }
    }

    /// How much room the file system of a path has left for this user.
    ///
    /// - Parameter path: The path of a file or folder.
    /// - Returns: The number of bytes.
    /// - Throws: ``SystemError`` with what statvfs(3) says.
    package static func freeSpace(at path: String) throws(SystemError) -> Int {
        try Kernel.check(path, for: .inspect)
        var status = statvfs()
        try Kernel.retrying(.inspect) { unsafe statvfs(path, &status) }
        return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// Whether nobody can write by way of a path, as its file system is mounted for reading only.
    ///
    /// - Parameter path: The path of a file or folder.
    /// - Returns: `true` if so.
    /// - Throws: ``SystemError`` with what statvfs(3) says.
    package static func isReadOnly(at path: String) throws(SystemError) -> Bool {
        try Kernel.check(path, for: .inspect)
        var status = statvfs()
        try Kernel.retrying(.inspect) { unsafe statvfs(path, &status) }
        return status.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Insists that this process may read and write a file or folder; of a folder the names in it.
    ///
    /// - Parameter path: The path.
    /// - Throws: ``SystemError`` with what faccessat(2) says.
    package static func requireWritable(_ path: String) throws(SystemError) {
        try Kernel.check(path, for: .inspect)
        try Kernel.retrying(.inspect) {
            unsafe faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS)
        }
    }

    /// Insists that this process can still open so many files at once.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - path: A folder, to try it with.
    /// - Throws: ``SystemError`` with what open(2) says.
    package static func requireDescriptors(_ count: Int, at path: String) throws(SystemError) {
        guard count > 0 else { return }
        let folder = try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY)
        try requireDescriptors(count - 1, at: path)
        _ = consume folder
    }

    /// Waits until what was written to a file by whomever is on the disk.
    ///
    /// - Parameter path: The path of the file.
    /// - Throws: ``SystemError`` with what open(2) or fsync(2) says.
    package static func syncFile(_ path: String) throws(SystemError) {
        try Descriptor(opening: path, flags: O_RDONLY | O_NOFOLLOW).sync()
    }

    /// Gives a file another name on the same file system, durably, and never over anything else.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - target: Its new name.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name.
    package static func moveNew(_ path: String, to target: String) throws(SystemError) {
        try Kernel.check(path, for: .rename)
        try Kernel.check(target, for: .rename)
        try Kernel.retrying(.rename) { unsafe csystem_rename_new(path, target) }
        try sync(Kernel.folder(of: target))
        try sync(Kernel.folder(of: path))
    }

    /// Adds bytes at the end of a file, durably, which is made with mode 0600 if it is missing.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - path: The path of the file; no symbolic link is followed.
    /// - Throws: ``SystemError`` with what open(2), write(2) or fsync(2) says.
    package static func append(_ bytes: Span<UInt8>, to path: String) throws(SystemError) {
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW
        let file = try Descriptor(opening: path, flags: flags, mode: 0o600)
        try file.write(bytes)
        try file.sync()
        try sync(Kernel.folder(of: path))
    }
}
