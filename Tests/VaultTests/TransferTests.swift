import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

/// The move of an owner from one vault to another.
@Suite("An archive of a move")
struct TransferTests {
    @Test
    func `brings every document, description and statement to the new vault`() async throws {
        let move = try await TransferMove()
        let record = try await move.out()
        let logKey = try VerifierKey(record.logKey)
        let outcome = try await move.take(trusting: logKey)
        #expect(outcome.isNewOwner)
        #expect(outcome.fingerprint == record.fingerprint)
        #expect(outcome.documents.map(\.old) == move.documents)
        let desk = try await move.new.open(as: move.new.counselor)
        let old = try await move.old.open(as: move.old.counselor)
        for document in outcome.documents {
            guard case .stored(let id) = document.result else { throw Failure() }
            #expect(try await desk.bytes(of: id) == old.bytes(of: document.old))
            let listed = try await desk.list(owner: outcome.owner).first { $0.id == id }
            let before = try await old.list().first { $0.id == document.old }
            #expect(listed?.description == before?.description)
            #expect(listed?.sha256 == before?.sha256)
            #expect(listed?.fileName == before?.fileName)
            #expect(listed?.ownerName == "A newcomer")
            // The deposit here states what the deposit there stated.
            #expect(try move.content(id, in: move.new) == move.content(document.old, in: move.old))
        }
        #expect(try await desk.grants().isEmpty)
        #expect(try await desk.audit().isClean)
    }

    private struct Failure: Error {}

