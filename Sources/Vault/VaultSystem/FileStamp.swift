import Glibc

/// Which file has a name, and when it was changed last; see ``Folder/stamp(of:)``.
///
/// Whoever writes to the file or puts another in its place changes the stamp: the kernel sets the time
/// of the change, and nobody can set it back.
package struct FileStamp: Hashable, Sendable {
    private let device: UInt64
    private let file: UInt64
    private let size: Int
    private let changed: [Int]

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        file = UInt64(status.st_ino)
        size = Int(status.st_size)
        changed = [
            status.st_ctim.tv_sec, status.st_ctim.tv_nsec, status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec,
        ]
    }
}
