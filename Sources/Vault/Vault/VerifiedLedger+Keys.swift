import VaultLedger
import VaultStorage

extension VerifiedLedger {
    /// A group, by the statement that made its key.
    ///
    /// - Parameters:
    ///   - id: The group.
    ///   - generation: The generation of the key; `nil` for the current one.
    ///   - records: The transaction.
    /// - Returns: What the statement says.
    /// - Throws: ``VaultError/damaged(_:)`` if the statement does not verify or is not an admin's.
    func office(
        _ id: OfficeID,
        generation: Int? = nil,
        _ records: Records
    ) throws(VaultError) -> OfficeDefinition {
        let row =
            if let generation {
                try stored(records.office(id, generation: generation))
            } else {
                try stored(records.office(id))
            }
        guard let row else { throw .damaged(.database) }
        let signed = try statement(at: row.defined, records)
        guard
            case .office(let body) = signed.statement.body, body.office == id,
            body.generation == row.generation,
            try role(of: signed.statement.author, before: row.defined, records) == .admin
        else { throw .damaged(.statement(row.defined)) }
        return body
    }

    /// The group of everyone who has a key.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the group that the projection names is another.
    func membersGroup(_ records: Records) throws(VaultError) -> OfficeDefinition {
        guard
            let id = try stored(records.ledger())?.members,
            case let group = try office(id, records), group.kind == .members
        else { throw .damaged(.database) }
        return group
    }

    /// The digest of the envelope that gives `holder` a group's current secret.
    ///
    /// - Returns: `nil` if `holder` is not one of the group.
    /// - Throws: ``VaultError/damaged(_:)`` if no verified statement names the envelope.
    func groupEnvelope(
        of office: OfficeDefinition,
        holder: MemberID,
        _ records: Records
    ) throws(VaultError) -> Digest? {
        guard let row = try stored(records.groupKey(of: office.office, holder: holder)) else {
            return nil
        }
        let signed = try statement(at: row.index, records)
        let named: Digest? =
            switch signed.statement.body {
            case .office(let body) where body == office:
                body.holders.first { $0.holder == holder }?.envelope
            case .enrol, .rotate, .claim:
                try keys(of: holder, at: row.index, records).groups.first {
                    $0.office == office.office && $0.generation == office.generation
                }?.envelope
            default: nil
            }
        guard let named else { throw .damaged(.statement(row.index)) }
        return named
    }

    /// The key of a document that `holder` has, as a verified statement names it.
    ///
    /// - Returns: `nil` if `holder` has none.
    /// - Throws: ``VaultError/damaged(_:)`` if no verified statement of someone who may say so names
    ///   the envelope.
    func documentKey(
        of document: DocumentState,
        holder: MemberID,
        _ records: Records
    ) throws(VaultError) -> SealedKey? {
        guard let row = try stored(records.documentKey(of: document.id, holder: holder)) else {
            return nil
        }
        let signed = try statement(at: row.index, records)
        let key: SealedKey? =
            switch signed.statement.body {
            case .deposit(let body) where body.document == document.id: body.key
            case .grant(let body) where body.document == document.id: body.key
            case .rekey(let body) where body.document == document.id:
                body.holders.first { $0.holder == holder }
            case .describe(let body) where body.document == document.id:
                body.holders.first { $0.holder == holder }
            case .rotate, .claim:
                try keys(of: holder, at: row.index, records).sealedKey(of: document.id, to: holder)
            default: nil
            }
        guard
            let key, key.holder == holder,
            try mayHandKeys(signed.statement, at: row.index, owner: document.owner, records)
        else { throw .damaged(.statement(row.index)) }
        return key
    }

    /// The ciphertext of a document, as a verified statement names it.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if none does.
    func content(of document: DocumentState, _ records: Records) throws(VaultError) -> SealedContent
    {
        let (statement, content) = try sealing(of: document, records)
        guard
            try mayHandKeys(statement, at: document.sealed, owner: document.owner, records),
            try content.content == deposited(document, records).content
        else { throw .damaged(.statement(document.sealed)) }
        return content
    }

