import Testing
import Vault
import VaultLedger

/// Attacks on the way from a person's card to the enrolment.
@Suite("A key substituted at enrolment")
struct KeySubstitutionTests {
    /// The lines of a card, the signatures as well.
    private static func lines(_ card: Card) -> [String] {
        String(decoding: card.bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The card with one line taken from another card.
    private static func card(_ own: Card, with key: String, of other: Card) throws -> [UInt8] {
        var lines = lines(own)
        let place = try #require(lines.firstIndex { $0.hasPrefix("\(key) ") })
        lines[place] = try #require(Self.lines(other).first { $0.hasPrefix("\(key) ") })
        return Array(lines.joined(separator: "\n").utf8)
    }

    @Test(
        arguments: VaultLedger.Suite.allCases,
        ["name", "recipient", "statement-key", "witness-key", "salt"]
    )
    func `in the card of somebody else breaks its signature`(
        suite: VaultLedger.Suite,
        key: String
    ) throws {
        let victim = try Identity.generate(suite: suite).card(name: "Zahra")
        let thief = try Identity.generate(suite: suite).card(name: "Sarah")
        let forged = try Self.card(victim, with: key, of: thief)
        #expect(forged != victim.bytes)
        #expect(throws: VaultError.cardMalformed) { try Card(bytes: forged) }
    }

    @Test
    func `as a whole card shows in the fingerprint, and to the person at first use`() async throws {
        let stage = try await Stage()
        let victim = Identity.generate(suite: .x25519)
        let thief = Identity.generate(suite: .x25519)
        let own = try victim.card(name: "University")
        let forged = try thief.card(name: "University")
        // Two things that a person compares: the digest and its words.
        #expect(own.fingerprint != forged.fingerprint)
        #expect(own.fingerprint.words != forged.fingerprint.words)
        let member = try await stage.open(as: stage.admin).enrol(forged, as: .organisation)
        #expect(try await stage.open(as: victim).me() == nil)
        await #expect(throws: VaultError.notAllowed(.notEnrolled)) {
            try await stage.open(as: victim).list()
        }
        // What the thief got ends with a retirement, and the person is enrolled under the own key.
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document, to: member.id)
        _ = try await stage.open(as: stage.admin).retire(member.id)
        await #expect(throws: VaultError.notAllowed(.retired)) {
            try await stage.open(as: thief).bytes(of: document)
        }
        _ = try await stage.open(as: stage.admin).enrol(own, as: .organisation)
        #expect(try await stage.open(as: victim).me()?.name == "University")
    }

    @Test
    func `cannot be that of a member, or of the log`() async throws {
        let stage = try await Stage()
        let again = try stage.chamber.card(name: "A second chamber")
        await #expect(throws: VaultError.self) {
            try await stage.open(as: stage.admin).enrol(again, as: .organisation)
        }
        #expect(try await stage.open(as: nil).audit().findings == [])
    }
}
