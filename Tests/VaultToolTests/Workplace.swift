import Foundation
import TestSupport

/// A folder in which the built tool is run, as a person at a shell would.
final class Workplace: Sendable {
    /// What came of a command.
    struct Outcome {
        let output: String
        let error: String
        let status: Int32
    }

    /// The folder.
    let folder: TemporaryFolder

    private var directory: URL { URL(filePath: folder.path, directoryHint: .isDirectory) }

    /// Makes a folder, with a vault in it if `isStaged`.
    init(isStaged: Bool = false) async throws {
        folder = try TemporaryFolder()
        for name in ["papers", "arrivals"] {
            try FileManager.default.createSymbolicLink(
                at: directory.appending(path: name),
                withDestinationURL: Self.fixtures.appending(path: name)
            )
        }
        guard isStaged else { return }
        let stage = Self.fixtures.appending(path: "tool/stage.sh").path(percentEncoded: false)
        let outcome = try await run(". '\(stage)'")
        guard outcome.status == 0 else { throw Failure(text: outcome.error) }
    }

    /// Why the stage could not be made.
    struct Failure: Error {
        let text: String
    }

    /// Whether the tool is a debug build, which alone takes a fixed clock and a cheap passphrase.
    static var isDebugBuild: Bool {
        #if DEBUG
        true
        #else
        false
        #endif
    }

    /// `Fixtures` in the package.
    static let fixtures = URL(filePath: #filePath)
        .deletingLastPathComponent()  // VaultToolTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the package
        .appending(path: "Fixtures", directoryHint: .isDirectory)

    /// The folder of the built tool: SwiftPM puts it beside the program that runs the tests.
    private static let tools = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()

    /// The environment of the commands: nothing of ours that was set outside.
    private static let environment: [String: String] = {
        var environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("VAULTTOOL_") }
        let path = environment["PATH"] ?? "/usr/bin:/bin"
        environment["PATH"] = "\(tools.path(percentEncoded: false)):\(path)"
        environment["LC_ALL"] = "C.UTF-8"
        environment["VAULTTOOL_VAULT"] = "vault"
        environment["VAULTTOOL_CLOCK"] = "2026-11-24T10:00:00Z"
        environment["VAULTTOOL_INSECURE_KDF"] = "1"
        return environment
    }()

    /// The environment of the commands in a folder: what the tool remembers stays there.
    private static func environment(in folder: URL) -> [String: String] {
        var environment = environment
        let state = folder.appending(path: ".state", directoryHint: .notDirectory)
        environment["XDG_STATE_HOME"] = state.path(percentEncoded: false)
        return environment
    }

    /// Runs a command of the shell, without a terminal, and waits for its end.
    func run(_ command: String) async throws -> Outcome {
        let process = try Self.process("exec </dev/null\n\(command)", in: directory)
        let output = try Sink()
        let error = try Sink()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output.handle
        process.standardError = error.handle
        await process.end()
        return Outcome(
            output: try output.closedText(),
            error: try error.closedText(),
            status: process.terminationStatus
        )
    }

    /// Runs a command on a terminal of its own and answers its prompts.
    ///
    /// - Returns: What the screen showed, and the status; `nil` if a prompt did not come.
    func converse(
        _ command: String,
        _ turns: [(prompt: String, answer: String)]
    ) async throws
        -> Outcome?
    {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/script")
        process.arguments = ["-qfec", command, "/dev/null"]
        process.currentDirectoryURL = directory
        process.environment = Self.environment(in: directory)
        let keyboard = Pipe()
        let screen = try Sink()
        process.standardInput = keyboard
        process.standardOutput = screen.handle
        process.standardError = screen.handle
        let end = Task { await process.end() }
        var seen = 0
        for turn in turns {
            guard let count = try await screen.wait(for: turn.prompt, beyond: seen) else {
                process.terminate()
                return nil
            }
            seen = count
            try keyboard.fileHandleForWriting.write(contentsOf: Data("\(turn.answer)\n".utf8))
        }
        // Who asks once more than was expected would wait for ever.
        let limit = Task {
            try await Task.sleep(for: .seconds(60))
            process.terminate()
        }
        await end.value
        limit.cancel()
        try keyboard.fileHandleForWriting.close()
        return Outcome(
            output: try screen.closedText(),
            error: "",
            status: process.terminationStatus
        )
    }

    private static func process(_ command: String, in folder: URL) throws -> Process {
        let process = Process()
        // A session of its own has no terminal, so nothing can be asked.
        process.executableURL = URL(filePath: "/usr/bin/setsid")
        process.arguments = ["--wait", "/bin/sh", "-c", command]
        process.currentDirectoryURL = folder
        process.environment = environment(in: folder)
        return process
    }
}

/// A file that takes what a program writes.
private final class Sink {
    let handle: FileHandle
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        let path = try folder.write([], to: "output")
        handle = try FileHandle(forWritingTo: URL(filePath: path))
    }

    func text() throws -> String {
        String(decoding: try folder.bytes("output"), as: UTF8.self)
    }

    /// The whole text, after which nothing more is taken.
    ///
    /// Foundation keeps a process that has ended, and its files open; with more than a thousand of them
    /// it reads past a list of them when it starts the next.
    func closedText() throws -> String {
        try handle.close()
        return try text()
    }

    /// Waits until the text is longer than it was and ends with `end`, isolates of names aside.
    ///
    /// - Returns: How long it is, in bytes; `nil` if that does not come in a minute.
    func wait(for end: String, beyond count: Int) async throws -> Int? {
        for _ in 0..<12_000 {
            let text = try text()
            let shown = text.suffix(1_000).filter { $0 != "\u{2068}" && $0 != "\u{2069}" }
            if text.utf8.count > count, shown.hasSuffix(end) { return text.utf8.count }
            try await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }
}

extension Process {
    /// Starts the process and waits for its end, without holding a thread.
    fileprivate func end() async {
        await withCheckedContinuation { continuation in
            terminationHandler = { _ in continuation.resume() }
            do { try run() } catch { continuation.resume() }
        }
    }
}
