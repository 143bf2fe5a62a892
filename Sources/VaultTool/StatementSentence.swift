import VaultLedger

/// What a statement says in words, without the names that only a vault knows.
struct StatementSentence {
    /// The statement.
    let statement: Statement

    /// How to write values.
    let style: Style

    /// The sentence, without a full stop.
    var text: String { "\(statement.author) \(deed)\(behalf)" }

    private var deed: String {
        switch statement.body {
        case .genesis: "made the vault \(style.shown(statement.origin))"
        case .office(let body): "made the group \(body.office), which holds a common key"
        case .enrol(let body): "enrolled \(body.member) as \(body.role.rawValue)"
        case .deposit(let body): "stored \(body.document) for \(body.owner)"
        case .grant(let body):
            "let \(body.grantee) open \(body.document) of \(body.owner) "
                + "for \(style.purpose(body.purpose)) until \(style.time(body.until))"
        case .revoke(let body): "ended grant \(body.grant) of \(body.document) of \(body.owner)"
        case .rekey(let body):
            "encrypted \(body.document) of \(body.owner) anew, for "
                + body.holders.map(\.holder.text).joined(separator: ", ")
        case .describe(let body): "mended the description of \(body.document) of \(body.owner)"
        case .open(let body): "opened \(body.document) of \(body.owner) through the vault"
        }
    }

    private var behalf: String {
        guard statement.facts.isOnBehalf, let owner = statement.facts.owner else { return "" }
        return ", on behalf of \(owner)"
    }
}

/// The parts of a statement that several types have.
struct StatementFacts {
    /// The owner it is about.
    var owner: MemberID?

    /// The document it is about.
    var document: DocumentID?

    /// Who is granted the document.
    var grantee: MemberID?

    /// What for.
    var purpose: Purpose?

    /// Until when.
    var until: LedgerTime?

    /// On what ground the author acts.
    var basis: Basis?

    /// Whether the author acts for an owner in the custody of an office.
    var isOnBehalf: Bool {
        if case .custody = basis { true } else { false }
    }
}

extension Statement {
    /// The parts that several types have.
    var facts: StatementFacts {
        switch body {
        case .genesis, .office: StatementFacts()
        case .enrol(let body): StatementFacts(owner: body.role == .owner ? body.member : nil)
        case .deposit(let body): StatementFacts(owner: body.owner, document: body.document)
        case .grant(let body):
            StatementFacts(
                owner: body.owner,
                document: body.document,
                grantee: body.grantee,
                purpose: body.purpose,
                until: body.until,
                basis: body.basis
            )
        case .revoke(let body):
            StatementFacts(owner: body.owner, document: body.document, basis: body.basis)
        case .rekey(let body):
            StatementFacts(owner: body.owner, document: body.document, basis: body.basis)
        case .describe(let body):
            StatementFacts(owner: body.owner, document: body.document, basis: body.basis)
        case .open(let body):
            StatementFacts(owner: body.owner, document: body.document, basis: body.basis)
        }
    }
}
