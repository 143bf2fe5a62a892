import Foundation
import TestSupport
import Testing
import Vault
import VaultLedger

@Suite("The inspection of a deposit")
struct InspectionTests {
    private func deposit(
        _ name: String,
        as fileName: String? = nil,
        accepting accepted: Set<ContentWarning> = [],
        by mode: InspectionMode? = .worker(path: BuiltProgram.path("vaulttool")),
        on stage: Stage
    ) async throws -> DepositOutcome {
        let desk = try await DocumentVault.open(
            at: stage.path("vault"),
            as: stage.counselor,
            clock: .fixed(stage.time),
            inspection: mode
        )
        let bytes = try Fixture.bytes("arrivals/\(name)")
        let source = DepositSource.bytes(bytes, fileName: fileName ?? name)
        let outcomes = try await desk.deposit([source], for: stage.newcomer.id, accepting: accepted)
        return try #require(outcomes.first)
    }

    @Test
    func `holds a file back until its warnings are accepted`() async throws {
        let stage = try await Stage()
        let held = try await deposit("place.heic", on: stage)
        #expect(held.result == .refused && held.verdict == .warn)
        #expect(held.reasons == ["image.heic", "image.gps"])
        let half = try await deposit("place.heic", accepting: [.imageGPS], on: stage)
        #expect(half.result == .refused)
        #expect(try stage.blobs() == [])
        let whole: Set<ContentWarning> = [.imageGPS, .imageHEIC, .pdfActive]
        let stored = try await deposit("place.heic", accepting: whole, on: stage)
        #expect(stored.stored != nil && stored.verdict == .warn)
        let listed = try await stage.open(as: stage.counselor).list()
        #expect(listed.map(\.verdict) == [.warn])
        #expect(listed.map(\.reasons) == [["image.heic", "image.gps"]])
    }

    @Test
    func `keeps notes with the document and asks nothing`() async throws {
        let stage = try await Stage()
        let stored = try await deposit("owner.pdf", as: "owner\u{202E}.txt", on: stage)
        #expect(stored.verdict == .accept)
        #expect(stored.reasons == ["name.mismatch", "name.spoof", "pdf.owner-password"])
        let listed = try await stage.open(as: stage.counselor).list()
        #expect(listed.map(\.reasons) == [stored.reasons])
    }

    @Test(arguments: ["bomb.pdf", "cv.docm", "offset.pdf", "run.pdf", "empty.pdf"])
    func `stores nothing that no acceptance covers`(name: String) async throws {
        let stage = try await Stage()
        let all = Set(ContentWarning.allCases)
        let outcome = try await deposit(name, accepting: all, on: stage)
        #expect(outcome.result == .refused)
        #expect([.quarantine, .reject].contains(outcome.verdict))
        #expect(try stage.blobs() == [])
    }

    @Test
    func `looks at the ends of a very long file, and says so`() async throws {
        let stage = try await Stage()
        let path = stage.path("long.pdf")
        try Data(try Fixture.bytes("arrivals/page.pdf")).write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 257 << 20)
        try file.close()
        let desk = try await DocumentVault.open(
            at: stage.path("vault"),
            as: stage.counselor,
            clock: .fixed(stage.time),
            inspection: .worker(path: BuiltProgram.path("vaulttool"))
        )
        let outcomes = try await desk.deposit([.file(path: path)], for: stage.newcomer.id)
        #expect(outcomes.map(\.reasons) == [["content.partial"]])
        #expect(outcomes.map(\.size) == [257 << 20])
        #expect(outcomes.first?.stored != nil)
    }

    @Test
    func `is the same in this process`() async throws {
        let stage = try await Stage()
        let own = try await deposit("script.pdf", by: .inProcess, on: stage)
        #expect(try await deposit("script.pdf", on: stage) == own)
        #expect(own.reasons == ["pdf.active"])
    }

    @Test
    func `has to be chosen before a deposit`() async throws {
        let stage = try await Stage()
        await #expect(throws: VaultError.inspectionUnavailable(.modeMissing)) {
            try await deposit("page.pdf", by: nil, on: stage)
        }
    }

    @Test
    func `fails the file, and stores nothing, where there is no worker`() async throws {
        let stage = try await Stage()
        let outcome = try await deposit("page.pdf", by: .worker(path: "/nonexistent"), on: stage)
        #expect(outcome.result == .failed(.inspectionUnavailable(.worker(code: 2))))
        #expect(try stage.blobs() == [])
    }

    @Test
    func `makes a worker of no process that was not started as one`() {
        #expect(!InspectionMode.serve(["tool"]))
        #expect(!InspectionMode.serve(["tool", "upload", "1"]))
        #expect(!InspectionMode.serve(["tool", "inspect-worker", "x"]))
        #expect(!InspectionMode.serve(["tool", "inspect-worker", "1"]))
    }
}
