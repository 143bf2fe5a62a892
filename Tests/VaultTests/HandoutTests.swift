import Foundation
import Testing
import Vault
import VaultAge
import VaultLedger

@Suite("A document that is handed out")
struct HandoutTests {
    /// Somebody outside, with an age key of their own.
    private struct Outsider {
        let recipient: OutsideRecipient
        let identity: any AgeIdentity

        init(suite: VaultLedger.Suite) throws {
            switch suite {
            case .x25519:
                let key = X25519Identity.generate()
                identity = key
                recipient = try #require(OutsideRecipient(key.recipient.description))
            case .hybrid:
                let key = HybridIdentity.generate()
                identity = key
                recipient = try #require(OutsideRecipient(key.recipient.description))
            }
            #expect(recipient.suite == suite)
        }
    }

    @Test(arguments: VaultLedger.Suite.allCases, VaultLedger.Suite.allCases)
    func `opens for the recipient alone, whatever the suite of the vault`(
        vault: VaultLedger.Suite,
        outside: VaultLedger.Suite
    ) async throws {
        let stage = try await Stage(suite: vault)
        let outsider = try Outsider(suite: outside)
        let document = try await stage.deposit("A diploma")
        let desk = try await stage.open(as: stage.counselor)
        let handout = try await desk.send(
            document,
            to: outsider.recipient,
            for: .employment,
            at: stage.path("out.age")
        )
        let file = try stage.bytes("out.age")
        #expect(try Age.decrypt(file, with: [outsider.identity]) == Array("A diploma".utf8))
        #expect(throws: AgeError.noMatch) {
            try Age.decrypt(file, with: [try Outsider(suite: outside).identity])
        }
        #expect(handout.ciphertext == Digest.of(file.span))
        #expect(handout.length == file.count)
        #expect(handout.recipient == outsider.recipient.fingerprint)
        #expect(try await desk.handouts(document: document) == [handout])
        #expect(try await desk.handouts(owner: stage.newcomer.id) == [handout])
        let entry = try #require(try await desk.history(.document(document)).last)
        #expect(entry.kind == .send)
        #expect(entry.recipient == outsider.recipient.fingerprint)
        #expect(entry.purpose == .employment)
        #expect(entry.isOnBehalf)
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `is in the log before the file has its name`() async throws {
        let stage = try await Stage()
        let outsider = try Outsider(suite: .x25519)
        let document = try await stage.deposit("A diploma")
        let desk = try await stage.open(as: stage.counselor)
        let before = try await desk.summary().head
        // The blob is not what was stated, so nothing is said and nothing appears.
        let blob = try #require(try stage.blobs().first)
        var bytes = try stage.bytes(blob)
        bytes[bytes.count - 1] ^= 1
        try stage.write(bytes, to: blob)
        await #expect(throws: VaultError.damaged(.blob(document))) {
            try await desk.send(
                document,
                to: outsider.recipient,
                for: .employment,
                at: stage.path("out.age")
            )
        }
        #expect(try await desk.summary().head == before)
        #expect(!FileManager.default.fileExists(atPath: stage.path("out.age")))
        #expect(try await desk.handouts().isEmpty)
    }

    @Test
    func `goes to nobody who is a member, and from nobody who only reads`() async throws {
        let stage = try await Stage()
        let outsider = try Outsider(suite: .x25519)
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        func send(as person: Identity, to recipient: OutsideRecipient) async throws {
            _ = try await stage.open(as: person).send(
                document,
                to: recipient,
                for: .employment,
                at: stage.path("out.age")
            )
        }
        let member = try OutsideRecipient(stage.chamber.card(name: "Chamber"))
        await #expect(throws: VaultError.notAllowed(.recipientEnrolled(stage.chamberID))) {
            try await send(as: stage.counselor, to: member)
        }
        for role in [(stage.chamber, Role.organisation), (stage.admin, .admin)] {
            await #expect(throws: VaultError.notAllowed(.role(role.1))) {
                try await send(as: role.0, to: outsider.recipient)
            }
        }
        try stage.write([1], to: "out.age")
        await #expect(throws: VaultError.exists(path: stage.path("out.age"))) {
            try await send(as: stage.counselor, to: outsider.recipient)
        }
        #expect(try stage.bytes("out.age") == [1])
        // The chamber sees its own part, and nothing of what was handed out.
        #expect(try await stage.open(as: stage.chamber).handouts().isEmpty)
    }

    @Test
    func `is told of each document in an archive for somebody outside, and of no other archive`()
        async throws
    {
        let stage = try await Stage()
        let documents = [try await stage.deposit("A diploma"), try await stage.deposit("A letter")]
        let desk = try await stage.open(as: stage.counselor)
        let outsider = try Outsider(suite: .x25519)
        let mine = try OutsideRecipient(stage.counselor.card(name: "Mine"))
        _ = try await desk.transferOut(
            stage.newcomer.id,
            sealedBy: .recipient(mine),
            at: stage.path("mine")
        )
        let passphrase = Passphrase("secret")
        _ = try await desk.transferOut(
            stage.newcomer.id,
            sealedBy: .passphrase(passphrase, .insecureForTesting),
            at: stage.path("passphrase")
        )
        #expect(try await desk.handouts().isEmpty)
        _ = try await desk.transferOut(
            stage.newcomer.id,
            sealedBy: .recipient(outsider.recipient),
            at: stage.path("out")
        )
        let handouts = try await desk.handouts()
        #expect(handouts.map(\.document) == documents)
        let file = try stage.bytes("out")
        let archive = Digest.of(file.span)
        let fingerprint = outsider.recipient.fingerprint
        #expect(handouts.map(\.ciphertext) == [archive, archive])
        #expect(handouts.map(\.recipient) == [fingerprint, fingerprint])
        #expect(handouts.map(\.purpose) == [.other, .other])
        let admin = try await stage.open(as: stage.admin)
        let outlook = try await admin.erasureOutlook(.document(documents[0]))
        #expect(outlook.recipients.map(\.member).contains(nil))
        #expect(try await desk.audit().isClean)
    }

    @Test
    func `goes to no key that a member has replaced or left with`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        let desk = try await stage.open(as: stage.counselor)
        let (lost, next) = (stage.chamber, Identity.generate(suite: .x25519))
        try await stage.open(as: lost).replaceIdentity(by: next)
        let left = Identity.generate(suite: .x25519)
        let admin = try await stage.open(as: stage.admin)
        let leaver = try await admin.enrol(left.card(name: "A leaver"), as: .organisation).id
        _ = try await admin.retire(leaver)
        for (identity, denial) in [
            (lost, Denial.recipientReplaced(stage.chamberID)), (left, .recipientLeft(leaver)),
        ] {
            let card = try identity.card(name: "A card from before")
            let recipient = try OutsideRecipient(card)
            await #expect(throws: VaultError.notAllowed(denial)) {
                try await desk.send(document, to: recipient, for: .other, at: stage.path("out"))
            }
            await #expect(throws: VaultError.notAllowed(denial)) {
                try await desk.transferOut(
                    stage.newcomer.id,
                    sealedBy: .recipient(recipient),
                    at: stage.path("out")
                )
            }
            let others = try (0..<2).map { _ in
                try Identity.generate(suite: .x25519).card(name: "A holder")
            }
            await #expect(throws: VaultError.notAllowed(denial)) {
                try await desk.prepareRecovery(holders: others + [card], days: 7)
            }
        }
        let mine = try OutsideRecipient(stage.counselor.card(name: "Mine"))
        _ = try await desk.transferOut(
            stage.newcomer.id,
            sealedBy: .recipient(mine),
            at: stage.path("mine")
        )
        let current = try OutsideRecipient(next.card(name: "Chamber"))
        await #expect(throws: VaultError.notAllowed(.recipientEnrolled(stage.chamberID))) {
            try await desk.transferOut(
                stage.newcomer.id,
                sealedBy: .recipient(current),
                at: stage.path("out")
            )
        }
    }

    @Test(arguments: ["", "age1", "age1xyz", "AGE1QQQ", "ssh-ed25519 AAAA"])
    func `needs a recipient that is one`(text: String) {
        #expect(OutsideRecipient(text) == nil)
    }
}
