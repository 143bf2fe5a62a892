import Testing
import VaultLedger
import VaultStorage

@Suite("Records")
struct RecordsTests {
    /// Enough draws that every optional is met with and without a value.
    @Test(arguments: 0..<8)
    func `come back as they were put`(seed: Int) throws {
        var samples = try Samples(seed: UInt64(seed))
        let ledger = samples.ledger()
        let member = samples.member()
        let office = samples.office()
        let document = samples.document()
        let documentKey = samples.documentKey()
        let grant = samples.grant()
        let event = samples.event()
        var groupKey = samples.groupKey()
        groupKey.office = office.id
        groupKey.generation = office.generation

        let vault = try TestVault()
        let last = LedgerState(
            origin: ledger.origin,
            suite: ledger.suite,
            logKey: ledger.logKey,
            fingerprint: ledger.fingerprint,
            members: ledger.members,
            time: .last
        )
        try vault.database.change { records throws(StorageError) in
            try records.put(ledger)
            try records.put(last)
            try records.put(member)
            try records.put(office)
            try records.put(groupKey)
            try records.put(document)
            try records.put(documentKey)
            try records.put(grant)
            try records.record(event)
        }
        try vault.open().look { records throws(StorageError) in
            #expect(try records.ledger() == last)
            #expect(try records.member(member.id) == member)
            #expect(try records.members() == [member])
            #expect(try records.offices() == [office])
            #expect(try records.groupKey(of: office.id, holder: groupKey.holder) == groupKey)
            #expect(try records.document(document.id) == document)
            #expect(try records.envelopes(of: documentKey.document) == [documentKey])
            #expect(try records.grant(at: grant.index) == grant)
            #expect(try records.events() == [event])
        }
    }

    /// In a process of its own, which an overflow would end.
    @Test(arguments: [Int.max, -1])
    func `take no place for the last one of the log that no log has`(index: Int) async throws {
        let vault = try TestVault()
        try vault.tamper("INSERT INTO leaf VALUES (\(index), zeroblob(32))")
        let path = vault.path
        await #expect(processExitsWith: .success) { [path = path as String] in
            let database = try VaultDatabase(openingAt: path)
            #expect(throws: StorageError.damaged(.leaf)) {
                try database.look { records throws(StorageError) in try records.size() }
            }
        }
        #expect(try vault.text("SELECT idx || '' FROM leaf") == String(index))
    }

    @Test
    func `count the bytes of documents as far as a number goes`() throws {
        var samples = try Samples(seed: 12)
        let documents = [samples.document(), samples.document()]
        let vault = try TestVault()
        try vault.database.change { records throws(StorageError) in
            for document in documents { try records.put(document) }
        }
        try vault.tamper("UPDATE p_document SET withdrawn = NULL, length = 10")
        let usual = try vault.database.look { records throws(StorageError) in
            try records.storedTotals()
        }
        #expect(usual == (blobs: 2, bytes: 20, longest: 10))
        try vault.tamper("UPDATE p_document SET length = \(Int.max)")
        let huge = try vault.database.look { records throws(StorageError) in
            try records.storedTotals()
        }
        #expect(huge == (blobs: 2, bytes: .max, longest: .max))
    }

    @Test
    func `hold notes byte for byte`() throws {
        let vault = try TestVault()
        let notes = [
            "", "a\n\n\u{2014} b c\n", "combining e\u{301}, not \u{e9}\r\n",
        ].map { Array($0.utf8) }
        try vault.database.change { records throws(StorageError) in
            for (size, note) in notes.enumerated() { try records.put(checkpoint: note, size: size) }
            try records.put(checkpoint: notes[1], size: 2)
        }
        try vault.database.look { records throws(StorageError) in
            #expect(try records.checkpoint(size: 0) == notes[0])
            #expect(try records.checkpoint(size: 1) == notes[1])
            #expect(try records.checkpoint() == notes[1])
            #expect(try records.checkpoint(size: 3) == nil)
            #expect(try records.checkpointSizes(after: -1, limit: 9) == [0, 1, 2])
            #expect(try records.checkpointSizes(after: 0, limit: 1) == [1])
            #expect(try records.lastCheckpointSizes(in: 0...1, limit: 9) == [1, 0])
            #expect(try records.lastCheckpointSizes(in: 0...2, limit: 1) == [2])
        }
    }

    @Test
    func `hold cards and recipients by their digests, once`() throws {
        let vault = try TestVault()
        var samples = try Samples(seed: 1)
        let member = samples.members[0]
        let bodies: [[UInt8]] = [[], [0], samples.bytes(100_000)]
        try vault.database.change { records throws(StorageError) in
            for body in bodies + bodies {
                try records.put(card: body, digest: Digest.of(body.span), member: member)
            }
            for _ in 0..<2 { try records.put(recipient: "age1x", digest: Digest.of([7].span)) }
        }
        try vault.database.look { records throws(StorageError) in
            for body in bodies { #expect(try records.card(digest: Digest.of(body.span)) == body) }
            #expect(try records.card(digest: Digest.of([9].span)) == nil)
            #expect(try records.recipient(digest: Digest.of([7].span)) == "age1x")
            #expect(try records.recipient(digest: Digest.of([0].span)) == nil)
        }
    }

    @Test
    func `owe deletions until they are settled`() throws {
        let vault = try TestVault()
        let digests = [[1], [2]].map { Digest.of(([UInt8]($0)).span) }
        try vault.database.change { records throws(StorageError) in
            for digest in digests + digests { try records.owe(deletionOf: digest) }
            #expect(try Set(records.owedDeletions()) == Set(digests))
            try records.settleDeletion(of: digests[0])
            #expect(try records.owedDeletions() == [digests[1]])
        }
    }

    @Test
    func `are found by the beginning of a name, without wildcards`() throws {
        let vault = try TestVault()
        var samples = try Samples(seed: 3)
        let members = samples.members.sorted()
        let documents = samples.documents.sorted()
        try vault.database.change { records throws(StorageError) in
            for id in members {
                var member = samples.member()
                member.id = id
                try records.put(member)
            }
            for id in documents {
                var document = samples.document()
                document.id = id
                try records.put(document)
            }
        }
        try vault.database.look { records throws(StorageError) in
            #expect(try records.members(idPrefix: "m-").map(\.id) == members)
            #expect(try records.members(idPrefix: "").map(\.id) == members)
            #expect(try records.members(idPrefix: members[2].text).map(\.id) == [members[2]])
            #expect(try records.members(idPrefix: "d-").isEmpty)
            #expect(try records.members(idPrefix: "m%").isEmpty)
            #expect(try records.members(idPrefix: "m-\u{10ffff}").isEmpty)
            let prefix = String(documents[0].text.prefix(4))
            #expect(
                try records.documents(idPrefix: prefix).map(\.id)
                    == documents.filter { $0.text.hasPrefix(prefix) }
            )
        }
    }
}

