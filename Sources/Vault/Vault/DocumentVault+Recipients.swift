import VaultLedger
import VaultStorage

extension DocumentVault {
    /// The member whose present key something is to be sealed to.
    ///
    /// - Parameters:
    ///   - recipient: The digest of the recipient.
    ///   - records: The open transaction.
    /// - Returns: `nil` if it is the key of nobody here.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/recipientReplaced(_:)`` or
    ///   ``Denial/recipientLeft(_:)`` if it was somebody's here.
    func member(
        at recipient: Digest,
        _ records: Records
    ) throws(VaultError) -> VerifiedMember? {
        guard let row = try stored(records.member(recipient: recipient)) else {
            guard let past = try stored(records.memberKey(recipient: recipient)) else { return nil }
            throw .notAllowed(.recipientReplaced(past.member))
        }
        let member = try ledger.member(row.id, records)
        guard !member.isRetired else { throw .notAllowed(.recipientLeft(row.id)) }
        return member
    }
}
