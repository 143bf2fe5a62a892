import ArgumentParser
import Vault

/// Makes a vault from a backup.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "restore",
        abstract: "Make a vault from a backup, in a new folder, and verify it on the way.",
        discussion: """
            A vault that is behind what you have seen of it is made all the same, and the command \
            ends with status 20: what was said since the backup is missing. Only if that is given \
            up for good, go on with --accept-head; grants that were revoked since, and papers that \
            were withdrawn or erased since, are back.
            """
    )

    @Argument(help: .words("The folder of the backup."), completion: .directory)
    var dir: String

    @Argument(help: .words("The folder to make."), completion: .directory)
    var newVault: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let record = try await restored()
        try global.output.show {
            .object([("vault", .string(newVault))] + record.json)
        } text: { style in
            let text: Message = "Restored into \(style.shown(newVault)): \(record.text(style))\n"
            if record.hasLogKey { return text }
            return """
                \(text)The key of the log was not in the backup: put it back as \
                \(style.shown(newVault))/log.key

                """
        }
        // Whether it is behind what was seen before is an error of its own.
        _ = try await global.openVault(
            at: newVault,
            as: nil,
            acceptingHead: global.acceptHead
        )
    }

    private func restored() async throws -> BackupRecord {
        do {
            return try await DocumentVault.restore(from: dir, to: newVault)
        } catch VaultError.damaged(let damage) {
            throw ToolError.backupDamaged(damage)
        }
    }
}
