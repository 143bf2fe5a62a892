import Foundation
import GRDB
import Testing
import Vault
import VaultAge
import VaultLedger

/// The old vault with a few papers, the key of the move, and a new vault.
struct TransferMove: Sendable {
    let old: Stage
    let new: Stage
    let key: Identity
    let documents: [DocumentID]

    init() async throws {
        let old = try await Stage()
        let desk = try await old.open(as: old.counselor)
        let outcomes = try await desk.deposit(
            [
                .bytes(Array("A diploma".utf8), fileName: "دیپلم.txt"),
                .bytes(Array(repeating: 0x61, count: 70_000), fileName: "long.txt"),
            ],
            for: old.newcomer.id,
            as: DocumentDescription(title: "A title", kind: "not.known-here", language: "fa")
        )
        let documents = outcomes.compactMap(\.stored)
        try await old.grant(documents[0])
        let wrong = try await old.deposit("of somebody else")
        _ = try await desk.withdraw(wrong)
        _ = try await desk.enrolProvisional(name: "Another owner")
        _ = try await old.open(as: old.chamber).bytes(of: documents[0])
        let new = try await Stage(suite: .hybrid)
        self.old = old
        self.new = new
        self.documents = documents
        key = Identity.generate(suite: .x25519)
    }

    /// To the key of the move.
    func seal() throws -> ArchiveSeal {
        let recipient = try #require(OutsideRecipient(key.recipient))
        return .recipient(recipient)
    }

    @discardableResult
    func out(_ name: String = "move.age") async throws -> TransferRecord {
        try await old.open(as: old.counselor).transferOut(
            old.newcomer.id,
            sealedBy: seal(),
            at: old.path(name)
        )
    }

    func take(
        _ name: String = "move.age",
        for owner: MemberID? = nil,
        saying person: String? = nil,
        trusting logKey: VerifierKey? = nil
    ) async throws -> TransferOutcome {
        try await new.open(as: new.counselor).transferIn(
            from: old.path(name),
            unlockedBy: .identity(key),
            for: owner,
            name: person,
            trusting: logKey
        )
    }

    /// The container in the archive.
    func opened() throws -> TransferArchive {
        let text = try key.file(name: "Key", created: old.time, passphrase: nil)
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        let identity = try X25519Identity(String(try #require(lines.last)))
        let sealed = try old.bytes("move.age")
        let plain = try Age.decrypt(sealed, with: [identity])
        return try TransferArchive(plain)
    }

    /// Seals bytes as an archive.
    func seal(_ bytes: [UInt8], as name: String) throws {
        let recipient = try X25519Recipient(key.recipient)
        let file = try Age.encrypt(bytes, to: [recipient])
        try old.write(file, to: name)
    }

    /// Where the new vault stands.
    func head() async throws -> TreeHead {
        try await new.open(as: new.counselor).summary().head
    }

    /// The content digest that the deposit of a document states.
    func content(_ document: DocumentID, in stage: Stage) throws -> [UInt8]? {
        try Intruder(stage).bytes(
            "SELECT content FROM p_document WHERE id = ?",
            [document.text]
        )
    }
}
