public import VaultLedger
import VaultStorage

/// A member who was granted a document, and what the log says came of it.
public struct DocumentRecipient: Hashable, Sendable {
    /// Who was granted it.
    public let member: MemberID

    /// How many grants there were, those that ended included.
    public let grants: Int

    /// Whether one of them is served now.
    public let isLive: Bool

    /// How often the member opened the document through the vault.
    public let opened: Int

    /// When it was opened last, if it was.
    public let lastOpened: LedgerTime?
}

/// A document that was made unreadable for everyone.
public struct WithdrawalRecord: Hashable, Sendable {
    /// The document.
    public let document: DocumentID

    /// The index of the statement.
    public let index: Int

    /// Whether the database file and the one beside it hold nothing of the sealed keys any more.
    ///
    /// They do while another process that reads holds a view from before.
    public let isTraceless: Bool
}

extension DocumentVault {
    /// Tells to whom a document was granted and who had opened it, before it is withdrawn.
    ///
    /// The caller has to be one who may withdraw it: a document in the wrong hands is told about to
    /// those who have to tell the persons concerned.
    ///
    /// - Parameter id: The document.
    /// - Returns: The members, in the order of the grants. Files that were handed out of the vault
    ///   are in ``handouts(document:owner:)``.
    /// - Throws: What ``withdraw(_:)`` throws before the statement is said.
    public func recipients(
        of id: DocumentID
    ) async throws(VaultError) -> [DocumentRecipient] {
        try read { records throws(VaultError) in
            let document = try document(id, records)
            _ = try withdrawalBasis(for: document, ring(records), records)
            let grants = try stored(records.grants(document: id))
            let openings = try ledger.openings(stored(records.events(document: id)), records)
            let now = try currentTime(records)
            return grants.map(\.grantee).uniqued().map { member in
                let granted = grants.filter { $0.grantee == member }
                let opened = openings.filter { $0.author == member }
                return DocumentRecipient(
                    member: member,
                    grants: granted.count,
                    isLive: granted.contains { $0.end == nil && $0.until >= now },
                    opened: opened.count,
                    lastOpened: opened.last?.time
                )
            }
        }
    }

    /// Makes a document unreadable for everyone, its owner included; nothing brings it back.
    ///
    /// Meant for a document that should never have been stored, such as one of somebody else. The
    /// statement drops every envelope of its key in the same transaction; then the blob is deleted,
    /// and what SQLite keeps of dropped envelopes is overwritten. The history keeps that there was a
    /// document, to whom it was granted and who opened it. What was copied, and backups that were made
    /// before, stay readable for whoever has a key to them.
    ///
    /// - Parameter id: The document.
    /// - Returns: What was done.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)`` if it was
    ///   withdrawn already; ``VaultError/notAllowed(_:)`` if the caller is neither the owner, nor a
    ///   counselor of the office of custody, nor whoever deposited it in the last 7 days: with
    ///   ``Denial/depositTooOld(_:)`` if it is that member but later, with
    ///   ``Denial/notInCustody(_:)`` for other owners and counselors, and with ``Denial/role(_:)``
    ///   for other roles; otherwise as ``me()``. After the statement:
    ///   ``VaultError/io(code:path:)`` if the blob could not be deleted, which the next writer does.
    public func withdraw(_ id: DocumentID) async throws(VaultError) -> WithdrawalRecord {
        let (indexes, ciphertext) = try append { records, ring throws(VaultError) in
            let document = try document(id, records)
            let withdrawal = Withdrawal(
                owner: document.owner,
                document: id,
                basis: try withdrawalBasis(for: document, ring, records)
            )
            let ciphertext = document.content.ciphertext
            return ([Draft(body: .withdraw(withdrawal), obsolete: [ciphertext])], ciphertext)
        }
        try settle(ciphertext)
        let isTraceless = try stored(database.purge())
        return WithdrawalRecord(document: id, index: indexes[0], isTraceless: isTraceless)
    }

    /// On what ground the caller can withdraw a document.
    private func withdrawalBasis(
        for document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Basis {
        guard document.depositor == ring.me.id else {
            return try ownersBasis(for: document, ring, records)
        }
        if let basis = try possibleBasis(for: document, ring, records) { return basis }
        let latest = document.depositedAt.advanced(by: Replay.longestMistake)
        guard try currentTime(records) <= latest else {
            throw .notAllowed(.depositTooOld(document.id))
        }
        return .deposit
    }

    /// On what ground the caller acts for the owner of a document.
    ///
    /// No key is needed for it, so damage of an envelope does not keep anybody from it.
    ///
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/notInCustody(_:)`` for other owners and
    ///   counselors, with ``Denial/role(_:)`` for other roles.
    func ownersBasis(
        for document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Basis {
        if let basis = try possibleBasis(for: document, ring, records) { return basis }
        // Only an owner or a counselor could be another one who may.
        guard ring.me.role == .owner || ring.me.role == .counselor else {
            throw .notAllowed(.role(ring.me.role))
        }
        throw .notAllowed(.notInCustody(document.owner))
    }

    private func possibleBasis(
        for document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Basis? {
        ring.me.basis(toActFor: try ledger.member(document.owner, records))
    }
}
