public import VaultLedger
import VaultStorage

extension DocumentVault {
    /// Answers what a data breach asks: who could read a document in a span of time.
    ///
    /// It counts from the statement that named a member's envelope to the encryption without the
    /// member, never from openings, and rests on the statements about the document, each verified.
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
                throw .documentNotFound(id.text)
            }
            try view.requireWhole(of: document.owner)
            let owner = try ledger.member(document.owner, records)
            let custody = owner.isProvisional ? owner.office : nil
            var trail = KeyTrail(
                custody: custody,
                officeHolders: try custody.map { office throws(VaultError) in
                    try officeHolders(office, records)
                } ?? []
            )
            for event in try stored(records.events(document: id)) {
                let signed = try ledger.statement(at: event.index, records)
                trail.follow(signed.statement, at: event.index)
            }
            return trail.holdings.compactMap { $0.within(span) }
        }
    }

    /// Who holds the key of an office, in the order of the statements that named their envelopes.
    private func officeHolders(
        _ office: OfficeID,
        _ records: Records
    ) throws(VaultError) -> [OfficeHolder] {
        var holders: [OfficeHolder] = []
        let rows = try stored(records.groupKeys())
            .filter { $0.office == office }
            .sorted { ($0.index, $0.holder) < ($1.index, $1.holder) }
        for row in rows {
            let statement = try ledger.statement(at: row.index, records).statement
            let isNamed =
                switch statement.body {
                case .office(let body):
                    body.office == office && body.holders.contains { $0.holder == row.holder }
                case .enrol, .rotate, .claim:
                    try ledger.keys(of: row.holder, at: row.index, records).groups
                        .contains { $0.office == office }
                default: false
                }
            guard isNamed else { throw .damaged(.statement(row.index)) }
            holders.append(
                OfficeHolder(member: row.holder, office: office, from: statement.time)
            )
        }
        return holders
    }
}
