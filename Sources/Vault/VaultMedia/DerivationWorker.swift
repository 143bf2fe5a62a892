import VaultSystem

/// The process in which one new file is made: it has no key, no file and no way out.
package enum DerivationWorker {
    /// How long a file that is made may be, in bytes.
    static let answerCount = 256 * 1_024 * 1_024

    /// What the worker may use.
    ///
    /// Dots take more memory than files: a photo of 64 million dots is decoded, turned and coded. The
    /// codecs of photos make threads.
    static let limits = Sandbox.Limits(
        memory: 4 * 1_024 * 1_024 * 1_024,
        heap: 1_024 * 1_024 * 1_024,
        computing: 180,
        descriptors: 8,
        hasThreads: true
    )

    /// Serves the process that started this one, once.
    ///
    /// - Parameter parent: The number of that process.
    /// - Returns: `false` if this process was not started as a worker.
    package static func serve(parent: Int32) -> Bool {
        guard let channel = try? WorkerChannel(ofWorker: ()),
            (try? Sandbox.endWithParent(parent)) == true
        else { return false }
        // The libraries are files, so they come before the sandbox.
        guard (try? LoadedLibrary.loadForDerivation()) != nil else {
            try? channel.send(WorkerGreeting.noLibrary.bytes)
            return true
        }
        do throws(SystemError) {
            try Sandbox.close(limits)
        } catch {
            try? channel.send(WorkerGreeting.noSandbox(code: error.code).bytes)
            return true
        }
        // Nothing can be reported about a broken channel but its end.
        try? serve(channel)
        return true
    }

    private static func serve(_ channel: borrowing WorkerChannel) throws(SystemError) {
        try channel.send(WorkerGreeting.ready.bytes)
        guard let source = try channel.receive(memoryCount: memoryCount),
            let request = DerivationRequest(source.bytes),
            let target = try channel.receive(memoryCount: { _ in answerCount })
        else { return }
        let result = try source.withMemory { bytes in
            Result { () throws(DerivationFault) in
                guard let task = request.task(with: bytes) else { throw .failed }
                let content = bytes.extracting(first: request.contentCount)
                return try Deriver.make(of: content, request.type, task)
            }
        }
        try channel.send(answer(to: result, in: target).bytes)
        // The parent ends this process before it reads what was written.
        _ = try channel.receive()
    }

    private static func memoryCount(of message: [UInt8]) -> Int {
        DerivationRequest(message)?.memoryCount ?? 0
    }

    private static func answer(
        to result: Result<DerivedContent, DerivationFault>,
        in target: borrowing WorkerChannel.Message
    ) -> DerivationAnswer {
        switch result {
        case .success(let content):
            guard (try? target.write(content.bytes.span, at: 0)) != nil else {
                return .failed(.tooLarge)
            }
            return .made(content.type, count: content.bytes.count, notes: content.notes)
        case .failure(let fault): return .failed(fault)
        }
    }
}

/// Has new files made by another process, which the sandbox confines; every file by one of its own.
package struct WorkerDeriver: FileDeriver {
    private let configuration: WorkerInspector.Configuration

    /// Prepares for files.
    ///
    /// - Parameter configuration: How to start a worker, and how long to wait for it.
    package init(_ configuration: WorkerInspector.Configuration) {
        self.configuration = configuration
    }

    /// Has a new file made.
    ///
    /// - Parameter source: The old one, and what is wanted.
    /// - Returns: The new one.
    /// - Throws: ``MediaError/notDerivable(_:)``, with ``DerivationFault/failed`` if the worker crashed,
    ///   hung or answered what it should not; as `WorkerInspector.inspect(_:name:)`;
    ///   ``MediaError/memory(code:)``.
    package func derive(
        _ source: borrowing DerivationSource
    ) throws(MediaError) -> DerivedFile {
        let target: MemoryForAnswer
        do throws(SystemError) {
            target = try MemoryForAnswer(capacity: DerivationWorker.answerCount)
        } catch {
            throw .memory(code: error.code)
        }
        switch try answer(to: source, in: target) {
        case .made(let type, let count, let notes):
            guard (1...DerivationWorker.answerCount).contains(count) else {
                throw .notDerivable(.failed)
            }
            do throws(SystemError) {
                return DerivedFile(try target.seal(count: count), type, notes)
            } catch {
                throw .memory(code: error.code)
            }
        case .failed(let fault): throw .notDerivable(fault)
        }
    }

    /// What a worker answers; it is gone when this returns.
    private func answer(
        to source: borrowing DerivationSource,
        in target: borrowing MemoryForAnswer
    ) throws(MediaError) -> DerivationAnswer {
        let worker = try WorkerInspector.started(configuration)
        let answer = ask(worker, source, target)
        worker.end()
        return answer ?? .failed(.failed)
    }

    private func ask(
        _ worker: WorkerProcess,
        _ source: borrowing DerivationSource,
        _ target: borrowing MemoryForAnswer
    ) -> DerivationAnswer? {
        do throws(SystemError) {
            try worker.channel.send(source.request.bytes, with: source.memory)
            try worker.channel.send([WorkerMessage.version], for: target)
            let message = try worker.channel.receive(within: configuration.fileLimit)
            guard case .some(let message) = message else { return nil }
            return DerivationAnswer(message.bytes)
        } catch {
            return nil
        }
    }
}
