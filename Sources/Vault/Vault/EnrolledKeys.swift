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

    private var members: [MemberID: (role: Role, verifier: VerifierKey?)] = [:]

    /// Judges the next statement that is there, and remembers whom it enrols.
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
        guard let verifier = author.verifier else { return .breaks(.author) }
        guard (try? signed.note.verified(by: [verifier])) != nil else {
            return .breaks(.signature)
        }
        guard case .enrol(let body) = statement.body else { return .holds }
        guard author.role == .admin || (author.role == .counselor && body.role == .owner) else {
            return .breaks(.role)
        }
        guard members[body.member] == nil else { return .breaks(.duplicate) }
        members[body.member] = (body.role, body.verifier)
        return .holds
    }
}
