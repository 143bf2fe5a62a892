import VaultLedger
import VaultMedia
import VaultStorage

/// A file that is sealed and read back, but whose blob has no name and whose statement is not said yet.
struct StagedDeposit: Sendable {
    /// What is needed to say the statement.
    struct Ready: Sendable {
        let draft: Draft
        let writer: any BlobWriter

        /// The SHA-256 of the ciphertext.
        let ciphertext: Digest

        /// The SHA-256 of the plaintext that was sealed.
        let sha256: Digest
    }

    /// `nil` if the file is refused or failed.
    let ready: Ready?

    /// How it went, if the statement is said.
    var outcome: DepositOutcome

    init(ready: Ready?, outcome: DepositOutcome) {
        self.ready = ready
        self.outcome = outcome
    }

    /// Tells what became of a file so far.
    init(
        _ file: String,
        _ inspection: Inspection?,
        _ size: Int?,
        _ ready: Ready?,
        _ result: DepositOutcome.Result
    ) {
        self.init(
            ready: ready,
            outcome: DepositOutcome(
                file: file,
                mediaType: inspection?.mediaType,
                size: size,
                verdict: inspection.map { ContentVerdict($0.verdict) } ?? .reject,
                reasons: inspection?.reasons.map(\.rawValue) ?? [],
                result: result,
                ownTitle: inspection?.title
            )
        )
    }

    /// The document that the file is to become, and the digest of what was sealed.
    var deposited: (content: Digest, document: DocumentID)? {
        guard let ready, case .stored(let document) = outcome.result else { return nil }
        return (ready.sha256, document)
    }

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
