package import VaultLedger

/// The projection, as the replay reads and writes it. Members without a comment do what
/// ``ReplayStore`` says; all of them throw ``StorageError`` if a table cannot be read or written.
extension Records: ReplayStore {
    package func ledger() throws(StorageError) -> LedgerState? {
        if let known = connection.kept.ledger { return known }
        connection.kept.ledger = try connection.first("LIMIT 1")
        return connection.kept.ledger
    }

    package mutating func put(_ ledger: LedgerState) throws(StorageError) {
        var earlier = connection.kept.ledger
        guard earlier != ledger else { return }
        if connection.isLazy {
            connection.kept.postponed.ledger = ledger
            connection.kept.ledger = ledger
            return
        }
        earlier?.time = ledger.time
        if earlier == ledger {
            try connection.run("UPDATE p_ledger SET time = ?", [ledger.time.stored], of: .ledger)
        } else {
            try connection.put(ledger)
        }
        connection.kept.ledger = ledger
    }

    package func member(_ id: MemberID) throws(StorageError) -> MemberState? {
        if let known = connection.kept.postponed.members[id] { return known }
        if let known = connection.kept.members[id] { return known }
        let member: MemberState? = try connection.first("WHERE id = ?", id.stored, isByKey: true)
        if let member { connection.kept.keep(member) }
        return member
    }

    package mutating func put(_ member: MemberState) throws(StorageError) {
        if connection.isLazy {
            if connection.kept.postponed.isFull { try connection.writePostponed() }
            connection.kept.postponed.members[member.id] = member
            return
        }
        var earlier = connection.kept.members[member.id]
        earlier?.lastNumber = member.lastNumber
        if earlier == member {
            try connection.run(
                "UPDATE p_member SET last_number = ? WHERE id = ?",
                [member.lastNumber.stored, member.id.stored],
                of: .member
            )
        } else {
            try connection.put(member)
        }
        connection.kept.keep(member)
    }

    package mutating func put(_ keys: MemberKeyState) throws(StorageError) {
        try connection.put(keys)
    }

    package mutating func put(_ key: LogKeyState) throws(StorageError) {
        try connection.put(key)
    }

    package func isInUse(recipient: Digest) throws(StorageError) -> Bool {
        try connection.hasRow(
            """
            SELECT 1 FROM p_member_key WHERE recipient = ?1
            UNION ALL SELECT 1 FROM p_office WHERE recipient = ?1
            UNION ALL SELECT 1 FROM p_invitation WHERE recipient = ?1 LIMIT 1
            """,
            [recipient.stored],
            of: .memberKey
        )
    }

    package func hasMember(publicKey: [UInt8]) throws(StorageError) -> Bool {
        try connection.hasRow(
            "SELECT 1 FROM p_member_key WHERE verifier_key = ?1 OR witness_key = ?1 LIMIT 1",
            [publicKey.stored],
            of: .memberKey
        )
    }

    package func hasMember(
        role: Role,
        besides other: MemberID?
    ) throws(StorageError) -> Bool {
        try connection.hasRow(
            "SELECT 1 FROM p_member WHERE role = ? AND retired IS NULL AND id IS NOT ? LIMIT 1",
            [role.stored, other.stored],
            of: .member
        )
    }

    package func office(_ id: OfficeID) throws(StorageError) -> OfficeState? {
        try connection.first("WHERE id = ? ORDER BY generation DESC LIMIT 1", id.stored)
    }

    package mutating func put(_ office: OfficeState) throws(StorageError) {
        try connection.put(office)
    }

    package func groupKey(
        of office: OfficeID,
        holder: MemberID
    ) throws(StorageError) -> GroupKeyState? {
        try connection.first(
            """
            WHERE office = ?1 AND holder = ?2
            AND generation = (SELECT max(generation) FROM p_office WHERE id = ?1)
            """,
            office.stored,
            holder.stored
        )
    }

    package func groupKeys(of office: OfficeID) throws(StorageError) -> [GroupKeyState] {
        try connection.all("WHERE office = ? ORDER BY holder, generation", office.stored)
    }

    package func groupKeys(heldBy holder: MemberID) throws(StorageError) -> [GroupKeyState] {
        try connection.all("WHERE holder = ? ORDER BY office, generation", holder.stored)
    }

    package mutating func put(_ key: GroupKeyState) throws(StorageError) {
        try connection.put(key)
    }

