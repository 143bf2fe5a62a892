import VaultLedger
import VaultStorage

// What the log still tells of documents and owners that are gone.

extension DocumentVault {
    /// Why there is no document of an id: it was erased, or it never was in this vault.
    func absence(of id: DocumentID, _ records: Records) throws(VaultError) -> VaultError {
        try absence(ofDocument: id.text, records)
    }

    /// Why there is no member of an id: the owner was erased, or nobody ever had it.
    func absence(of id: MemberID, _ records: Records) throws(VaultError) -> VaultError {
        try absence(ofMember: id.text, records)
    }

    /// A member, as a statement says.
    ///
    /// - Throws: ``absence(of:_:)`` if there is none; ``VaultError/damaged(_:)`` if what is stored does
    ///   not verify.
    func knownMember(_ id: MemberID, _ records: Records) throws(VaultError) -> VerifiedMember {
        guard try stored(records.member(id)) != nil else { throw try absence(of: id, records) }
        return try ledger.member(id, records)
    }

    /// Why there is no document whose id begins in a certain way.
    ///
    /// Of documents that were erased with their owner not even the ids are left.
    func absence(ofDocument text: String, _ records: Records) throws(VaultError) -> VaultError {
        try onlyErasure(records) { $0.document?.text.hasPrefix(text) == true }?.document
            .map { .erased(.document($0)) } ?? .documentNotFound(text)
    }

    /// Why nobody goes by a text, which may be the beginning of an id.
    func absence(ofMember text: String, _ records: Records) throws(VaultError) -> VaultError {
        guard text.utf8.count >= 4, text.hasPrefix("\(MemberKind.prefix)-") else {
            return .memberNotFound(text)
        }
        let erasure = try onlyErasure(records) {
            $0.document == nil && $0.owner.text.hasPrefix(text)
        }
        return erasure.map { .erased(.owner($0.owner)) } ?? .memberNotFound(text)
    }

    /// The one erasure of a kind that was signed off; `nil` if there is none, or several.
    private func onlyErasure(
        _ records: Records,
        where isMeant: (ErasureState) -> Bool
    ) throws(VaultError) -> ErasureState? {
        let found = try stored(records.warrantedErasures()).filter(isMeant)
        guard let erasure = found.first, found.count == 1 else { return nil }
        guard
            case .erase(let request) = try ledger.statement(at: erasure.index, records)
                .statement.body,
            request.owner == erasure.owner, request.document == erasure.document,
            let index = erasure.warrant,
            case .warrant(let warrant) = try ledger.statement(at: index, records).statement.body,
            warrant.request == erasure.index
        else { throw .damaged(.statement(erasure.index)) }
        return erasure
    }
}
