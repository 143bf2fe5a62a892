import VaultStorage
import VaultSystem

/// Which version the database of a vault has, before it is opened.
public struct DatabaseVersion: Hashable, Sendable {
    /// The version of the database.
    public let found: Int

    /// The version that this library writes, and to which it brings older ones when it opens them.
    public let current: Int

    /// Reads the header of a database, and nothing else.
    ///
    /// While another process writes, the header may still be that of the version before.
    ///
    /// - Parameter path: The folder of the vault.
    /// - Throws: ``VaultError/vaultNotFound(path:)`` or ``VaultError/isBackup(path:)`` if there is no
    ///   database of a vault, ``VaultError/damaged(_:)`` with ``Damage/databaseMissing`` if the rest of a
    ///   vault is there,
    ///   ``VaultError/io(code:path:)`` if it cannot be read.
    public init(ofVaultAt path: String) throws(VaultError) {
        let file = VaultLayout(path: path).database
        let version: Int?
        do {
            version = try VaultDatabase.version(ofHeaderAt: file)
        } catch {
            if error.isNotFound { try VaultLayout(path: path).requireVault() }
            throw .io(code: error.code, path: file)
        }
        guard let version else { throw .vaultNotFound(path: path) }
        found = version
        current = VaultDatabase.currentVersion
    }
}
