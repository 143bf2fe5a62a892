import VaultCrypto
import VaultLedger
import VaultMedia
import VaultStorage
import VaultSystem

/// A file that was looked at and is to be sealed, by any thread.
final class SealingWork: Sendable {
    /// The document that the file is to become.
    let id: DocumentID

    private let input: DepositInput
    private let sample: InspectionSample
    private let inspection: Inspection?
    private let file: String
    private let size: Int
    private let terms: DepositTerms
    private let contents: @Sendable (ContentMeasure) throws(VaultError) -> DocumentContents

    /// Takes what was looked at.
    ///
    /// - Parameters:
    ///   - input: The bytes.
    ///   - sample: Those of them that were looked at.
    ///   - inspection: What was found; `nil` of a file that was made here.
    ///   - file: How the outcome names the source.
    ///   - id: What the document is called.
    ///   - terms: For whom it is sealed, and how.
    ///   - contents: Makes what its envelope says, from what was sealed.
    init(
        _ input: consuming DepositInput,
        _ sample: consuming InspectionSample,
        _ inspection: Inspection?,
        of file: String,
        as id: DocumentID,
        on terms: DepositTerms,
        contents: @escaping @Sendable (ContentMeasure) throws(VaultError) -> DocumentContents
    ) {
        size = input.size
        self.input = input
        self.sample = sample
        self.inspection = inspection
        self.file = file
        self.id = id
        self.terms = terms
        self.contents = contents
    }

    /// How much of the file lies in memory, in bytes.
    var memoryCount: Int { sample.memory.count }

    /// Seals and reads back the file, and makes the draft of its statement.
    func run() -> StagedDeposit {
        do throws(VaultError) {
            return staged(try seal(), .stored(id))
        } catch {
            return staged(nil, .failed(error))
        }
    }

    /// Tells what became of the file.
    func staged(
        _ ready: StagedDeposit.Ready?,
        _ result: DepositOutcome.Result
    ) -> StagedDeposit {
        StagedDeposit(file, inspection, size, ready, result)
    }

    private func seal() throws(VaultError) -> StagedDeposit.Ready {
        let keys = KeyPair.generate(suite: terms.recipient.suite)
        let writer = try stored(terms.blobs.makeWriter())
        do throws(VaultError) {
            let measure = try write(to: writer, keys)
            let label = Envelope.Label(
                origin: terms.origin,
                subject: id.text,
                generation: 1,
                holder: terms.owner.text
            )
            let contents = try contents(measure)
            let envelope = Envelope(label: label, contents: contents, keys: keys)
            try verify(writer, by: envelope, is: measure)
            return StagedDeposit.Ready(
                draft: try draft(envelope, contents, measure),
                writer: writer,
                ciphertext: measure.ciphertext,
                sha256: measure.sha256
            )
        } catch {
            writer.discard()
            throw error
        }
    }

    /// Seals the bytes that were looked at, if they all were; those of the file otherwise.
    private func write(
        to writer: any BlobWriter,
        _ keys: KeyPair
    ) throws(VaultError) -> ContentMeasure {
        var sealer = try ContentSealer(to: keys, writer: writer)
        var hash = SHA256()
        var size = 0
        try forEachPart { bytes throws(VaultError) in
            hash.update(bytes)
            size += bytes.count
            try sealer.write(bytes)
        }
        return try sealer.finish(Digest(hash.finish()), size: size)
    }

    private func forEachPart(
        _ body: (Span<UInt8>) throws(VaultError) -> Void
    ) throws(VaultError) {
        if sample.isWhole {
            try input.forEachPart(of: sample, body)
        } else {
            try input.forEachPart(body)
        }
    }

    /// Reads the blob back and opens it with the key that stands in the envelope's text: it must hold
    /// the bytes that were looked at, if they all were.
    private func verify(
        _ writer: any BlobWriter,
        by envelope: Envelope,
        is measure: ContentMeasure
    ) throws(VaultError) {
        guard let written = Envelope(text: try envelope.text()) else {
            throw .damaged(.blob(id))
        }
        let opener = ContentOpener(keys: written.keys, document: id)
        let reader = try stored(writer.readBack())
        if sample.isWhole {
            var buffer: [UInt8] = []
            try opener.requireSealed(measure, in: reader) { bytes, offset throws(VaultError) in
                try input.holds(bytes, at: offset, of: sample, buffer: &buffer)
            }
        } else {
            try opener.requireSealed(measure, in: reader)
        }
    }

    private func draft(
        _ envelope: Envelope,
        _ contents: DocumentContents,
        _ measure: ContentMeasure
    ) throws(VaultError) -> Draft {
        let sealed = try SealedEnvelope(envelope, to: terms.recipient)
        let deposit = Deposit(
            owner: terms.owner,
            document: id,
            generation: 1,
            content: SealedContent(
                ciphertext: measure.ciphertext,
                length: measure.length,
                content: contents.digest
            ),
            key: sealed.key(holder: terms.owner, recipient: terms.recipient)
        )
        return Draft(body: .deposit(deposit), envelopes: [sealed])
    }
}

/// Files that are looked at one after the other by the caller, and sealed some at a time meanwhile.
struct SealingLine {
    // What waits lies in memory: together no more than one file may take.
    private let work = WorkLine<SealingWork, StagedDeposit>(
        limit: InspectionSample.wholeCount
    ) { work in work.run() }

    /// What is not taken yet; `nil` for what is being sealed.
    private var settled: [StagedDeposit?] = []

    /// Begins to seal a file, if it may be stored.
    mutating func add(_ prepared: PreparedDeposit) {
        switch prepared {
        case .settled(let staged): settled.append(staged)
        case .sealing(let sealing):
            settled.append(nil)
            work.add(sealing, weight: sealing.memoryCount)
        }
    }

    /// Takes the first file that was not taken yet, and waits for it.
    mutating func next() -> StagedDeposit { settled.removeFirst() ?? work.next() }
}
