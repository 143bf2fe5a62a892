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
        guard let keys = signers(of: statement, author.verifier) else { return .unknown }
        guard !keys.contains(nil) else { return .breaks(.author) }
        let known = keys.compactMap { $0 }
        guard (try? signed.note.verified(by: known))?.count == known.count else {
            return .breaks(.signature)
        }
        return remember(statement, by: author.role, at: index)
    }

    /// The keys that have to have signed; `nil` if one of them is named where nobody has looked.
    private func signers(
        of statement: Statement,
        _ verifier: VerifierKey?
    ) -> [VerifierKey?]? {
        switch statement.body {
        case .claim(let body):
            switch body.warrantor {
            case .counselor(let id):
                guard let counselor = members[id] else { return nil }
                return [body.keys.verifier, counselor.verifier]
            case .invitation(let place):
                return handedOut[place].map { [body.keys.verifier, $0] }
            }
        case .recover(let body):
            return handedOut[body.plan].map { [body.verifier, $0] }
        case .rotate(let body):
            guard let recovery = body.recovery else { return [verifier] }
            return handedOut[recovery].map { [$0] }
        default:
            return [verifier]
        }
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
