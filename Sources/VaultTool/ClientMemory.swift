import Synchronization
import Vault
import VaultLedger

/// What the user remembers of vaults, under `$XDG_STATE_HOME/vaulttool`.
///
/// Where nothing can be remembered the vault can be used all the same: a warning says so, once.
final class ClientMemory: HeadMemory {
    private let folder: HeadMemoryFolder?
    private let isJSON: Bool
    private let hasWarned = Mutex(false)

    /// Finds the folder.
    ///
    /// - Parameter isJSON: Whether a warning is for programs.
    init(isJSON: Bool) {
        folder = Environment.stateFolder().map(HeadMemoryFolder.init(path:))
        self.isJSON = isJSON
    }

    /// Reads what is remembered; see `HeadMemory`.
    ///
    /// - Parameter origin: The name of the log.
    /// - Returns: The value; `nil` if there is none, or after a warning.
    func value(for origin: String) -> [UInt8]? {
        do {
            return try folder?.value(for: origin)
        } catch {
            warn(error)
            return nil
        }
    }

    /// Replaces what is remembered; see `HeadMemory`.
    ///
    /// - Parameters:
    ///   - old: The value to be replaced.
    ///   - new: The value to keep.
    ///   - origin: The name of the log.
    /// - Returns: `false` if somebody else replaced it; `true` also after a warning.
    func replace(_ old: [UInt8]?, by new: [UInt8], for origin: String) -> Bool {
        guard let folder else {
            warn(nil)
            return true
        }
        do {
            return try folder.replace(old, by: new, for: origin)
        } catch {
            warn(error)
            return true
        }
    }

    /// Says once that nothing is remembered, and why.
    private func warn(_ error: VaultError?) {
        let isFirst = hasWarned.withLock { hasWarned in
            defer { hasWarned = true }
            return !hasWarned
        }
        guard isFirst else { return }
        Report(noMemory: error).write(isJSON: isJSON, as: .warning)
    }
}
