/// What somebody wants to be shown by a receipt.
///
/// A proof that some statement is logged answers nothing by itself: the statement has to be the one
/// that the question is about. What is `nil` is not asked; a question without any part asks only
/// whether the statement is logged.
public struct ReceiptQuestion: Hashable, Sendable {
    /// What can be asked of a statement.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// ``ReceiptQuestion/document``.
        case document

        /// ``ReceiptQuestion/grantee``.
        case grantee

        /// ``ReceiptQuestion/kind``.
        case kind
    }

    /// The document that the statement has to be about.
    public var document: DocumentID?

    /// The member to whom the statement has to grant; only a grant answers this.
    public var grantee: MemberID?

    /// The type that the statement has to have.
    public var kind: Statement.Kind?

    /// Creates a question.
    ///
    /// - Parameters:
    ///   - document: The document that the statement has to be about.
    ///   - grantee: The member to whom the statement has to grant.
    ///   - kind: The type that the statement has to have.
    public init(
        document: DocumentID? = nil,
        grantee: MemberID? = nil,
        kind: Statement.Kind? = nil
    ) {
        self.document = document
        self.grantee = grantee
        self.kind = kind
    }

    /// Whether a statement says what is asked.
    ///
    /// - Parameter statement: The statement.
    /// - Returns: `true` if it has every part that is asked for.
    public func isAnswered(by statement: Statement) -> Bool {
        partsNotAnswered(by: statement).isEmpty
    }

    /// What is asked and a statement does not say.
    ///
    /// - Parameter statement: The statement.
    /// - Returns: The parts in the order of ``Part``; none if it has all that are asked for.
    public func partsNotAnswered(by statement: Statement) -> [Part] {
        Part.allCases.filter { part in
            switch part {
            case .document: document != nil && document != statement.body.document
            case .grantee: grantee != nil && grantee != statement.body.grantee
            case .kind: kind != nil && kind != statement.kind
            }
        }
    }
}
