import CSystem
import Glibc

/// A file without a name until it is complete: a kill leaves nothing of it behind.
///
/// Where the file system cannot make such a file (`O_TMPFILE`), it has a temporary name like a
/// ``StagedFile``, and a kill can leave that behind.
package struct UnnamedFile: ~Copyable {
    private let descriptor: Descriptor
    private let temporaryName: TemporaryName?
    private var needsSync = true

    /// Creates an empty file in the folder that it is to appear in.
    ///
    /// - Parameters:
    ///   - folder: The path of that folder.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``SystemError`` with what open(2) says.
    package init(in folder: String, mode: UInt32 = 0o600) throws(SystemError) {
        if let descriptor = try Self.unnamed(in: folder, mode: mode) {
            self.init(descriptor, temporaryName: nil)
        } else {
            try self.init(withTemporaryNameIn: folder, mode: mode)
        }
    }

    /// Creates an empty file in the folder of the path that it is to have, for its owner alone.
    ///
    /// - Parameter path: The path, for ``publish(as:)``.
    /// - Throws: ``SystemError`` with what open(2) says.
    package init(for path: String) throws(SystemError) {
        try self.init(in: Kernel.folder(of: path))
    }

    /// Creates an empty file as on a file system that knows no unnamed ones.
    ///
    /// - Parameters:
    ///   - folder: The path of the folder that it is to appear in.
    ///   - mode: The permissions, before the process's mask.
    /// - Throws: ``SystemError`` with what open(2) says.
    package init(
        withTemporaryNameIn folder: String,
        mode: UInt32 = 0o600
    ) throws(SystemError) {
        let file = try TemporaryName.create(in: folder, mode: mode)
        self.init(file.descriptor, temporaryName: file.name)
    }

    private init(_ descriptor: consuming Descriptor, temporaryName: consuming TemporaryName?) {
        self.descriptor = descriptor
        self.temporaryName = temporaryName
    }

    /// Whether files without a name can be made in a folder; what is made for that is gone.
    ///
    /// - Parameter folder: The path of the folder.
    /// - Returns: `false` if the file system, or this machine, knows no such files.
    /// - Throws: ``SystemError`` with what open(2) says if no file can be made at all.
    static func isPossible(in folder: String) throws(SystemError) -> Bool {
        try unnamed(in: folder, mode: 0o600) != nil
    }

    /// Opens a file without a name; `nil` if there are none here.
    private static func unnamed(
        in folder: String,
        mode: UInt32
    ) throws(SystemError) -> Descriptor? {
        // The name is given through /proc later, so without that there is no use in beginning.
        guard Folder.hasDescriptorPaths else { return nil }
        do {
            let flags = O_RDWR | CInt(CSYSTEM_O_TMPFILE)
            return try Descriptor(opening: folder, flags: flags, mode: mode)
        } catch  where isUnsupported(error) {
            return nil
        }
    }

    /// Whether open(2) says that the kernel or the file system does not know `O_TMPFILE`.
    private static func isUnsupported(_ error: SystemError) -> Bool {
        error.code == EOPNOTSUPP || error.code == EISDIR || error.code == EINVAL
    }
}

extension UnnamedFile {
    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes to write.
    /// - Throws: ``SystemError``, with ``SystemError/isFull`` if there is no room for them. The file
    ///   is of no use then.
    package mutating func write(_ bytes: Span<UInt8>) throws(SystemError) {
        needsSync = true
        try descriptor.write(bytes)
    }

    /// Waits until everything written is on the disk.
    ///
    /// - Throws: ``SystemError`` with what fsync(2) says. The file is of no use then.
    package mutating func sync() throws(SystemError) {
        try descriptor.sync()
        needsSync = false
    }

    /// Begins to put on the disk what was written, without waiting for it: ``sync()`` has less to wait
    /// for then.
    package borrowing func startWriting() {
        csystem_start_writing(descriptor.number)
    }

    /// Opens the file for reading back what was written.
    ///
    /// - Returns: A reader that stays valid after the file has got its name, or has gone.
    /// - Throws: ``SystemError`` if the process has no descriptor left.
    package borrowing func reader() throws(SystemError) -> ReadableFile {
        ReadableFile(try Descriptor(duplicating: descriptor))
    }

    /// Gives the file its name, durably, and never over another file.
    ///
    /// The name stands for the complete file, or is not there: after a kill or a power cut too.
    ///
    /// - Parameter path: The name, on the file system of the folder that the file was created in.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name. The
    ///   file is gone then. If only the last step fails (operation `sync`, or `open` of the folder),
    ///   the file has its name, but a power cut may take it away.
    package consuming func publish(as path: String) throws(SystemError) {
        try link(to: path)
        try Folder.sync(Kernel.folder(of: path))
    }

    /// Gives the file its name, never over another file, as one of many in a folder that the caller
    /// makes durable in the end.
    ///
    /// Where the name stands, it stands for the complete file. It may be gone after a power cut until
    /// the folder is synced.
    ///
    /// - Parameter path: The name, on the file system of the folder that the file was created in.
    /// - Throws: As ``publish(as:)``.
    package consuming func link(to path: String) throws(SystemError) {
        if needsSync { try sync() }
        if temporaryName == nil {
            try linkDescriptor(to: path)
        } else {
            try temporaryName?.link(to: path)
        }
    }

    /// Names what has no name, by open(2)'s recipe for `O_TMPFILE` without privileges.
    private borrowing func linkDescriptor(to path: String) throws(SystemError) {
        try Kernel.check(path, for: .link)
        let source = "/proc/self/fd/\(descriptor.number)"
        try Kernel.retrying(.link) {
            unsafe linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW)
        }
    }
}
