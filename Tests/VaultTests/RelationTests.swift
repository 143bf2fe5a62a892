import Testing
import Vault
import VaultLedger

/// How documents stand to each other, what they are of a paper, and who stored them.
@Suite("A description")
struct RelationTests {
    private static func describing(_ relations: DocumentRelation...) -> DocumentDescription {
        DocumentDescription(relations: relations)
    }

    @Test(
        arguments: DocumentRelation.Kind.allCases.filter { $0 != .contains },
        DocumentForm.allCases
    )
    func `keeps every relation and every form`(
        kind: DocumentRelation.Kind,
        form: DocumentForm
    ) async throws {
        let stage = try await Stage()
        let first = try await stage.deposit("A diploma")
        let description = DocumentDescription(
            title: "The other",
            language: "de",
            form: form,
            relations: [DocumentRelation(kind, first)]
        )
        let second = try await stage.deposit("Ein Zeugnis", as: description)
        try await stage.grant(second)
        let shown = try #require(try await stage.open(as: stage.chamber).list().first)
        #expect(shown.description.form == form)
        // The chamber cannot open the other document; its id is all that it learns.
        #expect(shown.description.relations == [DocumentRelation(kind, first)])
        let note = shown.description.transferNote
        #expect((note?.isOriginalSeen == true) == (form == .originalPaperSeen))
    }

