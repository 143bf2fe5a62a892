import VaultLedger

/// Who may sign, as far as the enrolments of an incomplete log tell.
///
/// A replay needs every statement. Without them there is still this: that each author's key was
/// handed to them by somebody whose own key was, up to the genesis statement.
struct EnrolledKeys {
    /// What can be said of a statement.
    enum Judgement: Hashable {
        /// The author's key was enrolled, and signed.
        case holds

        /// It breaks a rule that can be judged without the rest of the log.
        case breaks(Rule)

        /// The enrolment of its author is not there.
        case unknown
    }

    /// The key of the log, as genesis or the last change of it says; `nil` before either.
    var logKey: VerifierKey?

    private var members: [MemberID: (role: Role, verifier: VerifierKey?)] = [:]

    /// The keys of claim codes and recoveries, by the place of the statement that names them.
    private var handedOut: [Int: VerifierKey] = [:]

    /// Judges the next statement that is there, and remembers what keys it names.
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
            members[statement.author] = (.admin, genesis.verifier)
        }
        guard let author = members[statement.author] else { return .unknown }
        let keys: [VerifierKey?]
        switch signers(of: signed, author.verifier) {
        case .known(let known): keys = known
        case .wrong: return .breaks(.signers)
        case .unknown: return .unknown
        }
        guard !keys.contains(nil) else { return .breaks(.author) }
        if let rule = signed.note.brokenRule(insistingOn: keys.compactMap { $0 }) {
            return .breaks(rule)
        }
        return remember(signed.statement, by: author.role, at: index)
    }

    /// Those who have to have signed.
    private enum Signers {
        /// Their keys, `nil` for one who has none.
        case known([VerifierKey?])

        /// Somebody signed along who may not, or did not who has to.
        case wrong

        /// One of them is named where nobody has looked.
        case unknown

        init(_ first: VerifierKey?, along second: VerifierKey?) {
            self = second.map { .known([first, $0]) } ?? .unknown
        }
    }

    private func signers(of signed: SignedStatement, _ verifier: VerifierKey?) -> Signers {
        switch signed.statement.body {
        case .enrol(let body) where body.role == .auditor:
            return signers(ofAuditor: signed, verifier)
        case .claim(let body):
            switch body.warrantor {
            case .counselor(let id):
                guard let counselor = members[id] else { return .unknown }
                return .known([body.keys.verifier, counselor.verifier])
            case .invitation(let place):
                return Signers(body.keys.verifier, along: handedOut[place])
            }
        case .recover(let body):
            return Signers(body.verifier, along: handedOut[body.plan])
        case .rotate(let body):
            if let recovery = body.recovery {
                return handedOut[recovery].map { .known([$0]) } ?? .unknown
            }
            return .known(body.keys.verifier.map { [verifier, $0] } ?? [verifier])
        case .logKey(let body):
            return .known([verifier, body.logKey])
        default:
            return .known([verifier])
        }
    }

    /// Those who have to have signed the enrolment of an auditor.
    private func signers(
        ofAuditor signed: SignedStatement,
        _ verifier: VerifierKey?
    ) -> Signers {
        let signatures = signed.note.signatures
        let hasAuditor = members.values.contains { $0.role == .auditor && $0.verifier != nil }
        guard hasAuditor || signatures.count > 1 else { return .known([verifier]) }
        guard signatures.count == 2 else { return .wrong }
        let name = signatures[1].name.description
        let prefix = "\(signed.statement.origin)/"
        guard name.hasPrefix(prefix), let id = MemberID(name.dropFirst(prefix.count)) else {
            return .wrong
        }
        guard let member = members[id] else { return .unknown }
        guard member.role == .auditor, let key = member.verifier else { return .wrong }
        return .known([verifier, key])
    }

    private mutating func remember(
        _ statement: Statement,
        by role: Role,
        at index: Int
    ) -> Judgement {
        switch statement.body {
        case .enrol(let body):
            guard role == .admin || (role == .counselor && body.role == .owner) else {
                return .breaks(.role)
            }
            guard members[body.member] == nil else { return .breaks(.duplicate) }
            members[body.member] = (body.role, body.verifier)
        case .claim(let body): members[statement.author]?.verifier = body.keys.verifier
        case .rotate(let body):
            let isOwn = body.member == statement.author
            guard isOwn || role == .admin || role == .counselor else { return .breaks(.role) }
            members[body.member]?.verifier = body.keys.verifier
        case .invite(let body): handedOut[index] = body.verifier
        case .recoveryPlan(let body): handedOut[index] = body.verifier
        case .recover(let body): handedOut[index] = body.verifier
        case .logKey(let body):
            guard role == .admin else { return .breaks(.role) }
            logKey = body.logKey
        case .retire(let body):
            guard role == .admin else { return .breaks(.role) }
            members[body.member]?.verifier = nil
        default: break
        }
        return .holds
    }
}
