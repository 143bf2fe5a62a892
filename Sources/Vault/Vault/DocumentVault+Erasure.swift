public import VaultLedger
import VaultStorage

/// What is to be erased.
public enum ErasureSubject: Hashable, Sendable {
    /// One document, with everything that was said about it.
    case document(DocumentID)

    /// An owner with all documents, and everything that was said about them.
    case owner(MemberID)
}

/// An erasure, before it is asked for or while it waits for an auditor.
public struct ErasureOutlook: Hashable, Sendable {
    /// The index of the request; `nil` before there is one.
    public let request: Int?

    /// Whose statements are to go.
    public let owner: MemberID

    /// The one document that is meant; `nil` for the owner as a whole.
    public let document: DocumentID?

    /// Why, as the request says; `nil` before there is one.
    public let ground: ErasureGround?

    /// How many statements are to be deleted.
    public let statements: Int

    /// The documents that are to be destroyed.
    public let documents: [DocumentID]

    /// Everybody else who was given one of the documents, and so has to be told (GDPR, article 19).
    public let recipients: [ErasureRecipient]
}

/// An erasure that was carried out.
public struct ErasureOutcome: Hashable, Sendable {
    /// What was erased.
    public let outlook: ErasureOutlook

    /// The index of the statement that signs it off.
    public let warrant: Int

    /// Whether the database's files were cleaned of the deleted bytes at once.
    ///
    /// Otherwise another process was reading: they go when the last process closes the vault.
    public let isPurged: Bool
}

/// Somebody who was given a document that is erased.
public struct ErasureRecipient: Hashable, Sendable {
    /// Who; `nil` for somebody outside the vault.
    public let member: MemberID?

    /// The document.
    public let document: DocumentID

    /// How often it was opened through the vault, or handed out.
    public let opened: Int

    /// The last time of that; `nil` if it was granted and never opened.
    public let lastOpened: LedgerTime?
}

