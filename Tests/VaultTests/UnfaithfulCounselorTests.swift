import Foundation
import GRDB
import Testing
import Vault
import VaultAge
import VaultLedger

/// Attacks of a counselor of the custody office, whose statements replay accepts: only those who
/// open an envelope or a blob can tell.
@Suite("An unfaithful counselor")
struct UnfaithfulCounselorTests {
    /// A document that is granted to the chamber, with what the counselor needs to forge.
    private struct Scene {
        let stage: Stage
        let document: DocumentID
        let grant: GrantRecord
        let intruder: Intruder
        let basis: Basis

        /// The plaintext of the chamber's envelope.
        let text: String

        init() async throws {
            stage = try await Stage()
            document = try await stage.deposit("A diploma", title: "Diploma")
            grant = try await stage.grant(document)
            intruder = try Intruder(stage)
            basis = .custody(try #require(stage.newcomer.office))
            text = try stage.envelopeText(of: document)
        }

        /// Seals a text to a member and stores it.
        func seal(_ text: String, to holder: MemberID) throws -> SealedKey {
            let recipient = try intruder.recipient(of: holder)
            let envelope = try Age.encrypt(Array(text.utf8), to: [X25519Recipient(recipient)])
            try intruder.put(envelope, of: document, for: holder)
            return SealedKey(
                holder: holder,
                recipient: Digest.of(Array(recipient.utf8).span),
                envelope: Digest.of(envelope.span)
            )
        }

        /// Stores a blob under its digest.
        func store(_ blob: [UInt8]) throws -> Digest {
            let digest = Digest.of(blob.span)
            let folder = "vault/blobs/\(digest.hexadecimal.prefix(2))"
            try FileManager.default.createDirectory(
                atPath: stage.path(folder),
                withIntermediateDirectories: true
            )
            try stage.write(blob, to: "\(folder)/\(digest.hexadecimal).age")
            return digest
        }

        func say(_ bodies: [VaultLedger.Statement.Body]) async throws {
            try Adversary(stage.counselor).append(bodies, as: stage.counselorID, in: stage)
            #expect(try await stage.open(as: nil).audit().findings == [])
        }
    }

    @Test
    func `cannot put another content in the place of a document`() async throws {
        let scene = try await Scene()
        let (stage, document) = (scene.stage, scene.document)
        let key = X25519Identity.generate()
        let blob = try Age.encrypt(Array("The worst".utf8), to: [key.recipient])
        let secret = key.withEncoded { line in
            String(decoding: line.indices.map { line[$0] }, as: UTF8.self)
        }
        let comments = scene.text.split(separator: "\n").dropLast().joined(separator: "\n")
        let text = "\(comments)\n\(secret)\n"
            .replacing("# generation \"1\"", with: "# generation \"2\"")
            .replacing(stage.chamberID.text, with: stage.newcomer.id.text)
        let content: Data = try #require(
            scene.intruder.rows("SELECT content FROM p_document").first
        )[0]
        let revocation = Revocation(
            owner: stage.newcomer.id,
            document: document,
            grant: scene.grant.index,
            basis: scene.basis
        )
        let rekeying = Rekeying(
            owner: stage.newcomer.id,
            document: document,
            generation: 2,
            cause: .revoke,
            basis: scene.basis,
            content: SealedContent(
                ciphertext: try scene.store(blob),
                length: blob.count,
                content: try #require(Digest(Array(content)))
            ),
            holders: [try scene.seal(text, to: stage.newcomer.id)]
        )
        try await scene.say([.revoke(revocation), .rekey(rekeying)])
        await #expect(throws: VaultError.damaged(.blob(document))) {
            try await stage.open(as: stage.admin).bytes(of: document)
        }
        let checked = try await DocumentVault.check(
            at: stage.path("vault"),
            as: stage.admin,
            CheckOptions(isDeep: true),
            clock: .fixed(stage.time)
        )
        #expect(checked.counts.contains(Scrub.Count(finding: .contentDigest, count: 1)))
        // Nobody carries it over to another key either.
        try await stage.grant(document)
        await #expect(throws: VaultError.damaged(.blob(document))) {
            try await stage.open(as: stage.counselor).revoke([document], from: stage.chamberID)
        }
        #expect(try await stage.open(as: nil).audit().due == [document])
    }

    private static let forgeries = [
        ("# file-name \"letter.txt\"", "# file-name \"forged.txt\""),
        ("# size \"9\"", "# size \"8\""),
        ("# verdict \"accept\"", "# verdict \"reject\""),
        ("# subject \"d-", "# subject \"o-"),
        ("# generation \"1\"", "# generation \"2\""),
        ("# origin \"vault.example", "# origin \"vault.exampel"),
        ("# holder \"m-", "# holder \"o-"),
        ("# version \"vault/v1", "# version \"vault/v2"),
        ("# title ", "# tittle"),
        ("# title \"Diploma\"\n", ""),
        ("# padding \" ", "# padding \""),
        ("\nAGE-", "\n\nAGE-"),
        ("\nAGE-", "\n# more \"\"\nAGE-"),
    ]

    // By their numbers, for some have line breaks, which would end up in the terminal.
    @Test(arguments: forgeries.indices)
    func `cannot change facts or purpose of an envelope`(number: Int) async throws {
        let (from, to) = Self.forgeries[number]
        let scene = try await Scene()
        let (stage, document) = (scene.stage, scene.document)
        try #require(scene.text.contains(from))
        let forged = scene.text.replacing(from, with: to)
        let description = Redescription(
            owner: stage.newcomer.id,
            document: document,
            generation: 1,
            basis: scene.basis,
            holders: [
                try scene.seal(scene.text, to: stage.newcomer.id),
                try scene.seal(forged, to: stage.chamberID),
            ].sorted { $0.holder < $1.holder }
        )
        try await scene.say([.describe(description)])
        let chamber = try await stage.open(as: stage.chamber)
        let damage = Damage.envelope(subject: document.text, holder: stage.chamberID.text)
        await #expect(throws: VaultError.damaged(damage)) { try await chamber.bytes(of: document) }
        await #expect(throws: VaultError.damaged(damage)) { try await chamber.list() }
    }

    @Test
    func `can mend a title, which an envelope made by hand may do as well`() async throws {
        let scene = try await Scene()
        let (stage, document) = (scene.stage, scene.document)
        let mended = scene.text.replacing("# title \"Diploma\"", with: "# title \"Diplomb\"")
        let owner = mended.replacing(stage.chamberID.text, with: stage.newcomer.id.text)
        let description = Redescription(
            owner: stage.newcomer.id,
            document: document,
            generation: 1,
            basis: scene.basis,
            holders: [
                try scene.seal(owner, to: stage.newcomer.id),
                try scene.seal(mended, to: stage.chamberID),
            ].sorted { $0.holder < $1.holder }
        )
        try await scene.say([.describe(description)])
        let chamber = try await stage.open(as: stage.chamber)
        #expect(try await chamber.list().map(\.description.title) == ["Diplomb"])
        #expect(try await chamber.bytes(of: document) == Array("A diploma".utf8))
    }
}
