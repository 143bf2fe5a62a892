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

        /// The SHA-256 of the plaintext that was sealed.
        let sha256: Digest
    }

    /// `nil` if the file is refused or failed.
    let ready: Ready?

    /// How it went, if the statement is said.
    var outcome: DepositOutcome

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
    let inspector: any FileInspector
    let accepted: Set<ContentWarning>

    /// Detects, seals and reads back one file, and makes the draft of its statement.
    func stage(_ source: DepositSource) -> StagedDeposit {
        do throws(VaultError) {
            return stage(try DepositInput(source), from: source.file)
        } catch {
            return staged(source.file, nil, nil, nil, .failed(error))
        }
    }

    /// Detects, seals and reads back what is open, and makes the draft of its statement.
    ///
    /// - Parameters:
    ///   - input: The bytes.
    ///   - file: How the outcome names the source.
    /// - Returns: What became of it so far.
    func stage(_ input: consuming DepositInput, from file: String) -> StagedDeposit {
        var inspection: Inspection?
        let size: Int? = input.size
        do throws(VaultError) {
            let sample = try input.sample()
            let found = try inspect(sample, input.fileName)
            inspection = found
            guard isAccepted(found) else { return staged(file, found, size, nil, .refused) }
            let id = DocumentID.random()
            let ready = try seal(input, sample, as: id) { measure in
                contents(of: input.fileName, found, measure)
            }
            return staged(file, found, size, ready, .stored(id))
        } catch {
            return staged(file, inspection, size, nil, .failed(error))
        }
    }

    /// Seals a document with facts that were stated before, in another vault.
    ///
    /// The facts stay as they are, so the new deposit states the same content digest as the old one.
    ///
    /// - Parameters:
    ///   - archived: The document.
    ///   - id: What it is called in this vault.
    /// - Returns: What ``stage(_:)`` returns; a content that would be refused today is, whatever is
    ///   accepted.
    func stage(_ archived: ArchivedDocument, as id: DocumentID) -> StagedDeposit {
        let facts = archived.contents.facts
        var inspection: Inspection?
        do throws(VaultError) {
            let input = DepositInput(archived)
            let sample = try input.sample()
            if archived.isInspected {
                let found = try inspect(sample, input.fileName)
                inspection = found
                // Somebody accepted its warnings when it was stored there; the facts say which.
                guard found.verdict <= .warn else {
                    return staged(facts.fileName, found, facts.size, nil, .refused)
                }
            }
            let ready = try seal(input, sample, as: id) { measure throws(VaultError) in
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

    func staged(
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

    func inspect(
        _ sample: borrowing InspectionSample,
        _ fileName: String
    ) throws(VaultError) -> Inspection {
        do {
            return try inspector.inspect(sample, name: fileName)
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
        }
    }

    /// Whether a file may be stored: nothing forbids it, and each warning was accepted.
    func isAccepted(_ inspection: Inspection) -> Bool {
        inspection.verdict <= .warn
            && inspection.reasons.filter { $0.verdict == .warn }.allSatisfy { reason in
                accepted.contains { $0.rawValue == reason.rawValue }
            }
    }

    private func seal(
        _ input: borrowing DepositInput,
        _ sample: borrowing InspectionSample,
        as id: DocumentID,
        contents: (ContentMeasure) throws(VaultError) -> DocumentContents
    ) throws(VaultError) -> StagedDeposit.Ready {
        let keys = KeyPair.generate(suite: recipient.suite)
        let writer = try stored(blobs.makeWriter())
        do throws(VaultError) {
            let measure = try write(input, sample, to: writer, keys)
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
            return try ready(id, envelope, measure, writer)
        } catch {
            writer.discard()
            throw error
        }
    }

    /// Seals the bytes that were looked at, if they all were; those of the file otherwise.
    private func write(
        _ input: borrowing DepositInput,
        _ sample: borrowing InspectionSample,
        to writer: any BlobWriter,
        _ keys: KeyPair
    ) throws(VaultError) -> ContentMeasure {
        var sealer = try ContentSealer(to: keys, writer: writer)
        if sample.isWhole {
            try input.forEachPart(of: sample) { bytes throws(VaultError) in
                try sealer.write(bytes)
            }
        } else {
            try input.forEachPart { bytes throws(VaultError) in try sealer.write(bytes) }
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
        return StagedDeposit.Ready(draft: draft, writer: writer, sha256: measure.sha256)
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
            case .quarantine: .quarantine
            case .reject: .reject
            }
    }
}
