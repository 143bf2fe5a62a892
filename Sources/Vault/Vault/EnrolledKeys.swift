import VaultLedger

/// Who may sign, as far as the statements of an incomplete log tell.
///
/// A replay needs every statement. Without them there is still this: that each author's key was
/// handed to them by somebody whose own key was, up to the genesis statement.
struct EnrolledKeys {
    /// What can be said of a statement.
    enum Judgement: Hashable {
        /// The keys that its type asks for were enrolled, and signed.
        case holds

        /// It breaks a rule that can be judged without the rest of the log.
        case breaks(Rule)

        /// A statement is not there on which its signatures rest.
        case unknown
    }

    /// A member, as far as it is known.
    private struct Known {
        let role: Role
        var verifier: VerifierKey?
        var isRetired = false
    }

    /// A key that a statement of its author names.
    private struct AuthorKey: Hashable {
        let author: MemberID
        let verifier: VerifierKey?
    }

    private var members: [MemberID: Known] = [:]
    private var invitations: [Int: VerifierKey] = [:]
    private var plans: [Int: AuthorKey] = [:]
    private var recoveries: [Int: AuthorKey] = [:]

    /// The key of the log, as the last statement about it says.
    private(set) var logKey: VerifierKey?

    /// Judges the next statement that is there, and remembers whose keys it names.
    ///
    /// - Parameters:
    ///   - signed: The statement.
    ///   - index: Its place in the log.
    /// - Returns: What can be said of it.
    mutating func judge(_ signed: SignedStatement, at index: Int) -> Judgement {
        let statement = signed.statement
        if case .genesis(let genesis) = statement.body {
            guard index == 0 else { return .breaks(.genesis) }
            guard genesis.verifier.name.utf8.elementsEqual(statement.keyName.utf8) else {
                return .breaks(.keyName)
            }
            members[statement.author] = Known(role: .admin, verifier: genesis.verifier)
            logKey = genesis.logKey
        }
        guard let author = members[statement.author] else { return .unknown }
        guard !author.isRetired else { return .breaks(.author) }
        if case .enrol(let body) = statement.body, body.role == .auditor {
            let judgement = judgeAuditor(signed, by: author)
            guard judgement == .holds else { return judgement }
        } else {
            guard let keys = signers(of: statement, author) else { return .unknown }
            let known = keys.compactMap { $0 }
            guard known.count == keys.count else { return .breaks(.author) }
            if let rule = signed.note.brokenRule(insistingOn: known) { return .breaks(rule) }
        }
        return remember(statement, at: index, author)
    }

    /// Judges who signed the enrolment of an auditor: where there is one, an auditor signs along.
    private func judgeAuditor(_ signed: SignedStatement, by author: Known) -> Judgement {
        guard let verifier = author.verifier else { return .breaks(.author) }
        var keys = [verifier]
        let signatures = signed.note.signatures
        let hasAuditor = members.values.contains { $0.role == .auditor && !$0.isRetired }
        if hasAuditor || signatures.count > 1 {
            guard signatures.count == 2 else { return .breaks(.signers) }
            let name = signatures[1].name.description
            let prefix = "\(signed.statement.origin)/"
            guard name.hasPrefix(prefix), let id = MemberID(name.dropFirst(prefix.count)) else {
                return .breaks(.signers)
            }
            guard let member = members[id] else { return .unknown }
            guard member.role == .auditor, !member.isRetired, let key = member.verifier else {
                return .breaks(.signers)
            }
            keys.append(key)
        }
        return signed.note.brokenRule(insistingOn: keys).map(Judgement.breaks) ?? .holds
    }

    /// The keys that have to sign; `nil` if they are named by a statement that is not there, `nil`
    /// among them if the author has none.
    private func signers(of statement: Statement, _ author: Known) -> [VerifierKey?]? {
        switch statement.body {
        case .rotate(let body):
            if let recovery = body.recovery {
                let asked = AuthorKey(author: statement.author, verifier: body.keys.verifier)
                return recoveries[recovery] == asked ? [body.keys.verifier] : nil
            }
            return [author.verifier] + (body.keys.verifier.map { [$0] } ?? [])
        case .claim(let body):
            let warrantor: VerifierKey? =
                switch body.warrantor {
                case .counselor(let id):
                    members[id].flatMap { $0.role == .counselor ? $0.verifier : nil }
                case .invitation(let place): invitations[place]
                }
            return warrantor.map { [body.keys.verifier, $0] }
        case .recover(let body):
            guard let plan = plans[body.plan], plan.author == statement.author else { return nil }
            return [body.verifier, plan.verifier]
        case .logKey(let body): return [author.verifier, body.logKey]
        default: return [author.verifier]
        }
    }

    private mutating func remember(
        _ statement: Statement,
        at index: Int,
        _ author: Known
    ) -> Judgement {
        switch statement.body {
        case .enrol(let body):
            guard author.role == .admin || (author.role == .counselor && body.role == .owner)
            else { return .breaks(.role) }
            guard members[body.member] == nil else { return .breaks(.duplicate) }
            members[body.member] = Known(role: body.role, verifier: body.verifier)
        case .rotate(let body):
            guard let member = members[body.member] else { return .unknown }
            let isOwn = body.member == statement.author
            let mayAct = author.role == .admin || author.role == .counselor
            guard isOwn || (member.verifier == nil && mayAct) else { return .breaks(.role) }
            members[body.member]?.verifier = body.keys.verifier
        case .claim(let body): members[statement.author]?.verifier = body.keys.verifier
        case .invite(let body):
            guard author.role == .counselor else { return .breaks(.role) }
            invitations[index] = body.verifier
        case .recoveryPlan(let body):
            plans[index] = AuthorKey(author: statement.author, verifier: body.verifier)
        case .recover(let body):
            recoveries[index] = AuthorKey(author: statement.author, verifier: body.verifier)
        case .retire(let body):
            guard author.role == .admin else { return .breaks(.role) }
            members[body.member]?.isRetired = true
        case .logKey(let body):
            guard author.role == .admin else { return .breaks(.role) }
            logKey = body.logKey
        default: break
        }
        return .holds
    }
}
