import CSystem
import Glibc

/// A program that this process started to work for it, ended with this object.
///
/// The program has a channel to this process as its descriptor 3, `/dev/null` as its standard
/// streams, no other open file, and nothing of the environment.
package final class WorkerProcess {
    /// The path of the program that this process runs, whatever has become of its file.
    package static let thisProgram = "/proc/self/exe"

    /// This process's end of the channel.
    package let channel: WorkerChannel

    /// The number by which the system knows the program.
    package let identifier: Int32

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - path: The program; it is not looked for anywhere else.
    ///   - arguments: Its arguments, without its name. The number of this process is put behind them.
    /// - Throws: ``SystemError`` with what posix_spawn(3) says, ``SystemError/isNotFound`` if there is
    ///   no such program.
    package init(path: String, arguments: [String]) throws(SystemError) {
        try Kernel.check(path, for: .spawn)
        var ends: [CInt] = [-1, -1]
        try Kernel.retrying(.spawn) { unsafe csystem_channel(&ends) }
        channel = WorkerChannel(Descriptor(owning: ends[0]))
        let other = Descriptor(owning: ends[1])
        identifier = try Self.spawn(path, arguments + ["\(getpid())"], channel: other)
    }

    private static func spawn(
        _ path: String,
        _ arguments: [String],
        channel: borrowing Descriptor
    ) throws(SystemError) -> pid_t {
        var child: pid_t = 0
        let words = unsafe ([path] + arguments).map { unsafe strdup($0) }
        // A worker that crashes does so silently: nobody reads a report about a stranger's file.
        let variables = unsafe [strdup("SWIFT_BACKTRACE=enable=no")]
        defer {
            let copies = unsafe words + variables
            for index in unsafe copies.indices { unsafe free(copies[index]) }
        }
        let code = unsafe csystem_spawn(
            &child,
            path,
            words + [nil],
            variables + [nil],
            channel.number
        )
        guard code == 0 else { throw SystemError(code: code, operation: .spawn) }
        return child
    }

    /// Whether the program was ended and waited for.
    private var isEnded = false

    /// Ends the program now: when this returns, it is gone with all that it had open.
    package func end() {
        guard !isEnded else { return }
        isEnded = true
        // Until it is waited for, the number belongs to no other process.
        kill(identifier, SIGKILL)
        while waitpid(identifier, nil, 0) < 0, errno == EINTR {}
    }

    deinit { end() }
}
