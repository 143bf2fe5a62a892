import Glibc

/// A call to the kernel that failed: what was tried, and the number it answered with.
///
/// It names no path, so that an error can be shown or logged without telling whose file it was
/// about; the caller knows the path.
package struct SystemError: Error, Hashable {
    /// What was tried.
    package enum Operation: String, Sendable {
        case open
        case inspect
        case requireRegularFile
        case read
        case write
        case sync
        case link
        case unlink
        case lock
        case makeDirectory
        case removeDirectory
        case rename
        case listDirectory
        case prompt
        case limit
        case spawn
        case send
        case receive
        case memory
        case limitResources
        case forbidPrivileges
        case denyFiles
        case filterCalls
    }

    /// The number of the error, as in `errno`.
    package let code: CInt

    /// What was tried when it happened.
    package let operation: Operation

    /// Creates an error from its parts.
    package init(code: CInt, operation: Operation) {
        self.code = code
        self.operation = operation
    }
}

extension SystemError {
    /// Whether there is no such file, or a folder on its path is missing.
    package var isNotFound: Bool { code == ENOENT || code == ENOTDIR }

    /// Whether something has the name already.
    package var exists: Bool { code == EEXIST }

    /// Whether a folder cannot be replaced because somebody has it mounted, or named it by a dot.
    package var isInUse: Bool { code == EBUSY }

    /// Whether the disk, or the user's share of it, is full.
    package var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Whether permissions, or a file system mounted for reading only, forbid it.
    package var isDenied: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// Whether the file system is mounted for reading only.
    package var isReadOnly: Bool { code == EROFS }

    /// Whether the process, or the machine, has too many files open.
    package var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }

    /// Whether somebody else holds the lock.
    package var isLocked: Bool { operation == .lock && code == EWOULDBLOCK }

    /// Whether the path names a folder, a pipe, a socket or a device where a file is needed.
    package var isNotRegularFile: Bool { operation == .requireRegularFile }

    /// Whether the path names a symbolic link where none is wanted.
    package var isUnwantedLink: Bool { operation == .open && code == ELOOP }

    /// Whether a file is longer than the limit given for it, or an answer longer than its buffer.
    package var isTooLong: Bool { code == EFBIG || code == EMSGSIZE }

    /// Whether the reader of a pipe went away.
    package var isBrokenPipe: Bool { code == EPIPE }

    /// Whether the kernel cannot take a right away from a process, as a sandbox needs it.
    package var isSandboxMissing: Bool {
        switch operation {
        case .limitResources, .forbidPrivileges, .denyFiles, .filterCalls: true
        default: false
        }
    }

    /// Whether nobody answered in time.
    package var isTimeout: Bool { operation == .receive && code == ETIMEDOUT }

    /// Whether the person ended a prompt with ^C, or with ^D before typing anything.
    package var isCancelled: Bool { operation == .prompt && code == ECANCELED }

    /// Whether the process has no terminal to ask on.
    package var isNoTerminal: Bool {
        operation == .prompt && (code == ENXIO || code == ENOTTY || code == ENOENT)
    }
}
