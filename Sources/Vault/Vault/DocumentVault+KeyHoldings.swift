public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Answers what a data breach asks: who could read a document in a span of time.
    ///
    /// It counts from the statement that gave somebody a way to the key to the encryption without
    /// them, never from openings, and rests on the statements about the document, its owner's keys and
    /// the keys of the offices that had custody, each verified.
    ///
    /// - Parameters:
    ///   - id: The document.
    ///   - span: From the first second to the last.
    /// - Returns: The holdings that touch the span, in the order of the log.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/notAllowed(_:)`` with
    ///   ``Denial/role(_:)`` or ``Denial/notInCustody(_:)`` if the caller is neither the owner, nor a
    ///   counselor of the office of custody, nor an auditor or admin; ``VaultError/damaged(_:)`` if
    ///   a statement does not verify; otherwise as ``me()``.
    public func keyHoldings(
        of id: DocumentID,
        in span: ClosedRange<LedgerTime>
    ) async throws(VaultError) -> [KeyHolding] {
        try read { records throws(VaultError) in
            let view = HistoryView(ring: try ring(records), ledger: ledger, records: records)
            guard let document = try stored(records.document(id)) else {
                throw try absence(of: id, records)
            }
            try view.requireWhole(of: document.owner)
            let trails = KeyTrails(ledger: ledger, records: records)
            return try trails.holdings(of: document).compactMap { $0.within(span) }
        }
    }
}

/// The trails of the keys of documents, in one view of the database.
final class KeyTrails {
    private let ledger: VerifiedLedger
    private let records: Records

    /// The indexes of the statements that say who holds the key of an office.
    private var offices: [OfficeID: [Int]] = [:]

    init(ledger: VerifiedLedger, records: Records) {
        self.ledger = ledger
        self.records = records
    }

    /// Who held the key of a document, in the order of the log.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if a statement does not verify.
    func holdings(of document: DocumentState) throws(VaultError) -> [KeyHolding] {
        var indexes = Set(try stored(records.events(document: document.id)).map(\.index))
        for keys in try stored(records.keys(of: document.owner)) {
            indexes.insert(keys.index)
            let named = try ledger.keys(of: document.owner, at: keys.index, records)
            if let office = named.custodian { indexes.formUnion(try holders(of: office)) }
        }
        var trail = KeyTrail(owner: document.owner)
        for index in indexes.sorted() {
            trail.follow(try ledger.statement(at: index, records).statement, at: index)
        }
        return trail.holdings
    }

    /// Where the log says who holds the key of an office: each generation, and the enrolments of those
    /// who can have been handed it.
    private func holders(of office: OfficeID) throws(VaultError) -> [Int] {
        if let known = offices[office] { return known }
        var indexes = try stored(records.officeGenerations())
            .filter { $0.id == office }.map(\.defined)
        for member in try stored(records.members())
        where member.role == .admin || (member.role == .counselor && member.office == office) {
            indexes.append(member.enrolled)
        }
        offices[office] = indexes
        return indexes
    }
}
