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
            let limits = Sandbox.Limits(
                memory: 1 << 40,
                heap: 1 << 40,
                computing: 60,
                descriptors: 64
            )
            // The test itself runs on a thread of its own.
            do throws(SystemError) {
                try Sandbox.close(limits)
            } catch {
                exit(error.isSandboxMissing && error.code == EBUSY ? 7 : 1)
            }
        }
    }
}

/// The program beside the tests that plays workers.
enum Probe {
    static let path = BuiltProgram.path("WorkerProbe")
}
