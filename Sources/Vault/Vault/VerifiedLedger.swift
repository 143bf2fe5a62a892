import VaultCrypto
import VaultLedger
import VaultStorage

/// The ledger as far as it verifies: nothing is believed because a row says so.
///
/// A statement counts once its bytes hash to a leaf under the verified head and its author's
/// signature holds, where the author's key comes from a statement that counts in turn, up to the
/// genesis statement. Rows of the projection only say where to look.
///
/// What was verified is remembered, for a log only grows; each new head is checked to begin with
/// the one before.
final class VerifiedLedger {
    /// What the genesis statement says.
    let genesis: Genesis

    /// The name of the log.
    let origin: String

    /// The digest of the genesis statement.
    let fingerprint: Digest

    /// The key that signs heads now.
    private(set) var logKey: VerifierKey

    /// The keys that signed heads before, as rows say: only files of the operator rest on them.
    private(set) var earlierLogKeys: [VerifierKey] = []

    /// The last head that was verified.
    private(set) var head: TreeHead

    /// That head as the log signed it.
    private var checkpoint: SignedNote?

    /// The bytes of the signed head.
    private(set) var checkpointBytes: [UInt8] = []

    /// The first admin, whom the genesis statement enrols.
    private let founder: VerifiedMember

    private var statements: [Int: SignedStatement] = [:]
    private var members: [MemberID: VerifiedMember] = [:]

    /// The number of statements to remember at most.
    private static let capacity = 1_024

    /// Verifies genesis statement and head.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if they do not verify.
    init(_ records: Records) throws(VaultError) {
        let bytes = try Self.bytes(ofStatementAt: 0, records)
        guard
            let signed = try? SignedStatement(bytes: bytes),
            case .genesis(let genesis) = signed.statement.body,
            genesis.logKey.name.utf8.elementsEqual(signed.statement.origin.utf8),
            (try? signed.note.verified(by: [genesis.verifier])) != nil
        else { throw .damaged(.statement(0)) }
        self.genesis = genesis
        founder = VerifiedMember(id: signed.statement.author, genesis: genesis)
        origin = signed.statement.origin
        fingerprint = signed.digest
        logKey = genesis.logKey
        head = .empty
        try refresh(records)
        _ = try statement(at: 0, records)
    }

    /// Verifies the current head and that it continues the last one.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if it does not verify;
    ///   ``VaultError/wentBack(remembered:found:)`` or ``VaultError/forked(remembered:found:)`` if it
    ///   does not continue the last one.
    func refresh(_ records: Records) throws(VaultError) {
        guard
            let bytes = try stored(records.checkpoint())
        else { throw .damaged(.checkpoint) }
        // Under the same head nothing was said, so the key is the same too.
        if bytes == checkpointBytes { return }
        let changes = try stored(records.logKeys())
        let change = changes.last
        let key = change?.key ?? genesis.logKey
        guard
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(verifying: note, by: key)
        else { throw .damaged(.checkpoint) }
        let next = checkpoint.head
        guard next != head else { return }
        guard
            try stored(records.size()) == next.size,
            try stored(records.root(size: next.size)) == next.root
        else { throw .damaged(.checkpoint) }
        try head.requireContinuation(next, in: records)
        goOn(to: next, signedAs: note, bytes)
        members.removeAll()
        if let change, key != logKey {
            try verify(change, records)
            logKey = key
        }
        earlierLogKeys = [genesis.logKey] + changes.map(\.key).filter { $0 != key }
    }

    /// Goes on to a head.
    ///
    /// - Parameters:
    ///   - next: The head.
    ///   - note: The head as the present key of the log signed it.
    ///   - bytes: The bytes of `note`.
    private func goOn(to next: TreeHead, signedAs note: SignedNote, _ bytes: [UInt8]) {
        head = next
        checkpoint = note
        checkpointBytes = bytes
    }

    /// Goes on to a head that this process has just signed and committed.
    ///
    /// There is nothing to verify: the statements under it were read back before it was signed. A head
    /// by another key is left to the next refresh, which looks for the statement that names the key.
    ///
    /// - Parameters:
    ///   - signed: The head.
    ///   - bytes: The bytes of its note.
    func goOn(to signed: Appender.SignedHead, _ bytes: [UInt8]) {
        guard signed.key == logKey else { return }
        goOn(to: signed.head, signedAs: signed.note, bytes)
        if signed.mayChangeMembers { members.removeAll() }
    }

