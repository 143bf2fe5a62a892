import Foundation
import GRDB
import Testing
import Vault
import VaultAge
import VaultLedger

/// The end of access, in its two transactions.
@Suite("Ended access")
struct RevocationTests {
    /// Says the revocation alone, as a process does that is killed before the re-keying.
    private static func revokeOnly(_ grant: GrantRecord, in stage: Stage) throws {
        let body = Revocation(
            owner: grant.owner,
            document: grant.document,
            grant: grant.index,
            basis: .custody(try #require(stage.newcomer.office))
        )
        try Adversary(stage.counselor).append([.revoke(body)], as: stage.counselorID, in: stage)
    }

    @Test
    func `leaves nothing that the old document key opens`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let friend = try await stage.organisation("A friend")
        try await stage.grant(document)
        try await stage.grant(document, to: friend.id)
        let intruder = try Intruder(stage)
        let envelope = try #require(try intruder.envelope(of: document, for: stage.chamberID))
        let chamber = try Adversary(stage.chamber)
        let oldKey = try chamber.documentKey(in: envelope)
        let oldBlobs = try stage.blobs()
        #expect(
            try Age.decrypt(stage.bytes(oldBlobs[0]), with: [oldKey]) == Array("A diploma".utf8)
        )

        _ = try await stage.open(as: stage.counselor).revoke([document], from: stage.chamberID)
        let blobs = try stage.blobs()
        #expect(blobs.count == 1 && blobs != oldBlobs)
        let envelopes = try intruder.rows("SELECT body, subject FROM envelope").map { row in
            (Array(row[0] as Data), row[1] as String)
        }
        for file in try blobs.map({ try stage.bytes($0) }) + envelopes.map(\.0) {
            #expect(throws: AgeError.self) { try Age.decrypt(file, with: [oldKey]) }
        }
        for (body, subject) in envelopes where subject.hasPrefix("d-") {
            #expect(throws: AgeError.self) { try Age.decrypt(body, with: [chamber.age]) }
        }
        let remaining = try await stage.open(as: friend.identity)
        #expect(try await remaining.bytes(of: document) == Array("A diploma".utf8))
        #expect(
            try await stage.open(as: stage.counselor).bytes(of: document) == Array("A diploma".utf8)
        )
        #expect(try await remaining.audit().isClean)
    }

    @Test
    func `is finished by another client when a process stops between its halves`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let friend = try await stage.organisation("A friend")
        let grant = try await stage.grant(document)
        try await stage.grant(document, to: friend.id)
        let colleague = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            colleague.card(name: "A colleague"),
            as: .counselor
        )
        let oldBlobs = try stage.blobs()
        try Self.revokeOnly(grant, in: stage)

        let chamber = try await stage.open(as: stage.chamber)
        await #expect(throws: VaultError.notAllowed(.revoked(document))) {
            try await chamber.bytes(of: document)
        }
        #expect(try Intruder(stage).envelope(of: document, for: stage.chamberID) == nil)
        let other = try await stage.open(as: friend.identity)
        #expect(try await other.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await other.list().map(\.isRekeyDue) == [true])
        let report = try await other.audit()
        #expect(report.isClean)
        #expect(report.due == [document])
        #expect(try await other.finishPending() == 0)

        let desk = try await stage.open(as: colleague)
        #expect(try await desk.finishPending() == 1)
        #expect(try await desk.finishPending() == 0)
        #expect(try await desk.audit().due == [])
        #expect(try await desk.audit().isClean)
        #expect(try await other.list().map(\.isRekeyDue) == [false])
        #expect(try await other.bytes(of: document) == Array("A diploma".utf8))
        #expect(try stage.blobs() != oldBlobs)
        #expect(try stage.blobs().count == 1)
    }

    @Test
    func `hands the new key to whoever was granted in between`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma", title: "Old")
        let grant = try await stage.grant(document)
        try Self.revokeOnly(grant, in: stage)
        let friend = try await stage.organisation("A friend")
        try await stage.grant(document, to: friend.id)
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.describe(document, title: "New")
        #expect(try await desk.finishPending() == 1)
        let other = try await stage.open(as: friend.identity)
        #expect(try await other.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await other.list().map(\.description.title) == ["New"])
        #expect(try await other.audit().isClean)
    }

    @Test
    func `stands even if the document is too damaged to be encrypted anew`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let blob = try #require(try stage.blobs().first)
        let bytes = try stage.bytes(blob)
        try stage.write(Array(bytes.dropLast()), to: blob)
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.damaged(.blob(document))) {
            try await desk.revoke([document], from: stage.chamberID)
        }
        await #expect(throws: VaultError.notAllowed(.revoked(document))) {
            try await stage.open(as: stage.chamber).bytes(of: document)
        }
        #expect(try await desk.audit().due == [document])
        try stage.write(bytes, to: blob)
        #expect(try await desk.finishPending() == 1)
        #expect(try await desk.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `of several documents does not wait for a damaged one`() async throws {
        let stage = try await Stage()
        let damaged = try await stage.deposit("The first")
        let blob = try #require(try stage.blobs().first)
        let sound = try await stage.deposit("The second")
        for document in [damaged, sound] { try await stage.grant(document) }
        try FileManager.default.removeItem(atPath: stage.path(blob))
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.damaged(.blob(damaged))) {
            try await desk.revoke([damaged, sound], from: stage.chamberID)
        }
        #expect(try await desk.audit().due == [damaged])
        await #expect(throws: VaultError.damaged(.blob(damaged))) {
            try await desk.finishPending()
        }
        #expect(try await desk.bytes(of: sound) == Array("The second".utf8))
    }

    @Test
    func `comes even if nothing can be stored any more`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        let staging = stage.path("vault/blobs/staging")
        try FileManager.default.removeItem(atPath: staging)
        try Data().write(to: URL(filePath: staging))
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.self) {
            try await desk.revoke([document], from: stage.chamberID)
        }
        await #expect(throws: VaultError.notAllowed(.revoked(document))) {
            try await stage.open(as: stage.chamber).bytes(of: document)
        }
        #expect(try await desk.audit().due == [document])
    }

    @Test
    func `ends all grants to a member and tells how often they were used`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document, lasting: 60)
        try await stage.grant(document, lasting: 120)
        let desk = try await stage.open(as: stage.counselor)
        #expect(try await desk.grants().count == 2)
        let chamber = try await stage.open(as: stage.chamber)
        for _ in 0..<3 { _ = try await chamber.bytes(of: document) }
        let ended = try await desk.revoke([document, document], from: stage.chamberID)
        #expect(ended.map(\.grants) == [2])
        #expect(ended.map(\.opened) == [3])
        #expect(ended.map(\.lastOpened) == [stage.time])
        #expect(try await desk.grants() == [])
        await #expect(throws: VaultError.grantNotFound(document, grantee: stage.chamberID)) {
            try await desk.revoke([document], from: stage.chamberID)
        }
        try await stage.grant(document)
        #expect(try await chamber.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `revokes all documents or none`() async throws {
        let stage = try await Stage()
        let granted = try await stage.deposit("The first")
        let other = try await stage.deposit("The second")
        try await stage.grant(granted)
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.grantNotFound(other, grantee: stage.chamberID)) {
            try await desk.revoke([granted, other], from: stage.chamberID)
        }
        #expect(try await desk.grants().count == 1)
        #expect(
            try await stage.open(as: stage.chamber).bytes(of: granted) == Array("The first".utf8)
        )
    }

    @Test
    func `comes with the reader's clock before any statement tells of it`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document, lasting: 100)
        let inTime = try await stage.open(as: stage.chamber, later: 100)
        #expect(try await inTime.bytes(of: document) == Array("A diploma".utf8))
        let late = try await stage.open(as: stage.chamber, later: 101)
        await #expect(throws: VaultError.notAllowed(.expired(document, until: grant.until))) {
            try await late.bytes(of: document)
        }
        #expect(try await late.list() == [])
        #expect(try await late.grants() == [])
        #expect(try await late.audit().due == [])
    }

    @Test
    func `comes with log time, whatever the reader's clock says`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let grant = try await stage.grant(document, lasting: 100)
        let oldBlobs = try stage.blobs()
        let desk = try await stage.open(as: stage.counselor, later: 101)
        _ = try await desk.enrolProvisional(name: "Somebody else")

        let early = try await stage.open(as: stage.chamber, later: 50)
        await #expect(throws: VaultError.notAllowed(.expired(document, until: grant.until))) {
            try await early.bytes(of: document)
        }
        #expect(try Intruder(stage).envelope(of: document, for: stage.chamberID) == nil)
        let report = try await desk.audit()
        #expect(report.isClean)
        #expect(report.due == [document])
        #expect(try await desk.finishPending() == 1)
        #expect(try stage.blobs() != oldBlobs)
        #expect(try await desk.bytes(of: document) == Array("A diploma".utf8))
        let kinds = try await desk.history(.document(document)).map(\.kind)
        #expect(kinds == [.deposit, .grant, .rekey, .open])
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `of one grant leaves a longer one alone`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document, lasting: 100)
        try await stage.grant(document, lasting: 1_000)
        let desk = try await stage.open(as: stage.counselor, later: 101)
        _ = try await desk.enrolProvisional(name: "Somebody else")
        let chamber = try await stage.open(as: stage.chamber, later: 101)
        #expect(try await chamber.bytes(of: document) == Array("A diploma".utf8))
        #expect(try await desk.audit().due == [])
    }
}