    /// The statement that made the key of a document's generation, and the ciphertext that it names.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the statement that the row points to made none, or that
    ///   of another generation: whoever lost access in between would get the present one.
    func sealing(
        of document: DocumentState,
        _ records: Records
    ) throws(VaultError) -> (statement: Statement, content: SealedContent) {
        let statement = try statement(at: document.sealed, records).statement
        switch statement.body {
        case .deposit(let body)
        where body.document == document.id && body.generation == document.generation:
            return (statement, body.content)
        case .rekey(let body)
        where body.document == document.id && body.generation == document.generation:
            return (statement, body.content)
        default: throw .damaged(.statement(document.sealed))
        }
    }

    /// The ciphertext as it was deposited, whose content never changes.
    private func deposited(
        _ document: DocumentState,
        _ records: Records
    ) throws(VaultError) -> SealedContent {
        guard
            case .deposit(let body) = try statement(at: document.deposited, records).statement.body,
            body.document == document.id
        else { throw .damaged(.statement(document.deposited)) }
        return body.content
    }

    /// Whether the author of a statement is one who may say it for this owner.
    ///
    /// What counts is who had custody of the owner then. New keys are said by those who may, which
    /// ``keys(of:at:_:)`` has seen to.
    func mayHandKeys(
        _ statement: Statement,
        at index: Int,
        owner: MemberID,
        _ records: Records
    ) throws(VaultError) -> Bool {
        switch statement.body {
        case .rotate, .claim:
            return true
        case .deposit(let body):
            let isOwn = statement.author == owner
            let role = try role(of: statement.author, before: index, records)
            return body.owner == owner && (isOwn || role == .counselor)
        case .grant, .rekey, .describe:
            guard statement.body.owner == owner else { return false }
            switch statement.body.basis {
            case .own: return statement.author == owner
            case .custody(let office):
                guard try custodian(of: owner, before: index, records) == office else {
                    return false
                }
                return try acts(for: office, in: statement, at: index, records)
            default: return false
            }
        default:
            return false
        }
    }

    /// Whether the author of a statement acts for an office: one of its counselors, or for a `rekey` an
    /// admin who had its key.
    private func acts(
        for office: OfficeID,
        in statement: Statement,
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> Bool {
        let author = statement.author
        if try isCounselor(author, of: office, before: index, records) { return true }
        guard
            case .rekey = statement.body,
            try role(of: author, before: index, records) == .admin
        else { return false }
        return try hadKey(author, of: office, before: index, records)
    }

    /// Whether a member had the key of a group when the statement at `index` was said, and for a
    /// member who has left: when they did.
    func hadKey(
        _ id: MemberID,
        of office: OfficeID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let row = try stored(records.office(office, before: index)) else { return false }
        let definition = try self.office(office, generation: row.generation, records)
        if definition.holders.contains(where: { $0.holder == id }) { return true }
        guard try stored(records.keys(of: id, before: index)) != nil else { return false }
        return try keys(of: id, before: index, records).groups.contains { $0.office == office }
    }

    /// Where to seal something for a member: the public key that a verified statement names.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/recipient(_:)`` if it is missing, altered
    ///   or of the other suite.
    func recipient(
        of member: VerifiedMember,
        _ records: Records
    ) throws(VaultError) -> Recipient {
        try recipient(digest: member.recipient, of: member.id.text, records)
    }

    /// Where to seal something for a group.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/recipient(_:)`` if it is missing, altered
    ///   or of the other suite.
    func recipient(
        of office: OfficeDefinition,
        _ records: Records
    ) throws(VaultError) -> Recipient {
        try recipient(digest: office.recipient, of: office.office.text, records)
    }

    private func recipient(
        digest: Digest,
        of id: String,
        _ records: Records
    ) throws(VaultError) -> Recipient {
        guard
            let text = try stored(records.recipient(digest: digest)),
            let recipient = Recipient(text), recipient.digest == digest,
            recipient.suite == genesis.suite
        else { throw .damaged(.recipient(id)) }
        return recipient
    }
}

extension VerifiedKeys {
    /// The key of a document that was sealed anew.
    fileprivate func sealedKey(of document: DocumentID, to holder: MemberID) -> SealedKey? {
        documents.first { $0.document == document }.map {
            SealedKey(holder: holder, recipient: recipient, envelope: $0.envelope)
        }
    }
}
