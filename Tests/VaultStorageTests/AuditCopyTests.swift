import Testing
import VaultLedger
import VaultStorage

@Suite("The copy of an audit")
struct AuditCopyTests {
    private static let leaves = (0..<5 as Range<UInt8>).map { Digest.of([$0].span) }

    /// Writes the same things to any projection: at least one row of each kind.
    private func fill(_ records: inout Records) throws(StorageError) {
        guard var samples = try? Samples(seed: 77) else { throw .notFound }
        for leaf in Self.leaves { try records.append(leaf: leaf) }
        for _ in 0..<100 { try Change(&samples).apply(to: &records) }
        try records.put(samples.ledger())
        try records.put(samples.member())
        try records.put(samples.memberKeys())
        try records.put(samples.logKey())
        try records.put(samples.office())
        try records.put(samples.groupKey())
        try records.put(samples.document())
        try records.put(samples.documentKey())
        try records.put(samples.grant())
        try records.put(samples.invitation())
        try records.put(samples.recoveryPlan())
        try records.put(samples.recovery())
        try records.put(samples.erasure())
        try records.put(samples.hole())
        try records.record(samples.event())
    }

    private func differences(
        in vault: TestVault,
        limit: Int = 1000
    ) throws(StorageError) -> [Difference] {
        try vault.database.look { live throws(StorageError) in
            try VaultDatabase.withAuditCopy { (copy) throws(StorageError) in
                try fill(&copy.records)
                return try copy.differences(from: live, limit: limit)
            }
        }
    }

    @Test
    func `agrees with a database that was written in the same way`() throws {
        let vault = try TestVault()
        try vault.database.change(fill)
        #expect(try differences(in: vault).isEmpty)
    }

    /// What an intruder can do to a table, and the column of its key.
    struct Tampering: CustomTestStringConvertible, Sendable {
        let table: StorageError.Part
        let key: String
        let change: String
        let insertion: String

        var name: String { table.rawValue }
        var testDescription: String { name }
    }

    static let tamperings =
        [
            Tampering(
                table: .leaf,
                key: "idx",
                change: "digest = x'00'",
                insertion: "(idx, digest) VALUES (99, x'00')"
            ),
            Tampering(
                table: .node,
                key: "level || '/' || idx",
                change: "hash = zeroblob(32)",
                insertion: "(level, idx, hash) VALUES (9, 9, zeroblob(32))"
            ),
            Tampering(
                table: .ledger,
                key: "id",
                change: "time = time + 1",
                insertion:
                    "SELECT 1, origin, suite, log_key, fingerprint, members, time FROM p_ledger"
            ),
            Tampering(
                table: .member,
                key: "id",
                change: "last_number = last_number + 1",
                insertion: """
                    SELECT 'm-z', role, office, card, recipient, verifier, witness, custody,
                    custody_generation, enrolled, keyed, last_number, due, retired
                    FROM p_member LIMIT 1
                    """
            ),
            Tampering(
                table: .office,
                key: "id || '/' || generation",
                change: "defined = defined + 1",
                insertion: """
                    SELECT 'o-z', generation, kind, recipient, previous, card, defined, due FROM p_office
                    LIMIT 1
                    """
            ),
            Tampering(
                table: .groupKey,
                key: "office || '/' || generation || '/' || holder",
                change: "envelope = zeroblob(32)",
                insertion: "SELECT office, 7, holder, envelope, idx FROM p_group_key LIMIT 1"
            ),
            Tampering(
                table: .document,
                key: "id",
                change: "due = 'revoke', last_by_another = NULL, length = length + 1",
                insertion: """
                    SELECT 'd-z', owner, generation, ciphertext, length, content, deposited, depositor,
                    deposited_at, sealed, due, last_event, last_author, last_by_another, withdrawn
                    FROM p_document LIMIT 1
                    """
            ),
            Tampering(
                table: .documentKey,
                key: "document || '/' || holder",
                change: "recipient = x''",
                insertion: """
                    SELECT 'd-z', holder, recipient, envelope, generation, idx FROM p_document_key
                    LIMIT 1
                    """
            ),
            Tampering(
                table: .grant,
                key: "idx",
                change: "until = until + 1",
                insertion: """
                    SELECT 99, document, owner, grantee, purpose, until, end, end_idx FROM p_grant
                    LIMIT 1
                    """
            ),
            Tampering(
                table: .event,
                key: "idx",
                change: "on_behalf = 1 - on_behalf",
                insertion: """
                    SELECT 99, kind, time, author, number, owner, document, member, grant_idx, on_behalf
                    FROM p_event LIMIT 1
                    """
            ),
        ] + keys

