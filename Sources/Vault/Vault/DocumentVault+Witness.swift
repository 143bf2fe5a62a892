public import VaultLedger
import VaultStorage

/// An audit by a witness.
public struct WitnessedAudit: Hashable, Sendable {
    /// What was found.
    public let report: AuditReport

    /// The head with the auditor's cosignature; `nil` if anything was found.
    public let cosigned: CosignedHead?
}

/// A signed head with the cosignature of an auditor.
public struct CosignedHead: Hashable, Sendable {
    /// The signed checkpoint, the cosignature at its end.
    public let note: SignedNote

    /// The key by which the cosignature is verified, as the auditor's enrolment names it.
    public let key: VerifierKey
}

extension DocumentVault {
    /// Audits the vault in the name of an auditor and, if nothing was found, cosigns its head.
    ///
    /// The cosignature (cosignature/v1 of c2sp.org/tlog-cosignature) says that at this time the
    /// auditor had verified all statements up to this head. To witness that the log never forks,
    /// give the head that was cosigned last.
    ///
    /// - Parameter since: A signed head that the log has to begin with.
    /// - Returns: What was found, and the cosigned head.
    /// - Throws: ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the caller is no auditor,
    ///   before anything is audited; otherwise as
    ///   ``audit(at:clock:memory:acceptingHead:since:progress:)`` and ``me()``.
    public func witness(since: SignedNote? = nil) async throws(VaultError) -> WitnessedAudit {
        let cosigner = try read { records throws(VaultError) in try enrolledCosigner(records) }
        let report = try await audit(since: since)
        guard report.isClean, let head = report.head else {
            return WitnessedAudit(report: report, cosigned: nil)
        }
        let note = try read { records throws(VaultError) in try signed(head, records) }
        let cosignature = cosigner.cosign(note.text, at: clock.now().secondsSince1970)
        guard let cosigned = try? note.merging([cosignature], by: [cosigner.verifierKey]) else {
            throw .damaged(.checkpoint)
        }
        return WitnessedAudit(
            report: report,
            cosigned: CosignedHead(note: cosigned, key: cosigner.verifierKey)
        )
    }

    /// The key for cosignatures that the log names for the caller, an auditor.
    private func enrolledCosigner(_ records: Records) throws(VaultError) -> Cosigner {
        let ring = try ring(records)
        guard ring.me.role == .auditor else { throw .notAllowed(.role(ring.me.role)) }
        let name = Statement.keyName(of: ring.me.id, origin: ledger.origin)
        let cosigner = ring.identity.cosigner(named: name)
        guard ring.me.witness == cosigner.verifierKey else { throw .damaged(.database) }
        return cosigner
    }

    /// The log's own signature under a head that was audited.
    private func signed(_ head: TreeHead, _ records: Records) throws(VaultError) -> SignedNote {
        guard
            let bytes = try stored(records.checkpoint(size: head.size)),
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(verifying: note, by: ledger.logKey),
            checkpoint.head == head
        else { throw .damaged(.checkpoint) }
        return note
    }
}
