public import VaultLedger
import VaultStorage

/// Why nothing was done about one of several documents.
public struct DocumentRefusal: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// What stands against it.
    public let error: VaultError

    /// Creates a refusal.
    public init(document: DocumentID, error: VaultError) {
        self.document = document
        self.error = error
    }
}

extension DocumentVault {
    /// Lets a member open documents for one purpose until one moment.
    ///
    /// All or none. The blobs are not touched, so the cost does not depend on their size. What the
    /// kinds of the documents ask for (``KindRules``) is checked before anything is said; the log
    /// cannot show a kind, so this is a rule that this library keeps.
    ///
    /// - Parameters:
    ///   - documents: What to grant.
    ///   - grantee: To whom: an organisation, or a counselor or admin; never an owner, an auditor or
    ///     the caller.
    ///   - purpose: What for.
    ///   - until: The last second in which the grant is served; at most 180 days ahead if an office
    ///     grants for a provisional owner, and no longer than the kind of a document allows. `nil` for
    ///     the end of the day that is usual for the kind of each document, 30 days ahead if it has none.
    ///   - isConfirmed: Whether the owner has agreed to each document of the special categories.
    /// - Returns: The grants, in the order of `documents`.
    /// - Throws: ``VaultError/notAllowed(_:)`` if the caller is neither the owner nor a counselor of
    ///   the office of custody, the grantee cannot be one, or the kind of a document does not allow it;
    ///   ``VaultError/documentNotFound(_:)``; ``VaultError/memberNotFound(_:)``;
    ///   ``VaultError/invalid(_:)`` with ``InvalidValue/untilPast``, ``InvalidValue/untilTooLong`` or
    ///   ``InvalidValue/untilTooLongForKind(_:days:)``; if several are refused,
    ///   ``VaultError/refused(_:)`` with each of them; otherwise as ``me()``.
    public func grant(
        _ documents: [DocumentID],
        to grantee: MemberID,
        for purpose: Purpose,
        until: LedgerTime? = nil,
        confirmingSpecial isConfirmed: Bool = false
    ) async throws(VaultError) -> [GrantRecord] {
        let documents = documents.uniqued()
        let (indexes, made) = try append { records, ring throws(VaultError) in
            let now = try currentTime(records)
            if let until { guard until >= now else { throw .invalid(.untilPast) } }
            let terms = GrantTerms(
                grantee: grantee,
                recipient: try granteeRecipient(grantee, ring, records),
                purpose: purpose,
                until: until,
                isConfirmed: isConfirmed,
                now: now
            )
            let made = try prepare(documents, terms, ring, records)
            return (made.map(\.draft), made)
        }
        return zip(indexes, made).map { index, made in
            GrantRecord(
                index: index,
                document: made.body.document,
                title: made.contents.description.title,
                owner: made.body.owner,
                grantee: grantee,
                purpose: purpose,
                until: made.body.until,
                status: .live,
                openings: 0,
                cautions: made.contents.cautions
            )
        }
    }

    /// Makes the grants of several documents, or says of each why not.
    private func prepare(
        _ documents: [DocumentID],
        _ terms: GrantTerms,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> [PreparedGrant] {
        var made: [PreparedGrant] = []
        var refused: [DocumentRefusal] = []
        for id in documents {
            do throws(VaultError) {
                made.append(try prepare(id, terms, ring, records))
            } catch  where error.isAboutOneDocument {
                refused.append(DocumentRefusal(document: id, error: error))
            }
        }
        let single = made.filter { $0.contents.description.rules?.allowsBulkGrant == false }
        if single.count > 1 {
            refused += single.map { made in
                let id = made.body.document
                return DocumentRefusal(document: id, error: .notAllowed(.noBulkGrant(id)))
            }
        }
        switch refused.count {
        case 0: return made
        case 1: throw refused[0].error
        default: throw .refused(refused)
        }
    }

    private func prepare(
        _ id: DocumentID,
        _ terms: GrantTerms,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> PreparedGrant {
        let access = try actingAccess(to: id, ring, records)
        let (keys, contents) = try access.open(records)
        try contents.description.requireMayLeave(access, isConfirmed: terms.isConfirmed)
        let until = try terms.end(of: access, contents.description, by: clock)
        let envelope = try SealedEnvelope(
            Envelope(
                label: label(of: access.document, for: terms.grantee),
                contents: contents,
                keys: keys
            ),
            to: terms.recipient
        )
        let grant = Grant(
            owner: access.document.owner,
            document: id,
            generation: access.document.generation,
            purpose: terms.purpose,
            until: until,
            basis: access.basis,
            key: envelope.key(holder: terms.grantee, recipient: terms.recipient)
        )
        return PreparedGrant(
            body: grant,
            contents: contents,
            draft: Draft(body: .grant(grant), envelopes: [envelope])
        )
    }

    private func granteeRecipient(
        _ grantee: MemberID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Recipient {
        let member = try knownMember(grantee, records)
        guard
            member.id != ring.me.id, member.role != .owner, member.role != .auditor,
            !member.isRetired
        else {
            throw .notAllowed(.grantee(grantee))
        }
        return try ledger.recipient(of: member, records)
    }
}

/// A grant that is ready to be said.
private struct PreparedGrant {
    let body: Grant
    let contents: DocumentContents
    let draft: Draft
}

/// What is the same for all documents of a grant.
private struct GrantTerms {
    let grantee: MemberID
    let recipient: Recipient
    let purpose: Purpose
    let until: LedgerTime?
    let isConfirmed: Bool
    let now: LedgerTime

    /// When the grant of a document ends.
    ///
    /// - Throws: ``VaultError/invalid(_:)`` if that is later than may be.
    func end(
        of access: Access,
        _ description: DocumentDescription,
        by clock: VaultClock
    ) throws(VaultError) -> LedgerTime {
        let rules = description.rules
        let usual = rules?.defaultGrantDays ?? KindRules.usualGrantDays
        let until = until ?? now.endOfDay(after: usual)
        if case .custody = access.basis {
            let latest = clock.now().advanced(by: Replay.longestGrantOnBehalf)
            guard until <= latest else { throw .invalid(.untilTooLong) }
        }
        if let days = rules?.maximumGrantDays, until > now.endOfDay(after: days) {
            throw .invalid(.untilTooLongForKind(access.document.id, days: days))
        }
        return until
    }
}

extension LedgerTime {
    /// The last second of the day that is so many days later, UTC.
    fileprivate func endOfDay(after days: Int) -> LedgerTime {
        let day = secondsSince1970 / 86_400 + Int64(days)
        return LedgerTime(clamping: day * 86_400 + 86_399)
    }
}

extension VaultError {
    /// Whether others of several documents may still be granted.
    fileprivate var isAboutOneDocument: Bool {
        switch self {
        case .notAllowed(.role), .notAllowed(.notEnrolled), .notAllowed(.replaced),
            .notAllowed(.retired):
            false
        case .notAllowed, .documentNotFound, .withdrawn, .erased, .invalid: true
        default: false
        }
    }
}
