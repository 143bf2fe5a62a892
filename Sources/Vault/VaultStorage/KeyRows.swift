import VaultLedger

extension MemberKeyState: StoredRow {
    /// The last two columns repeat the public keys of two others, to be found by them.
    static let table = Table(
        .memberKey,
        key: ["member", "idx"],
        rest: ["recipient", "verifier", "witness", "verifier_key", "witness_key"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            member: try row.next(),
            index: try row.next(),
            recipient: try row.next(),
            verifier: try row.next(),
            witness: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            member.stored, index.stored, recipient.stored, verifier.stored, witness.stored,
            (verifier?.publicKey).stored, (witness?.publicKey).stored,
        ]
    }
}

extension LogKeyState: StoredRow {
    static let table = Table(.logKey, key: ["idx"], rest: ["key"])

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(index: try row.next(), key: try row.next())
    }

    var values: [SQLValue] { [index.stored, key.stored] }
}

extension InvitationState: StoredRow {
    static let table = Table(
        .invitation,
        key: ["idx"],
        rest: [
            "author", "member", "until", "recipient", "verifier", "custody", "office",
            "generation", "group_key",
        ]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            index: try row.next(),
            author: try row.next(),
            invitation: Invitation(
                member: try row.next(),
                until: try row.next(),
                recipient: try row.next(),
                verifier: try row.next(),
                custody: try row.next(),
                group: GroupKey(
                    office: try row.next(),
                    generation: try row.next(),
                    envelope: try row.next()
                )
            )
        )
    }

    var values: [SQLValue] {
        let group = invitation.group
        return [
            index.stored, author.stored, invitation.member.stored, invitation.until.stored,
            invitation.recipient.stored, invitation.verifier.stored, invitation.custody.stored,
            group.office.stored, group.generation.stored, group.envelope.stored,
        ]
    }
}

extension RecoveryPlanState: StoredRow {
    static let table = Table(
        .recoveryPlan,
        key: ["member"],
        rest: ["idx", "recipient", "verifier", "days", "escrow"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            member: try row.next(),
            index: try row.next(),
            recipient: try row.next(),
            verifier: try row.next(),
            days: try row.next(),
            escrow: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            member.stored, index.stored, recipient.stored, verifier.stored, days.stored,
            escrow.stored,
        ]
    }
}

extension RecoveryState: StoredRow {
    static let table = Table(
        .recovery,
        key: ["member"],
        rest: ["idx", "recipient", "verifier", "ready"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            member: try row.next(),
            index: try row.next(),
            recipient: try row.next(),
            verifier: try row.next(),
            ready: try row.next()
        )
    }

    var values: [SQLValue] {
        [member.stored, index.stored, recipient.stored, verifier.stored, ready.stored]
    }
}

extension ErasureState: StoredRow {
    static let table = Table(
        .erasure,
        key: ["idx"],
        rest: ["owner", "document", "ground", "warrant"]
    )

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            index: try row.next(),
            owner: try row.next(),
            document: try row.next(),
            ground: try row.next(),
            warrant: try row.next()
        )
    }

    var values: [SQLValue] {
        [index.stored, owner.stored, document.stored, ground.stored, warrant.stored]
    }
}

extension HoleState: StoredRow {
    static let table = Table(.hole, key: ["idx"], rest: ["time", "author", "number", "warrant"])

    init(_ row: inout ResultRow) throws(StorageError) {
        self.init(
            hole: Hole(
                index: try row.next(),
                time: try row.next(),
                author: try row.next(),
                number: try row.next()
            ),
            warrant: try row.next()
        )
    }

    var values: [SQLValue] {
        [
            hole.index.stored, hole.time.stored, hole.author.stored, hole.number.stored,
            warrant.stored,
        ]
    }
}
