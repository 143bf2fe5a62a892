import CSystem
import Glibc

/// The name of a file in the making, which is removed when the value goes.
struct TemporaryName: ~Copyable {
    /// How every temporary name begins.
    static let prefix = ".staged-"

    /// Whether this module could have given a name: the prefix and two numbers in hexadecimal.
    static func isOne(_ name: String) -> Bool {
        name.utf8.starts(with: prefix.utf8)
            && (2...32).contains(name.utf8.count - prefix.utf8.count)
            && name.utf8.dropFirst(prefix.utf8.count).allSatisfy { digit in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(digit)
            }
    }

    /// The path of the file.
    let path: String

    /// Whether the name stays when the value goes.
    var isKept = false

    /// Creates an empty file with a random name.
    ///
    /// - Parameters:
    ///   - folder: The path of the folder to create it in.
    ///   - mode: The permissions, before the process's mask.
    /// - Returns: The name, and the file open for reading and writing.
    /// - Throws: ``SystemError`` with what open(2) says.
    static func create(in folder: String, mode: UInt32) throws(SystemError) -> Opened {
        let path = folder + "/" + Kernel.randomName(prefix: prefix)
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
        let descriptor = try Descriptor(opening: path, flags: flags, mode: mode)
        return Opened(name: TemporaryName(path: path), descriptor: descriptor)
    }

    /// A name and what is open under it.
    struct Opened: ~Copyable {
        var name: TemporaryName
        let descriptor: Descriptor
    }

    deinit {
        if !isKept { remove() }
    }

    /// Takes the name away.
    borrowing func remove() {
        // After a move by rename there is nothing to remove, and in no case anybody to tell.
        unsafe unlink(path)
    }

    /// Gives the file another name instead of this one, replacing what has it.
    ///
    /// - Parameter finalPath: The name, on the same file system.
    /// - Throws: ``SystemError`` with what rename(2) says.
    borrowing func move(to finalPath: String) throws(SystemError) {
        try Kernel.check(finalPath, for: .rename)
        try Kernel.retrying(.rename) { unsafe rename(path, finalPath) }
    }

    /// Gives the file another name beside this one, or instead of it, replacing nothing.
    ///
    /// - Parameter finalPath: The name, on the same file system.
    /// - Throws: ``SystemError``, with ``SystemError/exists`` if something has that name.
    borrowing func link(to finalPath: String) throws(SystemError) {
        try Kernel.check(finalPath, for: .link)
        do {
            try Kernel.retrying(.link) { unsafe Glibc.link(path, finalPath) }
        } catch  where error.code == EPERM || error.code == EOPNOTSUPP {
            // link(2): the file system has no links (FAT, many network shares).
            try Kernel.retrying(.link) { unsafe csystem_rename_new(path, finalPath) }
        }
    }
}