    private static let keys = [
        Tampering(
            table: .memberKey,
            key: "member || '/' || idx",
            change: "witness_key = x'01'",
            insertion: """
                SELECT 'm-z', idx, recipient, verifier, witness, verifier_key, witness_key
                FROM p_member_key LIMIT 1
                """
        ),
        Tampering(
            table: .logKey,
            key: "idx",
            change: "key = ''",
            insertion: "SELECT 99, key FROM p_log_key LIMIT 1"
        ),
        Tampering(
            table: .invitation,
            key: "idx",
            change: "until = until + 1",
            insertion: """
                SELECT 99, author, member, until, recipient, verifier, custody, office, generation,
                group_key FROM p_invitation LIMIT 1
                """
        ),
        Tampering(
            table: .recoveryPlan,
            key: "member",
            change: "days = days + 1",
            insertion: """
                SELECT 'm-z', idx, recipient, verifier, days, escrow FROM p_recovery_plan LIMIT 1
                """
        ),
        Tampering(
            table: .recovery,
            key: "member",
            change: "ready = ready - 1",
            insertion: "SELECT 'm-z', idx, recipient, verifier, ready FROM p_recovery LIMIT 1"
        ),
        Tampering(
            table: .erasure,
            key: "idx",
            change: "ground = 'objection', warrant = 98",
            insertion: "SELECT 99, owner, document, ground, warrant FROM p_erasure LIMIT 1"
        ),
        Tampering(
            table: .hole,
            key: "idx",
            change: "number = number + 1",
            insertion: "SELECT 99, time, author, number, warrant FROM p_hole LIMIT 1"
        ),
    ]

    @Test
    func `is tampered with in every table`() {
        let audited = Set(StorageError.Part.allCases.filter { $0.rawValue.hasPrefix("p_") })
        #expect(audited.isSubset(of: Self.tamperings.map(\.table)))
    }

    @Test(arguments: tamperings, [Difference.Kind.missing, .unfounded, .changed])
    func `names each row that was tampered with`(
        tampering: Tampering,
        kind: Difference.Kind
    ) throws {
        let vault = try TestVault()
        try vault.database.change(fill)
        let first = "(\(tampering.key)) = (SELECT MIN(\(tampering.key)) FROM \(tampering.name))"
        let victim = "SELECT CAST(MIN(\(tampering.key)) AS TEXT) FROM \(tampering.name)"
        var expected = try #require(try vault.text(victim))
        switch kind {
        case .missing:
            try vault.tamper("DELETE FROM \(tampering.name) WHERE \(first)")
        case .changed:
            try vault.tamper("UPDATE \(tampering.name) SET \(tampering.change) WHERE \(first)")
        case .unfounded:
            let keys = "SELECT \(tampering.key) FROM \(tampering.name)"
            let before = try vault.texts(keys)
            try vault.tamper("INSERT INTO \(tampering.name) \(tampering.insertion)")
            expected = try #require(Set(try vault.texts(keys)).subtracting(before).first)
        }
        let difference = Difference(table: tampering.table, key: expected, kind: kind)
        #expect(try differences(in: vault) == [difference])
    }

    @Test
    func `names no more rows than it was asked for, and nothing unprintable`() throws {
        let vault = try TestVault()
        try vault.database.change(fill)
        try vault.tamper(
            """
            DELETE FROM p_event;
            UPDATE p_office SET id = 'o-' || char(27) || '[31m' || id WHERE id =
                (SELECT MIN(id) FROM p_office);
            """
        )
        #expect(try differences(in: vault, limit: 3).count == 3)
        let all = try differences(in: vault)
        #expect(all.count > 3)
        #expect(all.contains { $0.table == .office && $0.key.hasPrefix("o-?[31mo-") })
        #expect(all.allSatisfy { $0.key.utf8.allSatisfy { (0x21...0x7e).contains($0) } })
    }

    // MARK: beside a database

    private static let log = (0..<21 as Range<UInt8>).map { Digest.of([$0].span) }

    /// Events in the order of their places, with gaps between them.
    private static let events: [EventState] = {
        guard var samples = try? Samples(seed: 78) else { return [] }
        return (0..<20).map { place in
            var event = samples.event()
            event.index = 2 * place
            return event
        }
    }()

    private func logDifferences(
        in vault: TestVault,
        isBeside: Bool
    ) throws(StorageError) -> [Difference] {
        try vault.database.look { live throws(StorageError) in
            try VaultDatabase.withAuditCopy(beside: isBeside ? live : nil) {
                (copy) throws(StorageError) in
                for leaf in Self.log { try copy.append(leaf: leaf) }
                for event in Self.events { try copy.records.record(event) }
                var tree = CompactRange()
                for (place, leaf) in Self.log.enumerated() {
                    #expect(try copy.records.root(size: place) == tree.root)
                    #expect(try copy.records.leaf(at: place) == leaf)
                    tree.append(MerkleTree.leafHash(of: leaf.bytes.span))
                }
                #expect(try copy.records.size() == Self.log.count)
                #expect(try copy.records.root(size: Self.log.count) == tree.root)
                #expect(try copy.records.leaf(at: Self.log.count) == nil)
                return try copy.differences(from: live)
            }
        }
    }

