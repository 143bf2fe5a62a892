import Glibc
import Testing
import VaultSystem

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
