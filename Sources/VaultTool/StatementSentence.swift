import VaultLedger

/// What a statement says in words, without the names that only a vault knows.
struct StatementSentence {
    /// The statement.
    let statement: Statement

    /// How to write values.
    let style: Style

    /// The sentence, without a full stop.
    var text: Message {
        guard statement.facts.isOnBehalf, let owner = statement.facts.owner else { return deed }
        return "\(deed), on behalf of \(owner)"
    }

    private var author: MemberID { statement.author }

    private var deed: Message {
        switch statement.body {
        case .genesis: "\(author) made the vault \(style.shown(statement.origin))"
        case .office(let body) where body.generation > 1:
            "\(author) replaced the key of group \(body.office)"
        case .office(let body): "\(author) made the group \(body.office), which holds a common key"
        case .enrol(let body): "\(author) enrolled \(body.member) as \(Style.role(body.role))"
        case .deposit(let body): "\(author) stored \(body.document) for \(body.owner)"
        case .grant(let body):
            """
            \(author) let \(body.grantee) open \(body.document) of \(body.owner) \
            for \(style.purpose(body.purpose)) until \(style.time(body.until))
            """
        case .revoke(let body):
            "\(author) ended grant \(body.grant) of \(body.document) of \(body.owner)"
        case .rekey(let body):
            """
            \(author) encrypted \(body.document) of \(body.owner) anew, for \
            \(body.holders.map(\.holder.text).joined(separator: ", "))
            """
        case .describe(let body):
            "\(author) mended the description of \(body.document) of \(body.owner)"
        case .open(let body): "\(author) opened \(body.document) of \(body.owner) through the vault"
        case .send(let body):
            """
            \(author) handed \(body.document) of \(body.owner) out to somebody outside, fingerprint \
            \(body.recipient), for \(style.purpose(body.purpose))
            """
        case .withdraw(let body):
            "\(author) made \(body.document) of \(body.owner) unreadable for everyone"
        case .deletionRequest(let body):
            """
            \(author) asked for all copies of \(body.document) of \(body.owner) to be deleted that \
            statement \(body.release) led to, by \(style.time(body.due))
            """
        case .deletionAnswer(let body) where body.outcome == .deleted:
            "\(author) answered request \(body.request): all copies of \(body.document) are deleted"
        case .deletionAnswer(let body):
            "\(author) answered request \(body.request): a copy of \(body.document) is kept"
        case .erase(let body):
            "\(author) asked for everything about \(body.document?.text ?? body.owner.text) to be erased"
        case .warrant(let body):
            "\(author) signed off erasure \(body.request): \(body.holes.count) statements are deleted"
        default: memberDeed
        }
    }

    private var memberDeed: Message {
        switch statement.body {
        case .retire(let body): "\(author) ended the membership of \(body.member)"
        case .rotate(let body) where body.recovery != nil:
            "\(author) goes on with new keys, by two shares of a recovery"
        case .rotate(let body) where body.member == statement.author:
            "\(author) goes on with new keys"
        case .rotate(let body): "\(author) took the keys of \(body.member) anew"
        case .invite(let body):
            "\(author) handed out a claim code for \(body.member), to be used until \(style.time(body.until))"
        case .claim: "\(author) took over with a key of their own"
        case .recoveryPlan(let body):
            "\(author) prepared a recovery by \(body.holders.count) holders, with \(body.days) days to wait"
        case .recover: "\(author) asked for a recovery"
        case .veto(let body): "\(author) stopped recovery \(body.recovery)"
        case .logKey: "\(author) put another key in the place of the log's"
        case .scrub(let body): scrubDeed(body)
        default: "\(author) set the clock of the log back"
        }
    }
}

extension StatementSentence {
    private func scrubDeed(_ body: Scrub) -> Message {
        switch (body.blobs, body.findings.isEmpty) {
        case (1, true): "\(author) looked over 1 stored file and found nothing wrong"
        case (1, false): "\(author) looked over 1 stored file and found something wrong"
        case (let count, true):
            "\(author) looked over \(count) stored files and found nothing wrong"
        case (let count, false):
            "\(author) looked over \(count) stored files and found something wrong"
        }
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