    static let damages = [
        "DELETE FROM leaf WHERE idx = 7",
        "DELETE FROM leaf WHERE idx = 20",
        "UPDATE leaf SET digest = zeroblob(32) WHERE idx = 7",
        "INSERT INTO leaf (idx, digest) VALUES (-1, zeroblob(32))",
        "INSERT INTO leaf (idx, digest) VALUES (21, zeroblob(32))",
        "DELETE FROM node WHERE level = 0 AND idx = 0",
        "DELETE FROM node WHERE level = 4 AND idx = 0",
        "DELETE FROM node WHERE level = 0 AND idx = 20",
        "DELETE FROM node",
        "UPDATE node SET hash = zeroblob(32) WHERE level = 2 AND idx = 3",
        "UPDATE node SET idx = 99 WHERE level = 2 AND idx = 3",
        "INSERT INTO node (level, idx, hash) VALUES (2, -1, zeroblob(32))",
        "INSERT INTO node (level, idx, hash) VALUES (0, 21, zeroblob(32))",
        "INSERT INTO node (level, idx, hash) VALUES (3, 2, zeroblob(32))",
        "INSERT INTO node (level, idx, hash) VALUES (5, 0, zeroblob(32))",
        "INSERT INTO node (level, idx, hash) VALUES (-1, 0, zeroblob(32))",
        "DELETE FROM p_event WHERE idx = 0",
        "DELETE FROM p_event WHERE idx = 38",
        "DELETE FROM p_event",
        "UPDATE p_event SET author = author || ' ' WHERE idx = 6",
        "UPDATE p_event SET number = number + 1 WHERE idx = 38",
        "UPDATE p_event SET on_behalf = 1 - on_behalf WHERE idx = 6",
        "UPDATE p_event SET grant_idx = 9999 WHERE idx = 6",
        "UPDATE p_event SET idx = 7 WHERE idx = 6",
        "INSERT INTO p_event SELECT -1, kind, time, author, number, owner, document, member, "
            + "grant_idx, on_behalf FROM p_event WHERE idx = 6",
        "INSERT INTO p_event SELECT 40, kind, time, author, number, owner, document, member, "
            + "grant_idx, on_behalf FROM p_event WHERE idx = 6",
    ]

    @Test(arguments: damages + [""])
    func `names the same whether or not it leaves to the database what agrees`(
        damage: String
    ) throws {
        let vault = try TestVault()
        try vault.database.change { records throws(StorageError) in
            for leaf in Self.log { try records.append(leaf: leaf) }
            for event in Self.events { try records.record(event) }
        }
        try vault.tamper(damage)
        let found = try logDifferences(in: vault, isBeside: true)
        #expect(found.isEmpty == damage.isEmpty)
        #expect(try found == logDifferences(in: vault, isBeside: false))
    }

    /// What is deleted after it was found to agree is no longer founded.
    @Test
    func `forgets what it has left to the database`() throws {
        let vault = try TestVault()
        let document = try #require(Samples(seed: 78).documents.first)
        var events = Self.events
        for place in events.indices {
            events[place].kind = .open
            events[place].document = place < 5 ? document : nil
        }
        try vault.database.change { records throws(StorageError) in
            for event in events { try records.record(event) }
        }
        let found = try vault.database.look { live throws(StorageError) in
            try VaultDatabase.withAuditCopy(beside: live) { (copy) throws(StorageError) in
                for event in events { try copy.records.record(event) }
                try copy.records.forget(document: document)
                return try copy.differences(from: live)
            }
        }
        #expect(found.map(\.kind) == Array(repeating: .unfounded, count: 5))
        #expect(found.map(\.key) == (0..<5).map { String(2 * $0) })
    }

    @Test
    func `passes on the error of its body`() {
        #expect(throws: StorageError.damaged(.card)) {
            try VaultDatabase.withAuditCopy { (copy) throws(StorageError) in
                try copy.records.append(leaf: Self.leaves[0])
                throw StorageError.damaged(.card)
            }
        }
    }

    /// The statement table is not there: an audit brings the digests.
    @Test
    func `has no bodies`() throws {
        #expect(throws: StorageError.damaged(.schema)) {
            try VaultDatabase.withAuditCopy { (copy) throws(StorageError) in
                _ = try copy.records.statement(at: 0)
            }
        }
    }
}
