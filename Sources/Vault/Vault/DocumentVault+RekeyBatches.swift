import VaultLedger
import VaultStorage
import VaultSystem

extension DocumentVault {
    /// How many batches of documents are encrypted at the same time.
    ///
    /// Two of them keep two cores busy while others wait for the disk.
    private static let width = 4

    /// How many documents share a signed head at most.
    private static let rekeyBatchCount = 8

    /// A document whose new ciphertext is written, but not in the ledger.
    private struct StagedRekeying {
        let sealed: RekeyWork.Sealed
        let writer: any BlobWriter
    }

    /// Encrypts those documents anew that are due, some at the same time.
    ///
    /// One that is damaged does not keep the others from it.
    ///
    /// - Parameters:
    ///   - documents: Which.
    ///   - progress: Told of each once its batch is done.
    /// - Returns: How many this call did.
    /// - Throws: The first error, after all have been tried.
    @discardableResult
    func rekey(
        _ documents: [DocumentID],
        _ progress: ProgressHandler? = nil
    ) async throws(VaultError) -> Int {
        let even = (documents.count + Self.width - 1) / Self.width
        let size = max(1, min(Self.rekeyBatchCount, even))
        let results = await withTaskGroup(of: [Result<Bool, VaultError>].self) { group in
            var rest = documents[...]
            func begin() {
                let batch = rest.prefix(size)
                guard !batch.isEmpty else { return }
                rest = rest.dropFirst(size)
                group.addTask { await self.rekeyIfDue(Array(batch)) }
            }
            for _ in 0..<Self.width { begin() }
            var count = 0
            var done = 0
            var failure: VaultError?
            for await results in group {
                begin()
                for result in results {
                    switch result {
                    case .success(let isDone): count += isDone ? 1 : 0
                    case .failure(let error): failure = failure ?? error
                    }
                    done += 1
                    progress?(
                        PendingProgress(step: .documents, done: done, total: documents.count)
                    )
                }
            }
            return (count: count, failure: failure)
        }
        if let failure = results.failure { throw failure }
        return results.count
    }

    /// Encrypts documents anew that are due, and says so under one head.
    ///
    /// The contents are encrypted without holding any lock. If the holders change meanwhile only the
    /// envelopes are made again; if someone else was quicker, theirs stands.
    ///
    /// - Returns: For each document whether this call did it, in no order.
    private nonisolated func rekeyIfDue(
        _ documents: [DocumentID]
    ) async -> [Result<Bool, VaultError>] {
        var staged: [StagedRekeying] = []
        var results: [Result<Bool, VaultError>] = []
        for work in await rekeyWork(on: documents) {
            do throws(VaultError) {
                if let work = try work.get(), let rekeying = try await stage(work) {
                    staged.append(rekeying)
                } else {
                    results.append(.success(false))
                }
            } catch {
                results.append(.failure(error))
            }
        }
        return results + (await name(&staged)) + (await say(staged))
    }

    /// Encrypts a document anew.
    ///
    /// - Returns: `nil` if somebody was quicker.
    private nonisolated func stage(
        _ work: RekeyWork
    ) async throws(VaultError) -> StagedRekeying? {
        let writer = try stored(blobs.makeWriter())
        do throws(VaultError) {
            if let sealed = try work.seal(from: blobs, to: writer) {
                return StagedRekeying(sealed: sealed, writer: writer)
            }
            try await requireReplaced(work.document)
            writer.discard()
            return nil
        } catch {
            writer.discard()
            throw error
        }
    }

    /// Makes new ciphertexts durable.
    ///
    /// - Parameter staged: The documents; those with which this fails go.
    /// - Returns: What went wrong with those.
    private nonisolated func name(
        _ staged: inout [StagedRekeying]
    ) async -> [Result<Bool, VaultError>] {
        let blobs = blobs
        let named = staged.map { (writer: $0.writer, digest: $0.sealed.measure.ciphertext) }
        let failures = await disk.run { blobs.commit(named) }
        var results: [Result<Bool, VaultError>] = []
        var durable: [StagedRekeying] = []
        for (rekeying, failure) in zip(staged, failures) {
            if let failure {
                rekeying.writer.discard()
                results.append(.failure(VaultError(failure)))
            } else {
                durable.append(rekeying)
            }
        }
        staged = durable
        return results
    }

    /// Says that documents were encrypted anew, and deletes their old ciphertexts.
    ///
    /// - Returns: For each whether it was done.
    private nonisolated func say(
        _ staged: [StagedRekeying]
    ) async -> [Result<Bool, VaultError>] {
        guard !staged.isEmpty else { return [] }
        do throws(VaultError) {
            try await append(staged.map(\.sealed))
        } catch  where staged.count > 1 && !error.mayHaveCommitted {
            // One that does not fit any more must not keep the others from it.
            var results: [Result<Bool, VaultError>] = []
            for rekeying in staged { results += await say([rekeying]) }
            return results
        } catch .rejected(.due) {
            for rekeying in staged { rekeying.writer.discard() }
            return staged.map { _ in .success(false) }
        } catch {
            if !error.mayHaveCommitted { for rekeying in staged { rekeying.writer.discard() } }
            return staged.map { _ in .failure(error) }
        }
        // From here on the new ciphertexts are those of the documents, whatever goes wrong.
        for rekeying in staged { rekeying.writer.finish() }
        do throws(VaultError) {
            let blobs = blobs
            let old = staged.map { $0.sealed.document.content.ciphertext }
            try await disk.run { Result { () throws(StorageError) in try blobs.remove(old) } }
                .mapError { VaultError($0) }.get()
            try await noteDeletion(of: old)
            return staged.map { _ in .success(true) }
        } catch {
            return staged.map { _ in .failure(error) }
        }
    }
}
