import CSystem
import Glibc

/// Programs that show a person what lies in memory alone.
package enum Viewer {
    /// The path under which a viewer reads the content.
    private static let contentPath = "/proc/self/fd/3"

    /// Whether this user can start a program: a regular file, perhaps by way of a link.
    ///
    /// - Parameter path: The path of the program.
    /// - Returns: `false` also if nothing has that name.
    package static func canRun(_ path: String) -> Bool {
        var status = stat()
        return unsafe !path.utf8.contains(0) && stat(path, &status) == 0
            && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// Starts a program on a content, and waits until it has ended.
    ///
    /// The program has the environment and the standard streams of this process, the content as its
    /// descriptor 3 and no other open file. An interrupt from the keyboard is the program's own affair.
    ///
    /// - Parameters:
    ///   - content: What to show; the program is told its path as the only argument.
    ///   - path: The program; it is not looked for anywhere else.
    /// - Returns: How the program ended: its status, or 128 and the number of the signal that ended it.
    /// - Throws: ``SystemError`` with what posix_spawn(3) or waitpid(2) says.
    package static func show(
        _ content: borrowing SealedMemory,
        with path: String
    ) throws(SystemError) -> Int {
        try Kernel.check(path, for: .spawn)
        var child: pid_t = 0
        let arguments = [path, contentPath]
        let words = unsafe arguments.map { unsafe strdup($0) }
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        let interrupts = [SIGINT, SIGQUIT].map { number in
            (number, signal(number, SIG_IGN))
        }
        defer { for (number, earlier) in interrupts { signal(number, earlier) } }
        let code = unsafe csystem_spawn_viewer(
            &child,
            path,
            words + [nil],
            content.descriptor.number
        )
        guard code == 0 else { throw SystemError(code: code, operation: .spawn) }
        var status: CInt = 0
        try Kernel.retrying(.spawn) { unsafe waitpid(child, &status, 0) }
        // wait(2): the lower seven bits are a signal; without one the next byte is the status.
        let end = status & 0x7F
        return Int(end == 0 ? (status >> 8) & 0xFF : 128 + end)
    }
}
