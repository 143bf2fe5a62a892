import VaultLedger
import VaultStorage

extension VerifiedLedger {
    /// The number of the last statement of an author.
    ///
    /// It is the one in that statement, or in the warrant under which that was erased: rows only say
    /// where to look. The row of the author cannot run ahead of what was signed.
    ///
    /// - Parameters:
    ///   - author: The author.
    ///   - records: The transaction.
    /// - Returns: The number; 0 if the author has not said anything.
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/statement(_:)`` if the place that a row leads
    ///   to has no statement of the author; with ``Damage/database`` if the row of the author has a
    ///   larger number.
    func lastNumber(of author: MemberID, _ records: Records) throws(VaultError) -> Int {
        var number = 0
        let event = try stored(records.lastEvent(of: author))
        if let event {
            let said = try statement(at: event.index, records).statement
            guard said.author == author else { throw .damaged(.statement(event.index)) }
            number = said.number
        }
        if let hole = try stored(records.lastHole(of: author, after: event?.index ?? -1)) {
            let signed = try statement(at: hole.warrant, records).statement
            guard
                case .warrant(let warrant) = signed.body, warrant.holes.contains(hole.hole),
                try role(of: signed.author, before: hole.warrant, records) == .auditor
            else { throw .damaged(.statement(hole.warrant)) }
            number = max(number, hole.hole.number)
        }
        let row = try stored(records.member(author))?.lastNumber ?? 0
        guard row <= number else { throw .damaged(.database) }
        return number
    }
}
