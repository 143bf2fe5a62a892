import VaultSystem

/// Has files inspected by another process, which the sandbox confines.
///
/// Whatever the inspection of a file does to that process, this one goes on: the file is quarantined
/// with ``Reason/parserFailed``, and the next one gets a new process.
///
/// It belongs to the thread that made it: the worker ends when that thread does.
package final class WorkerInspector: FileInspector {
    /// How to start a worker, and how long to wait for it.
    package struct Configuration: Sendable {
        /// The program.
        package let path: String

        /// Its arguments.
        package let arguments: [String]

        /// How long a worker may take to be ready.
        package var startLimit = Duration.seconds(20)

        /// How long the inspection of a file may take.
        package var fileLimit = Duration.seconds(20)

        /// Creates a configuration with the usual limits.
        package init(path: String, arguments: [String]) {
            self.path = path
            self.arguments = arguments
        }
    }

    /// How long one process serves.
    ///
    /// With a file more it stays below what ``InspectionWorker`` may compute.
    private static let busyLimit = Duration.seconds(30)

    private let configuration: Configuration
    private var worker: WorkerProcess?
    private var requestCount: UInt32 = 0
    private var busy = Duration.zero

    /// Prepares for inspections; the worker starts with the first one.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
    }

    /// Has a file inspected.
    ///
    /// - Parameters:
    ///   - sample: The bytes of the file.
    ///   - name: The name that the file came with; no more than its extension is told the worker.
    /// - Returns: The verdict, the media type and the reasons.
    /// - Throws: ``MediaError/workerUnavailable(code:)`` if no worker can be started, or it does not
    ///   greet as one; ``MediaError/sandboxUnavailable(code:)`` if the kernel lacks what confines it;
    ///   ``MediaError/databaseUnavailable`` or ``MediaError/libraryUnavailable``.
    package func inspect(
        _ sample: borrowing InspectionSample,
        name: String
    ) throws(MediaError) -> Inspection {
        // The kernel bounds the time that one process computes, so a long batch takes several.
        if busy >= Self.busyLimit { worker = nil }
        let worker = try running()
        let start = ContinuousClock.now
        let findings = findings(of: sample, name: name, by: worker)
        busy += start.duration(to: .now)
        if findings == nil { self.worker = nil }
        return Inspection(findings ?? .failed, name: name)
    }

    /// The worker that runs, or one that is started now.
    private func running() throws(MediaError) -> WorkerProcess {
        if let worker { return worker }
        busy = .zero
        let worker = try Self.started(configuration)
        self.worker = worker
        return worker
    }

    /// Starts a worker and waits until it is ready.
    ///
    /// - Throws: As ``inspect(_:name:)``.
    static func started(_ configuration: Configuration) throws(MediaError) -> WorkerProcess {
        let (worker, greeting) = try greeted(configuration)
        switch greeting {
        case .ready: return worker
        case .noDatabase: throw .databaseUnavailable
        case .noLibrary: throw .libraryUnavailable
        case .noSandbox(let code): throw .sandboxUnavailable(code: code)
        case nil: throw .workerUnavailable(code: Self.protocolError)
        }
    }

    /// Starts a worker and waits for what it says first.
    private static func greeted(
        _ configuration: Configuration
    ) throws(MediaError) -> (WorkerProcess, WorkerGreeting?) {
        do throws(SystemError) {
            let worker = try WorkerProcess(
                path: configuration.path,
                arguments: configuration.arguments
            )
            let message = try worker.channel.receive(within: configuration.startLimit)
            switch message {
            case .some(let message): return (worker, WorkerGreeting(message.bytes))
            case .none: return (worker, nil)
            }
        } catch {
            throw .workerUnavailable(code: error.code)
        }
    }

    /// What the worker found; `nil` if it did not find anything in time.
    private func findings(
        of sample: borrowing InspectionSample,
        name: String,
        by worker: WorkerProcess
    ) -> Findings? {
        requestCount &+= 1
        let request = WorkerRequest(
            number: requestCount,
            size: sample.size,
            memoryCount: sample.memory.count,
            nameExtension: FileName.extension(of: FileName.displayName(of: name))
        )
        do throws(SystemError) {
            try worker.channel.send(request.bytes, with: sample.memory)
            let message = try worker.channel.receive(within: configuration.fileLimit)
            guard case .some(let message) = message, let answer = WorkerAnswer(message.bytes),
                answer.number == request.number
            else { return nil }
            return answer.findings
        } catch {
            return nil
        }
    }

    /// The number of the system for an answer that is none (`EPROTO`).
    private static let protocolError: Int32 = 71
}
