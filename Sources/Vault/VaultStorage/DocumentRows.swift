import VaultLedger

extension DocumentState: StoredRow {
    static let table = Table(
        .document,
        key: ["id"],
        rest: [
            "owner", "generation", "ciphertext", "length", "content", "deposited", "depositor",
            "deposited_at", "sealed", "due", "last_event", "last_author", "last_by_another",
            "withdrawn",
        ]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            id: try row.next(),
            owner: try row.next(),
            generation: try row.next(),
            content: SealedContent(
                ciphertext: try row.next(),
                length: try row.next(),
                content: try row.next()
            ),
            deposited: try row.next(),
            depositor: try row.next(),
            depositedAt: try row.next(),
            sealed: try row.next(),
            due: try row.next(),
            lastEvent: try row.next(),
            lastAuthor: try row.next(),
            lastByAnother: try row.next(),
            withdrawn: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            id.stored, owner.stored, generation.stored, content.ciphertext.stored,
            content.length.stored, content.content.stored, deposited.stored, depositor.stored,
            depositedAt.stored, sealed.stored, due.stored, lastEvent.stored, lastAuthor.stored,
            lastByAnother.stored, withdrawn.stored,
        ]
    }
}

extension EnvelopeState: StoredRow {
    static let table = Table(
        .documentKey,
        key: ["document", "holder"],
        rest: ["recipient", "envelope", "generation", "idx"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        let document: DocumentID = try row.next()
        let key = SealedKey(
            holder: try row.next(),
            recipient: try row.next(),
            envelope: try row.next()
        )
        self.init(document: document, generation: try row.next(), key: key, index: try row.next())
    }

    var values: [SQLValue] {
        [
            document.stored, key.holder.stored, key.recipient.stored, key.envelope.stored,
            generation.stored, index.stored,
        ]
    }
}

extension GrantState: StoredRow {
    static let table = Table(
        .grant,
        key: ["idx"],
        rest: ["document", "owner", "grantee", "purpose", "until", "end", "end_idx"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            index: try row.next(),
            document: try row.next(),
            owner: try row.next(),
            grantee: try row.next(),
            purpose: try row.next(),
            until: try row.next(),
            end: try End.read(from: &row)
        )
    }

    var values: [SQLValue] {
        [
            index.stored, document.stored, owner.stored, grantee.stored, purpose.stored,
            until.stored, (end?.code).stored, (end?.index).stored,
        ]
    }
}

extension GrantState.End {
    /// How the end is written in a column.
    fileprivate enum Code: String, ColumnValue {
        case revoked
        case expired
        case retired
        case withdrawn
    }

    fileprivate var code: Code {
        switch self {
        case .revoked: .revoked
        case .expired: .expired
        case .retired: .retired
        case .withdrawn: .withdrawn
        }
    }

    fileprivate var index: Int {
        switch self {
        case .revoked(let index), .expired(let index), .retired(let index),
            .withdrawn(let index):
            index
        }
    }

    /// Reads the two columns of an end, which are both there or both not.
    fileprivate static func read(
        from row: inout ResultRow
    ) throws(StorageError) -> GrantState.End? {
        let code: Code? = try row.next()
        let index: Int? = try row.next()
        switch (code, index) {
        case (nil, nil): return nil
        case (.revoked, let index?): return .revoked(at: index)
        case (.expired, let index?): return .expired(at: index)
        case (.retired, let index?): return .retired(at: index)
        case (.withdrawn, let index?): return .withdrawn(at: index)
        default: throw .damaged(.grant)
        }
    }
}

extension EventState: StoredRow {
    static let table = Table(
        .event,
        key: ["idx"],
        rest: [
            "kind", "time", "author", "number", "owner", "document", "member", "grant_idx",
            "on_behalf",
        ]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            index: try row.next(),
            kind: try row.next(),
            time: try row.next(),
            author: try row.next(),
            number: try row.next(),
            owner: try row.next(),
            document: try row.next(),
            member: try row.next(),
            grant: try row.next(),
            isOnBehalf: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            index.stored, kind.stored, time.stored, author.stored, number.stored, owner.stored,
            document.stored, member.stored, grant.stored, isOnBehalf.stored,
        ]
    }
}
