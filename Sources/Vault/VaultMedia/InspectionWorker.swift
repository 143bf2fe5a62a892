import VaultSystem

/// The process in which files are inspected: it has no key, no file and no way out.
package enum InspectionWorker {
    /// What the worker may use.
    ///
    /// Of memory: the largest file, as much to work with, as much for the code of the libraries.
    static let limits = Sandbox.Limits(
        memory: 3 * InspectionSample.wholeCount,
        heap: InspectionSample.wholeCount,
        computing: 60,
        descriptors: 8
    )

    /// Serves the process that started this one, until that is gone.
    ///
    /// - Parameter parent: The number of that process.
    /// - Returns: `false` if this process was not started as a worker.
    package static func serve(parent: Int32) -> Bool {
        guard let channel = try? WorkerChannel(ofWorker: ()),
            (try? Sandbox.endWithParent(parent)) == true
        else { return false }
        // The database and the libraries are files, so they come before the sandbox.
        let inspector: MediaInspector
        do throws(MediaError) {
            inspector = try MediaInspector()
        } catch {
            let isLibrary = error == .libraryUnavailable
            try? channel.send((isLibrary ? WorkerGreeting.noLibrary : .noDatabase).bytes)
            return true
        }
        do throws(SystemError) {
            try Sandbox.close(limits)
        } catch {
            try? channel.send(WorkerGreeting.noSandbox(code: error.code).bytes)
            return true
        }
        // Nothing can be reported about a broken channel but its end.
        try? serve(channel, inspector)
        return true
    }

    private static func serve(
        _ channel: borrowing WorkerChannel,
        _ inspector: MediaInspector
    ) throws(SystemError) {
        try channel.send(WorkerGreeting.ready.bytes)
        while let message = try channel.receive(memoryCount: memoryCount) {
            guard let request = WorkerRequest(message.bytes) else { return }
            let findings = try findings(message, request, inspector)
            try channel.send(WorkerAnswer(number: request.number, findings: findings).bytes)
        }
    }

    private static func memoryCount(of message: [UInt8]) -> Int {
        WorkerRequest(message)?.memoryCount ?? 0
    }

    private static func findings(
        _ message: borrowing WorkerChannel.Message,
        _ request: WorkerRequest,
        _ inspector: MediaInspector
    ) throws(SystemError) -> Findings {
        try message.withReleasableMemory { bytes, release in
            inspector.findings(in: bytes, size: request.size, request.nameExtension, release)
        }
    }
}
