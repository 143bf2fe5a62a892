import Foundation
import Glibc
import TestSupport
import Testing
import VaultSystem

@Suite("The sandbox")
struct SandboxTests {
    /// How a process ended that closed the sandbox around itself and then tried something.
    enum End: Equatable {
        case worked
        case refused(CInt)
        case killed(CInt)
    }

    /// Has ``WorkerProbe`` try something.
    static func end(of attempt: String) throws -> End {
        let process = Process()
        process.executableURL = URL(filePath: Probe.path)
        process.arguments = [attempt]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let status = process.terminationStatus
        if process.terminationReason == .uncaughtSignal { return .killed(status) }
        // 200 is what the probe says if the sandbox does not close at all.
        try #require(status != 200)
        return status == 0 ? .worked : .refused(status)
    }

    @Test
    func `lets a process compute`() throws {
        #expect(try Self.end(of: "compute") == .worked)
    }

    @Test(arguments: ["readFile", "createFile", "listFolder"])
    func `refuses the file system`(attempt: String) throws {
        #expect(try Self.end(of: attempt) == .refused(EPERM))
        #expect(!FileManager.default.fileExists(atPath: "/tmp/of-the-probe"))
    }

    @Test(arguments: [
        "connect", "fork", "execute", "thread", "signal", "askLimit", "raiseLimit",
        "executableMemory", "makeExecutable",
    ])
    func `ends a process that tries what no parser needs`(attempt: String) throws {
        #expect(try Self.end(of: attempt) == .killed(SIGSYS))
    }

    @Test
    func `gives no memory beyond its limit`() throws {
        #expect(try Self.end(of: "allocate") == .refused(ENOMEM))
    }

    @Test
    func `ends a process that computes beyond its limit`() throws {
        #expect([.killed(SIGXCPU), .killed(SIGKILL)].contains(try Self.end(of: "spin")))
    }

    @Test
    func `denies the file system by Landlock as well, where calls are not filtered`() throws {
        #expect(try Self.end(of: "landlockAlone") == .refused(EACCES))
    }

    @Test
    func `closes around a process with a single thread only`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let limits = Sandbox.Limits(memory: 1 << 40, computing: 60, descriptors: 64)
            // The test itself runs on a thread of its own.
            do throws(SystemError) {
                try Sandbox.close(limits)
            } catch {
                exit(error.isSandboxMissing && error.code == EBUSY ? 7 : 1)
            }
        }
    }
}

@Suite("Memory that is handed over")
struct SealedMemoryTests {
    private func sealed(_ bytes: [UInt8]) throws -> SealedMemory {
        var file = try MemoryFile()
        for part in [Array(bytes.prefix(5)), Array(bytes.dropFirst(5))] {
            try file.write(part.span)
        }
        return try file.seal()
    }

    @Test(arguments: [0, 1, 4096, 100_000])
    func `holds what was written`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let memory = try sealed(bytes)
        #expect(memory.count == count)
        let mapped = try memory.withBytes { span in (0..<span.count).map { span[$0] } }
        #expect(mapped == bytes)
        let read = try [UInt8](capacity: count + 1) { output throws(SystemError) in
            try memory.read(at: 0, into: &output)
        }
        #expect(read == bytes)
    }

    @Test
    func `is changed by nobody, whoever opens it anew`() throws {
        let memory = try sealed(Array("sealed".utf8))
        let files = try Folder.names(in: "/proc/self/fd").filter { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(name)"))?
                .hasPrefix("/memfd:content") ?? false
        }
        #expect(!files.isEmpty)
        for name in files {
            let file = unsafe open("/proc/self/fd/\(name)", O_RDWR)
            guard file >= 0 else { continue }
            defer { close(file) }
            let written = unsafe write(file, "x", 1)
            #expect(written == -1)
            #expect(ftruncate(file, 1) == -1)
            #expect(fcntl(file, 1033, 0) == -1)  // F_ADD_SEALS
        }
        #expect(memory.count == 6)
    }
}

@Suite("A worker process")
struct WorkerProcessTests {
    @Test
    func `has nothing but its channel`() throws {
        let worker = try WorkerProcess(path: Probe.path, arguments: ["tellAll"])
        let message = try worker.channel.receive(within: .seconds(60))
        guard case .some(let message) = message else {
            Issue.record("no message")
            return
        }
        let lines = String(decoding: message.bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "0 1 2 3")
        #expect(lines.dropFirst() == ["SWIFT_BACKTRACE=enable=no"])
    }

    @Test
    func `is gone with the object`() throws {
        var worker: WorkerProcess? = try WorkerProcess(path: Probe.path, arguments: ["hang"])
        let child = try #require(worker?.identifier)
        #expect(kill(child, 0) == 0)
        worker = nil
        #expect(kill(child, 0) == -1)
    }

    @Test
    func `that is missing is an error`() {
        #expect(throws: SystemError(code: ENOENT, operation: .spawn)) {
            try WorkerProcess(path: "/nonexistent/program", arguments: [])
        }
    }

    @Test
    func `that says nothing is waited for so long and no longer`() throws {
        let worker = try WorkerProcess(path: Probe.path, arguments: ["silent"])
        do throws(SystemError) {
            _ = try worker.channel.receive(within: .milliseconds(50))
            Issue.record("a message")
        } catch {
            #expect(error.isTimeout)
        }
    }

    @Test
    func `that ends is told from one that is silent`() throws {
        let worker = try WorkerProcess(path: Probe.path, arguments: ["mute"])
        let message = try worker.channel.receive(within: .seconds(60))
        if case .some = message { Issue.record("a message") }
    }
}

/// The program beside the tests that plays workers.
enum Probe {
    static let path = URL(filePath: "/proc/self/exe")
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "WorkerProbe")
        .path(percentEncoded: false)
}
