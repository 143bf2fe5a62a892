import Foundation
import Glibc

/// One run of a program: how long it took from start to end, and what it used.
struct Measurement {
    /// Wall time in milliseconds.
    let milliseconds: Double

    /// The largest resident set in mebibytes.
    let peakMemory: Double

    /// The time on all cores in milliseconds.
    var cpu: Double = 0
}

/// A program that is started and waited for.
struct Child {
    let arguments: [String]
    var environment: [String: String] = [:]

    /// Runs the program with its output thrown away.
    ///
    /// - Throws: ``Failure`` if it cannot be started or does not exit with 0.
    @discardableResult
    func run() throws -> Measurement {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)

        let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let strings = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
        let words = arguments.map { strdup($0) } + [nil]
        defer { for pointer in strings + words { free(pointer) } }

        let clock = ContinuousClock()
        let start = clock.now
        var pid: pid_t = 0
        let code = posix_spawnp(&pid, arguments[0], &actions, nil, words, strings)
        guard code == 0 else { throw Failure(arguments: arguments, status: code) }
        var status: CInt = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
        let elapsed = clock.now - start
        guard status == 0 else { throw Failure(arguments: arguments, status: status) }
        return Measurement(
            milliseconds: elapsed / .milliseconds(1),
            peakMemory: Double(usage.ru_maxrss) / 1024,
            cpu: Self.milliseconds(usage.ru_utime) + Self.milliseconds(usage.ru_stime)
        )
    }

    private static func milliseconds(_ time: timeval) -> Double {
        Double(time.tv_sec) * 1_000 + Double(time.tv_usec) / 1_000
    }

    /// Runs the program and returns what it printed.
    func output() throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(arguments: arguments, status: process.terminationStatus)
        }
        return data
    }

    /// A program that did not do its job.
    struct Failure: Error, CustomStringConvertible {
        let arguments: [String]
        let status: CInt
        var description: String { "\(arguments.joined(separator: " ")): status \(status)" }
    }
}
