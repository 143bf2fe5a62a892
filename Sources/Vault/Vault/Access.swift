import VaultLedger
import VaultStorage

/// How the caller reaches a document.
struct Access {
    /// The document, as the ledger says.
    let document: DocumentState

    /// On what ground.
    let basis: Basis

    /// Whose envelope of the document key is opened: the caller's, or a provisional owner's.
    let holder: MemberID

    /// The keys that open it.
    let holderKeys: KeyPair

    /// Who reaches.
    let ring: KeyRing

    /// The envelope, still closed.
    func sealedKey(_ records: Records) throws(VaultError) -> SealedDocumentKey {
        try ring.ledger.sealedKey(of: document, holder: holder, records)
    }

    /// Opens the envelope.
    func open(
        _ records: Records
    ) throws(VaultError) -> (keys: KeyPair, contents: DocumentContents) {
        try sealedKey(records).open(with: holderKeys)
    }
}

extension DocumentVault {
    /// Finds how the caller can open a document now.
    ///
    /// - Throws: ``VaultError/documentNotFound(_:)``, or ``VaultError/notAllowed(_:)`` with the
    ///   reason why the caller cannot.
    func access(
        to id: DocumentID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access {
        let document = try document(id, records)
        if let access = try presentAccess(to: document, ring, records) { return access }
        throw .notAllowed(try denial(of: id, ring, records))
    }

    /// How the caller can open a document now; `nil` if they cannot.
    func presentAccess(
        to document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access? {
        if let access = try standingAccess(to: document, ring, records) { return access }
        return try grantedAccess(to: document, ring, records)
    }

    /// A document that can be read.
    ///
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)`` if it was withdrawn.
    func document(_ id: DocumentID, _ records: Records) throws(VaultError) -> DocumentState {
        guard let document = try stored(records.document(id)) else {
            throw try absence(of: id, records)
        }
        guard document.withdrawn == nil else { throw .withdrawn(id) }
        return document
    }

    /// Access without a grant: the owner's own, or through the custody of an office.
    func standingAccess(
        to document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access? {
        let me = ring.me.id
        if document.owner == me {
            return Access(
                document: document,
                basis: .own,
                holder: me,
                holderKeys: ring.identity.keys,
                ring: ring
            )
        }
        let owner = try ledger.member(document.owner, records)
        guard let office = owner.office, let keys = try ring.owner(owner, records) else {
            return nil
        }
        return Access(
            document: document,
            basis: .custody(office),
            holder: owner.id,
            holderKeys: keys,
            ring: ring
        )
    }

    private func grantedAccess(
        to document: DocumentState,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access? {
        let grants = try liveGrants(of: document, to: ring.me.id, records)
        guard let grant = grants.last else { return nil }
        return Access(
            document: document,
            basis: .grant(grant.index),
            holder: ring.me.id,
            holderKeys: ring.identity.keys,
            ring: ring
        )
    }

    /// The grants of a document that are served now: neither log time nor our clock is past them.
    ///
    /// - Parameters:
    ///   - document: The document.
    ///   - grantee: Only grants to this member.
    ///   - records: The transaction.
    /// - Returns: The grants by index, each verified.
    /// - Throws: ``VaultError/damaged(_:)`` if a grant is in the projection alone.
    func liveGrants(
        of document: DocumentState,
        to grantee: MemberID? = nil,
        _ records: Records
    ) throws(VaultError) -> [GrantState] {
        let now = try currentTime(records)
        let grants = try stored(records.openGrants(of: document.id))
            .filter { $0.until >= now && (grantee == nil || $0.grantee == grantee) }
        for grant in grants { try ledger.verify(grant, of: document, records) }
        return grants
    }

    /// The later of log time and our clock.
    func currentTime(_ records: Records) throws(VaultError) -> LedgerTime {
        max(try stored(records.ledger())?.time ?? clock.now(), clock.now())
    }

    /// Why the caller cannot open a document.
    private func denial(
        of document: DocumentID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Denial {
        let grants = try stored(records.grants(document: document))
        guard let last = grants.last(where: { $0.grantee == ring.me.id }) else {
            return .noGrant(document)
        }
        switch last.end {
        case .revoked: return .revoked(document)
        default: return .expired(document, until: last.until)
        }
    }

    /// Finds how the caller can encrypt a document anew: as who acts for the owner, or as an admin who
    /// holds the key of the office of custody.
    ///
    /// - Throws: As ``actingAccess(to:_:_:)``.
    func rekeyingAccess(
        to id: DocumentID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access {
        if ring.me.role == .admin,
            let access = try standingAccess(to: document(id, records), ring, records)
        {
            return access
        }
        return try actingAccess(to: id, ring, records)
    }

    /// Finds how the caller can act for the owner of a document: grant, revoke, mend, re-key.
    ///
    /// - Throws: ``VaultError/documentNotFound(_:)``, or ``VaultError/notAllowed(_:)`` if the
    ///   caller is neither the owner nor a counselor of the office that has custody.
    func actingAccess(
        to id: DocumentID,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> Access {
        let document = try document(id, records)
        let role = ring.me.role
        guard role == .owner || role == .counselor else { throw .notAllowed(.role(role)) }
        guard let access = try standingAccess(to: document, ring, records) else {
            throw .notAllowed(.notInCustody(document.owner))
        }
        return access
    }
}
