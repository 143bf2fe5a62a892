import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

/// Vaults that earlier versions wrote, one folder for each format version and suite.
///
/// `Scripts/make-golden-vault` has made them. They are never made again.
@Suite("A golden vault")
struct GoldenVaultTests {
    static let time = LedgerTime("2026-11-24T10:00:00Z")

    /// The folders under `Fixtures/vaults`, as `v1/hybrid`.
    static func all() throws -> [String] {
        try Fixture.names(in: "vaults").flatMap { version in
            try Fixture.names(in: "vaults/\(version)").map { "\(version)/\($0)" }
        }
    }

    @Test(arguments: try all())
    func `verifies, opens for everybody, and goes on`(name: String) async throws {
        let folder = try Copy(of: name)
        #expect(try await DocumentVault.audit(at: folder.vault, clock: folder.clock).findings == [])

        let counselor = try await folder.open(as: "counselor")
        let documents = try await counselor.list()
        #expect(documents.map(\.description.title) == ["curriculum.tif", "диплом.pdf"])
        #expect(documents.map(\.ownerName) == ["زهرا", "زهرا"])
        #expect(Set(documents.map(\.description.kind)) == ["edu.training-content"])
        for document in documents {
            _ = try await counselor.open(
                document.id,
                to: .file(path: folder.path(document.fileName))
            )
            let original = try Fixture.bytes("papers/\(document.fileName)")
            #expect(try folder.bytes(document.fileName) == original)
        }
        let chamber = try await folder.open(as: "chamber")
        #expect(try await chamber.list().map(\.fileName) == ["curriculum.tif"])
        let owner = try await folder.open(as: "owner")
        #expect(try await owner.list().map(\.fileName).first == "شهادة.pdf")

        let source = DepositSource.bytes(Array("new".utf8), fileName: "new.txt")
        _ = try await counselor.deposit([source], for: documents[0].owner)
        #expect(try await counselor.list().count == 3)
        #expect(try await counselor.audit().isClean)
    }

    @Test(arguments: try all().filter { $0.hasPrefix("v5/") })
    func `since version 5 keeps its requests for deletion`(name: String) async throws {
        let folder = try Copy(of: name)
        let requests = try await folder.open(as: "counselor").deletions()
        #expect(requests.map(\.status) == [.deleted])
        #expect(requests.map { $0.answer?.author } == requests.map(\.grantee))
        #expect(try await folder.open(as: "chamber").deletionsToAnswer().isEmpty)
    }

    @Test(arguments: try all().filter { !$0.hasPrefix("v1/") && !$0.hasPrefix("v2/") })
    func `since version 3 keeps its forms, relations, bundles and scrubs`(name: String) async throws
    {
        let folder = try Copy(of: name)
        let owner = try await folder.open(as: "owner")
        let papers = try await owner.list().map { ($0.id, $0.description) }
        #expect(papers.map(\.1.title) == [nil, "Related", "Translation", "Bundle", nil])
        #expect(
            papers.map(\.1.form)
                == [nil, .plainCopy, .certifiedCopy, nil, .originalPaperSeen]
        )
        #expect(papers[1].1.transferNote?.isOriginalSeen == true)
        #expect(papers[2].1.relations.map(\.kind) == [.translationOf])
        #expect(papers[2].1.relations.map(\.document) == [papers[1].0])
        #expect(papers[3].1.relations.map(\.kind) == [.contains])
        let kinds = try await folder.open(as: "admin").history().map(\.kind)
        #expect(kinds.contains(.scrub))
    }

    @Test(arguments: try all().filter { !$0.hasPrefix("v1/") })
    func `since version 2 keeps its take-overs, leavers and erasures`(name: String) async throws {
        let folder = try Copy(of: name)
        let kinds = try await folder.open(as: "admin").history().map(\.kind)
        let added: [Statement.Kind] = [
            .office, .retire, .claim, .invite, .erase, .warrant, .recoveryPlan, .rotate, .logKey,
        ]
        #expect(Set(added).subtracting(kinds) == [])

        let new = try await folder.open(as: "new")
        let owner = try #require(try await new.me())
        #expect(owner.role == .owner)
        for old in ["claimer", "leaver"] {
            await #expect(throws: VaultError.self, "\(old)") {
                _ = try await folder.open(as: old).deposit(
                    [.bytes(Array("late".utf8), fileName: "late.txt")],
                    for: owner.id
                )
            }
        }
    }

    /// A golden vault in a temporary folder, to be written to.
    private struct Copy {
        let folder: TemporaryFolder
        let clock = VaultClock.fixed(GoldenVaultTests.time ?? .last)

        var vault: String { path("vault") }

        init(of name: String) throws {
            folder = try TemporaryFolder()
            let source = Fixture.path("vaults/\(name)")
            for part in try FileManager.default.contentsOfDirectory(atPath: source) {
                try FileManager.default.copyItem(atPath: "\(source)/\(part)", toPath: path(part))
            }
        }

        func path(_ name: String) -> String { folder.file(name) }

        func bytes(_ name: String) throws -> [UInt8] { try folder.bytes(name) }

        func open(as person: String) async throws -> DocumentVault {
            let identity = try Identity(file: bytes("\(person).key"))
            return try await DocumentVault.open(
                at: vault,
                as: identity,
                clock: clock,
                inspection: .inProcess
            )
        }
    }
}