    @Test
    func `keeps the old history as a document that still verifies`() async throws {
        let move = try await TransferMove()
        let record = try await move.out()
        let outcome = try await move.take()
        let desk = try await move.new.open(as: move.new.counselor)
        let history = try #require(try await desk.list().first { $0.id == outcome.history })
        #expect(history.description.kind == "vault.history")
        let path = move.new.path("history.tar")
        _ = try await desk.open(outcome.history, to: .file(path: path))
        var kinds: [Statement.Kind] = []
        let (fingerprint, head) = try DocumentVault.verifyHistory(
            at: path,
            trusting: VerifierKey(record.logKey)
        ) { kinds.append($0.statement.kind) }
        #expect(fingerprint == record.fingerprint)
        #expect(head == record.head)
        #expect(kinds.count == record.statements)
        #expect(kinds.suffix(2) == [.open, .open])
        #expect(kinds.contains(.withdraw))
        // Nothing is told about the other owner.
        #expect(kinds.count { $0 == .enrol } == 3)
        let other = try await move.new.open(as: move.new.admin).summary().logKey
        #expect(throws: VaultError.archive(.otherLog)) {
            _ = try DocumentVault.verifyHistory(at: path, trusting: VerifierKey(other)) { _ in }
        }
    }

    @Test
    func `is not made of a log with a gap in its tree`() async throws {
        let move = try await TransferMove()
        let history = try await move.old.open(as: move.old.admin).history()
        let gap = try #require(history.first { $0.kind == .withdraw }).index
        let intruder = try Intruder(move.old)
        for table in ["statement", "leaf"] {
            try intruder.run("DELETE FROM \(table) WHERE idx = \(gap)")
        }
        await #expect(throws: VaultError.damaged(.statement(gap))) { try await move.out() }
    }

    @Test
    func `stores nothing twice, and goes on where a run was cut off`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let first = try await move.take(saying: "The name here")
        let head = try await move.head()
        let second = try await move.take()
        #expect(try await move.head() == head)
        #expect(second.owner == first.owner)
        #expect(!second.isNewOwner)
        #expect(second.history == first.history)
        for (before, after) in zip(first.documents, second.documents) {
            guard case .stored(let id) = before.result else { throw Failure() }
            #expect(after.result == .known(id))
        }
        // Somebody else's is another matter, and so is a document that was withdrawn here.
        let other = try await move.new.open(as: move.new.counselor)
            .enrolProvisional(name: "Somebody else")
        await #expect(throws: VaultError.archive(.otherPerson("A newcomer"))) {
            try await move.take(for: other.id)
        }
        let third = try await move.take(for: other.id, saying: "A newcomer")
        #expect(third.documents.allSatisfy { if case .stored = $0.result { true } else { false } })
        guard case .stored(let id) = first.documents[0].result else { throw Failure() }
        _ = try await move.new.open(as: move.new.counselor).withdraw(id)
        let fourth = try await move.take(for: first.owner, saying: "A newcomer")
        #expect(fourth.documents[0].result == .known(id))
    }

    @Test
    func `goes to nobody who only has one of its papers too`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let desk = try await move.new.open(as: move.new.counselor)
        let other = try await desk.enrolProvisional(name: "Somebody else").id
        let leaflet = try await move.old.open(as: move.old.counselor)
        for document in try await leaflet.list(owner: move.old.newcomer.id) {
            let path = move.old.path("copy-\(document.id)")
            _ = try await leaflet.open(document.id, to: .file(path: path))
            _ = try await desk.deposit([.file(path: path)], for: other)
        }
        let outcome = try await move.take()
        #expect(outcome.owner != other && outcome.isNewOwner)
        #expect(outcome.name == "A newcomer")
    }

    @Test
    func `moves on from vault to vault with all its histories`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let outcome = try await move.take()
        let third = try await Stage()
        _ = try await move.new.open(as: move.new.counselor).transferOut(
            outcome.owner,
            sealedBy: move.seal(),
            at: third.path("again.age")
        )
        let last = try await third.open(as: third.counselor).transferIn(
            from: third.path("again.age"),
            unlockedBy: .identity(move.key)
        )
        #expect(last.documents.count == 3)
        #expect(last.documents.allSatisfy { if case .stored = $0.result { true } else { false } })
    }

    @Test
    func `is as the table of POSIX has it, spelled by a second implementation`() async throws {
        let move = try await TransferMove()
        let record = try await move.out()
        let archive = try move.opened()
        #expect(archive.end == [UInt8](repeating: 0, count: 1_024))
        #expect(archive.files[0].name == "vault-transfer")
        #expect(
            archive.files.count == 1 + record.statements + 2 * record.documents
        )
        // Our own writing of it is the same bytes, and is taken.
        try move.seal(archive.bytes, as: "own.age")
        #expect(try await move.take("own.age").isNewOwner)
    }

    @Test
    func `takes a passphrase, and tells a wrong one`() async throws {
        let move = try await TransferMove()
        let passphrase = Passphrase("correct horse")
        _ = try await move.old.open(as: move.old.counselor).transferOut(
            move.old.newcomer.id,
            sealedBy: .passphrase(passphrase, .insecureForTesting),
            at: move.old.path("move.age")
        )
        let desk = try await move.new.open(as: move.new.counselor)
        await #expect(throws: VaultError.passphraseWrong) {
            try await desk.transferIn(
                from: move.old.path("move.age"),
                unlockedBy: .passphrase(Passphrase("wrong"))
            )
        }
        await #expect(throws: VaultError.archive(.wrongKey)) {
            try await desk.transferIn(
                from: move.old.path("move.age"),
                unlockedBy: .identity(move.key)
            )
        }
        let outcome = try await desk.transferIn(
            from: move.old.path("move.age"),
            unlockedBy: .passphrase(passphrase)
        )
        #expect(outcome.documents.count == 2)
    }

    @Test
    func `is made and taken by those alone who may`() async throws {
        let move = try await TransferMove()
        try await move.out()
        for (person, role) in [
            (move.old.chamber, Role.organisation), (move.old.admin, .admin),
        ] {
            let vault = try await move.old.open(as: person)
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await vault.transferOut(
                    move.old.newcomer.id,
                    sealedBy: move.seal(),
                    at: move.old.path("none.age")
                )
            }
        }
        let head = try await move.head()
        let chamber = try await move.new.open(as: move.new.chamber)
        await #expect(throws: VaultError.notAllowed(.role(.organisation))) {
            try await chamber.transferIn(
                from: move.old.path("move.age"),
                unlockedBy: .identity(move.key)
            )
        }
        #expect(try await move.head() == head)
    }

    // MARK: golden

    /// The archives that earlier versions wrote; `Scripts/make-golden-archive` has made them, and
    /// they are never made again.
    @Test(arguments: ["v1"])
    func `of an earlier version is taken`(version: String) async throws {
        let stage = try await Stage()
        let key = try Identity(file: Fixture.bytes("transfer/\(version)/archive.key"))
        let outcome = try await stage.open(as: stage.counselor).transferIn(
            from: Fixture.path("transfer/\(version)/archive.age"),
            unlockedBy: .identity(key)
        )
        #expect(outcome.origin == "golden.example/move")
        let desk = try await stage.open(as: stage.counselor)
        let documents = try await desk.list(owner: outcome.owner)
        #expect(documents.map(\.ownerName).last == "زهرا")
        #expect(documents.map(\.fileName).dropFirst() == ["گواهی.pdf", "photo.jpg"])
        #expect(documents.last?.description.kind == "golden.unknown-kind")
        for document in documents.dropFirst() {
            let original = try Fixture.bytes("papers/\(document.fileName)")
            #expect(try await desk.bytes(of: document.id) == original)
        }
    }
}
