extension ErasureRequest {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        if let document { writer.line("document", document) }
        writer.line("ground", ground)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.optional("document"),
            ground: reader.one("ground")
        )
    }
}

extension ErasureWarrant {
    func write(to writer: inout StatementWriter) {
        writer.line("request", request)
        writer.lines(holes)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(request: reader.one("request"), holes: reader.holes())
    }
}

extension LogKeyChange {
    func write(to writer: inout StatementWriter) {
        writer.line("log-key", logKey)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(logKey: reader.one("log-key"))
    }
}

extension Sending {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("generation", generation)
        writer.line("purpose", purpose)
        writer.line(basis)
        writer.line("recipient", recipient)
        writer.line("ciphertext", ciphertext)
        writer.line("length", length)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            generation: reader.one("generation"),
            purpose: reader.one("purpose"),
            basis: reader.basis(),
            recipient: reader.one("recipient"),
            ciphertext: reader.one("ciphertext"),
            length: reader.length()
        )
    }
}

extension Withdrawal {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line(basis)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            basis: reader.basis()
        )
    }
}

extension DeletionRequest {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("release", release)
        writer.line("due", due)
        writer.line(basis)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            release: reader.one("release"),
            due: reader.one("due"),
            basis: reader.basis()
        )
    }
}

extension DeletionAnswer {
    func write(to writer: inout StatementWriter) {
        writer.line("owner", owner)
        writer.line("document", document)
        writer.line("request", request)
        writer.line("outcome", outcome)
        writer.line(basis)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            owner: reader.one("owner"),
            document: reader.one("document"),
            request: reader.one("request"),
            outcome: reader.one("outcome"),
            basis: reader.basis()
        )
    }
}

extension Scrub {
    func write(to writer: inout StatementWriter) {
        writer.line("blobs", blobs)
        writer.line("bytes", bytes)
        if let decrypted { writer.line("decrypted", decrypted) }
        writer.lines(findings)
    }

    init(from reader: inout StatementReader) throws(LedgerError) {
        try self.init(
            blobs: reader.one("blobs"),
            bytes: reader.one("bytes"),
            decrypted: reader.optional("decrypted"),
            findings: reader.findings()
        )
    }
}
