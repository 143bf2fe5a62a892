import VaultStorage
import VaultSystem

/// Reads or writes storage, and puts its errors into the words of this module.
///
/// - Parameter access: One call to storage.
/// - Returns: What the call returns.
/// - Throws: The error as ``VaultError``.
func stored<Result>(
    _ access: @autoclosure () throws(StorageError) -> Result
) throws(VaultError) -> Result {
    do {
        return try access()
    } catch {
        throw VaultError(error)
    }
}
