import CSystem
import Glibc

/// What this machine offers to a program that keeps secrets.
package enum Machine {
    /// The version of Landlock (landlock(7)) that the kernel offers; `nil` without it.
    package static var landlockVersion: Int? {
        let version = csystem_landlock_version()
        return version > 0 ? Int(version) : nil
    }

    /// How much memory this user may lock (`RLIMIT_MEMLOCK`), in bytes; `nil` for any amount.
    package static var lockedMemoryLimit: Int? {
        let limit = csystem_locked_memory()
        return limit == .max ? nil : Int(clamping: limit)
    }
}

extension Folder {
    /// A file system, as far as it matters for what must not be lost.
    package enum FileSystem: Hashable, Sendable {
        /// One on a disk of this machine.
        case disk(name: String)

        /// One in memory, which ends with the machine.
        case memory

        /// One of another machine, or made by a program, on whose promises it depends what is durable.
        case foreign(name: String)

        /// One that is not known here; the number of statfs(2), in hexadecimal digits.
        case unknown(String)
    }

    /// The file system of a path.
    ///
    /// - Parameter path: The path of a file or folder.
    /// - Returns: What statfs(2) says.
    /// - Throws: ``SystemError`` with what statfs(2) says.
    package static func fileSystem(at path: String) throws(SystemError) -> FileSystem {
        try Kernel.check(path, for: .inspect)
        let number = try Kernel.retrying(.inspect) { unsafe csystem_file_system(path) }
        return switch number {
        case 0xEF53: .disk(name: "ext4")
        case 0x5846_5342: .disk(name: "xfs")
        case 0x9123_683E: .disk(name: "btrfs")
        case 0x2FC1_2FC1: .disk(name: "zfs")
        case 0xF2F5_2010: .disk(name: "f2fs")
        case 0x0102_1994, 0x8584_58F6: .memory
        case 0x6969: .foreign(name: "nfs")
        case 0xFF53_4D42, 0xFE53_4D42: .foreign(name: "smb")
        case 0x6573_5546: .foreign(name: "fuse")
        case 0x794C_7630: .foreign(name: "overlayfs")
        case 0x0102_1997: .foreign(name: "9p")
        case 0x4D44: .foreign(name: "vfat")
        case 0x2011_BAB0: .foreign(name: "exfat")
        default: .unknown(String(number, radix: 16))
        }
    }

    /// Whether files can be made in a folder, and without a name until they are whole (`O_TMPFILE`).
    ///
    /// - Parameter path: The folder.
    /// - Returns: `true` if a file without a name was made, `false` if only one with a temporary name
    ///   was; neither is there any more.
    /// - Throws: ``SystemError`` with what open(2) says if no file can be made.
    package static func makesUnnamedFiles(in path: String) throws(SystemError) -> Bool {
        if try UnnamedFile.isPossible(in: path) { return true }
        _ = try UnnamedFile(withTemporaryNameIn: path)
        return false
    }
}
