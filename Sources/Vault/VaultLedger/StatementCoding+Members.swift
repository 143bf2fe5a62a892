extension Rotation {
    func write(to writer: inout StatementWriter) {
        writer.line("member", member)
        if let office { writer.line("office", office) }
        if let recovery { writer.line("recovery", recovery) }
        writer.lines(keys)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            member: reader.one("member"),
            office: reader.optional("office"),
            recovery: reader.optional("recovery"),
            keys: reader.newKeys()
        )
    }
}

extension Claim {
    func write(to writer: inout StatementWriter) {
        switch warrantor {
        case .counselor(let member): writer.line("counselor", member)
        case .invitation(let index): writer.line("invitation", index)
        }
        writer.lines(keys)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        let warrantor: ClaimWarrantor
        if let counselor: MemberID = try reader.optional("counselor") {
            warrantor = .counselor(counselor)
        } else {
            warrantor = .invitation(try reader.one("invitation"))
        }
        try self.init(warrantor: warrantor, keys: reader.newKeys())
    }
}

extension Invitation {
    func write(to writer: inout StatementWriter) {
        writer.line("member", member)
        writer.line("until", until)
        writer.line("recipient", recipient)
        writer.line("verifier", verifier)
        writer.line("custody", custody)
        writer.lines([group])
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            member: reader.one("member"),
            until: reader.one("until"),
            recipient: reader.one("recipient"),
            verifier: reader.one("verifier"),
            custody: reader.one("custody"),
            group: reader.groupKey()
        )
    }
}

extension Retirement {
    func write(to writer: inout StatementWriter) {
        writer.line("member", member)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(member: reader.one("member"))
    }
}

extension RecoveryPlan {
    func write(to writer: inout StatementWriter) {
        writer.line("recipient", recipient)
        writer.line("verifier", verifier)
        writer.line("days", days)
        writer.line("escrow", escrow)
        for holder in holders { writer.line("holder", holder) }
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            recipient: reader.one("recipient"),
            verifier: reader.one("verifier"),
            days: reader.one("days"),
            escrow: reader.one("escrow"),
            holders: reader.digests("holder")
        )
    }
}

extension RecoveryRequest {
    func write(to writer: inout StatementWriter) {
        writer.line("plan", plan)
        writer.line("recipient", recipient)
        writer.line("verifier", verifier)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            plan: reader.one("plan"),
            recipient: reader.one("recipient"),
            verifier: reader.one("verifier")
        )
    }
}

extension Veto {
    func write(to writer: inout StatementWriter) {
        writer.line("recovery", recovery)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(recovery: reader.one("recovery"))
    }
}
