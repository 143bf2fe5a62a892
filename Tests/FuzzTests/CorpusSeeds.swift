import Foundation
import Testing
import Vault
import VaultLedger

@testable import VaultAge
@testable import VaultCrypto

/// Writes the inputs of the parsers above the ledger: real outputs, to the keys that the fuzz targets
/// know.
///
/// `VAULT_WRITE_FUZZ_CORPUS=1 swift test --filter CorpusSeeds` writes them anew after a format has
/// changed; other files stay.
@Suite(
    "The seeds of the fuzz corpus",
    .enabled(if: ProcessInfo.processInfo.environment["VAULT_WRITE_FUZZ_CORPUS"] != nil)
)
struct CorpusSeeds {
    private static let x25519 = X25519Identity(seed: seed(7))
    private static let hybrid = HybridIdentity(seed: seed(8))

    private static func seed(_ byte: UInt8) -> SecretBytes {
        SecretBytes(copying: [UInt8](repeating: byte, count: 32).span)
    }

    private func write(_ bytes: [UInt8], _ target: FuzzTarget, _ name: String) throws {
        let folder = FuzzCorpusTests.folder(of: target)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: folder.appending(path: name))
        #expect(target.outcome(of: bytes) == .kept, "\(target.rawValue)/\(name)")
    }

    private func copy(_ secret: borrowing SecretBytes) -> [UInt8] {
        secret.withBytes { bytes in [UInt8](capacity: bytes.count) { $0.append(copying: bytes) } }
    }

    @Test
    func `are files, armor and identities of age`() throws {
        let text = Array("A diploma".utf8)
        let scrypt = ScryptRecipient(
            passphrase: "fuzz".utf8.span,
            workFactor: ScryptWorkFactor(logN: 2)
        )
        let files: [(String, [UInt8])] = [
            ("x25519", try Age.encrypt(text, to: [Self.x25519.recipient])),
            ("two", try Age.encrypt(text, to: [Self.x25519.recipient, Self.x25519.recipient])),
            ("hybrid", try Age.encrypt(text, to: [Self.hybrid.recipient])),
            ("scrypt", try Age.encrypt(text, to: [scrypt])),
        ]
        for (name, file) in files {
            try write(file, .ageHeader, name)
            try write(Armor.encode(file), .armor, name)
        }
        let lines = String(decoding: Armor.encode(files[0].1), as: UTF8.self)
        try write(
            Array(("\n \t\n" + lines.replacingOccurrences(of: "\n", with: "\r\n") + "\n ").utf8),
            .armor,
            "windows"
        )
        let files2 = [
            (
                "x25519",
                copy(IdentityFile.text(of: Self.x25519, comments: [Array("created: today".utf8)]))
            ),
            ("hybrid", copy(IdentityFile.text(of: Self.hybrid, comments: []))),
        ]
        for (name, file) in files2 { try write(file, .identityFile, name) }
        try write(files2[0].1 + Array("\r\n".utf8) + files2[1].1, .identityFile, "both")
    }

    @Test
    func `are payloads of each length that matters`() throws {
        for (name, count) in [("empty", 0), ("short", 9), ("chunk", 65_536), ("three", 131_073)] {
            let length = [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255)]
            try write(length + [107], .agePayload, name)
            try write(length + [0, 4, 1, 0, 0, 0], .agePayload, "\(name)-exchanged")
        }
        try write([1, 0, 0, 9, 1, 0, 0, 99, 0], .agePayload, "cut")
        try write([1, 0, 0, 9, 3, 0, 0, 0, 7], .agePayload, "longer")
        try write([0, 0, 9, 9, 0, 0, 0, 3, 1], .agePayload, "changed")
    }

    @Test
    func `are cards, envelopes and an archive of a vault`() async throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/seeds-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let admin = Identity.generate(suite: .x25519)
        let vault = try await DocumentVault.create(
            at: "\(folder)/vault",
            origin: "vault.example/fuzz",
            as: admin,
            name: "Ada \"the\" admin",
            clock: .fixed(LedgerTime(clamping: 1_800_000_000))
        )
        try write(admin.card(name: "زهرا").bytes, .card, "own")
        try write(Identity.generate(suite: .hybrid).card(name: "Zahra").bytes, .card, "hybrid")
        let counselor = Identity.generate(suite: .x25519)
        _ = try await vault.enrol(counselor.card(name: "Clara"), as: .counselor)
        let desk = try await DocumentVault.open(
            at: vault.path,
            as: counselor,
            clock: .fixed(LedgerTime(clamping: 1_800_000_000)),
            inspection: .inProcess
        )
        let owner = try await desk.enrolProvisional(name: "Zahra")
        _ = try await desk.deposit(
            [.bytes(Array("A diploma".utf8), fileName: "diploma\n.txt")],
            for: owner.id,
            as: DocumentDescription(title: "A \\ title", kind: "x.y", language: "fa")
        )
        let recipient = try #require(OutsideRecipient(Self.x25519.recipient.description))
        _ = try await desk.transferOut(
            owner.id,
            sealedBy: .recipient(recipient),
            at: "\(folder)/move.age"
        )
        let sealed = try Array(Data(contentsOf: URL(filePath: "\(folder)/move.age")))
        try writeArchive(try Age.decrypt(sealed, with: [Self.x25519]))
    }

    /// The archive as a whole, and what it is made of.
    private func writeArchive(_ archive: [UInt8]) throws {
        try write(archive, .archive, "whole")
        try write(Array(archive[..<512]), .archive, "header")
        var offset = 0
        while archive[offset] != 0 {
            let name = String(decoding: archive[offset...].prefix { $0 != 0 }, as: UTF8.self)
            let digits = String(decoding: archive[offset + 124..<offset + 135], as: UTF8.self)
            let size = try #require(Int(digits, radix: 8))
            let bytes = Array(archive[offset + 512..<offset + 512 + size])
            if name == "vault-transfer" { try write(bytes, .archive, "manifest") }
            if name.hasSuffix("/facts") { try write(bytes, .envelope, "facts") }
            offset += 512 + (size + 511) / 512 * 512
        }
    }

    @Test
    func `are the plaintexts of envelopes`() throws {
        for (name, comments) in [("office", [String]()), ("document", Self.facts)] {
            var lines = Self.label + comments
            let count = lines.reduce(0) { $0 + $1.utf8.count + 3 }
            let empty = "# padding \"\"\n".utf8.count
            let padding = (1_024 - (count + empty) % 1_024) % 1_024
            lines.append("padding \"\(String(repeating: " ", count: padding))\"")
            let text = copy(
                IdentityFile.text(of: Self.x25519, comments: lines.map { Array($0.utf8) })
            )
            try write(text, .envelope, name)
        }
    }

    private static let label = [
        "version \"vault/v1 envelope\"", "origin \"vault.example/fuzz\"",
        "subject \"d-0000000000000000\"", "generation \"1\"", "holder \"m-0000000000000000\"",
    ]

    private static let facts = [
        "file-name \"diploma.txt\"", "media-type \"text/plain\"", "size \"9\"",
        "sha256 \"\(String(repeating: "5a", count: 32))\"", "verdict \"accept\"",
        "reasons \"\"", "blind \"\(String(repeating: "A", count: 43))=\"",
        "owner-name \"Zahra\"", "title \"A \\\"title\\\"\"", "kind \"x.y\"", "language \"fa\"",
    ]
}