    @Test
    func `has its lines in one order`() async throws {
        let stage = try await Stage()
        let first = try await stage.deposit("A diploma")
        let description = DocumentDescription(
            title: "The other",
            kind: "edu.transcript",
            language: "de",
            form: .certifiedCopy,
            relations: [
                DocumentRelation(.translationOf, first), DocumentRelation(.attachmentOf, first),
            ]
        )
        let second = try await stage.deposit("Ein Zeugnis", as: description, isOriginalSeen: false)
        try await stage.grant(second)
        let lines = try stage.envelopeText(of: second).split(separator: "\n").map(String.init)
        #expect(
            Array(lines.drop { !$0.hasPrefix("# owner-name") }.dropFirst().prefix(9)) == [
                "# title \"The other\"", "# kind \"edu.transcript\"", "# language \"de\"",
                "# form \"certified-copy\"", "# original-seen \"no\"",
                "# scanned-by \"A counselor\"", "# scanned \"2027-01-15T08:00:00Z\"",
                "# relation \"translationOf \(first)\"", "# relation \"attachmentOf \(first)\"",
            ]
        )
    }

    @Test
    func `notes whether the original was seen only if that is said`() async throws {
        let stage = try await Stage()
        try await stage.deposit("One", as: DocumentDescription(), isOriginalSeen: true)
        try await stage.deposit("Two", as: DocumentDescription(), isOriginalSeen: false)
        try await stage.deposit("Three", as: DocumentDescription(form: .plainCopy))
        let notes = try await stage.open(as: stage.counselor).list().map(\.description.transferNote)
        #expect(notes.map(\.?.isOriginalSeen) == [true, false, nil])
        #expect(notes[0]?.author == "A counselor")
        #expect(notes[0]?.time == stage.time)
    }

    @Test
    func `relates to documents of the same owner that its author can open`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let other = try await desk.enrolProvisional(name: "Somebody else")
        let ours = try await stage.deposit("A diploma")
        let theirs = try stage.document(
            in: try await desk.deposit([.bytes([0x41], fileName: "a.txt")], for: other.id)
        )
        let gone = try await stage.deposit("A mistake")
        _ = try await desk.withdraw(gone)
        let nowhere = DocumentID.random()
        let refused: [(DocumentID, VaultError)] = [
            (theirs, .notAllowed(.otherOwner(theirs))), (gone, .withdrawn(gone)),
            (nowhere, .documentNotFound(nowhere.text)),
        ]
        let head = try await desk.summary().head
        for (document, error) in refused {
            let relation = DocumentRelation(.translationOf, document)
            await #expect(throws: error) {
                try await stage.deposit("Ein Zeugnis", as: Self.describing(relation))
            }
            await #expect(throws: error) {
                _ = try await desk.describe(ours, by: DescriptionChange(adding: [relation]))
            }
        }
        await #expect(throws: VaultError.invalid(.relation)) {
            let twice = DocumentRelation(.translationOf, ours)
            try await stage.deposit("Ein Zeugnis", as: Self.describing(twice, twice))
        }
        await #expect(throws: VaultError.invalid(.relation)) {
            let itself = DocumentRelation(.supersedes, ours)
            _ = try await desk.describe(ours, by: DescriptionChange(adding: [itself]))
        }
        #expect(try await desk.summary().head == head)

        // After the claim the counselor may still deposit, but opens nothing.
        let newcomer = Identity.generate(suite: .x25519)
        try await desk.claim(stage.newcomer.id, with: newcomer)
        await #expect(throws: VaultError.notAllowed(.noGrant(ours))) {
            let relation = DocumentRelation(.translationOf, ours)
            try await stage.deposit("Ein Zeugnis", as: Self.describing(relation))
        }
    }

    @Test
    func `is mended, with relations said and taken back`() async throws {
        let stage = try await Stage()
        let first = try await stage.deposit("A diploma")
        let second = try await stage.deposit("Ein Zeugnis", title: "Before")
        try await stage.grant(second)
        let desk = try await stage.open(as: stage.counselor)
        let translation = DocumentRelation(.translationOf, first)
        let attachment = DocumentRelation(.attachmentOf, first)
        let mended = try await desk.describe(
            second,
            by: DescriptionChange(
                language: "de",
                form: .certifiedCopy,
                adding: [translation, attachment, translation]
            )
        )
        #expect(
            mended.description
                == DocumentDescription(
                    title: "Before",
                    language: "de",
                    form: .certifiedCopy,
                    relations: [translation, attachment]
                )
        )
        let again = try await desk.describe(
            second,
            by: DescriptionChange(title: "After", adding: [attachment], removing: [translation])
        )
        #expect(again.description.relations == [attachment])
        let shown = try await stage.open(as: stage.chamber).list()
        #expect(shown.map(\.description) == [again.description])
        #expect(again.description.title == "After")
    }

    // MARK: moves

    /// Moves a translation, its original and what is gone to another vault.
    private static func moved() async throws -> (move: TransferMove, original: DocumentID) {
        let move = try await TransferMove()
        let desk = try await move.old.open(as: move.old.counselor)
        let gone = try await move.old.deposit("A mistake")
        // The first of the archive is a translation of the last one.
        let original = try await move.old.deposit("A late original")
        let first = DescriptionChange(
            adding: [
                DocumentRelation(.translationOf, original), DocumentRelation(.supersedes, gone),
            ]
        )
        _ = try await desk.describe(move.documents[0], by: first)
        _ = try await desk.withdraw(gone)
        try await move.out()
        return (move, original)
    }

    @Test
    func `relates to the same document in another vault, and to none that stayed behind`()
        async throws
    {
        let (move, original) = try await Self.moved()
        let outcome = try await move.take()
        var names: [DocumentID: DocumentID] = [:]
        for document in outcome.documents {
            if case .stored(let id) = document.result { names[document.old] = id }
        }
        let desk = try await move.new.open(as: move.new.counselor)
        let first = try #require(names[move.documents[0]])
        let shown = try #require(try await desk.list().first { $0.id == first })
        let here = try #require(names[original])
        #expect(shown.description.relations == [DocumentRelation(.translationOf, here)])
        #expect(here != original)

        // As FORMAT.md has it, so that a run which goes on says the same.
        let content = try #require(try move.content(here, in: move.new))
        let text = Array("vault/v1 moved document\(outcome.owner)".utf8) + content
        let bits = Digest.of(text.span).array.prefix(10).flatMap { byte in
            (0..<8).reversed().map { Int(byte >> UInt8($0)) & 1 }
        }
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        let symbols = stride(from: 0, to: 80, by: 5).map { start in
            alphabet[bits[start..<start + 5].reduce(0) { $0 * 2 + $1 }]
        }
        #expect(here.text == "d-" + String(symbols))
    }

    @Test(
        arguments: [
            ("translationOf d-", "translationof d-"), ("translationOf d-", "translationOf  d-"),
            ("\"translationOf d-", "\"knownAs d-"), ("translationOf d-", "translationOf D-"),
        ]
    )
    func `of an archive has relations in one spelling`(old: String, new: String) async throws {
        let (move, _) = try await Self.moved()
        var archive = try move.opened()
        let facts = try archive.index("documents/")
        let name = archive.files[facts].name
        try archive.replace(old, by: new, in: name)
        try move.seal(archive.bytes, as: "changed.age")
        let head = try await move.head()
        let id = try #require(DocumentID(name.split(separator: "/")[1]))
        await #expect(throws: VaultError.archive(.document(id))) {
            try await move.take("changed.age")
        }
        #expect(try await move.head() == head)
    }

    @Test
    func `of an archive has its lines in one order, and none twice`() async throws {
        let (move, _) = try await Self.moved()
        let intact = try move.opened()
        let facts = try intact.index("documents/")
        let lines = String(decoding: intact.files[facts].bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let relation = try #require(lines.firstIndex { $0.hasPrefix("relation ") })
        let id = try #require(DocumentID(intact.files[facts].name.split(separator: "/")[1]))
        let extras = [
            (lines[relation], relation), ("form \"plain-copy\"", relation + 1),
            ("form \"seen\"", relation), ("original-seen \"yes\"", relation),
            ("kind \"edu.zab\"", relation),
        ]
        let changes = extras.map { extra, place in
            var changed = lines
            changed.insert(extra, at: place)
            return changed
        }
        for (number, change) in changes.enumerated() {
            var archive = intact
            archive.files[facts].bytes = Array(change.joined(separator: "\n").utf8)
            try move.seal(archive.bytes, as: "changed-\(number).age")
            await #expect(throws: VaultError.archive(.document(id)), "\(number)") {
                try await move.take("changed-\(number).age")
            }
        }
    }
}

extension Stage {
    /// Has the counselor deposit a text for the newcomer, with all that is said about it.
    @discardableResult
    func deposit(
        _ text: String,
        as description: DocumentDescription,
        isOriginalSeen: Bool? = nil
    ) async throws -> DocumentID {
        let outcomes = try await open(as: counselor).deposit(
            [.bytes(Array(text.utf8), fileName: "letter.txt")],
            for: newcomer.id,
            as: description,
            isOriginalSeen: isOriginalSeen
        )
        return try document(in: outcomes)
    }
}
