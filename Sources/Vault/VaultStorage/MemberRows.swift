import VaultLedger

extension LedgerState: StoredRow {
    static let table = Table(
        .ledger,
        key: ["id"],
        rest: ["origin", "suite", "log_key", "fingerprint", "members", "time"]
    )

    /// The key of the only row.
    private static let id = 0

    init(_ row: inout ResultRow) throws(StorageError) {
        guard try row.next() == Self.id else { throw .damaged(.ledger) }
        self.init(
            origin: try row.next(),
            suite: try row.next(),
            logKey: try row.next(),
            fingerprint: try row.next(),
            members: try row.next(),
            time: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            Self.id.stored, origin.stored, suite.stored, logKey.stored, fingerprint.stored,
            members.stored, time.stored,
        ]
    }
}

extension MemberState: StoredRow {
    static let table = Table(
        .member,
        key: ["id"],
        rest: [
            "role", "office", "card", "recipient", "verifier", "witness", "custody",
            "custody_generation", "enrolled", "keyed", "last_number", "due", "retired",
        ]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            id: try row.next(),
            role: try row.next(),
            office: try row.next(),
            card: try row.next(),
            recipient: try row.next(),
            verifier: try row.next(),
            witness: try row.next(),
            custody: try row.next(),
            custodyGeneration: try row.next(),
            enrolled: try row.next(),
            keyed: try row.next(),
            lastNumber: try row.next(),
            due: try row.next(),
            retired: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            id.stored, role.stored, office.stored, card.stored, recipient.stored, verifier.stored,
            witness.stored, custody.stored, custodyGeneration.stored, enrolled.stored,
            keyed.stored, lastNumber.stored, due.stored, retired.stored,
        ]
    }
}

extension OfficeState: StoredRow {
    static let table = Table(
        .office,
        key: ["id", "generation"],
        rest: ["kind", "recipient", "previous", "card", "defined", "due"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        let id: OfficeID = try row.next()
        let generation: Int = try row.next()
        self.init(
            id: id,
            kind: try row.next(),
            generation: generation,
            recipient: try row.next(),
            previous: try row.next(),
            card: try row.next(),
            defined: try row.next(),
            due: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            id.stored, generation.stored, kind.stored, recipient.stored, previous.stored,
            card.stored, defined.stored, due.stored,
        ]
    }
}

extension GroupKeyState: StoredRow {
    static let table = Table(
        .groupKey,
        key: ["office", "generation", "holder"],
        rest: ["envelope", "idx"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            office: try row.next(),
            generation: try row.next(),
            holder: try row.next(),
            envelope: try row.next(),
            index: try row.next()
        )
    }

    var values: [SQLValue] {
        [office.stored, generation.stored, holder.stored, envelope.stored, index.stored]
    }
}
