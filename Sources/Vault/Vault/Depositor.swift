import VaultCrypto
import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

/// A file that is sealed and read back, but whose statement is not said yet.
struct StagedDeposit {
    /// What is needed to say the statement.
    struct Ready {
        let draft: Draft
        let writer: any BlobWriter
    }

    /// `nil` if the file is refused or failed.
    let ready: Ready?

    /// How it went, if the statement is said.
    let outcome: DepositOutcome

    /// How it went, if the statement could not be said.
    func failed(_ error: VaultError) -> DepositOutcome {
        guard ready != nil else { return outcome }
        return DepositOutcome(
            file: outcome.file,
            mediaType: outcome.mediaType,
            size: outcome.size,
            verdict: outcome.verdict,
            reasons: outcome.reasons,
            result: .failed(error)
        )
    }
}

/// Seals files for one owner.
struct Depositor {
    let origin: String
    let owner: MemberID
    let ownerName: String
    let recipient: Recipient
    let description: DocumentDescription
    let blobs: any BlobStore
    let inspector: MediaInspector

    /// How much of a file's beginning is looked at to tell what it is, in bytes.
    private static let prefixCount = 1_024 * 1_024

    /// How much of its end, in bytes.
    private static let tailCount = 64 * 1_024

    /// How much to read at a time, in bytes.
    private static let readCount = 256 * 1_024

    /// Detects, seals and reads back one file, and makes the draft of its statement.
    func stage(_ source: DepositSource) -> StagedDeposit {
        var inspection: Inspection?
        var size: Int?
        do throws(VaultError) {
            let input = try DepositInput(source)
            size = input.size
            let found = try inspect(input)
            inspection = found
            guard found.verdict != .reject else {
                return staged(source.file, found, size, nil, .refused)
            }
            let (id, ready) = try seal(input) { measure in
                contents(of: input.fileName, found, measure)
            }
            return staged(source.file, found, size, ready, .stored(id))
        } catch {
            return staged(source.file, inspection, size, nil, .failed(error))
        }
    }

    /// Seals a document with facts that were stated before, in another vault.
    ///
    /// The facts stay as they are, so the new deposit states the same content digest as the old one.
    ///
    /// - Parameter archived: The document.
    /// - Returns: What ``stage(_:)`` returns; a content that would be refused today is.
    func stage(_ archived: ArchivedDocument) -> StagedDeposit {
        let facts = archived.contents.facts
        var inspection: Inspection?
        do throws(VaultError) {
            let input = DepositInput(archived)
            if archived.isInspected {
                let found = try inspect(input)
                inspection = found
                guard found.verdict != .reject else {
                    return staged(facts.fileName, found, facts.size, nil, .refused)
                }
            }
            let (id, ready) = try seal(input) { measure throws(VaultError) in
                guard measure.sha256 == facts.sha256, measure.size == facts.size else {
                    throw .archive(.damaged)
                }
                return DocumentContents(
                    facts: facts,
                    blind: archived.contents.blind,
                    ownerName: ownerName,
                    description: archived.contents.description
                )
            }
            return staged(facts.fileName, inspection, facts.size, ready, .stored(id))
        } catch {
            return staged(facts.fileName, inspection, facts.size, nil, .failed(error))
        }
    }

    private func contents(
        of fileName: String,
        _ inspection: Inspection,
        _ measure: ContentMeasure
    ) -> DocumentContents {
        let facts = DocumentFacts(
            fileName: fileName,
            mediaType: inspection.mediaType,
            size: measure.size,
            sha256: measure.sha256,
            verdict: ContentVerdict(inspection.verdict),
            reasons: inspection.reasons.map(\.rawValue)
        )
        return DocumentContents(
            facts: facts,
            blind: Random.bytes(32),
            ownerName: ownerName,
            description: description
        )
    }

    private func staged(
        _ file: String,
        _ inspection: Inspection?,
        _ size: Int?,
        _ ready: StagedDeposit.Ready?,
        _ result: DepositOutcome.Result
    ) -> StagedDeposit {
        let outcome = DepositOutcome(
            file: file,
            mediaType: inspection?.mediaType,
            size: size,
            verdict: inspection.map { ContentVerdict($0.verdict) } ?? .reject,
            reasons: inspection?.reasons.map(\.rawValue) ?? [],
            result: result
        )
        return StagedDeposit(ready: ready, outcome: outcome)
    }

    private func inspect(_ input: borrowing DepositInput) throws(VaultError) -> Inspection {
        let prefix = try input.bytes(at: 0, maximumCount: Self.prefixCount)
        let tail =
            input.size > Self.prefixCount
            ? try input.bytes(at: input.size - Self.tailCount, maximumCount: Self.tailCount) : []
        return inspector.inspect(
            prefix: prefix.span,
            tail: tail.span,
            size: input.size,
            name: input.fileName
        )
    }

