import Testing
import Vault
import VaultLedger

/// Who sees what.
@Suite("Visibility")
struct VisibilityTests {
    @Test
    func `of an organisation ends at what was granted to it`() async throws {
        let stage = try await Stage()
        let granted = try await stage.deposit("The first", title: "Granted")
        let other = try await stage.deposit("The second", title: "Secret")
        let friend = try await stage.organisation("A friend")
        let grant = try await stage.grant(granted)
        try await stage.grant(granted, to: friend.id)
        try await stage.grant(other, to: friend.id)

        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.list().map(\.description.title) == ["Granted"])
        #expect(try await chamber.list().first?.ownerName == "A newcomer")
        #expect(try await chamber.grants().map(\.index) == [grant.index])
        #expect(try await chamber.grants(document: other) == [])
        _ = try await chamber.bytes(of: granted)
        let history = try await chamber.history()
        #expect(history.map(\.kind) == [.enrol, .grant, .open])
        #expect(history.allSatisfy { $0.document == nil || $0.document == granted })
        await #expect(throws: VaultError.notAllowed(.noGrant(other))) {
            try await chamber.history(.document(other))
        }
        #expect(try await chamber.history(.member(friend.id)) == [])
        let names = try await chamber.members().map(\.name)
        #expect(
            names == [
                "Vault administration", "A counselor", "Chamber of Crafts", nil, "A friend",
            ]
        )
        await #expect(throws: VaultError.memberNotFound("A newcomer")) {
            try await chamber.member("A newcomer")
        }
    }

    @Test
    func `of the history in parts is that of the whole`() async throws {
        let stage = try await Stage()
        let granted = try await stage.deposit("The first", title: "Granted")
        _ = try await stage.deposit("The second", title: "Secret")
        try await stage.grant(granted)
        _ = try await stage.open(as: stage.chamber).bytes(of: granted)
        for person in [stage.admin, stage.counselor, stage.chamber] {
            let vault = try await stage.open(as: person)
            let scopes: [HistoryScope] = [.all, .document(granted), .member(stage.chamberID)]
            for scope in scopes {
                let whole = try await vault.history(scope)
                #expect(!whole.isEmpty)
                for limit in [1, 2, 100] {
                    var parts: [HistoryEntry] = []
                    while case let part = try await vault.history(
                        scope,
                        after: parts.last?.index ?? -1,
                        limit: limit
                    ), !part.isEmpty {
                        #expect(part.count <= limit)
                        parts += part
                    }
                    #expect(parts == whole)
                }
            }
        }
        let chamber = try await stage.open(as: stage.chamber)
        let owner = try #require(try await chamber.list().first?.owner)
        #expect(try await chamber.ownerName(inDocumentsOf: owner) == "A newcomer")
        #expect(try await chamber.ownerName(inDocumentsOf: stage.chamberID) == nil)
        #expect(try await stage.open(as: stage.admin).grants(owner: owner).count == 1)
        #expect(try await chamber.grants(member: stage.chamberID).count == 1)
    }

    @Test(arguments: [false, true])
    func `of a stranger ends at pseudonyms and the audit`(hasIdentity: Bool) async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let stranger = try await stage.open(
            as: hasIdentity ? Identity.generate(suite: .x25519) : nil
        )
        let refusal =
            hasIdentity ? VaultError.notAllowed(.notEnrolled) : VaultError.identityMissing
        #expect(try await stranger.me() == nil)
        let members = try await stranger.members()
        #expect(members.map(\.name) == [nil, nil, nil, nil])
        #expect(members.map(\.role) == [.admin, .counselor, .organisation, .owner])
        #expect(try await stranger.names(of: Set(members.map(\.id))) == [:])
        #expect(try await stranger.member(stage.chamberID.text).id == stage.chamberID)
        #expect(try await stranger.audit().isClean)
        await #expect(throws: refusal) { try await stranger.list() }
        await #expect(throws: refusal) { try await stranger.history() }
        await #expect(throws: refusal) { try await stranger.grants() }
        await #expect(throws: refusal) { try await stranger.bytes(of: document) }
        await #expect(throws: refusal) {
            try await stranger.revoke([document], from: stage.chamberID)
        }
        await #expect(throws: refusal) { try await stranger.describe(document, title: "Mine") }
        #expect(try await stranger.finishPending() == 0)
    }

    @Test
    func `of an auditor is everything that was said and no content`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: "Diploma")
        try await stage.grant(document)
        let auditor = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "An auditor"),
            as: .auditor
        )
        let vault = try await stage.open(as: auditor)
        #expect(try await vault.history().count == (try await vault.summary().head.size))
        #expect(try await vault.grants().map(\.title) == [nil])
        #expect(try await vault.history(.owner(stage.newcomer.id)).count == 3)
    }

    @Test
    func `of a description reaches the owner's office and the live grantees`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: "Diplom")
        let friend = try await stage.organisation("A friend")
        try await stage.grant(document)
        try await stage.grant(document, to: friend.id)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.revoke([document], from: friend.id)
        let shown = try await desk.describe(document, title: "Diploma", kind: "edu.diploma")
        #expect(shown.description == DocumentDescription(title: "Diploma", kind: "edu.diploma"))
        #expect(try await desk.describe(document, kind: "edu.other").description.title == "Diploma")
        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.list().map(\.description.title) == ["Diploma"])
        #expect(try await stage.open(as: friend.identity).list() == [])
        #expect(try await chamber.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await desk.audit().isClean)
        for (title, kind) in [("", nil), ("a\nb", nil), (nil, "No Code"), (nil, "a..b")] {
            await #expect(throws: VaultError.invalid(title == nil ? .kind : .title)) {
                try await desk.describe(document, title: title, kind: kind)
            }
        }
    }

    @Test
    func `of names follows canonical equivalence`() async throws {
        let stage = try await Stage()
        let composed = "Ren\u{E9} M\u{FC}ller"
        let decomposed = "Rene\u{301} Mu\u{308}ller"
        let desk = try await stage.open(as: stage.counselor)
        let member = try await desk.enrolProvisional(name: composed)
        #expect(try await desk.member(decomposed).id == member.id)
        let twin = try await desk.enrolProvisional(name: decomposed)
        await #expect(
            throws: VaultError.ambiguous(
                composed,
                candidates: [member.id.text, twin.id.text].sorted()
            )
        ) { try await desk.member(composed) }
        #expect(try await desk.names(of: [member.id, MemberID.random()]) == [member.id: composed])
        for name in [
            "", "  ", "two\nlines", "turned \u{202E}round", String(repeating: "a", count: 201),
        ] {
            await #expect(throws: VaultError.invalid(.name)) {
                try await desk.enrolProvisional(name: name)
            }
        }
    }

    @Test
    func `of ids starts at four characters and lists what else fits`() async throws {
        let stage = try await Stage()
        let desk = try await stage.open(as: stage.counselor)
        var ids = [stage.adminID, stage.counselorID, stage.chamberID, stage.newcomer.id].map(\.text)
        while Dictionary(grouping: ids, by: { $0.prefix(4) }).allSatisfy({ $1.count < 2 }) {
            ids.append(try await desk.enrolProvisional(name: "Somebody").id.text)
        }
        let twins = try #require(
            Dictionary(grouping: ids, by: { $0.prefix(4) }).first { $1.count > 1 }
        )
        await #expect(
            throws: VaultError.ambiguous(String(twins.key), candidates: twins.value.sorted())
        ) { try await desk.member(String(twins.key)) }
        let one = try #require(twins.value.first)
        #expect(try await desk.member(one).id.text == one)
        await #expect(throws: VaultError.memberNotFound(String(one.prefix(3)))) {
            try await desk.member(String(one.prefix(3)))
        }
        let document = try await stage.deposit("A diploma")
        #expect(try await desk.document(String(document.text.prefix(6))) == document)
        for text in ["d-", String(document.text.prefix(3)), "m-0000", "d-zzzzzzzzzzzzzzzz"] {
            await #expect(throws: VaultError.documentNotFound(text)) {
                try await desk.document(text)
            }
        }
    }
}
