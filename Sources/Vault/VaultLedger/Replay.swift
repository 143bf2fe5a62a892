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

    /// How far ahead the end of a claim code may lie, in seconds.
    public static let longestInvitation: Int64 = 90 * 24 * 60 * 60

    /// How long after the deposit its author can take it back, in seconds.
    public static let longestMistake: Int64 = 7 * 24 * 60 * 60

    /// How many days a recovery may have to wait.
    public static let recoveryDays = 1...90

    /// Judges the bytes that stand at `index` and, if they keep every rule, carries them out.
    ///
    /// - Parameters:
    ///   - bytes: What stands in the log, a ``SignedStatement`` if all is well.
    ///   - index: Its place in the log, counted from zero.
    ///   - store: The state that all statements before it have led to.
    /// - Returns: The rule that is broken, ``Rule/malformed`` if the bytes are not the one spelling
    ///   of a signed statement; `nil` if the statement was accepted.
    /// - Throws: What the store throws.
    /// - Complexity: As ``apply(_:at:to:isSigned:)``.
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
    ///   - isSigned: Whether a note holds by keys: ``SignedNote/holds(by:)``, or what that has
    ///     found for the same note and keys before.
    /// - Returns: The rule that the statement breaks; `nil` if it was accepted.
    /// - Throws: What the store throws.
    /// - Complexity: O(log *n*) reads for the head that was seen, and a number of reads and writes
    ///   that grows with the holders of one document and the grants that end with the statement,
    ///   never with the history.
    public static func apply<Store: ReplayStore>(
        _ signed: SignedStatement,
        at index: Int,
        to store: inout Store,
        isSigned: (SignedNote, [VerifierKey]) -> Bool = { $0.holds(by: $1) }
    ) throws(Store.Failure) -> Rule? {
        let statement = signed.statement
        guard let ledger = try store.ledger() else {
            guard case .genesis(let genesis) = statement.body, index == 0 else { return .genesis }
            return try GenesisStep(signed: signed, genesis: genesis).apply(to: &store)
        }
        guard statement.origin == ledger.origin else { return .origin }
        guard let author = try store.member(statement.author), author.retired == nil else {
            return .author
        }
        let step = ReplayStep(signed: signed, index: index, ledger: ledger, author: author)
        guard let verifier = step.authorKey else { return .author }
        if let rule = try step.brokenSignerRule(verifier: verifier, in: store, isSigned) {
            return rule
        }
        if let rule = try step.brokenOrderRule(in: store) { return rule }
        if let rule = try step.brokenRule(in: store) { return rule }
        try step.passTime(in: &store)
        try step.perform(in: &store)
        return nil
    }

    /// Passes a place whose statement was erased.
    ///
    /// What the statement said is gone with everything that it was about; that time went on and that
    /// its author had used a number is not. Whether the erasure was signed off is for the statement
    /// to show that the hole names.
    ///
    /// - Parameters:
    ///   - state: What remains of the statement.
    ///   - store: The state that all statements before it have led to.
    /// - Throws: What the store throws.
    public static func pass<Store: ReplayStore>(
        _ state: HoleState,
        in store: inout Store
    ) throws(Store.Failure) {
        try store.put(state)
        guard var ledger = try store.ledger() else { return }
        ledger.time = max(ledger.time, state.hole.time)
        try store.put(ledger)
        if let id = state.hole.author, var author = try store.member(id) {
            author.lastNumber = max(author.lastNumber, state.hole.number)
            try store.put(author)
        }
        try store.endWhatEnds(before: ledger.time, at: state.hole.index)
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
    var now: LedgerTime {
        statement.kind == .clock ? statement.time : max(ledger.time, statement.time)
    }

    /// The key by which the author signs: a new one where the old one is missing or lost.
    var authorKey: VerifierKey? {
        switch statement.body {
        case .claim(let body): body.keys.verifier
        case .recover(let body): body.verifier
        case .rotate(let body) where body.recovery != nil: body.keys.verifier
        default: author.verifier
        }
    }

    /// Checks that the right keys signed, and no others.
    func brokenSignerRule<Store: ReplayStore>(
        verifier: VerifierKey,
        in store: Store,
        _ isSigned: (SignedNote, [VerifierKey]) -> Bool
    ) throws(Store.Failure) -> Rule? {
        var keys = [verifier]
        switch statement.body {
        case .enrol(let body) where body.role == .auditor:
            guard try store.hasMember(role: .auditor, besides: nil) else { break }
            guard let auditor = try cosigningAuditor(in: store) else { return .signers }
            keys.append(auditor)
        case .rotate(let body) where body.recovery == nil:
            // Whoever takes a new key shows that they have it.
            if let new = body.keys.verifier { keys.append(new) }
        case .claim(let body):
            guard let warrantor = try key(of: body.warrantor, in: store) else { return .signers }
            keys.append(warrantor)
        case .recover:
            guard let plan = try store.recoveryPlan(of: author.id) else { return .recovery }
            keys.append(plan.verifier)
        case .logKey(let body):
            keys.append(body.logKey)
        default: break
        }
        return signed.note.brokenRule(insistingOn: keys, isSigned)
    }

    /// The key of whoever vouches for a newcomer.
    private func key<Store: ReplayStore>(
        of warrantor: ClaimWarrantor,
        in store: Store
    ) throws(Store.Failure) -> VerifierKey? {
        switch warrantor {
        case .counselor(let id): try store.member(id)?.verifier
        case .invitation(let index): try store.invitation(at: index)?.invitation.verifier
        }
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
            let member = try store.member(id), member.role == .auditor, member.retired == nil
        else { return nil }
        return member.verifier
    }

    /// Checks number, time and the head that was seen.
    func brokenOrderRule<Store: ReplayStore>(in store: Store) throws(Store.Failure) -> Rule? {
        guard statement.number > author.lastNumber else { return .number }
        // Who asks for a recovery may be a thief: no number is used up that the member needs to stop
        // them.
        if statement.kind == .recover {
            guard statement.number - 1 == author.lastNumber else { return .number }
        }
        if statement.kind != .revoke, statement.kind != .clock {
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
        case .send(let body): try brokenRule(of: body, in: store)
        case .withdraw(let body): try brokenRule(of: body, in: store)
        case .deletionRequest(let body): try brokenRule(of: body, in: store)
        case .deletionAnswer(let body): try brokenRule(of: body, in: store)
        case .retire(let body): try brokenRule(of: body, in: store)
        case .rotate(let body): try brokenRule(of: body, in: store)
        case .invite(let body): try brokenRule(of: body, in: store)
        case .claim(let body): try brokenRule(of: body, in: store)
        case .recoveryPlan(let body): try brokenRule(of: body, in: store)
        case .recover(let body): try brokenRule(of: body, in: store)
        case .veto(let body): try brokenRule(of: body, in: store)
        case .erase(let body): try brokenRule(of: body, in: store)
        case .warrant(let body): try brokenRule(of: body, in: store)
        case .logKey(let body): try brokenRule(of: body, in: store)
        case .clock: author.role == .admin ? nil : .role
        // Whoever is enrolled and has not left may say what they saw.
        case .scrub: nil
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
        try store.endWhatEnds(before: now, at: index)
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
        case .send(let body): try perform(body, in: &store)
        case .withdraw(let body): try perform(body, in: &store)
        case .deletionRequest(let body): try perform(body, in: &store)
        case .deletionAnswer(let body): try perform(body, in: &store)
        case .retire(let body): try perform(body, in: &store)
        case .rotate(let body): try perform(body, in: &store)
        case .invite(let body): try perform(body, in: &store)
        case .claim(let body): try perform(body, in: &store)
        case .recoveryPlan(let body): try perform(body, in: &store)
        case .recover(let body): try perform(body, in: &store)
        case .veto(let body): try perform(body, in: &store)
        case .erase(let body): try perform(body, in: &store)
        case .warrant(let body): try perform(body, in: &store)
        case .logKey(let body): try perform(body, in: &store)
        case .clock: try store.record(event)
        case .scrub: try store.record(event(of: author.role))
        }
    }

    /// The statement as an event, to be completed by what it only points to.
    var event: EventState { EventState(of: statement, at: index) }
}

extension SignedNote {
    /// Checks that exactly these keys signed, in this order, and that each signature verifies.
    ///
    /// - Parameters:
    ///   - keys: The keys.
    ///   - isSigned: Whether the note holds by them, if somebody may have looked already.
    /// - Returns: The rule that is broken; `nil` if they signed.
    package func brokenRule(
        insistingOn keys: [VerifierKey],
        _ isSigned: (SignedNote, [VerifierKey]) -> Bool = { $0.holds(by: $1) }
    ) -> Rule? {
        guard signatures.count == keys.count else { return .signers }
        for (signature, key) in zip(signatures, keys)
        where signature.name != key.name || signature.keyID != key.id {
            return .signers
        }
        return isSigned(self, keys) ? nil : .signature
    }

    /// Whether a signature by one of these keys is there and every one by them holds.
    ///
    /// - Parameter keys: The keys.
    /// - Returns: Whether ``verified(by:)`` finds no fault.
    /// - Complexity: A verification for each signature: nearly all of the time of a replay.
    public func holds(by keys: [VerifierKey]) -> Bool {
        (try? verified(by: keys)) != nil
    }
}
