import Foundation
import Testing
import Vault
import VaultLedger

/// A vault in a temporary folder with the people of the main job.
final class Stage {
    let folder: URL
    let time = LedgerTime(clamping: 1_800_000_000)
    let admin: Identity
    let counselor: Identity
    let chamber: Identity
    let newcomer: Member
    let chamberID: MemberID

    init(suite: VaultLedger.Suite = .x25519) async throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "vault-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        admin = Identity.generate(suite: suite)
        counselor = Identity.generate(suite: suite)
        chamber = Identity.generate(suite: suite)
        let vault = try await DocumentVault.create(
            at: folder.appending(path: "vault").path(),
            origin: "vault.example/district",
            as: admin,
            name: "Vault administration",
            clock: .fixed(time)
        )
        _ = try await vault.enrol(counselor.card(name: "A counselor"), as: .counselor)
        chamberID = try await vault.enrol(
            chamber.card(name: "Chamber of Crafts"),
            as: .organisation
        ).id
        let desk = try await DocumentVault.open(
            at: vault.path,
            as: counselor,
            clock: .fixed(time)
        )
        newcomer = try await desk.enrolProvisional(name: "A newcomer")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func open(as identity: Identity?, later seconds: Int64 = 0) async throws -> DocumentVault {
        try await DocumentVault.open(
            at: path("vault"),
            as: identity,
            clock: .fixed(time.advanced(by: seconds))
        )
    }

    func path(_ name: String) -> String { folder.appending(path: name).path() }

    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }

    func document(in outcomes: [DepositOutcome]) throws -> DocumentID {
        for outcome in outcomes {
            if case .stored(let document) = outcome.result { return document }
        }
        throw CocoaError(.fileNoSuchFile)
    }
}
