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
        case .office(let body) where body.generation > 1: "replaced the key of group \(body.office)"
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
        case .send(let body): "handed \(body.document) of \(body.owner) out of the vault"
        case .withdraw(let body): "made \(body.document) of \(body.owner) unreadable for everyone"
        case .erase(let body):
            "asked for everything about \(body.document?.text ?? body.owner.text) to be erased"
        case .warrant(let body):
            "signed off erasure \(body.request): \(body.holes.count) statements are deleted"
        default: memberDeed
        }
    }

    private var memberDeed: String {
        switch statement.body {
        case .retire(let body): "ended the membership of \(body.member)"
        case .rotate(let body) where body.member == statement.author: "goes on with new keys"
        case .rotate(let body): "took the keys of \(body.member) anew"
        case .invite(let body):
            "handed out a claim code for \(body.member), to be used until \(style.time(body.until))"
        case .claim: "took over with a key of their own"
        case .recoveryPlan(let body):
            "prepared a recovery by \(body.holders.count) holders, with \(body.days) days to wait"
        case .recover: "asked for a recovery"
        case .veto(let body): "stopped recovery \(body.recovery)"
        case .logKey: "put another key in the place of the log's"
        case .scrub(let body):
            "looked over \(body.blobs) stored \(body.blobs == 1 ? "file" : "files") and found "
                + (body.findings.isEmpty ? "nothing wrong" : "something wrong")
        default: "set the clock of the log back"
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
        var facts = StatementFacts(
            owner: body.owner,
            document: body.document,
            grantee: body.grantee,
            basis: body.basis
        )
        switch body {
        case .grant(let body):
            facts.purpose = body.purpose
            facts.until = body.until
        case .send(let body): facts.purpose = body.purpose
        default: break
        }
        return facts
    }
}
