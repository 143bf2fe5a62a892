import Foundation
import Testing
import Vault
import VaultLedger

/// Archives that somebody has tampered with.
@Suite("A hostile archive")
struct TransferAttackTests {
    /// What an archive is refused for.
    enum Reason: Sendable {
        case fault(ArchiveFault)

        /// The first document is not what was deposited.
        case firstChanged

        /// The first document is not there.
        case firstMissing

        func fault(in archive: TransferArchive) throws -> ArchiveFault {
            let name = archive.files[try archive.index("documents/")].name
            let id = try #require(DocumentID(name.split(separator: "/")[1]))
            switch self {
            case .fault(let fault): return fault
            case .firstChanged: return .document(id)
            case .firstMissing: return .incomplete(id)
            }
        }
    }

    /// A change of an archive, and what it is refused for.
    struct Attack: Sendable {
        let name: String
        let reason: Reason
        let change: @Sendable (inout TransferArchive) throws -> Void

        init(
            _ name: String,
            _ reason: Reason = .fault(.malformed),
            change: @escaping @Sendable (inout TransferArchive) throws -> Void
        ) {
            self.name = name
            self.reason = reason
            self.change = change
        }
    }

    static let attacks: [Attack] = [
        Attack("another version", .fault(.newer("vault/transfer/v2"))) {
            try $0.replace("vault/transfer/v1", by: "vault/transfer/v2")
        },
        Attack("another file") { try $0.replace("vault/transfer/v1", by: "something else") },
        Attack("another spelling of a number") {
            try $0.replace("documents 2", by: "documents 02")
        },
        Attack("a line more") { try $0.replace("documents 2\n", by: "documents 2\nmore\n") },
        Attack("huge numbers") {
            try $0.replace("documents 2", by: "documents 9223372036854775807")
        },
        Attack("another origin of the key", .fault(.malformed)) {
            try $0.replace("log-key vault.example/district", by: "log-key vault.example/other")
        },
        Attack("a name that turns the line") {
            try $0.replace("\"A newcomer\"", by: "\"A \u{202E}newcomer\"")
        },
        Attack("another fingerprint", .fault(.otherLog)) { archive in
            let text = String(decoding: archive.files[0].bytes, as: UTF8.self)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("finger") })
            try archive.replace(
                String(line),
                by: "fingerprint \(Digest.of([UInt8]([1]).span).base64)"
            )
        },
        Attack("a path that leads out") { archive in
            archive.files[try archive.index("documents/")].name = "../../documents/x/facts"
        },
        Attack("an absolute path") { archive in
            archive.files[try archive.index("statements/1.")].name = "/statements/1.tlog-proof"
        },
        Attack("an entry more") { archive in
            archive.files.append(TransferArchive.File(name: "extra", bytes: [1]))
        },
        Attack("a document twice", .firstChanged) { archive in
            let index = try archive.index("documents/")
            archive.files.replaceSubrange(
                index + 2..<index + 4,
                with: archive.files[index..<index + 2]
            )
        },
        Attack("a document less, and counted so", .firstMissing) {
            archive in
            let index = try archive.index("documents/")
            archive.files.removeSubrange(index..<index + 2)
            try archive.replace("documents 2", by: "documents 1")
        },
        Attack("a document less") { archive in
            archive.files.removeLast(2)
        },
        Attack("swapped contents", .firstChanged) { archive in
            let index = try archive.index("documents/")
            let content = archive.files[index + 1].bytes
            archive.files[index + 1].bytes = archive.files[index + 3].bytes
            archive.files[index + 3].bytes = content
        },
        Attack("a changed content of the same length", .firstChanged) {
            archive in
            archive.files[try archive.index("documents/") + 1].bytes[0] ^= 1
        },
        Attack("changed facts", .firstChanged) {
            try $0.replace("\"text/plain\"", by: "\"text/html_\"", in: "documents/")
        },
        Attack("statements in another order") { archive in
            archive.files.swapAt(2, 3)
        },
        Attack("a receipt of another statement", .fault(.receipt(2))) { archive in
            archive.files[3].bytes = archive.files[2].bytes
        },
        Attack("a changed receipt", .fault(.receipt(1))) { archive in
            archive.files[2].bytes[archive.files[2].bytes.count - 20] ^= 1
        },
        Attack("no genesis statement", .fault(.otherLog)) { archive in
            archive.files.remove(at: 1)
        },
        Attack("no enrolment of the counselor", .fault(.statement(5))) { archive in
            let index = try archive.index("statements/3.")
            archive.files.remove(at: index)
            let text = String(decoding: archive.files[0].bytes, as: UTF8.self)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("statem") })
            let count = try #require(Int(line.dropFirst("statements ".count)))
            try archive.replace(String(line), by: "statements \(count - 1)")
        },
        Attack("a length beyond the end") { archive in
            archive.changeHeader = { header, name in
                guard name.hasSuffix("content") else { return }
                header.replaceSubrange(124..<135, with: Array("77777777777".utf8))
                TransferAttackTests.mend(&header)
            }
        },
        Attack("a link") { archive in
            archive.changeHeader = { header, name in
                guard name.hasSuffix("content") else { return }
                header[156] = UInt8(ascii: "2")
                TransferAttackTests.mend(&header)
            }
        },
        Attack("a file that everybody may run") { archive in
            archive.changeHeader = { header, _ in
                header.replaceSubrange(100..<107, with: Array("0000777".utf8))
                TransferAttackTests.mend(&header)
            }
        },
        Attack("no end") { $0.end = [] },
        Attack("one block at the end") { $0.end.removeLast(512) },
        Attack("a byte behind the end") { $0.end.append(0) },
    ]

    /// Computes the sum of a header anew.
    private static func mend(_ header: inout [UInt8]) {
        header.replaceSubrange(148..<156, with: Array("        ".utf8))
        let text = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        let sum = String(repeating: "0", count: 6 - text.count) + text + "\0 "
        header.replaceSubrange(148..<156, with: Array(sum.utf8))
    }

    @Test
    func `is refused by name for every attack, and nothing of it is stored`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let head = try await move.head()
        let archive = try move.opened()
        for attack in Self.attacks {
            var changed = archive
            try attack.change(&changed)
            try move.seal(changed.bytes, as: "attack.age")
            let fault = try attack.reason.fault(in: archive)
            await #expect(throws: VaultError.archive(fault), "\(attack.name)") {
                try await move.take("attack.age")
            }
        }
        #expect(try await move.head() == head)
        #expect(try move.new.blobs().isEmpty)
    }

    @Test
    func `is refused wherever it is cut off`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let head = try await move.head()
        let file = try move.old.bytes("move.age")
        for count in stride(from: 0, to: file.count, by: max(1, file.count / 60)) {
            try move.old.write(Array(file[..<count]), to: "cut.age")
            await #expect(throws: VaultError.archive(.damaged), "\(count)") {
                try await move.take("cut.age")
            }
        }
        let plain = try move.opened().bytes
        for count in stride(from: 0, to: plain.count, by: 3_001) {
            try move.seal(Array(plain[..<count]), as: "cut.age")
            await #expect(throws: VaultError.archive(.malformed), "\(count)") {
                try await move.take("cut.age")
            }
        }
        #expect(try await move.head() == head)
    }

    @Test
    func `is refused if the log is not the one that is trusted`() async throws {
        let move = try await TransferMove()
        try await move.out()
        let other = try await move.new.open(as: move.new.admin).summary().logKey
        await #expect(throws: VaultError.archive(.otherLog)) {
            try await move.take(trusting: VerifierKey(other))
        }
    }
}
