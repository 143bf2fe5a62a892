import ArgumentParser
import Vault
import VaultLedger

/// Writes the log as files.
struct ExportLogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "export-log",
        abstract: "Write the log as files that anybody can verify without the vault.",
        discussion: """
            The folder has the form of c2sp.org/tlog-tiles, with the statements beside. It holds \
            no document, no key and no name. It appears whole or not at all, and nothing is \
            overwritten. Check it with: vaulttool audit --export DIR --log-key VKEY.
            """
    )

    @Argument(help: .words("The folder to make."), completion: .directory)
    var dir: String

    @Option(
        help: .words(
            "Only the statements about this owner, and those on which they rest.",
            valueName: "member"
        )
    )
    var owner: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(dir)
        let vault = try await global.openVault(for: .reading)
        var id: MemberID?
        if let owner { id = try await vault.member(owner).id }
        let export = try await vault.exportLog(to: dir, owner: id)
        try global.output.show {
            .object([
                ("folder", .string(dir)),
                ("owner", .of(id)),
                ("size", .number(export.head.size)),
                ("root", .of(export.head.root)),
                ("statements", .number(export.statements)),
                ("logKey", .string(export.logKey)),
            ])
        } text: { style in
            """
            Wrote \(export.statements) of \(export.head.size) statements to \(style.shown(dir))
            Head: size \(export.head.size), root \(export.head.root)
            Log key: \(export.logKey)

            """
        }
    }
}