extension DocumentVault {
    /// Tells what an erasure would destroy, and who was given it.
    ///
    /// Ask before the erasure: afterwards the vault no longer knows.
    ///
    /// - Parameter subject: What is to be erased.
    /// - Returns: The outlook, with the request that waits if there is one.
    /// - Throws: ``VaultError/documentNotFound(_:)`` or ``VaultError/memberNotFound(_:)``;
    ///   ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is neither admin nor
    ///   auditor; otherwise as ``me()``.
    public func erasureOutlook(
        _ subject: ErasureSubject
    ) async throws(VaultError) -> ErasureOutlook {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            guard ring.me.role == .admin || ring.me.role == .auditor else {
                throw .notAllowed(.role(ring.me.role))
            }
            return try outlook(subject, records)
        }
    }

    /// The erasures that wait for an auditor.
    ///
    /// - Returns: The outlooks, in the order in which they were asked for.
    /// - Throws: As ``erasureOutlook(_:)``.
    public func pendingErasures() async throws(VaultError) -> [ErasureOutlook] {
        try read { records throws(VaultError) in
            let ring = try ring(records)
            guard ring.me.role == .admin || ring.me.role == .auditor else {
                throw .notAllowed(.role(ring.me.role))
            }
            var outlooks: [ErasureOutlook] = []
            for erasure in try stored(records.pendingErasures()) {
                // What was asked for twice waits once; an owner may be gone with all documents.
                let subject = erasure.document.map { ErasureSubject.document($0) }
                guard
                    let outlook = try? outlook(subject ?? .owner(erasure.owner), records),
                    outlook.request == erasure.index
                else { continue }
                outlooks.append(outlook)
            }
            return outlooks
        }
    }

    /// The erasures of the caller's own papers that wait for an auditor.
    ///
    /// - Returns: What is to be erased, in the order in which it was asked for.
    /// - Throws: As ``me()``.
    public func pendingErasuresOfMine() async throws(VaultError) -> [ErasureSubject] {
        try read { records throws(VaultError) in
            let id = try ring(records).me.id
            return try stored(records.pendingErasures()).filter { $0.owner == id }
                .map { $0.document.map { .document($0) } ?? .owner(id) }
        }
    }

    /// Asks, as an admin, for everything about a document or an owner to be erased.
    ///
    /// Nothing is deleted yet: an auditor has to sign it off.
    ///
    /// - Parameters:
    ///   - subject: What is to be erased.
    ///   - ground: Why.
    /// - Returns: The outlook, with the request.
    /// - Throws: As ``erasureOutlook(_:)``; ``VaultError/rejected(_:)`` if the log refuses it.
    public func requestErasure(
        of subject: ErasureSubject,
        on ground: ErasureGround
    ) async throws(VaultError) -> ErasureOutlook {
        _ = try append { records, ring throws(VaultError) in
            guard ring.me.role == .admin else { throw .notAllowed(.role(ring.me.role)) }
            let (owner, document) = try parts(of: subject, records)
            let request = ErasureRequest(owner: owner, document: document, ground: ground)
            return ([Draft(body: .erase(request))], ())
        }
        return try await erasureOutlook(subject)
    }

    /// Signs an erasure off as an auditor, and carries it out.
    ///
    /// The whole vault is audited first. Then, in one transaction, the warrant names exactly the
    /// statements about the subject, and they are deleted with its keys and cards; the blobs follow.
    /// The database is rewritten where they stood, so that no deleted byte stays in its files.
    ///
    /// - Parameter subject: What an admin has asked to be erased.
    /// - Returns: What was erased.
    /// - Throws: ``VaultError/erasureNotRequested`` if no admin has asked for it;
    ///   ``VaultError/unclean(_:)`` if the audit has findings; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/role(_:)`` if the caller is no auditor; otherwise as ``erasureOutlook(_:)``.
    public func warrantErasure(
        of subject: ErasureSubject
    ) async throws(VaultError) -> ErasureOutcome {
        let outlook = try await erasureOutlook(subject)
        guard let request = outlook.request else { throw .erasureNotRequested }
        let role = try read { records throws(VaultError) in try ring(records).me.role }
        guard role == .auditor else { throw .notAllowed(.role(role)) }
        let report = try await audit()
        guard report.isClean else { throw .unclean(report.findings) }
        let (indexes, _) = try append { records, _ throws(VaultError) in
            ([try warrant(for: request, records)], ())
        }
        try clearLeftovers()
        return ErasureOutcome(
            outlook: outlook,
            warrant: indexes[0],
            isPurged: try stored(database.purge())
        )
    }

    private func warrant(
        for request: Int,
        _ records: Records
    ) throws(VaultError) -> Draft {
        guard
            let erasure = try stored(records.erasure(at: request)), erasure.warrant == nil
        else { throw .erasureNotRequested }
        let events = try stored(
            records.events(of: erasure.owner, document: erasure.document)
        )
        let documents = try documents(of: erasure.owner, erasure.document, records)
        return Draft(
            body: .warrant(
                ErasureWarrant(
                    request: request,
                    holes: events.map { Hole($0, erasing: erasure) }
                )
            ),
            obsolete: documents.filter { $0.withdrawn == nil }.map(\.content.ciphertext),
            erased: events.map(\.index)
        )
    }

    // MARK: the subject

    private func parts(
        of subject: ErasureSubject,
        _ records: Records
    ) throws(VaultError) -> (owner: MemberID, document: DocumentID?) {
        switch subject {
        case .document(let id):
            guard let document = try stored(records.document(id)) else {
                throw try absence(of: id, records)
            }
            return (document.owner, id)
        case .owner(let id):
            guard try stored(records.member(id))?.role == .owner else {
                throw try absence(of: id, records)
            }
            return (id, nil)
        }
    }

    private func documents(
        of owner: MemberID,
        _ document: DocumentID?,
        _ records: Records
    ) throws(VaultError) -> [DocumentState] {
        try stored(records.documents(owner: owner)).filter { document == nil || $0.id == document }
    }

    private func outlook(
        _ subject: ErasureSubject,
        _ records: Records
    ) throws(VaultError) -> ErasureOutlook {
        let (owner, document) = try parts(of: subject, records)
        let pending = try stored(records.pendingErasures()).last {
            $0.owner == owner && $0.document == document
        }
        let events = try stored(records.events(of: owner, document: document))
        return ErasureOutlook(
            request: pending?.index,
            owner: owner,
            document: document,
            ground: pending?.ground,
            statements: events.count,
            documents: try documents(of: owner, document, records).map(\.id),
            recipients: Self.recipients(in: events, besides: owner)
        )
    }

    /// Everybody who was given a document, in the order in which they first were.
    private static func recipients(
        in events: [EventState],
        besides owner: MemberID
    ) -> [ErasureRecipient] {
        var order: [RecipientKey] = []
        var openings: [RecipientKey: [LedgerTime]] = [:]
        for event in events {
            guard let key = RecipientKey(event), key.member != owner else { continue }
            if openings[key] == nil { order.append(key) }
            let isRelease = event.kind == .open || event.kind == .send
            openings[key, default: []] += isRelease ? [event.time] : []
        }
        return order.map { key in
            ErasureRecipient(
                member: key.member,
                document: key.document,
                opened: openings[key]?.count ?? 0,
                lastOpened: openings[key]?.max()
            )
        }
    }
}

/// Somebody who was given one document: a grantee, whoever opened it, or somebody outside.
private struct RecipientKey: Hashable {
    let member: MemberID?
    let document: DocumentID

    init?(_ event: EventState) {
        guard let document = event.document else { return nil }
        switch event.kind {
        case .grant: member = event.member
        case .open: member = event.author
        case .send: member = nil
        default: return nil
        }
        self.document = document
    }
}
