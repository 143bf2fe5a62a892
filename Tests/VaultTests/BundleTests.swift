import Testing
import Vault
import VaultLedger

/// Documents that go together to a receiver.
@Suite("A bundle")
struct BundleTests {
    private static func deposit(
        _ stage: Stage,
        _ title: String,
        kind: String? = nil,
        language: String? = nil,
        relations: [DocumentRelation] = []
    ) async throws -> DocumentID {
        try await stage.deposit(
            title,
            as: DocumentDescription(
                title: title,
                kind: kind,
                language: language,
                relations: relations
            )
        )
    }

    private static func bundle(
        _ stage: Stage,
        _ documents: [DocumentID],
        named name: String = "Application"
    ) async throws -> DocumentBundle {
        let desk = try await stage.open(as: stage.counselor)
        let outcome = try await desk.makeBundle(named: name, of: documents)
        return try await desk.bundle(try #require(outcome.stored).text)
    }

    private static func grant(
        _ stage: Stage,
        _ bundle: DocumentBundle
    ) async throws -> [GrantRecord] {
        try await stage.open(as: stage.counselor).grant(
            bundle.parts.map(\.id),
            to: stage.chamberID,
            for: .recognition
        )
    }

    @Test
    func `is granted as it is that day, and what is put in later is not`() async throws {
        let stage = try await Stage()
        let first = try await Self.deposit(stage, "Diploma", kind: "edu.vocational-diploma")
        let second = try await Self.deposit(stage, "Payslip", kind: "work.payslip")
        let later = try await Self.deposit(stage, "Later")
        let bundle = try await Self.bundle(stage, [second, first, second])
        #expect(bundle.parts.map(\.id) == [second, first])
        #expect(bundle.parts.map(\.document?.description.title) == ["Payslip", "Diploma"])
        let grants = try await Self.grant(stage, bundle)
        #expect(grants.map(\.document) == [second, first])
        #expect(Set(grants.map(\.until)).count == 2)

        let desk = try await stage.open(as: stage.counselor)
        let grown = try await desk.change(bundle.id, adding: [later], removing: [second])
        #expect(grown.parts.map(\.id) == [first, later])
        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.list().map(\.id) == [first, second])
        // Not even that there is a bundle.
        #expect(try await chamber.bundles() == [])
        #expect(try await chamber.list().allSatisfy { $0.description.relations.isEmpty })
        #expect(try await desk.grants().count == 2)
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `is granted whole or not at all, and each refusal is named`() async throws {
        let stage = try await Stage()
        let diploma = try await Self.deposit(stage, "Diploma", kind: "edu.vocational-diploma")
        let passport = try await Self.deposit(stage, "Passport", kind: "id.passport")
        let gone = try await Self.deposit(stage, "Gone")
        let bundle = try await Self.bundle(stage, [diploma, passport, gone])
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.withdraw(gone)
        let changed = try await desk.bundle("Application")
        #expect(changed.parts.map { $0.document == nil } == [false, false, true])
        let head = try await desk.summary().head
        let refused = [
            DocumentRefusal(document: passport, error: .notAllowed(.copyRestricted(passport))),
            DocumentRefusal(document: gone, error: .withdrawn(gone)),
        ]
        await #expect(throws: VaultError.refused(refused)) { try await Self.grant(stage, bundle) }
        #expect(try await desk.summary().head == head)
        #expect(try await stage.open(as: stage.chamber).list().isEmpty)
    }

    @Test
    func `says which documents have no translation in it`() async throws {
        let stage = try await Stage()
        let papers = [
            try await Self.deposit(stage, "Translated", language: "fa"),
            try await Self.deposit(stage, "Alone", language: "AR-syr"),
            try await Self.deposit(stage, "German", language: "de-AT"),
            try await Self.deposit(stage, "Unsaid"),
        ]
        let translation = try await Self.deposit(
            stage,
            "Translation",
            language: "de",
            relations: [DocumentRelation(.translationOf, papers[0])]
        )
        let attachment = try await Self.deposit(
            stage,
            "Attachment",
            relations: [DocumentRelation(.attachmentOf, papers[1])]
        )
        let all = try await Self.bundle(stage, papers + [translation, attachment])
        #expect(all.untranslated() == [papers[1]])
        #expect(all.untranslated(exceptIn: ["ar"]) == [papers[2], translation])
        let without = try await Self.bundle(stage, papers, named: "Without")
        #expect(without.untranslated() == Array(papers.prefix(2)))
    }

    @Test
    func `has documents of one owner that its maker can open, and no bundle`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let other = try await desk.enrolProvisional(name: "Somebody else")
        let theirs = try stage.document(
            in: try await desk.deposit([.bytes([0x41], fileName: "a.txt")], for: other.id)
        )
        let ours = try await Self.deposit(stage, "Diploma")
        let bundle = try await Self.bundle(stage, [ours])
        let head = try await desk.summary().head
        let refused: [([DocumentID], VaultError)] = [
            ([], .invalid(.relation)), ([ours, theirs], .notAllowed(.otherOwner(theirs))),
            ([ours, bundle.id], .invalid(.relation)),
        ]
        for (documents, error) in refused {
            await #expect(throws: error) { try await Self.bundle(stage, documents) }
        }
        await #expect(throws: VaultError.notAllowed(.otherOwner(theirs))) {
            _ = try await desk.change(bundle.id, adding: [theirs])
        }
        await #expect(throws: VaultError.documentNotFound(ours.text)) {
            _ = try await desk.change(ours, adding: [ours])
        }
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            _ = try await stage.open(as: stage.chamber).makeBundle(named: "Mine", of: [ours])
        }
        #expect(try await desk.summary().head == head)
    }

    @Test
    func `is made by the vault alone`() async throws {
        let stage = try await Stage()
        let ours = try await Self.deposit(stage, "Diploma")
        let bundle = try await Self.bundle(stage, [ours])
        let desk = try await stage.open(as: stage.counselor)
        for kind in ["vault.bundle", "vault.history", "vault.other"] {
            await #expect(throws: VaultError.invalid(.reservedKind)) {
                try await Self.deposit(stage, "Mine", kind: kind)
            }
            await #expect(throws: VaultError.invalid(.reservedKind)) {
                _ = try await desk.describe(ours, title: nil, kind: kind)
            }
        }
        let contains = DocumentRelation(.contains, ours)
        await #expect(throws: VaultError.invalid(.relation)) {
            try await Self.deposit(stage, "Mine", relations: [contains])
        }
        await #expect(throws: VaultError.invalid(.relation)) {
            _ = try await desk.describe(bundle.id, title: nil, kind: "other")
        }
    }

    @Test
    func `is found by its name or its id`() async throws {
        let stage = try await Stage()
        let ours = try await Self.deposit(stage, "Diploma")
        let first = try await Self.bundle(stage, [ours], named: "One")
        let second = try await Self.bundle(stage, [ours], named: "Two")
        let third = try await Self.bundle(stage, [ours], named: "Two")
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.bundle("One") == first)
        #expect(try await desk.bundle(String(second.id.text.prefix(12))) == second)
        let both = [second.id.text, third.id.text].sorted()
        await #expect(throws: VaultError.ambiguous("Two", candidates: both)) {
            _ = try await desk.bundle("Two")
        }
        for text in ["Three", ours.text, "one"] {
            await #expect(throws: VaultError.documentNotFound(text)) {
                _ = try await desk.bundle(text)
            }
        }
        #expect(try await desk.bundles(owner: stage.newcomer.id).map(\.id).count == 3)
    }

    @Test
    func `moves to another vault with its documents`() async throws {
        let move = try await TransferMove()
        let bundle = try await Self.bundle(move.old, move.documents.reversed())
        try await move.out()
        let outcome = try await move.take()
        var names: [DocumentID: DocumentID] = [:]
        for document in outcome.documents {
            if case .stored(let id) = document.result { names[document.old] = id }
        }
        let desk = try await move.new.open(as: move.new.counselor)
        let moved = try #require(try await desk.bundles(owner: outcome.owner).first)
        #expect(moved.id == names[bundle.id])
        #expect(moved.parts.map(\.id) == bundle.parts.map { names[$0.id] })
        #expect(moved.parts.allSatisfy { $0.document != nil })
        #expect(
            try await desk.bytes(of: moved.id)
                == move.old.open(as: move.old.counselor).bytes(of: bundle.id)
        )
    }

    // MARK: what the vault writes itself

    @Test
    func `and other records have contents that people can read`() async throws {
        let stage = try await Stage()
        let ours = try await Self.deposit(stage, "Diploma")
        let bundle = try await Self.bundle(stage, [ours], named: "\"IHK\"")
        let desk = try await stage.open(as: stage.counselor)
        let text = String(decoding: try await desk.bytes(of: bundle.id), as: UTF8.self)
        #expect(
            text == """
                {
                  "format": "vault/bundle/v1",
                  "name": "\\"IHK\\"",
                  "time": "2027-01-15T08:00:00Z",
                  "documents": ["\(ours)"]
                }

                """
        )
        let seen = try await desk.attestOriginal(
            for: stage.newcomer.id,
            as: DocumentDescription(kind: "id.passport", language: "fa")
        )
        let id = try #require(seen.stored)
        let record = String(decoding: try await desk.bytes(of: id), as: UTF8.self)
        #expect(
            record == """
                {
                  "format": "vault/original-seen/v1",
                  "kind": "id.passport",
                  "title": null,
                  "language": "fa",
                  "seen-by": "A counselor",
                  "time": "2027-01-15T08:00:00Z"
                }

                """
        )
        let shown = try #require(try await desk.list().first { $0.id == id })
        #expect(shown.description.form == .originalPaperSeen)
        #expect(shown.description.transferNote?.isOriginalSeen == true)
        #expect(shown.mediaType == "application/json")
        await #expect(throws: VaultError.invalid(.kind)) {
            _ = try await desk.attestOriginal(for: stage.newcomer.id, as: DocumentDescription())
        }
    }

    @Test
    func `and a consent keep notice, language and means, and the signed paper beside`()
        async throws
    {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        let consent = ConsentRecord(
            notice: "newcomers-3",
            language: "fa",
            means: [.signedPaper, .interpreterPresent, .signedPaper]
        )
        let outcomes = try await desk.recordConsent(
            consent,
            of: stage.newcomer.id,
            scan: .bytes(Array("signed".utf8), fileName: "scan.txt")
        )
        let ids = outcomes.compactMap(\.stored)
        try #require(ids.count == 2)
        #expect(
            String(decoding: try await desk.bytes(of: ids[0]), as: UTF8.self) == """
                {
                  "format": "vault/consent/v1",
                  "notice": "newcomers-3",
                  "language": "fa",
                  "means": ["signed-paper", "interpreter-present"],
                  "recorded-by": "A counselor",
                  "time": "2027-01-15T08:00:00Z"
                }

                """
        )
        let shown = try await desk.list()
        #expect(shown.map(\.description.kind) == ["consent.record", "consent.record"])
        #expect(shown.map(\.description.title) == ["newcomers-3", "newcomers-3"])
        #expect(shown[1].description.relations == [DocumentRelation(.attachmentOf, ids[0])])
        let alone = try await desk.recordConsent(consent, of: stage.newcomer.id)
        #expect(alone.compactMap(\.stored).count == 1)
        for wrong in [
            ConsentRecord(notice: "", language: "fa", means: [.ownDevice]),
            ConsentRecord(notice: "n\n", language: "fa", means: [.ownDevice]),
            ConsentRecord(notice: "n", language: "fa", means: []),
        ] {
            await #expect(throws: VaultError.invalid(.notice)) {
                _ = try await desk.recordConsent(wrong, of: stage.newcomer.id)
            }
        }
        await #expect(throws: VaultError.invalid(.language)) {
            let wrong = ConsentRecord(notice: "n", language: "Farsi!", means: [.ownDevice])
            _ = try await desk.recordConsent(wrong, of: stage.newcomer.id)
        }
    }
}