    /// Forgets a group's secret in the hands of a member; its envelope goes with it.
    package mutating func remove(_ key: GroupKeyState) throws(StorageError) {
        try connection.run(
            "DELETE FROM p_group_key WHERE office = ? AND generation = ? AND holder = ?",
            [key.office.stored, key.generation.stored, key.holder.stored],
            of: .groupKey
        )
    }

    package func document(_ id: DocumentID) throws(StorageError) -> DocumentState? {
        if let known = connection.kept.postponed.documents[id] { return known }
        if let known = connection.kept.documents[id] { return known }
        let document: DocumentState? = try connection.first(
            "WHERE id = ?",
            id.stored,
            isByKey: true
        )
        if let document { connection.kept.keep(document) }
        return document
    }

    package mutating func put(_ document: DocumentState) throws(StorageError) {
        if connection.isLazy {
            if connection.kept.postponed.isFull { try connection.writePostponed() }
            connection.kept.postponed.documents[document.id] = document
            return
        }
        try connection.put(document, replacing: connection.kept.documents[document.id])
        connection.kept.keep(document)
    }

    package func envelopes(of document: DocumentID) throws(StorageError) -> [EnvelopeState] {
        try connection.all("WHERE document = ? ORDER BY holder", document.stored)
    }

    package func envelopes(heldBy holder: MemberID) throws(StorageError) -> [EnvelopeState] {
        try connection.all("WHERE holder = ? ORDER BY document", holder.stored)
    }

    /// Stores a key of a document; a body that it replaces goes with the older key.
    package mutating func put(_ envelope: EnvelopeState) throws(StorageError) {
        try connection.put(envelope)
    }

    /// Forgets a key of a document; its body goes with it.
    package mutating func removeEnvelope(
        of document: DocumentID,
        holder: MemberID
    ) throws(StorageError) {
        try connection.run(
            "DELETE FROM p_document_key WHERE document = ? AND holder = ?",
            [document.stored, holder.stored],
            of: .documentKey
        )
    }

    package func grant(at index: Int) throws(StorageError) -> GrantState? {
        if let known = connection.kept.grants[index] { return known }
        let grant: GrantState? = try connection.first("WHERE idx = ?", index.stored)
        if let grant { connection.kept.keep(grant) }
        return grant
    }

    package mutating func put(_ grant: GrantState) throws(StorageError) {
        if grant.end == nil { connection.kept.grantEnds.add(grant.until) }
        try connection.put(grant, replacing: connection.kept.grants[grant.index])
        connection.kept.keep(grant)
    }

    package func openGrants(of document: DocumentID) throws(StorageError) -> [GrantState] {
        try connection.all("WHERE document = ? AND end IS NULL ORDER BY idx", document.stored)
    }

    package func hasOpenGrant(
        of document: DocumentID,
        to grantee: MemberID
    ) throws(StorageError) -> Bool {
        // By the document, which the plus sees to: a grantee can have grants of thousands.
        try connection.first(
            "SELECT 1 FROM p_grant WHERE document = ? AND end IS NULL AND +grantee = ?",
            [document.stored, grantee.stored],
            of: .grant
        ) { _ in true } ?? false
    }

    package func openGrants(to grantee: MemberID) throws(StorageError) -> [GrantState] {
        try connection.all("WHERE grantee = ? AND end IS NULL ORDER BY idx", grantee.stored)
    }

    package func openGrants(
        endingBefore time: LedgerTime
    ) throws(StorageError) -> [GrantState] {
        if connection.kept.grantEnds.isKnown(notBefore: time) { return [] }
        // The plus sign keeps SQLite from walking all grants in the order of the answer.
        let ended: [GrantState] = try connection.all(
            "WHERE end IS NULL AND until < ? ORDER BY +idx",
            time.stored
        )
        try connection.kept.grantEnds.update { () throws(StorageError) in
            try earliest("SELECT min(until) FROM p_grant WHERE end IS NULL", of: .grant)
        }
        return ended
    }

    /// The smallest time in a table; `nil` if there is none.
    func earliest(
        _ sql: String,
        of part: StorageError.Part
    ) throws(StorageError) -> LedgerTime? {
        let time: LedgerTime?? = try connection.first(sql, of: part) {
            (row: inout ResultRow) throws(StorageError) in try row.next()
        }
        return time ?? nil
    }

    package mutating func record(_ event: EventState) throws(StorageError) {
        if let events = connection.events {
            if try events.record(event) { return }
            try connection.storeEvents()
        }
        try connection.put(event)
    }
}
