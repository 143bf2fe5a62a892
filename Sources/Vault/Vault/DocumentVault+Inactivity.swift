public import VaultLedger
import VaultStorage

/// A newcomer without a key of their own, about whom nothing was said for a while.
public struct InactiveOwner: Hashable, Sendable {
    /// The owner.
    public let member: Member

    /// The index of the last statement about them or one of their documents.
    public let lastIndex: Int

    /// When that was said.
    public let lastTime: LedgerTime

    /// The counselor or admin who did something for them last; `nil` if none has.
    public let handledBy: MemberID?

    /// How many documents they have, without those that were withdrawn.
    public let documents: Int

    /// The last second in which a claim code of theirs can be used; `nil` if none is open.
    public let codeUntil: LedgerTime?
}

extension DocumentVault {
    /// The provisional owners about whom nothing was said for some days: newcomers who may never come
    /// back for their papers.
    ///
    /// A counselor is told of those in the custody of their office, an admin or auditor of all. What is
    /// done for somebody, and what was opened or handed out of their papers, counts; that keys are taken
    /// anew and documents encrypted anew does not, nor that an erasure was asked for. Statements that
    /// were erased are forgotten.
    ///
    /// - Parameter days: For how long, in days of 24 hours, by log time or the caller's clock, whichever
    ///   is later: from 1 to 36,500.
    /// - Returns: The owners, beginning with the one about whom nothing was said for longest.
    /// - Throws: ``VaultError/invalid(_:)`` with ``InvalidValue/inactiveDays``;
    ///   ``VaultError/identityMissing``; ``VaultError/notAllowed(_:)`` with ``Denial/role(_:)`` if the
    ///   caller is an owner or an organisation, or with ``Denial/notEnrolled``; otherwise as ``me()``.
    /// - Complexity: A few index lookups for each provisional owner, however long the log is.
    public func inactiveOwners(forDays days: Int) throws(VaultError) -> [InactiveOwner] {
        guard (1...36_500).contains(days) else { throw .invalid(.inactiveDays) }
        return try read { records throws(VaultError) in
            let ring = try ring(records)
            let office = try officeToWatch(ring)
            let now = try currentTime(records)
            let end = now.advanced(by: -Int64(days) * 24 * 60 * 60)
            var owners: [InactiveOwner] = []
            for quiet in try stored(records.quietOwners(of: office, since: end)) {
                owners.append(try inactiveOwner(quiet, at: now, ring, records))
            }
            return owners
        }
    }

    /// The office whose owners the caller may ask about; `nil` for all.
    private func officeToWatch(_ ring: KeyRing) throws(VaultError) -> OfficeID? {
        switch ring.me.role {
        case .admin, .auditor: return nil
        case .counselor:
            guard let office = ring.me.office else { throw .damaged(.database) }
            return office
        case .owner, .organisation: throw .notAllowed(.role(ring.me.role))
        }
    }

    private func inactiveOwner(
        _ quiet: QuietOwner,
        at now: LedgerTime,
        _ ring: KeyRing,
        _ records: Records
    ) throws(VaultError) -> InactiveOwner {
        let owner = try ledger.member(quiet.owner, records)
        let codes = try stored(records.invitations(of: owner.id)).map(\.invitation.until)
        var handledBy: MemberID?
        if let index = quiet.lastByStaff {
            handledBy = try stored(records.event(at: index))?.author
        }
        return InactiveOwner(
            member: try member(owner, ring: ring, records),
            lastIndex: quiet.index,
            lastTime: quiet.time,
            handledBy: handledBy,
            documents: try stored(records.documents(owner: owner.id))
                .count { $0.withdrawn == nil },
            codeUntil: codes.filter { $0 >= now }.max()
        )
    }
}
