import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// Erasure by two people, what is left of it, and what an audit makes of holes (TLOG.md §10, 24–27).
@Suite("An erasure", .timeLimit(.minutes(5)))
struct ErasureTests {
    /// A vault with an auditor and two papers of the newcomer, both granted, one opened.
    private struct Office {
        let stage: Stage
        let auditor: Identity
        let erased: DocumentID
        let kept: DocumentID

        init() async throws {
            stage = try await Stage()
            auditor = Identity.generate(suite: .x25519)
            _ = try await stage.open(as: stage.admin).enrol(
                auditor.card(name: "Auditor"),
                as: .auditor
            )
            erased = try await stage.deposit("The erased diploma", title: "Erased title")
            kept = try await stage.deposit("The kept diploma")
            try await stage.grant(erased)
            try await stage.grant(kept)
            _ = try await stage.open(as: stage.chamber).bytes(of: erased)
        }

        /// Has the admin ask and the auditor sign.
        @discardableResult
        func erase(_ subject: ErasureSubject) async throws -> ErasureOutcome {
            _ = try await stage.open(as: stage.admin).requestErasure(of: subject, on: .unlawful)
            return try await stage.open(as: auditor).warrantErasure(of: subject)
        }

        func audit() async throws -> AuditReport {
            try await DocumentVault.audit(at: stage.path("vault"), clock: .fixed(stage.time))
        }

        func codes() async throws -> Set<String> {
            Set(try await audit().findings.map(\.code))
        }
    }