    /// The key that signs heads of a size: the present one, or one before.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if no admin said that the log went on under it.
    func logKey(ofHead size: Int, _ records: Records) throws(VaultError) -> VerifierKey {
        let changes = try stored(records.logKeys())
        guard let change = changes.last(where: { $0.index < size }), change.index > 0 else {
            return genesis.logKey
        }
        if change.key != logKey { try verify(change, records) }
        return change.key
    }

    /// Insists that an admin said that the log goes on under another key.
    ///
    /// The head is the new key's own, so this comes after it: what is not true is damage.
    private func verify(_ change: LogKeyState, _ records: Records) throws(VaultError) {
        let signed = try statement(at: change.index, records)
        guard
            case .logKey(let body) = signed.statement.body, body.logKey == change.key,
            try member(signed.statement.author, records).role == .admin
        else { throw .damaged(.statement(change.index)) }
    }

    /// What to remember of the vault.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if there is no signed head.
    func remembered() throws(VaultError) -> RememberedHead {
        guard let checkpoint else { throw .damaged(.checkpoint) }
        return try RememberedHead(
            fingerprint: fingerprint,
            logKey: logKey,
            checkpoint: checkpoint
        )
    }

    /// The statement at `index`, verified.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with the first thing that does not verify.
    func statement(at index: Int, _ records: Records) throws(VaultError) -> SignedStatement {
        if let known = statements[index] { return known }
        let bytes = try Self.bytes(ofStatementAt: index, records)
        guard index < head.size, let signed = try? SignedStatement(bytes: bytes),
            signed.statement.origin == origin
        else { throw .damaged(.statement(index)) }
        let proof = try stored(records.inclusionProof(index: index, size: head.size))
        guard
            (try? proof.verify(leafHash: signed.leafHash, in: head)) != nil,
            try isSigned(signed, at: index, records)
        else { throw .damaged(.statement(index)) }
        if statements.count >= Self.capacity { statements.removeAll() }
        statements[index] = signed
        return signed
    }

    /// A member, by the statements that enrolled them and that name their keys.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if enrolment, author or role do not verify.
    func member(_ id: MemberID, _ records: Records) throws(VaultError) -> VerifiedMember {
        if let known = members[id] { return known }
        guard let row = try stored(records.member(id)) else { throw .damaged(.database) }
        var member = try enrolled(id, at: row.enrolled, records)
        if row.keyed != row.enrolled {
            let keys = try keys(of: id, at: row.keyed, records)
            member.take(keys, generation: row.custodyGeneration)
        } else {
            member.custodyGeneration = row.custodyGeneration
        }
        if let retired = row.retired {
            try verifyRetirement(of: id, at: retired, records)
            member.isRetired = true
        }
        members[id] = member
        return member
    }

    /// A member as they were enrolled.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if enrolment, author or role do not verify.
    func enrolled(
        _ id: MemberID,
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifiedMember {
        if index == 0 {
            guard id == founder.id else { throw .damaged(.statement(0)) }
            return founder
        }
        let signed = try statement(at: index, records)
        guard case .enrol(let body) = signed.statement.body, body.member == id else {
            throw .damaged(.statement(index))
        }
        let role = try role(of: signed.statement.author, before: index, records)
        guard role == .admin || (body.role == .owner && role == .counselor) else {
            throw .damaged(.statement(index))
        }
        return VerifiedMember(enrolment: body)
    }

    /// The role of an author.
    ///
    /// Who says something was enrolled before, so no forged row can send us in circles.
    func role(
        of author: MemberID,
        before index: Int,
        _ records: Records
    ) throws(VaultError) -> Role {
        guard let row = try stored(records.member(author)), row.enrolled < index else {
            throw .damaged(.statement(index))
        }
        return try enrolled(author, at: row.enrolled, records).role
    }

    private func verifyRetirement(
        of id: MemberID,
        at index: Int,
        _ records: Records
    ) throws(VaultError) {
        let signed = try statement(at: index, records)
        guard
            case .retire(let body) = signed.statement.body, body.member == id,
            try role(of: signed.statement.author, before: index, records) == .admin
        else { throw .damaged(.statement(index)) }
    }

    static func bytes(
        ofStatementAt index: Int,
        _ records: Records
    ) throws(VaultError) -> [UInt8] {
        guard let bytes = try stored(records.statement(at: index)) else {
            throw .damaged(.statement(index))
        }
        return bytes
    }
}
