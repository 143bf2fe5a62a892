public import VaultLedger
import VaultStorage

/// All that the vault knows of a document, beside its content.
public struct DocumentDetails: Hashable, Sendable {
    /// The document.
    public let document: Document

    /// Who stored it.
    public let depositor: MemberID

    /// Whether somebody stored it for an owner.
    public let isOnBehalf: Bool

    /// The office that has the owner in its custody; `nil` for an owner with a key of their own.
    public let custody: OfficeID?

    /// On what ground the caller can open it.
    public let basis: Basis
}

extension DocumentVault {
    /// Tells all about a document that the caller can open now.
    ///
    /// Nothing is opened by that, and no statement is said.
    ///
    /// - Parameter id: The document.
    /// - Returns: The details.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``VaultError/withdrawn(_:)``;
    ///   ``VaultError/notAllowed(_:)`` with the reason, as ``open(_:to:)`` gives it; otherwise as
    ///   ``me()``.
    public func details(of id: DocumentID) async throws(VaultError) -> DocumentDetails {
        try read { records throws(VaultError) in
            let access = try access(to: id, try ring(records), records)
            let owner = try ledger.member(access.document.owner, records)
            let deposit = try ledger.statement(at: access.document.deposited, records).statement
            return DocumentDetails(
                document: try shown(access, records),
                depositor: deposit.author,
                isOnBehalf: deposit.author != owner.id,
                custody: owner.isProvisional ? owner.office : nil,
                basis: access.basis
            )
        }
    }
}
