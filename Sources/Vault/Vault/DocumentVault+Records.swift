public import VaultLedger
import VaultStorage

/// How somebody gave their consent.
public enum ConsentMeans: String, Hashable, Sendable, CaseIterable {
    /// On a device of their own.
    case ownDevice = "own-device"

    /// On paper that they signed.
    case signedPaper = "signed-paper"

    /// With an interpreter beside them.
    case interpreterPresent = "interpreter-present"
}

/// That an owner has been shown a privacy notice and has consented.
public struct ConsentRecord: Hashable, Sendable {
    /// The notice with its version, such as `newcomers-3`: 1 to 200 characters on one line.
    public let notice: String

    /// The language in which it was shown, as a tag of BCP 47.
    public let language: String

    /// How the consent was given; at least one means.
    public let means: [ConsentMeans]

    /// Creates a record.
    public init(notice: String, language: String, means: [ConsentMeans]) {
        self.notice = notice
        self.language = language
        self.means = means
    }
}

extension DocumentVault {
    /// Stores that the caller has seen an original paper, without a copy of it.
    ///
    /// The document's content is a small record: what was seen, by whom and when. This is all that
    /// minimisation asks for where nobody needs the copy.
    ///
    /// - Parameters:
    ///   - owner: Whose paper it is.
    ///   - description: What it is; its kind must be said. The form becomes
    ///     ``DocumentForm/originalPaperSeen``.
    /// - Returns: How it went, as for a file.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/kind`` if no kind is said; otherwise as
    ///   ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)``.
    public func attestOriginal(
        for owner: MemberID,
        as description: DocumentDescription
    ) async throws(VaultError) -> DepositOutcome {
        try description.validateTyped()
        guard let kind = description.kind else { throw .invalid(.kind) }
        let note = try transferNote(isOriginalSeen: true)
        var description = description
        description.form = .originalPaperSeen
        description.transferNote = note
        let record = OwnRecord(
            fileName: "original-seen.json",
            format: "vault/original-seen/v1",
            members: [
                ("kind", .text(kind)), ("title", .text(description.title)),
                ("language", .text(description.language)), ("seen-by", .text(note.author)),
                ("time", .text(note.time.text)),
            ]
        )
        return try store(record, for: owner, as: description)
    }

    /// Stores that an owner has consented, with what was signed if it was scanned.
    ///
    /// - Parameters:
    ///   - consent: Which notice was shown, in which language, and how the consent was given.
    ///   - owner: Who consented.
    ///   - scan: The signed paper; it is stored as a document of its own, an attachment of the record.
    ///   - accepted: The warnings in spite of which the scan is stored.
    /// - Returns: How it went: for the record, and for the scan if there is one and the record was
    ///   stored.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/notice`` or ``InvalidValue/language``;
    ///   otherwise as ``deposit(_:for:as:accepting:isOriginalSeen:repeats:rememberedIn:progress:)``.
    public func recordConsent(
        _ consent: ConsentRecord,
        of owner: MemberID,
        scan: DepositSource? = nil,
        accepting accepted: Set<ContentWarning> = []
    ) async throws(VaultError) -> [DepositOutcome] {
        guard PersonName.isValid(consent.notice), !consent.means.isEmpty else {
            throw .invalid(.notice)
        }
        var description = DocumentDescription(
            title: consent.notice,
            kind: Self.consentKind,
            language: consent.language
        )
        try description.validateTyped()
        if let scan {
            // A record without the paper that it speaks of would be half a record.
            let found = try await examine([scan], for: owner, accepting: accepted)
            switch found[0].result {
            case .refused, .failed: return found
            default: break
            }
        }
        // Only to tell who records it, and when.
        let note = try transferNote(isOriginalSeen: true)
        let record = OwnRecord(
            fileName: "consent.json",
            format: "vault/consent/v1",
            members: [
                ("notice", .text(consent.notice)), ("language", .text(consent.language)),
                ("means", .texts(consent.means.uniqued().map(\.rawValue))),
                ("recorded-by", .text(note.author)), ("time", .text(note.time.text)),
            ]
        )
        let outcome = try store(record, for: owner, as: description)
        guard let scan, case .stored(let document) = outcome.result else { return [outcome] }
        description.form = .plainCopy
        description.relations = [DocumentRelation(.attachmentOf, document)]
        return [outcome] + (try store([scan], for: owner, as: description, accepting: accepted))
    }

    private static let consentKind = "consent.record"

    /// Stores what the vault makes itself.
    func store(
        _ record: OwnRecord,
        for owner: MemberID,
        as description: DocumentDescription
    ) throws(VaultError) -> DepositOutcome {
        let source = DepositSource.bytes(record.bytes, fileName: record.fileName)
        let outcomes = try store([source], for: owner, as: description, accepting: [])
        return outcomes[0]
    }
}
