import VaultStorage
import VaultSystem

/// Reads or writes storage, and puts its errors into the words of this module.
///
/// - Parameters:
///   - access: One call to storage.
///   - path: The database that it is about, where it is not that of an open vault.
/// - Returns: What the call returns.
/// - Throws: The error as ``VaultError``.
func stored<Result>(
    _ access: @autoclosure () throws(StorageError) -> Result,
    about path: String = "vault.sqlite"
) throws(VaultError) -> Result {
    do {
        return try access()
    } catch {
        throw VaultError(error, database: path)
    }
}
