import Foundation
import Testing
import Vault
import VaultLedger

@Suite("The folder of a vault")
struct DiskSearchTests {
    private static let secrets = [
        "Vault administration", "A counselor", "Chamber of Crafts", "A newcomer",
        "The plaintext of a diploma", "Diplom der Handwerkskammer", "Mended title",
        "edu.vocational-diploma", "mended.kind", "zeugnis-2019", "text/plain", "uk-Cyrl",
        "AGE-SECRET-KEY", "Renamed Owner",
    ]

    @Test(arguments: VaultLedger.Suite.allCases)
    func `holds no name, title, kind, file name or plaintext`(
        suite: VaultLedger.Suite
    ) async throws {
        let stage = try await Stage(suite: suite)
        let plaintext = "The plaintext of a diploma"
        let desk = try await stage.open(as: stage.counselor)
        let outcomes = try await desk.deposit(
            [.bytes(Array(plaintext.utf8), fileName: "zeugnis-2019.txt")],
            for: stage.newcomer.id,
            as: DocumentDescription(
                title: "Diplom der Handwerkskammer",
                kind: "edu.vocational-diploma",
                language: "uk-Cyrl"
            )
        )
        let document = try stage.document(in: outcomes)
        try await stage.grant(document)
        _ = try await stage.open(as: stage.chamber).bytes(of: document)
        _ = try await desk.describe(document, title: "Mended title", kind: "mended.kind")
        _ = try await desk.revoke([document], from: stage.chamberID)
        _ = try await desk.enrolProvisional(name: "Renamed Owner")

        let digest = Digest.of(Array(plaintext.utf8).span)
        let searched = Self.secrets + [digest.hexadecimal, digest.base64]
        let files = try stage.files(under: "vault")
        #expect(files.contains("vault/vault.sqlite-wal"))
        for file in files {
            let bytes = try Data(contentsOf: URL(filePath: stage.path(file)))
            for secret in searched {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file)")
                #expect(!file.contains(secret))
            }
            #expect(bytes.range(of: Data(digest.array)) == nil, "the digest in \(file)")
        }
    }

    @Test
    func `lets nobody else in`() async throws {
        let stage = try await Stage()
        _ = try await stage.deposit("A diploma")
        for file in try stage.files(under: "vault") {
            let attributes = try FileManager.default.attributesOfItem(atPath: stage.path(file))
            #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0, "\(file)")
        }
    }
}
