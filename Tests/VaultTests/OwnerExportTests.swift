import Foundation
import GRDB
import Testing
import Vault
import VaultLedger

/// All papers of one owner, decrypted into a folder.
@Suite("An export for an owner")
struct OwnerExportTests {
    private static func page(_ export: OwnerExport) -> [UInt8] {
        Array("\(export.documents.count) documents".utf8)
    }

    private static func names(in folder: String, of stage: Stage) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: stage.path(folder)).sorted()
    }

    @Test
    func `holds each document bit for bit, and each opening is in the log`() async throws {
        let stage = try await Stage()
        // More than share one signed head, of all lengths around a chunk.
        let texts = (0..<70).map { String(repeating: "x", count: $0 * 1_000) + "\($0)" }
        for (index, text) in texts.enumerated() {
            try await stage.deposit(text, file: "letter-\(index).txt")
        }
        let wrong = try await stage.deposit("of somebody else")
        let desk = try await stage.open(as: stage.counselor)
        _ = try await desk.withdraw(wrong)
        let done = Counter()
        let export = try await desk.exportDocuments(
            of: stage.newcomer.id,
            to: stage.path("out"),
            progress: { done.add($0, $1) },
            page: Self.page
        )
        #expect(export.documents.count == texts.count)
        for (document, text) in zip(export.documents, texts) {
            #expect(try stage.bytes("out/documents/\(document.file)") == Array(text.utf8))
            let kinds = try await desk.history(.document(document.document.id)).map(\.kind)
            #expect(kinds == [.deposit, .open])
        }
        #expect(try Self.names(in: "out", of: stage) == ["documents", "index.html"])
        #expect(try Self.names(in: "out/documents", of: stage).count == texts.count)
        #expect(try stage.bytes("out/index.html") == Array("70 documents".utf8))
        #expect(done.calls == (1...70).map { [$0, 70] })
        #expect(export.names[stage.newcomer.id] == "A newcomer")
        for file in try stage.files(under: "out") {
            let attributes = try FileManager.default.attributesOfItem(atPath: stage.path(file))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
        for folder in ["out", "out/documents"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: stage.path(folder))
            #expect(attributes[.posixPermissions] as? Int == 0o700)
        }
    }

    /// Collects what a progress tells.
    private final class Counter: @unchecked Sendable {  // locked
        private let lock = NSLock()
        private var told: [[Int]] = []

        func add(_ done: Int, _ count: Int) { lock.withLock { told.append([done, count]) } }

        var calls: [[Int]] { lock.withLock { told } }
    }

    @Test
    func `gives names that are safe, and one to each file`() async throws {
        let stage = try await Stage()
        let raw = [
            "../../etc/passwd", "a.txt", "A.TXT", "a.txt", "CON.txt", "nul", ".hidden",
            "gpj.\u{202E}exe.txt", "e\u{301}.txt", "\u{e9}.txt", "dots...", "a:b|c?.txt",
            "index.html.txt", "\u{301}mark.txt", String(repeating: "ل", count: 300) + ".txt",
        ]
        for name in raw { try await stage.deposit("Text in \(name)", file: name) }
        let desk = try await stage.open(as: stage.counselor)
        let export = try await desk.exportDocuments(
            of: stage.newcomer.id,
            to: stage.path("out"),
            page: Self.page
        )
        let files = export.documents.map(\.file)
        #expect(
            files.dropLast() == [
                "passwd", "a.txt", "A (2).TXT", "a (3).txt", "_CON.txt", "_nul", "_.hidden",
                "gpj.exe.txt", "e\u{301}.txt", "\u{e9} (2).txt", "dots", "a_b_c_.txt",
                "index.html.txt", "\u{301}mark.txt",
            ]
        )
        #expect(files.last?.hasSuffix(".txt") == true)
        #expect(files.allSatisfy { $0.utf8.count <= 160 })
        #expect(export.documents.map(\.rawFileName).last == raw.last)
        #expect(export.documents[7].rawFileName == raw[7])
        #expect(try Self.names(in: "out/documents", of: stage).count == raw.count)
        for (file, name) in zip(files, raw) {
            #expect(try stage.bytes("out/documents/\(file)") == Array("Text in \(name)".utf8))
        }
    }

    @Test
    func `leaves nothing if a document is damaged`() async throws {
        let stage = try await Stage()
        try await stage.deposit("A diploma")
        let damaged = try await stage.deposit("A letter")
        let blobs = try stage.blobs()
        let digest = try Intruder(stage).rows(
            "SELECT lower(hex(ciphertext)) FROM p_document WHERE id = ?",
            [damaged.text]
        )
        let name: String = try #require(digest.first)[0]
        let blob = try #require(blobs.first { $0.contains(name) })
        var bytes = try stage.bytes(blob)
        bytes[bytes.count - 1] ^= 1
        try stage.write(bytes, to: blob)
        let desk = try await stage.open(as: stage.counselor)
        await #expect(throws: VaultError.damaged(.blob(damaged))) {
            try await desk.exportDocuments(
                of: stage.newcomer.id,
                to: stage.path("out"),
                page: Self.page
            )
        }
        #expect(try Self.names(in: "", of: stage) == ["vault"])
    }

    @Test
    func `is for the owner and a counselor of the custody office`() async throws {
        let stage = try await Stage()
        let document = try await stage.deposit("A diploma")
        try await stage.grant(document)
        func export(as person: Identity, of owner: MemberID) async throws {
            _ = try await stage.open(as: person).exportDocuments(
                of: owner,
                to: stage.path("out"),
                page: Self.page
            )
        }
        for (person, role) in [(stage.chamber, Role.organisation), (stage.admin, .admin)] {
            await #expect(throws: VaultError.notAllowed(.role(role))) {
                try await export(as: person, of: stage.newcomer.id)
            }
        }
        await #expect(throws: VaultError.memberNotFound(stage.chamberID.text)) {
            try await export(as: stage.counselor, of: stage.chamberID)
        }
        let own = Identity.generate(suite: .x25519)
        let owner = try await stage.open(as: stage.counselor).enrol(
            own.card(name: "An owner"),
            as: .owner
        )
        await #expect(throws: VaultError.notAllowed(.notInCustody(owner.id))) {
            try await export(as: stage.counselor, of: owner.id)
        }
        let neighbour = try await stage.open(as: stage.counselor)
            .enrolProvisional(name: "A neighbour without papers")
        for other in [stage.newcomer, neighbour] {
            await #expect(throws: VaultError.notAllowed(.notInCustody(other.id))) {
                try await export(as: own, of: other.id)
            }
        }
        #expect(try Self.names(in: "", of: stage) == ["vault"])
        try await export(as: own, of: owner.id)
        #expect(try Self.names(in: "out", of: stage) == ["index.html"])
        await #expect(throws: VaultError.exists(path: stage.path("out"))) {
            try await export(as: own, of: owner.id)
        }
    }
}