    private func seal(
        _ input: borrowing DepositInput,
        contents: (ContentMeasure) throws(VaultError) -> DocumentContents
    ) throws(VaultError) -> (DocumentID, StagedDeposit.Ready) {
        let id = DocumentID.random()
        let keys = KeyPair.generate(suite: recipient.suite)
        let writer = try stored(blobs.makeWriter())
        do throws(VaultError) {
            let measure = try write(input, to: writer, keys)
            let contents = try contents(measure)
            let label = Envelope.Label(
                origin: origin,
                subject: id.text,
                generation: 1,
                holder: owner.text
            )
            let envelope = Envelope(label: label, contents: contents, keys: keys)
            try verify(writer, by: envelope, is: measure, id)
            try stored(writer.commit(as: measure.ciphertext))
            return (id, try ready(id, envelope, measure, writer))
        } catch {
            writer.discard()
            throw error
        }
    }

    private func write(
        _ input: borrowing DepositInput,
        to writer: any BlobWriter,
        _ keys: KeyPair
    ) throws(VaultError) -> ContentMeasure {
        var sealer = try ContentSealer(to: keys, writer: writer)
        var offset = 0
        while true {
            let bytes = try input.bytes(at: offset, maximumCount: Self.readCount)
            guard !bytes.isEmpty else { break }
            offset += bytes.count
            try sealer.write(bytes.span)
        }
        return try sealer.finish()
    }

    /// Reads the blob back and opens it with the key that stands in the envelope's text.
    private func verify(
        _ writer: any BlobWriter,
        by envelope: Envelope,
        is measure: ContentMeasure,
        _ id: DocumentID
    ) throws(VaultError) {
        let damage = VaultError.damaged(.blob(id))
        guard let written = Envelope(text: try envelope.text()) else { throw damage }
        let opener = ContentOpener(keys: written.keys, document: id)
        let reader = try stored(writer.readBack())
        guard try opener.pass(over: reader, release: { _ in }) == measure else { throw damage }
    }

    private func ready(
        _ id: DocumentID,
        _ envelope: Envelope,
        _ measure: ContentMeasure,
        _ writer: any BlobWriter
    ) throws(VaultError) -> StagedDeposit.Ready {
        guard let contents = envelope.contents else {
            preconditionFailure("the envelope of a document has contents")
        }
        let sealed = try SealedEnvelope(envelope, to: recipient)
        let deposit = Deposit(
            owner: owner,
            document: id,
            generation: 1,
            content: SealedContent(
                ciphertext: measure.ciphertext,
                length: measure.length,
                content: contents.digest
            ),
            key: sealed.key(holder: owner, recipient: recipient)
        )
        let draft = Draft(body: .deposit(deposit), envelopes: [sealed])
        return StagedDeposit.Ready(draft: draft, writer: writer)
    }
}

/// The bytes of a source.
struct DepositInput: ~Copyable {
    /// The name of the file, nothing cleaned.
    let fileName: String

    /// The length in bytes when it was opened.
    let size: Int

    private let path: String
    private let content: Content

    private enum Content: ~Copyable {
        case file(ReadableFile)
        case memory([UInt8])
        case archive(any ArchiveSource, offset: Int)
    }

    /// Takes a document of an archive.
    init(_ archived: ArchivedDocument) {
        fileName = archived.contents.facts.fileName
        size = archived.contents.facts.size
        path = fileName
        content = .archive(archived.source, offset: archived.offset)
    }

    /// Opens a source.
    ///
    /// - Throws: ``VaultError/fileNotFound(path:)`` if it is not a regular file;
    ///   ``VaultError/io(code:path:)`` if it cannot be read.
    init(_ source: DepositSource) throws(VaultError) {
        switch source {
        case .bytes(let bytes, let name):
            fileName = name
            size = bytes.count
            path = name
            content = .memory(bytes)
        case .file(let path):
            let file = try filing(path) { () throws(SystemError) in try ReadableFile(path: path) }
            size = try filing(path) { () throws(SystemError) in try file.size }
            self.path = path
            // By bytes: a combining mark behind the slash would make both one Character.
            let name = path.utf8.split(separator: UInt8(ascii: "/")).last
            fileName = name.map { String(decoding: $0, as: UTF8.self) } ?? path
            content = .file(file)
        }
    }

    /// Reads from `offset` on.
    ///
    /// - Returns: `maximumCount` bytes; fewer only at the end.
    func bytes(at offset: Int, maximumCount: Int) throws(VaultError) -> [UInt8] {
        switch content {
        case .memory(let bytes):
            return Array(bytes.dropFirst(offset).prefix(maximumCount))
        case .archive(let source, let start):
            let count = min(maximumCount, size - offset)
            return count > 0 ? try source.bytes(at: start + offset, maximumCount: count) : []
        case .file(let file):
            do {
                return try [UInt8](capacity: maximumCount) { output throws(SystemError) in
                    try file.read(at: offset, into: &output)
                }
            } catch {
                throw VaultError(error, path: path)
            }
        }
    }
}

extension DepositSource {
    /// How outcomes name the source.
    var file: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name): name
        }
    }
}

extension ContentVerdict {
    init(_ verdict: Verdict) {
        self =
            switch verdict {
            case .accept: .accept
            case .warn: .warn
            case .reject: .reject
            }
    }
}
