import Foundation

/// Work that blocks, on a thread of its own: the few threads of the tests must stay free.
final class BlockingTask<Answer: Sendable>: Sendable {
    private let answers: AsyncStream<Result<Answer, any Error>>

    init(_ work: @escaping @Sendable () throws -> Answer) {
        let (answers, continuation) = AsyncStream.makeStream(of: Result<Answer, any Error>.self)
        self.answers = answers
        Thread.detachNewThread {
            continuation.yield(Result(catching: work))
            continuation.finish()
        }
    }

    /// What the work returned or threw, to be asked once.
    var result: Result<Answer, any Error> {
        get async {
            for await answer in answers { return answer }
            return .failure(CancellationError())
        }
    }
}
