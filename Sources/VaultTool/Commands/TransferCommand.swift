import ArgumentParser
import Vault

/// Moves an owner from one vault to another.
struct TransferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        command: "transfer",
        abstract: "Move all papers of an owner to another vault.",
        subcommands: [TransferOutCommand.self, TransferInCommand.self]
    )
}

/// The passphrase of an archive, which is another than that of an identity file.
enum ArchivePassphrase {
    /// Reads it.
    ///
    /// - Parameter body: Reads a passphrase.
    /// - Returns: The passphrase.
    /// - Throws: ``ToolError/archivePassphraseUnavailable(path:)`` where `body` has no way to ask, and
    ///   what else `body` throws.
    static func read(
        _ body: () throws(ToolError) -> Passphrase
    ) throws(ToolError) -> Passphrase {
        do {
            return try body()
        } catch {
            guard case .passphraseUnavailable(let path) = error else { throw error }
            throw .archivePassphraseUnavailable(path: path)
        }
    }
}