    @Test
    func `of a document leaves the others as they were`() async throws {
        let office = try await Office()
        let outcome = try await office.erase(.document(office.erased))
        #expect(outcome.isPurged)
        #expect(outcome.outlook.statements == 3)
        let recipients = outcome.outlook.recipients
        #expect(recipients.map(\.member) == [office.stage.chamberID])
        #expect(recipients.map(\.opened) == [1])

        let report = try await office.audit()
        #expect(report.findings == [])
        #expect(report.erased == 3)
        let chamber = try await office.stage.open(as: office.stage.chamber)
        #expect(try await chamber.bytes(of: office.kept) == Array("The kept diploma".utf8))
        await #expect(throws: VaultError.erased(.document(office.erased))) {
            try await chamber.bytes(of: office.erased)
        }
        #expect(try office.stage.blobs().count == 1)
    }

    @Test
    func `of an owner leaves no key, card, recipient or blob`() async throws {
        let office = try await Office()
        let owner = office.stage.newcomer.id
        try await office.erase(.owner(owner))
        let report = try await office.audit()
        #expect(report.findings == [])
        #expect(report.erased == 6)
        #expect(try office.stage.blobs() == [])
        let intruder = try Intruder(office.stage)
        for sql in [
            "SELECT 1 FROM card WHERE member = ?1",
            "SELECT 1 FROM envelope WHERE subject = ?1 OR holder = ?1",
            "SELECT 1 FROM p_member WHERE id = ?1",
            "SELECT 1 FROM p_event WHERE owner = ?1 AND kind NOT IN ('erase', 'warrant')",
        ] {
            #expect(try intruder.rows(sql, [owner.text]).isEmpty, "\(sql)")
        }
        // The cards that are left are those of the five with a key.
        #expect(try intruder.rows("SELECT 1 FROM card").count == 4)
        let members = try await office.stage.open(as: office.stage.admin).members()
        #expect(!members.contains { $0.id == owner })
    }

    @Test
    func `is told to whoever asks for what is gone, by its id or the beginning of it`() async throws
    {
        let office = try await Office()
        let (id, owner) = (office.erased, office.stage.newcomer.id)
        try await office.erase(.document(id))
        for vault in [
            try await office.stage.open(as: nil),
            try await office.stage.open(as: .generate(suite: .x25519)),
        ] {
            for text in [id.text, String(id.text.dropLast(4))] {
                await #expect(throws: VaultError.erased(.document(id))) {
                    try await vault.document(text)
                }
            }
            let other = "\(id.text.prefix(10))\(String(repeating: "0", count: 8))"
            await #expect(throws: VaultError.documentNotFound(other)) {
                try await vault.document(other)
            }
        }
        let admin = try await office.stage.open(as: office.stage.admin)
        await #expect(throws: VaultError.erased(.document(id))) {
            try await admin.erasureOutlook(.document(id))
        }
        await #expect(throws: VaultError.erased(.document(id))) {
            try await admin.keyHoldings(of: id, in: office.stage.time...office.stage.time)
        }
        await #expect(throws: VaultError.erased(.document(id))) { try await admin.versions(of: id) }

        try await office.erase(.owner(owner))
        for text in [owner.text, String(owner.text.dropLast(4))] {
            await #expect(throws: VaultError.erased(.owner(owner))) {
                try await office.stage.open(as: nil).member(text)
            }
        }
        await #expect(throws: VaultError.erased(.owner(owner))) {
            try await office.stage.open(as: office.stage.counselor)
                .deposit([.bytes([65], fileName: "a.txt")], for: owner)
        }
        // Which documents went with the owner, nobody can tell.
        await #expect(throws: VaultError.documentNotFound(office.kept.text)) {
            try await office.stage.open(as: nil).document(office.kept.text)
        }
    }

    @Test
    func `is not told on the word of a row`() async throws {
        let office = try await Office()
        let intruder = try Intruder(office.stage)
        try await office.erase(.document(office.erased))
        try intruder.run("DELETE FROM p_document WHERE id = ?", [office.kept.text])
        try intruder.run("UPDATE p_erasure SET document = ?", [office.kept.text])
        let request: Int = try #require(intruder.rows("SELECT idx FROM p_erasure").first)["idx"]
        await #expect(throws: VaultError.damaged(.statement(request))) {
            try await office.stage.open(as: nil).document(office.kept.text)
        }
    }

    @Test
    func `leaves no byte of the statements in any file`() async throws {
        let office = try await Office()
        let intruder = try Intruder(office.stage)
        let sql = """
            SELECT note FROM statement JOIN p_event USING (idx) WHERE document = ?
            """
        let notes: [String] = try intruder.rows(sql, [office.erased.text]).map { $0["note"] }
        let envelopes: [Data] = try intruder.rows(
            "SELECT body FROM envelope WHERE subject = ?",
            [office.erased.text]
        ).map { $0["body"] }
        #expect(notes.count == 3)
        #expect(envelopes.count == 2)
        try await office.erase(.document(office.erased))
        for file in try office.stage.files(under: "vault") {
            let bytes = try Data(contentsOf: URL(filePath: office.stage.path(file)))
            for note in notes {
                for line in note.split(separator: "\n") where line.hasPrefix("salt") {
                    #expect(bytes.range(of: Data(line.utf8)) == nil, "a statement in \(file)")
                }
            }
            for envelope in envelopes {
                #expect(bytes.range(of: envelope.suffix(64)) == nil, "an envelope in \(file)")
            }
        }
    }

    @Test
    func `takes an admin and then an auditor`() async throws {
        let office = try await Office()
        let stage = office.stage
        let subject = ErasureSubject.document(office.erased)
        await #expect(throws: VaultError.erasureNotRequested) {
            try await stage.open(as: office.auditor).warrantErasure(of: subject)
        }
        for (person, role) in [
            (stage.counselor, Role.counselor), (stage.chamber, .organisation),
            (office.auditor, .auditor),
        ] {
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await stage.open(as: person).requestErasure(of: subject, on: .unlawful)
            }
        }
        _ = try await stage.open(as: stage.admin).requestErasure(of: subject, on: .unlawful)
        await #expect(throws: VaultError.notAllowed(.role(.admin))) {
            try await stage.open(as: stage.admin).warrantErasure(of: subject)
        }
        #expect(try await office.audit().erased == 0)
        let pending = try await stage.open(as: office.auditor).pendingErasures()
        #expect(pending.map(\.document) == [office.erased])
        #expect(pending.map(\.ground) == [.unlawful])
        // What was said between request and warrant goes too.
        _ = try await stage.open(as: stage.chamber).bytes(of: office.erased)
        let outcome = try await stage.open(as: office.auditor).warrantErasure(of: subject)
        #expect(outcome.outlook.statements == 4)
        #expect(try await office.audit().findings == [])
    }

    @Test
    func `is not signed off while an audit has findings`() async throws {
        let office = try await Office()
        let subject = ErasureSubject.document(office.erased)
        _ = try await office.stage.open(as: office.stage.admin)
            .requestErasure(of: subject, on: .unlawful)
        try Intruder(office.stage).run("UPDATE p_grant SET until = until + 86400")
        await #expect(throws: VaultError.self) {
            try await office.stage.open(as: office.auditor).warrantErasure(of: subject)
        }
        #expect(try await office.audit().erased == 0)
    }

    @Test
    func `without a warrant is a finding, case 24`() async throws {
        let office = try await Office()
        try Intruder(office.stage).run("DELETE FROM statement WHERE idx = 6")
        #expect(try await office.codes().contains("statement.missing"))
    }

    @Test
    func `that was not carried out, or came back, is a finding, case 26`() async throws {
        let office = try await Office()
        let intruder = try Intruder(office.stage)
        let index: Int = try #require(
            intruder.rows(
                "SELECT idx FROM p_event WHERE kind = 'grant' AND document = ?",
                [office.erased.text]
            ).first
        )["idx"]
        let note: String = try #require(
            intruder.rows("SELECT note FROM statement WHERE idx = ?", [index]).first
        )["note"]
        try await office.erase(.document(office.erased))
        #expect(try await office.codes() == [])
        try intruder.run("INSERT INTO statement VALUES (?, ?)", [index, note])
        #expect(try await office.audit().findings.map(\.code) == ["erasure.remains"])
    }

    @Test
    func `hides no other deletion, case 27`() async throws {
        let office = try await Office()
        try await office.erase(.document(office.erased))
        let intruder = try Intruder(office.stage)
        // The grant of the other paper, as if its erasure had been signed off too.
        let index: Int = try #require(
            intruder.rows(
                "SELECT idx FROM p_event WHERE kind = 'grant' AND document = ?",
                [office.kept.text]
            ).first
        )["idx"]
        try intruder.run("DELETE FROM statement WHERE idx = ?", [index])
        #expect(try await office.codes().contains("statement.missing"))
        try intruder.run(
            """
            INSERT INTO p_hole SELECT idx, time, author, number, (SELECT max(warrant) FROM p_hole)
            FROM p_event WHERE idx = ?
            """,
            [index]
        )
        let codes = try await office.codes()
        #expect(codes.contains("statement.missing"))
        #expect(codes.contains("projection.unfounded"))
    }

    @Test
    func `whose warrant is gone is a finding`() async throws {
        let office = try await Office()
        let outcome = try await office.erase(.document(office.erased))
        let intruder = try Intruder(office.stage)
        try intruder.run("DELETE FROM statement WHERE idx = ?", [outcome.warrant])
        #expect(try await office.codes().contains("statement.missing"))
    }

    @Test
    func `has an entry whose change is found by itself, and nothing that follows from it`()
        async throws
    {
        let office = try await Office()
        let outcome = try await office.erase(.document(office.erased))
        for number in 1...5 { _ = try await office.stage.deposit("A later paper \(number)") }
        let intruder = try Intruder(office.stage)
        let holes: [Int] = try intruder.rows("SELECT idx FROM p_hole ORDER BY idx").map { $0[0] }
        #expect(holes.count == 3)
        let first = try #require(holes.first)
        let bytes = try #require(
            try intruder.bytes("SELECT digest FROM leaf WHERE idx = ?", [first])
        )
        try intruder.run(
            "UPDATE leaf SET digest = ? WHERE idx = ?",
            [Data(bytes.map { ~$0 }), first]
        )
        #expect(try await office.audit().findings.map(\.short) == ["leaf.changed at \(first)"])
        try intruder.run(
            "UPDATE leaf SET digest = zeroblob(32) WHERE idx IN (SELECT idx FROM p_hole)"
        )
        let changed = holes.map { "leaf.changed at \($0)" }
        #expect(try await office.audit().findings.map(\.short) == changed)
        // Nor does it hide anything else.
        try intruder.run(
            "UPDATE statement SET note = replace(note, 'salt ', 'salt x') WHERE idx = ?",
            [outcome.warrant + 3]
        )
        let found = try await office.audit().findings.map(\.short)
        #expect(found.starts(with: changed + ["statement.digest at \(outcome.warrant + 3)"]))
    }

    @Test
    func `has an entry whose change is named first, even with the tree made to fit`()
        async throws
    {
        let office = try await Office()
        try await office.erase(.document(office.erased))
        for number in 1...5 { _ = try await office.stage.deposit("A later paper \(number)") }
        let intruder = try Intruder(office.stage)
        let holes: [Int] = try intruder.rows("SELECT idx FROM p_hole ORDER BY idx").map { $0[0] }
        for hole in holes {
            let entry = try #require(
                try intruder.bytes("SELECT digest FROM leaf WHERE idx = ?", [hole])
            )
            let change = "UPDATE leaf SET digest = ? WHERE idx = ?"
            try intruder.run(change, [Data(entry.map { ~$0 }), hole])
            try intruder.fitTree()
            let findings = try await office.audit().findings
            #expect(findings.first?.short == "leaf.changed at \(hole)")
            #expect(findings.count { $0.code == "leaf.changed" } == 1)
            try intruder.run(change, [Data(entry), hole])
            try intruder.fitTree()
            #expect(try await office.audit().findings == [])
        }
    }

    @Test
    func `shows as a hole in an export, and a missing statement does not`() async throws {
        let office = try await Office()
        try await office.erase(.document(office.erased))
        let export = try await office.stage.open(as: office.stage.admin)
            .exportLog(to: office.stage.path("export"))
        let audit = {
            try await LogExport.audit(
                at: office.stage.path("export"),
                logKey: VerifierKey(export.logKey),
                clock: .fixed(office.stage.time)
            )
        }
        let report = try await audit()
        #expect(report.findings == [])
        #expect(report.isComplete)
        #expect(report.erased == 3)
        let kept: Int = try #require(
            Intruder(office.stage).rows(
                "SELECT idx FROM p_event WHERE kind = 'grant' AND document = ?",
                [office.kept.text]
            ).first
        )["idx"]
        try FileManager.default.removeItem(
            atPath: office.stage.path("export/statements/\(kept)")
        )
        let holed = try await audit()
        #expect(holed.isComplete == false)
        #expect(holed.findings.map(\.short) == ["statement.missing at \(kept)"])
    }
}
