import VaultLedger
import VaultStorage

extension VerifiedLedger {
    /// Insists that a grant which a row calls live is one: nobody seals to a bare row.
    ///
    /// The grant has to be a verified statement of someone who may say so. When the document was
    /// last encrypted anew, the key went to all who had a live grant: an older grant to a member
    /// who was not among them has ended, whatever the row says.
    ///
    /// - Parameters:
    ///   - grant: The row.
    ///   - document: The document that it is about.
    ///   - records: The transaction.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/statement(_:)`` if the statements do not
    ///   bear the row out.
    func verify(
        _ grant: GrantState,
        of document: DocumentState,
        _ records: Records
    ) throws(VaultError) {
        try verifyTerms(of: grant, records)
        let statement = try statement(at: grant.index, records).statement
        guard
            grant.document == document.id,
            try mayHandKeys(statement, at: grant.index, owner: document.owner, records),
            try wasLive(grant, whenSealed: document, records)
        else { throw .damaged(.statement(grant.index)) }
    }

    /// Insists that a grant and its end are what their statements say.
    ///
    /// That a date has passed no statement says by itself.
    ///
    /// - Parameters:
    ///   - grant: The row.
    ///   - records: The transaction.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/statement(_:)`` if the statements do not
    ///   bear the row out.
    func verifyTerms(of grant: GrantState, _ records: Records) throws(VaultError) {
        let body = try self.grant(at: grant.index, records)
        guard
            body.document == grant.document, body.owner == grant.owner,
            body.grantee == grant.grantee, body.purpose == grant.purpose,
            body.until == grant.until
        else { throw .damaged(.statement(grant.index)) }
        switch grant.end {
        case .revoked(let index):
            guard case .revoke(let end) = try statement(at: index, records).statement.body,
                end.grant == grant.index
            else { throw .damaged(.statement(index)) }
        case .retired(let index):
            guard case .retire(let end) = try statement(at: index, records).statement.body,
                end.member == grant.grantee
            else { throw .damaged(.statement(index)) }
        case .withdrawn(let index):
            guard case .withdraw(let end) = try statement(at: index, records).statement.body,
                end.document == grant.document
            else { throw .damaged(.statement(index)) }
        case .expired, nil: break
        }
    }

    /// Whether a grant was live when a document's present key was handed out, or is later.
    private func wasLive(
        _ grant: GrantState,
        whenSealed document: DocumentState,
        _ records: Records
    ) throws(VaultError) -> Bool {
        let statement = try sealing(of: document, records).statement
        guard grant.index < document.sealed else { return true }
        guard case .rekey(let body) = statement.body else { return false }
        return body.holders.contains { $0.holder == grant.grantee }
    }
}
