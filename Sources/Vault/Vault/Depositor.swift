import VaultCrypto
import VaultLedger
import VaultMedia
import VaultStorage

/// For whom files are sealed, and how.
struct DepositTerms: Sendable {
    let origin: String
    let owner: MemberID
    let ownerName: String
    let recipient: Recipient
    let description: DocumentDescription
    let blobs: any BlobStore
    let accepted: Set<ContentWarning>

    /// Whether a file may be stored: nothing forbids it, and each warning was accepted.
    func accept(_ inspection: Inspection) -> Bool {
        inspection.verdict <= .warn
            && inspection.reasons.filter { $0.verdict == .warn }.allSatisfy { reason in
                accepted.contains { $0.rawValue == reason.rawValue }
            }
    }

    /// What is said of a file that was looked at.
    func contents(
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
}

/// A file that was looked at.
enum PreparedDeposit: Sendable {
    /// It is refused, or failed.
    case settled(StagedDeposit)

    /// It may be stored, and is to be sealed.
    case sealing(SealingWork)

    /// Seals and reads back the file now, if it may be stored.
    func staged() -> StagedDeposit {
        switch self {
        case .settled(let staged): staged
        case .sealing(let work): work.run()
        }
    }
}

/// Looks at files that are to be sealed for one owner.
struct Depositor {
    let terms: DepositTerms
    let inspector: any FileInspector

    /// Detects, seals and reads back one file, and makes the draft of its statement.
    func stage(_ source: DepositSource) -> StagedDeposit { prepare(source).staged() }

    /// Detects what one file is.
    func prepare(_ source: DepositSource) -> PreparedDeposit {
        do throws(VaultError) {
            return prepare(try DepositInput(source), from: source.file)
        } catch {
            return .settled(StagedDeposit(source.file, nil, nil, nil, .failed(error)))
        }
    }

    /// Detects what is open.
    ///
    /// - Parameters:
    ///   - input: The bytes.
    ///   - file: How the outcome names the source.
    /// - Returns: What became of it so far.
    func prepare(_ input: consuming DepositInput, from file: String) -> PreparedDeposit {
        let fileName = input.fileName
        let size = input.size
        do throws(VaultError) {
            let sample = try input.sample()
            let found = try inspect(sample, fileName)
            guard terms.accept(found) else {
                return .settled(StagedDeposit(file, found, size, nil, .refused))
            }
            let terms = terms
            return .sealing(
                SealingWork(input, sample, found, of: file, as: .random(), on: terms) { measure in
                    terms.contents(of: fileName, found, measure)
                }
            )
        } catch {
            return .settled(StagedDeposit(file, nil, size, nil, .failed(error)))
        }
    }

    /// Detects what a document is with facts that were stated before, in another vault.
    ///
    /// The facts stay as they are, so the new deposit states the same content digest as the old one.
    ///
    /// - Parameters:
    ///   - archived: The document.
    ///   - id: What it is called in this vault.
    /// - Returns: What ``prepare(_:)`` returns; a content that would be refused today is, whatever is
    ///   accepted.
    func prepare(_ archived: ArchivedDocument, as id: DocumentID) -> PreparedDeposit {
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
                    return .settled(
                        StagedDeposit(facts.fileName, found, facts.size, nil, .refused)
                    )
                }
            }
            let contents = DocumentContents(
                facts: facts,
                blind: archived.contents.blind,
                ownerName: terms.ownerName,
                description: archived.contents.description
            )
            return .sealing(
                SealingWork(input, sample, inspection, of: facts.fileName, as: id, on: terms) {
                    measure throws(VaultError) in
                    guard measure.sha256 == facts.sha256, measure.size == facts.size else {
                        throw .archive(.damaged)
                    }
                    return contents
                }
            )
        } catch {
            return .settled(
                StagedDeposit(facts.fileName, inspection, facts.size, nil, .failed(error))
            )
        }
    }

    /// Looks at one file without storing it.
    func examine(_ source: DepositSource) -> DepositOutcome {
        switch prepare(source) {
        case .settled(let staged): staged.outcome
        case .sealing(let work): work.staged(nil, .storable).outcome
        }
    }

    private func inspect(
        _ sample: borrowing InspectionSample,
        _ fileName: String
    ) throws(VaultError) -> Inspection {
        do {
            return try inspector.inspect(sample, name: fileName)
        } catch {
            throw .inspectionUnavailable(InspectionFault(error))
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
