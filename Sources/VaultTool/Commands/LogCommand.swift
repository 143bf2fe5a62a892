import ArgumentParser
import Vault

/// Groups what an admin who runs the log does.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "log",
        abstract: "Run the log: replace its key, set its clock right.",
        subcommands: [LogReplaceKeyCommand.self, LogResetClockCommand.self]
    )
}

/// Puts a new key in the place of the log's.
struct LogReplaceKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "replace-key",
        abstract: "Let the log go on under a new key, such as after a theft.",
        discussion: """
            Heads from now on are signed by the new key. Give it to everybody who verifies receipts \
            or exports; the old key still verifies what was signed before.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let key = try await vault.replaceLogKey()
        try global.output.show {
            .object([("logKey", .string(key))])
        } text: { _ in
            "The log goes on under a new key\nLog key: \(key)\n"
        }
    }
}

/// Sets the time of the log to the clock of this machine.
struct LogResetClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "reset-clock",
        abstract: "Set the time of the log right, after somebody's clock ran ahead.",
        discussion: """
            Look at your own clock first. Grants that ended by the wrong clock stay ended: grant \
            them anew.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        try await vault.resetLogTime()
        try global.output.show {
            .object([("ok", .bool(true))])
        } text: { _ in
            "The time of the log is that of this machine now\n"
        }
    }
}
