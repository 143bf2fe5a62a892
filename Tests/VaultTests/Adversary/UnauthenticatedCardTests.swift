import Foundation
import Testing
import Vault
import VaultLedger

@Suite("An unauthenticated card")
struct UnauthenticatedCardTests {
    private static let card = Result {
        try Identity.generate(suite: .x25519).card(name: "Zahra").bytes
    }

    private static func parts() throws -> (text: String, signature: String) {
        let card = String(decoding: try card.get(), as: UTF8.self)
        let end = try #require(card.range(of: "\n\n"))
        return (String(card[..<end.lowerBound]), String(card[end.upperBound...]))
    }

    @Test
    func `is refused without the signature of its own key`() throws {
        let (text, signature) = try Self.parts()
        #expect(throws: Never.self) { try Card(bytes: Array("\(text)\n\n\(signature)".utf8)) }
        for forged in [
            "\(text)\n", "\(text)\n\n", text, "\(text)\n\n\(signature)\(signature)",
        ] {
            #expect(throws: VaultError.cardMalformed) { try Card(bytes: Array(forged.utf8)) }
        }
    }

    @Test
    func `is refused with the signature of somebody else`() throws {
        let (text, _) = try Self.parts()
        let other = try Identity.generate(suite: .x25519).card(name: "Zahra")
        let end = try #require(String(decoding: other.bytes, as: UTF8.self).range(of: "\n\n"))
        let signature = String(decoding: other.bytes, as: UTF8.self)[end.upperBound...]
        #expect(throws: VaultError.cardMalformed) {
            try Card(bytes: Array("\(text)\n\n\(signature)".utf8))
        }
    }

    @Test
    func `is refused where the counselor's word would stand for the person's`() async throws {
        let (text, signature) = try Self.parts()
        // The form of a provisional owner, which its own key cannot sign.
        let lines = text.split(separator: "\n").filter {
            !$0.hasPrefix("statement-key ") && !$0.hasPrefix("witness-key ")
        }
        let provisional = "\(lines.joined(separator: "\n"))\n\n\(signature)"
        #expect(throws: VaultError.cardMalformed) { try Card(bytes: Array(provisional.utf8)) }
    }
}
