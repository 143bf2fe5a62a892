import Foundation

@testable import Vault
@testable import VaultLedger

/// A vault with a long history that is made once and measured many times, in a folder of its own with
/// the identities of its people.
struct LongLog {
    let folder: URL

    /// Who is in the vault, and what can be done there.
    let facts: Facts

    /// What is kept beside the vault, once it is complete.
    struct Facts: Codable {
        let statements: Int
        let documents: Int
        let owners: Int

        /// An owner in custody, and somebody to grant to.
        let owner: String
        let organisation: String

        /// A document with a history.
        let document: String
    }

    var path: String { folder.appending(path: "vault").path() }

    /// Files of identities.
    var counselor: String { folder.appending(path: "counselor.key").path() }
    var admin: String { folder.appending(path: "admin.key").path() }

    /// Uses the vault that is in a folder, or makes it there.
    ///
    /// - Parameters:
    ///   - parent: Where the folder is.
    ///   - statements: The length of the log.
    init(in parent: URL, statements: Int) async throws {
        try await self.init(at: parent.appending(path: "log-\(statements)")) { vault in
            try await vault.grow(to: statements)
            try await vault.settle()
        }
    }

    /// Uses the vault that is in a folder, or makes it there: of documents that were deposited, and
    /// that nothing else has happened to.
    ///
    /// - Parameters:
    ///   - parent: Where the folder is.
    ///   - documents: Their number.
    init(in parent: URL, documents: Int) async throws {
        try await self.init(at: parent.appending(path: "documents-\(documents)")) { vault in
            try await vault.deposit(documents)
        }
    }

    private init(at folder: URL, fill: (LargeVault) async throws -> Void) async throws {
        self.folder = folder
        let file = folder.appending(path: "facts.json")
        if let known = try? Data(contentsOf: file) {
            facts = try JSONDecoder().decode(Facts.self, from: known)
            return
        }
        // What was not finished is of no use.
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let vault = try await LargeVault(at: folder.appending(path: "vault").path())
        try await fill(vault)
        guard
            let paper = vault.papers.dropFirst(vault.papers.count / 2).first,
            let organisation = vault.organisations.first
        else { throw CocoaError(.fileNoSuchFile) }
        facts = Facts(
            statements: try await vault.size(),
            documents: vault.papers.count,
            owners: vault.owners.count,
            owner: paper.owner.id.text,
            organisation: organisation.id.text,
            document: paper.id.text
        )
        try Self.write(vault.counselor, "Counselor 0", to: counselor)
        try Self.write(vault.admin, "Administration", to: admin)
        try JSONEncoder().encode(facts).write(to: file)
    }

    private static func write(_ identity: Identity, _ name: String, to path: String) throws {
        let now = LedgerTime(clamping: Int64(Date().timeIntervalSince1970))
        let text = try identity.file(name: name, created: now, passphrase: nil)
        try Data(text).write(to: URL(filePath: path))
    }

    /// A name of the log for a table.
    var name: String { "\(facts.statements) statements, \(facts.documents) documents" }

    /// A run of the tool on the vault in somebody's name, or in nobody's.
    func command(_ arguments: [String], as identity: String? = nil, tool: String) -> Child {
        var environment = [
            "VAULTTOOL_VAULT": path, "XDG_STATE_HOME": folder.appending(path: "state").path(),
        ]
        environment["VAULTTOOL_IDENTITY"] = identity
        return Child(arguments: [tool] + arguments, environment: environment)
    }
}
