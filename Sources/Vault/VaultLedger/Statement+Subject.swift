/// What several types of statements have in common.
extension Statement.Body {
    /// The owner whose document the statement is about, or who is to be erased; `nil` if it names
    /// none.
    public var owner: MemberID? {
        switch self {
        case .deposit(let body): body.owner
        case .grant(let body): body.owner
        case .revoke(let body): body.owner
        case .rekey(let body): body.owner
        case .describe(let body): body.owner
        case .open(let body): body.owner
        case .send(let body): body.owner
        case .withdraw(let body): body.owner
        case .deletionRequest(let body): body.owner
        case .deletionAnswer(let body): body.owner
        case .erase(let body): body.owner
        case .enrol(let body) where body.role == .owner: body.member
        default: nil
        }
    }

    /// The document that the statement is about; `nil` if it is about none.
    public var document: DocumentID? {
        switch self {
        case .deposit(let body): body.document
        case .grant(let body): body.document
        case .revoke(let body): body.document
        case .rekey(let body): body.document
        case .describe(let body): body.document
        case .open(let body): body.document
        case .send(let body): body.document
        case .withdraw(let body): body.document
        case .deletionRequest(let body): body.document
        case .deletionAnswer(let body): body.document
        case .erase(let body): body.document
        default: nil
        }
    }

    /// On what ground the author acts on a document; `nil` if the type has none.
    public var basis: Basis? {
        switch self {
        case .grant(let body): body.basis
        case .revoke(let body): body.basis
        case .rekey(let body): body.basis
        case .describe(let body): body.basis
        case .open(let body): body.basis
        case .send(let body): body.basis
        case .withdraw(let body): body.basis
        case .deletionRequest(let body): body.basis
        case .deletionAnswer(let body): body.basis
        default: nil
        }
    }

    /// The member to whom the statement grants; `nil` if it is no grant.
    public var grantee: MemberID? {
        guard case .grant(let grant) = self else { return nil }
        return grant.grantee
    }
}
