extension Statement {
    /// The text that is signed: ASCII lines, each ending in U+000A.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The bytes of ``text``.
    var utf8: [UInt8] {
        var writer = StatementWriter(origin: origin)
        writer.line("type", kind)
        writer.line("author", author)
        writer.line("number", number)
        writer.line("time", time)
        writer.line("seen", seen.size, seen.root)
        writer.line("salt", salt)
        body.write(to: &writer)
        return writer.text
    }

    /// Reads the text of a statement.
    ///
    /// - Parameter text: The signed text, up to and with its last newline.
    /// - Throws: ``LedgerError/malformedStatement`` if a line is missing, unknown, out of order or
    ///   misspelled, or if the statement does not serialise to the same bytes.
    public init(text: [UInt8]) throws(LedgerError) {
        var reader = try StatementReader(text)
        let kind: Kind = try reader.one("type")
        try self.init(
            origin: reader.origin,
            author: reader.one("author"),
            number: reader.one("number"),
            time: reader.one("time"),
            seen: reader.seen(),
            salt: reader.one("salt"),
            body: Body(kind, from: &reader)
        )
        try reader.finish()
        guard utf8 == text else { throw .malformedStatement }
    }
}

extension Statement.Body {
    func write(to writer: inout StatementWriter) {
        switch self {
        case .genesis(let body): body.write(to: &writer)
        case .office(let body): body.write(to: &writer)
        case .enrol(let body): body.write(to: &writer)
        case .deposit(let body): body.write(to: &writer)
        case .grant(let body): body.write(to: &writer)
        case .revoke(let body): body.write(to: &writer)
        case .rekey(let body): body.write(to: &writer)
        case .describe(let body): body.write(to: &writer)
        case .open(let body): body.write(to: &writer)
        case .send(let body): body.write(to: &writer)
        case .withdraw(let body): body.write(to: &writer)
        case .deletionRequest(let body): body.write(to: &writer)
        case .deletionAnswer(let body): body.write(to: &writer)
        case .retire(let body): body.write(to: &writer)
        case .rotate(let body): body.write(to: &writer)
        case .invite(let body): body.write(to: &writer)
        case .claim(let body): body.write(to: &writer)
        case .recoveryPlan(let body): body.write(to: &writer)
        case .recover(let body): body.write(to: &writer)
        case .veto(let body): body.write(to: &writer)
        case .erase(let body): body.write(to: &writer)
        case .warrant(let body): body.write(to: &writer)
        case .clock: break
        case .logKey(let body): body.write(to: &writer)
        case .scrub(let body): body.write(to: &writer)
        }
    }

    init(
        _ kind: Statement.Kind,
        from reader: inout StatementReader
    ) throws(LedgerError) {
        switch kind {
        case .genesis: self = .genesis(try Genesis(from: &reader))
        case .office: self = .office(try OfficeDefinition(from: &reader))
        case .enrol: self = .enrol(try Enrolment(from: &reader))
        case .deposit: self = .deposit(try Deposit(from: &reader))
        case .grant: self = .grant(try Grant(from: &reader))
        case .revoke: self = .revoke(try Revocation(from: &reader))
        case .rekey: self = .rekey(try Rekeying(from: &reader))
        case .describe: self = .describe(try Redescription(from: &reader))
        case .open: self = .open(try Opening(from: &reader))
        case .send: self = .send(try Sending(from: &reader))
        case .withdraw: self = .withdraw(try Withdrawal(from: &reader))
        case .deletionRequest: self = .deletionRequest(try DeletionRequest(from: &reader))
        case .deletionAnswer: self = .deletionAnswer(try DeletionAnswer(from: &reader))
        case .retire: self = .retire(try Retirement(from: &reader))
        case .rotate: self = .rotate(try Rotation(from: &reader))
        case .invite: self = .invite(try Invitation(from: &reader))
        case .claim: self = .claim(try Claim(from: &reader))
        case .recoveryPlan: self = .recoveryPlan(try RecoveryPlan(from: &reader))
        case .recover: self = .recover(try RecoveryRequest(from: &reader))
        case .veto: self = .veto(try Veto(from: &reader))
        case .erase: self = .erase(try ErasureRequest(from: &reader))
        case .warrant: self = .warrant(try ErasureWarrant(from: &reader))
        case .clock: self = .clock
        case .logKey: self = .logKey(try LogKeyChange(from: &reader))
        case .scrub: self = .scrub(try Scrub(from: &reader))
        }
    }
}

extension Genesis {
    func write(to writer: inout StatementWriter) {
        writer.line("suite", suite)
        writer.line("log-key", logKey)
        writer.line("card", card)
        writer.line("recipient", recipient)
        writer.line("verifier", verifier)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            suite: reader.one("suite"),
            logKey: reader.one("log-key"),
            card: reader.one("card"),
            recipient: reader.one("recipient"),
            verifier: reader.one("verifier")
        )
    }
}

extension OfficeDefinition {
    func write(to writer: inout StatementWriter) {
        writer.line("office", office)
        writer.line("kind", kind)
        writer.line("generation", generation)
        writer.line("recipient", recipient)
        if let previous { writer.line("previous", previous) }
        if let card { writer.line("card", card) }
        writer.lines(holders)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            office: reader.one("office"),
            kind: reader.one("kind"),
            generation: reader.one("generation"),
            recipient: reader.one("recipient"),
            previous: reader.optional("previous"),
            card: reader.optional("card"),
            holders: reader.holders()
        )
    }
}

extension Enrolment {
    func write(to writer: inout StatementWriter) {
        writer.line("member", member)
        writer.line("role", role)
        if let office { writer.line("office", office) }
        writer.line("card", card)
        writer.line("recipient", recipient)
        if let verifier { writer.line("verifier", verifier) }
        if let witness { writer.line("witness", witness) }
        if let custody { writer.line("custody", custody) }
        writer.lines(keys)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            member: reader.one("member"),
            role: reader.one("role"),
            office: reader.optional("office"),
            card: reader.one("card"),
            recipient: reader.one("recipient"),
            verifier: reader.optional("verifier"),
            witness: reader.optional("witness"),
            custody: reader.optional("custody"),
            keys: reader.groupKeys()
        )
    }
}

extension Deposit {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.lines(content)
        writer.lines([key])
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            content: reader.content(),
            key: reader.holder()
        )
    }
}

extension Grant {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.line("purpose", purpose)
        writer.line("until", until)
        writer.line(basis)
        writer.lines([key])
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            purpose: reader.one("purpose"),
            until: reader.one("until"),
            basis: reader.basis(),
            key: reader.holder()
        )
    }
}

extension Revocation {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("grant", grant)
        writer.line(basis)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            grant: reader.one("grant"),
            basis: reader.basis()
        )
    }
}

extension Rekeying {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.line("cause", cause)
        writer.line(basis)
        writer.lines(content)
        writer.lines(holders)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            cause: reader.one("cause"),
            basis: reader.basis(),
            content: reader.content(),
            holders: reader.holders()
        )
    }
}

extension Redescription {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.line(basis)
        writer.lines(holders)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            basis: reader.basis(),
            holders: reader.holders()
        )
    }
}

extension Opening {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.line(basis)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            basis: reader.basis()
        )
    }
}
