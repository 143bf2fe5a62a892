import Foundation
import Testing
import Vault
import VaultLedger

/// A vault in a temporary folder with the people of the main job.
final class Stage: Sendable {
    let folder: String
    let time = LedgerTime(clamping: 1_800_000_000)
    let admin: Identity
    let counselor: Identity
    let chamber: Identity
    let adminID: MemberID
    let counselorID: MemberID
    let chamberID: MemberID
    let newcomer: Member

    init(suite: VaultLedger.Suite = .x25519) async throws {
        folder = FileManager.default.temporaryDirectory.path() + "/vault-\(UUID())"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        admin = Identity.generate(suite: suite)
        counselor = Identity.generate(suite: suite)
        chamber = Identity.generate(suite: suite)
        let vault = try await DocumentVault.create(
            at: "\(folder)/vault",
            origin: "vault.example/district",
            as: admin,
            name: "Vault administration",
            clock: .fixed(time)
        )
        adminID = try #require(try await vault.me()).id
        counselorID = try await vault.enrol(
            counselor.card(name: "A counselor"),
            as: .counselor
        ).id
        chamberID = try await vault.enrol(
            chamber.card(name: "Chamber of Crafts"),
            as: .organisation
        ).id
        let desk = try await DocumentVault.open(
            at: vault.path,
            as: counselor,
            clock: .fixed(time),
            inspection: .inProcess
        )
        newcomer = try await desk.enrolProvisional(name: "A newcomer")
    }

    /// Copies a stage, with all that is in its folder.
    init(copying stage: Stage) throws {
        folder = FileManager.default.temporaryDirectory.path() + "/vault-\(UUID())"
        admin = stage.admin
        counselor = stage.counselor
        chamber = stage.chamber
        adminID = stage.adminID
        counselorID = stage.counselorID
        chamberID = stage.chamberID
        newcomer = stage.newcomer
        try FileManager.default.copyItem(atPath: stage.folder, toPath: folder)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

// MARK: - What people do

extension Stage {
    /// Opens the vault at the time of the stage, or later.
    func open(as identity: Identity?, later seconds: Int64 = 0) async throws -> DocumentVault {
        try await DocumentVault.open(
            at: path("vault"),
            as: identity,
            clock: .fixed(time.advanced(by: seconds)),
            inspection: .inProcess
        )
    }

    /// Has the counselor deposit a text for the newcomer.
    @discardableResult
    func deposit(
        _ text: String,
        title: String? = nil,
        file: String = "letter.txt"
    ) async throws -> DocumentID {
        let outcomes = try await open(as: counselor).deposit(
            [.bytes(Array(text.utf8), fileName: file)],
            for: newcomer.id,
            as: DocumentDescription(title: title)
        )
        return try document(in: outcomes)
    }

    /// Has the counselor grant a document to the chamber, or to someone else.
    @discardableResult
    func grant(
        _ document: DocumentID,
        to grantee: MemberID? = nil,
        lasting seconds: Int64 = 86_400
    ) async throws -> GrantRecord {
        let grants = try await open(as: counselor).grant(
            [document],
            to: grantee ?? chamberID,
            for: .recognition,
            until: time.advanced(by: seconds)
        )
        return try #require(grants.first)
    }

    /// Enrols one more organisation.
    func organisation(_ name: String) async throws -> (identity: Identity, id: MemberID) {
        let identity = Identity.generate(suite: chamber.suite)
        let member = try await open(as: admin).enrol(
            identity.card(name: name),
            as: .organisation
        )
        return (identity, member.id)
    }

    /// The first document that was stored.
    func document(in outcomes: [DepositOutcome]) throws -> DocumentID {
        try #require(outcomes.compactMap(\.stored).first)
    }
}

extension DepositOutcome {
    /// The document, if it was stored.
    var stored: DocumentID? {
        if case .stored(let document) = result { document } else { nil }
    }
}

extension DocumentVault {
    /// Releases a document to a new file beside the vault, and gives the bytes that arrived.
    func bytes(of document: DocumentID) async throws -> [UInt8] {
        let target = "\(path)-\(UUID()).out"
        defer { try? FileManager.default.removeItem(atPath: target) }
        _ = try await open(document, to: .file(path: target))
        return try Array(Data(contentsOf: URL(filePath: target)))
    }
}

// MARK: - Files

extension Stage {
    /// The path of a name in the folder of the stage.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The bytes of a file in the folder of the stage.
    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: path(name))))
    }

    /// Writes a file into the folder of the stage.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }

    /// Copies a folder or a file, with all that is in it.
    func copy(_ name: String, to copy: String) throws {
        try FileManager.default.copyItem(atPath: path(name), toPath: path(copy))
    }

    /// Puts a copy of the vault in its place, and throws away what was there.
    func put(_ copy: String) throws {
        try FileManager.default.removeItem(atPath: path("vault"))
        try self.copy(copy, to: "vault")
    }

    /// The paths of all regular files under a name, relative to the folder of the stage.
    func files(under name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path(name))
            .map { "\(name)/\($0)" }
            .filter { name in
                let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
                return attributes[.type] as? FileAttributeType == .typeRegular
            }
            .sorted()
    }

    /// The ciphertexts in the vault, by their paths.
    func blobs() throws -> [String] {
        try files(under: "vault/blobs").filter { $0.hasSuffix(".age") }
    }
}
