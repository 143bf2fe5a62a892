/// Decides, statement by statement, what a ledger says.
///
/// A pure reducer: the same statements in the same order lead to the same state on every machine.
/// An accepted statement changes the state; one that breaks a rule changes nothing and is named by
/// its ``Rule``. FORMAT.md, "Rules of replay", is the same table in words.
public enum Replay {
    /// How far a statement's time may lie behind log time, in seconds.
    ///
    /// A revocation may be later.
    public static let allowedDelay: Int64 = 5 * 60

    /// The longest term of a grant that an office makes for a provisional owner, in seconds.
    public static let longestGrantOnBehalf: Int64 = 180 * 24 * 60 * 60

    /// Judges the bytes that stand at `index` and, if they keep every rule, carries them out.
    ///
    /// - Parameters:
    ///   - bytes: What stands in the log, a ``SignedStatement`` if all is well.
    ///   - index: Its place in the log, counted from zero.
    ///   - store: The state that all statements before it have led to.
    /// - Returns: The rule that is broken, ``Rule/malformed`` if the bytes are not the one spelling
    ///   of a signed statement; `nil` if the statement was accepted.
    /// - Throws: What the store throws.
    /// - Complexity: As ``apply(_:at:to:)``.
    public static func apply<Store: ReplayStore>(
        bytes: [UInt8],
        at index: Int,
        to store: inout Store
    ) throws(Store.Failure) -> Rule? {
        guard let signed = try? SignedStatement(bytes: bytes) else { return .malformed }
        return try apply(signed, at: index, to: &store)
    }

    /// Judges the statement at `index` and, if it keeps every rule, carries it out.
    ///
    /// - Parameters:
    ///   - signed: The statement.
    ///   - index: Its place in the log, counted from zero.
    ///   - store: The state that all statements before it have led to.
    /// - Returns: The rule that the statement breaks; `nil` if it was accepted.
    /// - Throws: What the store throws.
    /// - Complexity: O(log *n*) reads for the head that was seen, and a number of reads and writes
    ///   that grows with the holders of one document and the grants that end with the statement,
    ///   never with the history.
    public static func apply<Store: ReplayStore>(
        _ signed: SignedStatement,
        at index: Int,
        to store: inout Store
    ) throws(Store.Failure) -> Rule? {
        let statement = signed.statement
        guard let ledger = try store.ledger() else {
            guard case .genesis(let genesis) = statement.body, index == 0 else { return .genesis }
            return try GenesisStep(signed: signed, genesis: genesis).apply(to: &store)
        }
        guard statement.origin == ledger.origin else { return .origin }
        guard let author = try store.member(statement.author), let verifier = author.verifier else {
            return .author
        }
        let step = ReplayStep(signed: signed, index: index, ledger: ledger, author: author)
        if let rule = try step.brokenSignerRule(verifier: verifier, in: store) { return rule }
        if let rule = try step.brokenOrderRule(in: store) { return rule }
        if let rule = try step.brokenRule(in: store) { return rule }
        try step.passTime(in: &store)
        try step.perform(in: &store)
        return nil
    }
}

/// One statement on its way through the rules.
///
/// Checks only read; nothing is written before the last of them has passed.
struct ReplayStep {
    let signed: SignedStatement
    let index: Int
    let ledger: LedgerState
    let author: MemberState

    var statement: Statement { signed.statement }

    /// Log time once this statement is accepted.
    var now: LedgerTime { max(ledger.time, statement.time) }

    /// Checks that the right keys signed, and no others.
    func brokenSignerRule<Store: ReplayStore>(
        verifier: VerifierKey,
        in store: Store
    ) throws(Store.Failure) -> Rule? {
        var keys = [verifier]
        if case .enrol(let body) = statement.body, body.role == .auditor,
            try store.hasMember(role: .auditor)
        {
            guard let auditor = try cosigningAuditor(in: store) else { return .signers }
            keys.append(auditor)
        }
        return signed.note.brokenRule(insistingOn: keys)
    }

