import ArgumentParser
import Vault
import VaultLedger

/// Copies a vault into a folder for backups.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "backup",
        abstract: "Copy the vault into a folder, while others use it, and verify the copy.",
        discussion: """
            The second time only what is new is copied, and what is there is read and verified. The \
            backup before stays until the new one is complete. Nobody needs a key for it.

            Whoever has the backup has what whoever reads the folder of the vault has: sealed files \
            and sealed keys. With it goes the key of the log, by which an operator signs. What is \
            erased or withdrawn later stays in a backup from before: see SECURITY.md.
            """
    )

    @Argument(help: .words("The folder of the backup."), completion: .directory)
    var dir: String

    @Flag(
        help: .words(
            "Leave the key of the log out. Keep it elsewhere: no restored vault goes on without."
        )
    )
    var withoutLogKey = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        // As every command: a vault that went back, or is another, takes nobody's backup away.
        _ = try await global.openVault(for: .operating)
        let record = try await backedUp()
        try global.output.show {
            .object(
                [("backup", .string(dir))] + record.json + [
                    ("copied", .number(record.copied)),
                    ("copiedBytes", .number(record.copiedBytes)),
                    ("removed", .number(record.removed)),
                ]
            )
        } text: { style in
            let key: Message = record.hasLogKey ? "The key of the log is in it" : Self.keyMissing
            return """
                Backed up into \(style.shown(dir)): \(record.text(style))
                  Copied: \(record.copied) (\(style.size(record.copiedBytes))), removed: \
                \(record.removed), the others were there and are whole
                  \(key)

                """
        }
    }

    private func backedUp() async throws -> BackupRecord {
        do {
            return try await DocumentVault.backUp(
                at: global.requiredVaultPath(),
                to: dir,
                withLogKey: !withoutLogKey,
                clock: Environment.clock(),
                acceptingHead: global.acceptHead,
                progress: global.checkProgress()
            )
        } catch VaultError.damaged(let damage) {
            throw ToolError.notBackedUp(damage)
        }
    }

    private static let keyMissing: Message =
        "The key of the log is not in it: a restored vault says nothing more without log.key"
}

extension BackupRecord {
    /// What is in it, in words.
    func text(_ style: Style) -> Message {
        let size = style.size(bytes)
        return files == 1
            ? "1 stored file (\(size)), log of size \(head.size)"
            : "\(files) stored files (\(size)), log of size \(head.size)"
    }

    /// What is in it, for programs.
    var json: [(key: String, value: JSONValue)] {
        [
            ("size", .number(head.size)),
            ("root", .of(head.root)),
            ("files", .number(files)),
            ("bytes", .number(bytes)),
            ("logKey", .bool(hasLogKey)),
        ]
    }
}
