import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

@Suite("README")
struct ReadmeTests {
    /// The papers that README speaks of.
    private static let papers = "cp papers/diploma.pdf . && cp papers/photo.jpg back.jpg\n"

    private static let escape = "The escape hatch"

    private let blocks: [Document.Block]

    init() throws {
        blocks = try Document("README.md").blocks.filter { $0.language == "sh" }
    }

    /// The commands of the main job.
    private func tour() throws -> [String] {
        blocks.dropFirst().filter { !$0.headings.contains(Self.escape) }.map(\.text)
    }

    private func play(_ script: [String], at place: Workplace) async throws {
        let outcome = try await place.run("set -e\n" + Self.papers + script.joined())
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
        #expect(outcome.error.isEmpty)
    }

    @Test(.enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"))
    func `shows commands that work`() async throws {
        // The first lines show the job at a glance, in the vault that the later ones make.
        let first = try #require(blocks.first)
        #expect(first.text.split(separator: "\n").count == 4)
        let place = try await Workplace()
        try await play(tour() + [first.text, "cmp copy.pdf diploma.pdf\n"], at: place)
    }

    @Test(
        .enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"),
        .enabled(if: Tools.areInstalled, "SKIPPED: the escape hatch needs sqlite3 and age")
    )
    func `shows a way out that needs sqlite3 and age alone`() async throws {
        let way = blocks.filter { $0.headings.contains(Self.escape) }.map(\.text)
        #expect(way.count == 2)
        try await play(way, at: Workplace())
    }

    @Test(
        .enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"),
        .enabled(if: Tools.areInstalled, "SKIPPED: the way by hand needs sqlite3 and age")
    )
    func `leads to the way by hand that FORMAT shows`() async throws {
        let byHand = try Document("FORMAT.md").code("sh")
        #expect(byHand.count == 1)
        let tour = try tour().map { block in
            // Stock age before 1.3 knows no other keys.
            block.replacingOccurrences(of: "identity new ", with: "identity new --suite x25519 ")
        }
        try await play(tour + byHand + ["cmp document.pdf diploma.pdf\n"], at: Workplace())
    }

    @Test
    func `shows six lines of Swift that work`() async throws {
        let stage = try await LibraryStage()
        let (folder, counselor, chamber) = (stage.vault, stage.counselor, stage.chamber)
        let (diploma, end) = (stage.diploma, stage.end)
        let worker = InspectionMode.worker(path: BuiltProgram.path("vaulttool"))
        // README.md shows what stands between the marks.
        // README: begin
        let vault = try await DocumentVault.open(at: folder, as: counselor, inspection: worker)
        let owner = try await vault.enrolProvisional(name: "A newcomer")
        _ = try await vault.deposit([.file(path: diploma)], for: owner.id)
        let documents = try await vault.list(owner: owner.id).map(\.id)
        _ = try await vault.grant(documents, to: chamber, for: .recognition, until: end)
        for entry in try await vault.history(.owner(owner.id)) { print(entry.time, entry.kind) }
        // README: end
        let kinds = try await vault.history(.owner(owner.id)).map(\.kind)
        #expect(kinds == [.enrol, .deposit, .grant])
    }

    @Test
    func `shows those six lines and no others`() throws {
        let source = try Document.text(of: "Tests/VaultToolTests/ReadmeTests.swift")
        let parts = source.components(separatedBy: "// README: begin\n")
        let end = try #require(parts[1].range(of: "        // README: end"))
        let lines = parts[1][..<end.lowerBound].split(separator: "\n").map { $0.dropFirst(8) }
        let shown = lines.map { $0 + "\n" }.joined()
        #expect(lines.count == 6)
        #expect(try Document("README.md").code("swift") == [shown])
    }
}

/// A vault with a counselor and a chamber, for the lines of Swift.
private struct LibraryStage {
    let folder = Result { try TemporaryFolder() }
    let counselor = Identity.generate(suite: .x25519)
    let vault: String
    let diploma: String
    let chamber: MemberID

    /// The lines take the clock of the machine, so the end of the grant has to be counted from it.
    let end = VaultClock.system.now().advanced(by: 90 * 86_400)

    init() async throws {
        let folder = try folder.get()
        vault = folder.file("vault")
        diploma = try folder.write(Fixture.bytes("papers/diploma.pdf"), to: "diploma.pdf")
        let admin = try await DocumentVault.create(
            at: vault,
            origin: "vault.example/district",
            as: Identity.generate(suite: .x25519),
            name: "Vault administration"
        )
        _ = try await admin.enrol(counselor.card(name: "Ms Counselor"), as: .counselor)
        let card = try Identity.generate(suite: .x25519).card(name: "Chamber of Crafts")
        chamber = try await admin.enrol(card, as: .organisation).id
    }
}

/// The programs of others that take a document out of a vault.
private enum Tools {
    static let areInstalled = isInstalled("sqlite3") && isInstalled("age")

    private static func isInstalled(_ command: String) -> Bool {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(command)")
        }
    }
}
