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

    /// The last head that was verified.
    private(set) var head: TreeHead

    /// That head as the log signed it.
    private var checkpoint: SignedNote?

    private var statements: [Int: SignedStatement] = [:]
    private var members: [MemberID: VerifiedMember] = [:]

    /// The number of statements to remember at most.
    private static let capacity = 4_096

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
        origin = signed.statement.origin
        fingerprint = signed.digest
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
            let bytes = try stored(records.checkpoint()),
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(verifying: note, by: genesis.logKey)
        else { throw .damaged(.checkpoint) }
        let next = checkpoint.head
        guard next != head else { return }
        guard
            try stored(records.size()) == next.size,
            try stored(records.root(size: next.size)) == next.root
        else { throw .damaged(.checkpoint) }
        try head.requireContinuation(next, in: records)
        head = next
        self.checkpoint = note
    }

    /// What to remember of the vault.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` with ``Damage/checkpoint`` if there is no signed head.
    func remembered() throws(VaultError) -> RememberedHead {
        guard let checkpoint else { throw .damaged(.checkpoint) }
        return try RememberedHead(
            fingerprint: fingerprint,
            logKey: genesis.logKey,
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
        let author = signed.statement.author
        let verifier = index == 0 ? genesis.verifier : try member(author, records).verifier
        guard
            (try? proof.verify(leafHash: signed.leafHash, in: head)) != nil,
            let verifier, (try? signed.note.verified(by: [verifier])) != nil
        else { throw .damaged(.statement(index)) }
        if statements.count >= Self.capacity { statements.removeAll() }
        statements[index] = signed
        return signed
    }

    /// A member, by the statement that enrolled them.
    ///
    /// - Throws: ``VaultError/damaged(_:)`` if enrolment, author or role do not verify.
    func member(_ id: MemberID, _ records: Records) throws(VaultError) -> VerifiedMember {
        if let known = members[id] { return known }
        guard let row = try stored(records.member(id)) else { throw .damaged(.database) }
        let member =
            row.enrolled == 0
            ? try founder(id, records)
            : try enrolledMember(id, at: row.enrolled, records)
        members[id] = member
        return member
    }

    /// The first admin, whom the genesis statement enrols.
    private func founder(
        _ id: MemberID,
        _ records: Records
    ) throws(VaultError) -> VerifiedMember {
        let bytes = try Self.bytes(ofStatementAt: 0, records)
        guard
            let signed = try? SignedStatement(bytes: bytes), signed.digest == fingerprint,
            signed.statement.author == id
        else { throw .damaged(.statement(0)) }
        return VerifiedMember(id: id, genesis: genesis)
    }

    private func enrolledMember(
        _ id: MemberID,
        at index: Int,
        _ records: Records
    ) throws(VaultError) -> VerifiedMember {
        // The author has to be older, so that no forged row can send us in circles.
        let bytes = try Self.bytes(ofStatementAt: index, records)
        guard
            let author = try? SignedStatement(bytes: bytes).statement.author,
            let authorRow = try stored(records.member(author)), authorRow.enrolled < index
        else { throw .damaged(.statement(index)) }

        let signed = try statement(at: index, records)
        let role = try member(author, records).role
        guard
            case .enrol(let body) = signed.statement.body, body.member == id,
            role == .admin || (body.role == .owner && role == .counselor)
        else { throw .damaged(.statement(index)) }
        return VerifiedMember(enrolment: body)
    }

    private static func bytes(
        ofStatementAt index: Int,
        _ records: Records
    ) throws(VaultError) -> [UInt8] {
        guard let bytes = try stored(records.statement(at: index)) else {
            throw .damaged(.statement(index))
        }
        return bytes
    }
}

/// What a verified statement says about a member.
struct VerifiedMember: Hashable, Sendable {
    let id: MemberID
    let role: Role
    let office: OfficeID?
    let card: Digest
    let recipient: Digest
    let verifier: VerifierKey?
    let custody: Digest?
    let keys: [GroupKey]

    var isProvisional: Bool { verifier == nil }

    init(id: MemberID, genesis: Genesis) {
        self.id = id
        role = .admin
        office = nil
        card = genesis.card
        recipient = genesis.recipient
        verifier = genesis.verifier
        custody = nil
        keys = []
    }

    init(enrolment: Enrolment) {
        id = enrolment.member
        role = enrolment.role
        office = enrolment.office
        card = enrolment.card
        recipient = enrolment.recipient
        verifier = enrolment.verifier
        custody = enrolment.custody
        keys = enrolment.keys
    }
}
