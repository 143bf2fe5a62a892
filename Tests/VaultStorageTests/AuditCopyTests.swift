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
