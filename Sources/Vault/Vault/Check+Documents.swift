import VaultLedger
import VaultStorage
import VaultSystem

// The blobs of documents, against the statements that name them.

extension Check {
    /// How many documents to read from the database at a time.
    private static let page = 64

    /// Hashes the blob of every document, on all cores; decrypts those that the caller can open if
    /// that is wanted.
    mutating func checkDocuments() async throws(VaultError) {
        let total = try database.read { records throws(VaultError) in
            try stored(records.storedTotals().bytes)
        }
        var last = -1
        while true {
            let (documents, works) = try works(after: last)
            guard let end = documents.last else { return }
            last = end.deposited
            var prepared: [BlobWork] = []
            for work in works { prepared.append(try await prepare(work)) }
            let blobs = blobs
            let outcomes = ParallelWork(on: prepared) { $0.run(on: blobs) }.outputs()
            for (work, outcome) in zip(prepared, outcomes) { try await take(outcome, of: work) }
            progress?(CheckProgress(step: .bytes, done: min(hashed.bytes, total), total: total))
        }
    }

    /// What to do for the next documents.
    private func works(
        after index: Int
    ) throws(VaultError) -> (documents: [DocumentState], works: [BlobWork]) {
        try database.read { records throws(VaultError) in
            let ledger = try? VerifiedLedger(records)
            let documents = try stored(
                records.documents(depositedAfter: index, limit: Self.page)
            )
            let works = documents.compactMap { document -> BlobWork? in
                guard document.withdrawn == nil else { return nil }
                let stated = try? ledger?.content(of: document, records)
                return BlobWork(document: document.id, content: stated ?? document.content)
            }
            return (documents: documents, works: works)
        }
    }

    /// Adds the key of a document, if it is to be decrypted and the caller has a path to it.
    private mutating func prepare(_ work: BlobWork) async throws(VaultError) -> BlobWork {
        guard options.isDeep, let vault else { return work }
        var work = work
        do throws(VaultError) {
            work.key = try await vault.checkKey(of: work.document)
        } catch {
            guard case .damaged = error else { throw error }
            findings.add(.keyUnreadable, work.document.text)
        }
        return work
    }

    /// Takes note of what came of a blob.
    private mutating func take(
        _ outcome: BlobWork.Outcome,
        of work: BlobWork
    ) async throws(VaultError) {
        switch outcome {
        case .sound(let length, let isDecrypted):
            hashed.blobs += 1
            hashed.bytes += length
            if isDecrypted { hashed.decrypted += 1 }
        case .found(let finding, let length):
            hashed.blobs += 1
            hashed.bytes += length
            findings.add(finding, work.document.text)
        case .unreadable: findings.add(.blobUnreadable, work.document.text)
        case .missing: try await lookAgain(for: work)
        }
    }

    /// Looks whether a document was encrypted anew or withdrawn while its blob was looked for.
    private mutating func lookAgain(for work: BlobWork) async throws(VaultError) {
        let current = try database.read { records throws(VaultError) in
            try stored(records.document(work.document))
        }
        guard let current, current.withdrawn == nil else { return }
        guard current.content.ciphertext != work.content.ciphertext else {
            findings.add(.blobMissing, work.document.text)
            return
        }
        let next = try await prepare(
            BlobWork(document: work.document, content: current.content)
        )
        try await take(next.run(on: blobs), of: next)
    }
}

/// A blob to look at.
struct BlobWork: Sendable {
    /// What came of it.
    enum Outcome: Sendable {
        /// It is what its statement names.
        case sound(length: Int, isDecrypted: Bool)

        /// It could be read, and is not.
        case found(ScrubFinding, length: Int)

        /// It cannot be read.
        case unreadable

        /// There is none.
        case missing
    }

    let document: DocumentID

    /// What a statement says about it.
    let content: SealedContent

    /// The key that opens it, and whose it is, if it is to be decrypted.
    var key: (sealed: SealedDocumentKey, holder: KeyPair)?

    /// Reads the blob from beginning to end.
    func run(on blobs: BlobFolder) -> Outcome {
        do throws(StorageError) {
            let reader = try blobs.reader(content.ciphertext)
            if let key { return decrypt(reader, with: key) }
            let digest = try reader.digest()
            return digest == content.ciphertext && reader.size == content.length
                ? .sound(length: reader.size, isDecrypted: false)
                : .found(.blobDigest, length: reader.size)
        } catch {
            return error == .notFound ? .missing : .unreadable
        }
    }

    /// Decrypts the blob into nothing: the content goes through two hashes and no further.
    private func decrypt(
        _ reader: any BlobReader,
        with key: (sealed: SealedDocumentKey, holder: KeyPair)
    ) -> Outcome {
        guard let (keys, contents) = try? key.sealed.open(with: key.holder) else {
            return .found(.keyUnreadable, length: reader.size)
        }
        let measure = try? ContentOpener(keys: keys, document: document).pass(over: reader) { _ in }
        guard let measure else {
            // Which of the two is damaged shows without the key.
            guard let digest = try? reader.digest() else { return .unreadable }
            let isSame = digest == content.ciphertext
            return .found(isSame ? .contentDigest : .blobDigest, length: reader.size)
        }
        guard measure.ciphertext == content.ciphertext, measure.length == content.length else {
            return .found(.blobDigest, length: reader.size)
        }
        guard measure.sha256 == contents.facts.sha256, measure.size == contents.facts.size else {
            return .found(.contentDigest, length: reader.size)
        }
        return .sound(length: reader.size, isDecrypted: true)
    }
}