    /// The key of the auditor who signs the enrolment of another along with its author.
    private func cosigningAuditor<Store: ReplayStore>(
        in store: Store
    ) throws(Store.Failure) -> VerifierKey? {
        let prefix = "\(ledger.origin)/"
        guard
            signed.note.signatures.count == 2,
            case let name = signed.note.signatures[1].name.description, name.hasPrefix(prefix),
            let id = MemberID(name.dropFirst(prefix.count)),
            let member = try store.member(id), member.role == .auditor
        else { return nil }
        return member.verifier
    }

    /// Checks number, time and the head that was seen.
    func brokenOrderRule<Store: ReplayStore>(in store: Store) throws(Store.Failure) -> Rule? {
        guard statement.number > author.lastNumber else { return .number }
        if statement.kind != .revoke {
            let earliest = ledger.time.advanced(by: -Replay.allowedDelay)
            guard statement.time >= earliest else { return .time }
        }
        guard
            statement.seen.size <= index,
            try store.root(size: statement.seen.size) == statement.seen.root
        else { return .seen }
        return nil
    }

    /// Checks what the type asks for.
    func brokenRule<Store: ReplayStore>(in store: Store) throws(Store.Failure) -> Rule? {
        switch statement.body {
        case .genesis: .genesis
        case .office(let body): try brokenRule(of: body, in: store)
        case .enrol(let body): try brokenRule(of: body, in: store)
        case .deposit(let body): try brokenRule(of: body, in: store)
        case .grant(let body): try brokenRule(of: body, in: store)
        case .revoke(let body): try brokenRule(of: body, in: store)
        case .rekey(let body): try brokenRule(of: body, in: store)
        case .describe(let body): try brokenRule(of: body, in: store)
        case .open(let body): try brokenRule(of: body, in: store)
        }
    }

    /// Moves log time and the author's number on, and ends the grants whose time has passed.
    func passTime<Store: ReplayStore>(in store: inout Store) throws(Store.Failure) {
        var ledger = ledger
        ledger.time = now
        try store.put(ledger)
        var author = author
        author.lastNumber = statement.number
        try store.put(author)
        for grant in try store.openGrants(endingBefore: now) {
            try end(grant, as: .expired(at: index), cause: .expiry, in: &store)
        }
    }

    /// Carries out a statement that keeps every rule.
    func perform<Store: ReplayStore>(in store: inout Store) throws(Store.Failure) {
        switch statement.body {
        case .genesis: break
        case .office(let body): try perform(body, in: &store)
        case .enrol(let body): try perform(body, in: &store)
        case .deposit(let body): try perform(body, in: &store)
        case .grant(let body): try perform(body, in: &store)
        case .revoke(let body): try perform(body, in: &store)
        case .rekey(let body): try perform(body, in: &store)
        case .describe(let body): try perform(body, in: &store)
        case .open(let body): try perform(body, in: &store)
        }
    }

    /// The statement as an event, to be completed by its type.
    var event: EventState {
        EventState(
            index: index,
            kind: statement.kind,
            time: statement.time,
            author: statement.author
        )
    }

    /// The event of a statement about a document.
    func event(
        owner: MemberID,
        document: DocumentID,
        basis: Basis?,
        member: MemberID? = nil,
        grant: Int? = nil
    ) -> EventState {
        var event = event
        event.owner = owner
        event.document = document
        event.member = member
        event.grant = grant
        if case .custody = basis { event.isOnBehalf = true }
        return event
    }
}

extension SignedNote {
    /// Checks that exactly these keys signed, in this order, and that each signature verifies.
    func brokenRule(insistingOn keys: [VerifierKey]) -> Rule? {
        guard signatures.count == keys.count else { return .signers }
        for (signature, key) in zip(signatures, keys)
        where signature.name != key.name || signature.keyID != key.id {
            return .signers
        }
        do {
            _ = try verified(by: keys)
            return nil
        } catch {
            return .signature
        }
    }
}
