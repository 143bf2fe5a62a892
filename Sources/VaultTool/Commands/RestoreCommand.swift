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

    @Flag(
        help: .words(
            "Go on without what is missing or damaged in the backup, name it, and end with status 20."
        )
    )
    var incomplete = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let record = try await restored()
        try global.output.show {
            let missing = incomplete ? record.missingJSON : []
            return .object([("vault", .string(newVault))] + record.json + missing)
        } text: { style in
            let made: Message = "Restored into \(style.shown(newVault)): \(record.text(style))\n"
            let text = ([made] + record.missingLines).joined()
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
        let missing = record.missingDocuments.count + record.missingFiles.count
        if missing > 0 { throw ToolError.restoredIncompletely(missing) }
    }

    private func restored() async throws -> BackupRecord {
        do {
            return try await DocumentVault.restore(
                from: dir,
                to: newVault,
                leavingOutDamage: incomplete
            )
        } catch VaultError.damaged(let damage) {
            throw ToolError.backupDamaged(damage)
        }
    }
}

extension BackupRecord {
    /// What was left out of a restored vault, a line for each.
    fileprivate var missingLines: [Message] {
        missingDocuments.map { "  Missing: the content of \($0)\n" }
            + missingFiles.map { "  Missing: the file \($0)\n" }
    }

    /// What was left out of a restored vault, for programs.
    fileprivate var missingJSON: [(key: String, value: JSONValue)] {
        [
            ("missing", .array(missingDocuments.map { .of($0) })),
            ("missingFiles", .texts(missingFiles)),
        ]
    }
}