// MARK: - Envelopes

extension RecordsTests {
    /// An envelope, and the key that names it.
    private struct Sealed {
        var key: EnvelopeState
        let body: [UInt8]

        init(_ samples: inout Samples) {
            body = samples.bytes(40)
            key = samples.documentKey()
            key.key = SealedKey(
                holder: key.key.holder,
                recipient: key.key.recipient,
                envelope: Digest.of(body.span)
            )
        }

        func put(in records: inout Records) throws(StorageError) {
            try records.put(
                envelope: body,
                digest: key.key.envelope,
                subject: key.document.text,
                generation: key.generation,
                holder: key.key.holder.text
            )
        }
    }

    @Test
    func `hand out an envelope by its digest, and take it once`() throws {
        let vault = try TestVault()
        try vault.database.change { records throws(StorageError) in
            for generation: UInt8 in [1, 3, 2] {
                try records.put(
                    envelope: [generation],
                    digest: Digest.of([generation].span),
                    subject: "o-x",
                    generation: Int(generation),
                    holder: "m-x"
                )
            }
            #expect(try records.envelope(digest: Digest.of([1].span)) == [1])
            #expect(try records.envelope(digest: Digest.of([3].span)) == [3])
            #expect(try records.envelope(digest: Digest.of([4].span)) == nil)
        }
        #expect(throws: StorageError.exists) {
            try vault.database.change { records throws(StorageError) in
                try records.put(
                    envelope: [3],
                    digest: Digest.of([3].span),
                    subject: "o-y",
                    generation: 1,
                    holder: "m-y"
                )
            }
        }
    }

    @Test(arguments: [true, false])
    func `lose the body of a key that is removed or replaced`(isReplaced: Bool) throws {
        let vault = try TestVault()
        var samples = try Samples(seed: 5)
        let (old, other) = (Sealed(&samples), Sealed(&samples))
        var new = Sealed(&samples)
        new.key = EnvelopeState(
            document: old.key.document,
            generation: 9,
            key: SealedKey(
                holder: old.key.key.holder,
                recipient: new.key.key.recipient,
                envelope: new.key.key.envelope
            ),
            index: 9
        )
        try vault.database.change { records throws(StorageError) in
            for sealed in [old, other, new] { try sealed.put(in: &records) }
            try records.put(old.key)
            try records.put(other.key)
            if isReplaced {
                try records.put(new.key)
            } else {
                try records.removeEnvelope(of: old.key.document, holder: old.key.key.holder)
            }
            #expect(try records.envelope(digest: old.key.key.envelope) == nil)
            #expect(try records.envelope(digest: other.key.key.envelope) == other.body)
            #expect(try records.envelope(digest: new.key.key.envelope) == new.body)
        }
    }

    /// Statements are written by members, and a digest in one is only a claim.
    @Test(arguments: ["document", "group", "custody"])
    func `keep a body that something else names as well`(owner: String) throws {
        let vault = try TestVault()
        var samples = try Samples(seed: 6)
        let sealed = Sealed(&samples)
        var thief = sealed.key
        thief.document = samples.documents[sealed.key.document == samples.documents[5] ? 4 : 5]
        try vault.database.change { records throws(StorageError) in
            try sealed.put(in: &records)
            switch owner {
            case "document":
                try records.put(sealed.key)
            case "group":
                var key = samples.groupKey()
                key.envelope = sealed.key.key.envelope
                try records.put(key)
            default:
                var member = samples.member()
                member.custody = sealed.key.key.envelope
                try records.put(member)
            }
            try records.put(thief)
            try records.removeEnvelope(of: thief.document, holder: thief.key.holder)
            #expect(try records.envelope(digest: sealed.key.key.envelope) == sealed.body)
        }
    }
}
