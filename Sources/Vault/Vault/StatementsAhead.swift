import VaultLedger
import VaultStorage
import VaultSystem

/// A place of the log, with what can be found out about it before its turn in a replay.
struct PreparedStatement: Sendable {
    /// What stands at the place.
    enum Content: Sendable {
        /// There are no bytes.
        case missing

        /// The bytes are not those of the leaf.
        case altered

        /// The bytes are not the one spelling of a signed statement.
        case malformed

        /// A statement, whose signatures do or do not hold by the keys that were expected.
        case signed(SignedStatement, SignatureCheck?)
    }

    let index: Int
    let leaf: Digest
    let content: Content

    /// Whether there are no bytes.
    var isMissing: Bool {
        if case .missing = content { true } else { false }
    }

    /// Examines what was read.
    ///
    /// - Parameters:
    ///   - row: What stands in the log.
    ///   - signers: The keys by which authors are expected to sign.
    init(_ row: LoggedStatement, signers: Signers) {
        index = row.index
        leaf = row.leaf
        content = Self.content(row, signers)
    }

    private static func content(_ row: LoggedStatement, _ signers: Signers) -> Content {
        guard let bytes = row.bytes else { return .missing }
        guard Digest.of(bytes.span) == row.leaf else { return .altered }
        guard let signed = try? SignedStatement(bytes: bytes) else { return .malformed }
        let keys = signers.keys[signed.statement.author]
        return .signed(signed, keys.map { SignatureCheck(of: signed.note, by: $0) })
    }
}

/// Whether the signatures of a note hold by certain keys.
struct SignatureCheck: Sendable {
    let keys: [VerifierKey]
    let holds: Bool

    init(of note: SignedNote, by keys: [VerifierKey]) {
        self.keys = keys
        holds = note.holds(by: keys)
    }
}

/// The keys by which authors signed last.
///
/// They are a guess at the keys of the next statement: a wrong one costs time, never a finding.
struct Signers: Sendable {
    private(set) var keys: [MemberID: [VerifierKey]] = [:]

    /// How many authors to know at most.
    private static let limit = 4_096

    /// Checks the signatures of a statement, or recalls that it was done.
    ///
    /// - Parameters:
    ///   - signed: The statement.
    ///   - keys: The keys that have to have signed.
    ///   - known: What was found out ahead.
    /// - Returns: Whether they have.
    mutating func verify(
        _ signed: SignedStatement,
        by keys: [VerifierKey],
        known: SignatureCheck?
    ) -> Bool {
        if let known, known.keys == keys { return known.holds }
        expect(keys, of: signed.statement.author)
        return signed.note.holds(by: keys)
    }

    /// Learns from a statement that was accepted whose key will sign.
    mutating func learn(from statement: Statement) {
        guard case .enrol(let body) = statement.body, let verifier = body.verifier else { return }
        expect([verifier], of: body.member)
    }

    private mutating func expect(_ keys: [VerifierKey], of author: MemberID) {
        if self.keys.count >= Self.limit { self.keys = [:] }
        self.keys[author] = keys
    }
}

/// Reads a log from its beginning, and examines the next statements on all cores while the ones
/// before them are replayed.
struct StatementsAhead {
    /// What is known of the authors, to be kept up to date by the replay.
    var signers = Signers()

    private let records: Records
    private var work: ParallelWork<LoggedStatement, PreparedStatement>?

    /// What was read and is not yet examined.
    private var rows: [LoggedStatement] = []
    private var next = 0

    private let chunk: Int

    /// How many to read next: few at first, for their authors' keys are not yet known.
    private var count = 16

    /// Begins at the first statement.
    ///
    /// - Parameters:
    ///   - records: The transaction.
    ///   - chunk: How many statements to examine at a time.
    /// - Throws: ``VaultError`` if the log cannot be read.
    init(_ records: Records, chunk: Int = 512) throws(VaultError) {
        self.records = records
        self.chunk = chunk
        try read()
        try begin()
    }

    /// The next statements.
    ///
    /// - Returns: Some of them, in their order; none at the end of the log or at a gap in it.
    /// - Throws: ``VaultError`` if the log cannot be read.
    mutating func nextChunk() throws(VaultError) -> [PreparedStatement] {
        let prepared = work?.outputs() ?? []
        try begin()
        return prepared
    }

    private mutating func begin() throws(VaultError) {
        work = ParallelWork(on: rows, isCallerBusy: true) { [signers] row in
            PreparedStatement(row, signers: signers)
        }
        // Meanwhile, so that nobody has to wait for rows.
        try read()
    }

    private mutating func read() throws(VaultError) {
        count = min(count, chunk)
        rows = try stored(records.loggedStatements(from: next, limit: count))
        next += rows.count
        count *= 2
    }
}
