import VaultLedger
import VaultStorage

/// Who signed what, by the keys that members had at the time.
///
/// Each answer about a place in the log rests on places before it, so that no forged row can send us
/// in circles.
extension VerifiedLedger {
    /// Whether those have signed a statement whose signatures its type asks for.
    func isSigned(
        _ signed: SignedStatement,
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> Bool {
        let author = signed.statement.author
        var keys: [VerifierKey?]
        switch signed.statement.body {
        case .genesis:
            keys = [genesis.verifier]
        case .claim(let body):
            let warrantor = try key(of: body.warrantor, for: author, before: index, records)
            keys = [body.keys.verifier, warrantor]
        case .recover(let body):
            keys = [body.verifier, try recoveryKey(of: body, author, before: index, records)]
        case .rotate(let body):
            if let recovery = body.recovery {
                keys = [try newKey(recoveredAt: recovery, author, before: index, records)]
            } else {
                keys = [try verifier(of: author, before: index, records)]
            }
        default:
            keys = [try verifier(of: author, before: index, records)]
        }
        guard try !hasLeft(author, before: index, records) else { return false }
        let known = keys.compactMap { $0 }
        guard known.count == keys.count else { return false }
        guard let verified = try? signed.note.verified(by: known) else { return false }
        return verified.count == known.count
    }

    /// Whether a row says that a member had left before a statement.
    private func hasLeft(
        _ id: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let retired = try stored(records.member(id))?.retired else { return false }
        return retired < index
    }

    /// The statement key that a member had when the statement at `index` was said.
    ///
    /// - Returns: `nil` if the member was a provisional owner then.
    func verifier(
        of id: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifierKey? {
        try keys(of: id, before: index, records).verifier
    }

    /// The keys that a member had when the statement at `index` was said.
    func keys(
        of id: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifiedKeys {
        guard
            let row = try stored(records.keys(of: id, before: index)), row.index < index
        else { throw .damaged(.statement(index)) }
        return try keys(of: id, at: row.index, records)
    }

    /// The keys of a member that the statement at `index` names, said by someone who may.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if the statement names none, or its author may not.
    func keys(
        of id: MemberID,
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifiedKeys {
        if index == 0 {
            _ = try enrolled(id, at: 0, records)
            return VerifiedKeys(genesis: genesis)
        }
        let signed = try statement(at: index, records)
        let author = signed.statement.author
        switch signed.statement.body {
        case .enrol(let body) where body.member == id:
            _ = try enrolled(id, at: index, records)
            return VerifiedKeys(enrolment: body)
        case .claim(let body) where author == id:
            return VerifiedKeys(body.keys, custodian: nil)
        case .rotate(let body) where body.member == id && author == id:
            return VerifiedKeys(body.keys, custodian: nil)
        case .rotate(let body) where body.member == id:
            let role = try role(of: author, before: index, records)
            guard
                role == .counselor || role == .admin,
                let custodian = try custodian(of: id, before: index, records),
                try hadKey(author, of: custodian, before: index, records)
            else { break }
            return VerifiedKeys(body.keys, custodian: body.office)
        default: break
        }
        throw .damaged(.statement(index))
    }

    /// The office that had custody of an owner when the statement at `index` was said.
    ///
    /// - Returns: `nil` if the owner had a key of their own then.
    func custodian(
        of owner: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> OfficeID? {
        let keys = try keys(of: owner, before: index, records)
        return keys.verifier == nil ? keys.custodian : nil
    }

    // MARK: keys that sign along

    /// The key of whoever vouches for a newcomer who claims.
    private func key(
        of warrantor: ClaimWarrantor,
        for owner: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifierKey? {
        let custodian = try custodian(of: owner, before: index, records)
        switch warrantor {
        case .counselor(let id):
            guard
                try isCounselor(id, of: custodian, before: index, records),
                try !hasLeft(id, before: index, records)
            else { return nil }
            return try verifier(of: id, before: index, records)
        case .invitation(let place):
            guard place < index, case let signed = try statement(at: place, records),
                case .invite(let body) = signed.statement.body, body.member == owner,
                try isCounselor(signed.statement.author, of: custodian, before: place, records)
            else { return nil }
            return body.verifier
        }
    }

    /// Whether a member is a counselor of an office.
    func isCounselor(
        _ id: MemberID,
        of office: OfficeID?,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> Bool {
        guard let row = try stored(records.member(id)), row.enrolled < index else { return false }
        let member = try enrolled(id, at: row.enrolled, records)
        return member.role == .counselor && office != nil && member.office == office
    }

    private func recoveryKey(
        of body: RecoveryRequest,
        _ author: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifierKey? {
        guard body.plan < index, case let signed = try statement(at: body.plan, records),
            signed.statement.author == author,
            case .recoveryPlan(let plan) = signed.statement.body
        else { return nil }
        return plan.verifier
    }

    /// The new key that a recovery asked for.
    private func newKey(
        recoveredAt place: Int,
        _ author: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifierKey? {
        guard place < index, case let signed = try statement(at: place, records),
            signed.statement.author == author, case .recover(let body) = signed.statement.body
        else { return nil }
        return body.verifier
    }
}
