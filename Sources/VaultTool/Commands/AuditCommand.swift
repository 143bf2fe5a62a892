import ArgumentParser
import Vault
import VaultLedger

/// Verifies the whole vault.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "audit",
        abstract: "Verify everything: each statement, the log, the keys and the stored files.",
        discussion: """
            Replays the log from its first statement. Works without an identity, and changes \
            nothing. It proves what was granted and what was opened through the vault, not what \
            somebody read in a copy.

            With --export it verifies what vaulttool export-log wrote, and needs no vault.
            """
    )

    @Option(
        help: ArgumentHelp("Verify this export of a log, without a vault.", valueName: "dir"),
        completion: .directory
    )
    var export: String?

    @Option(help: ArgumentHelp("The log key that you trust, for --export.", valueName: "vkey"))
    var logKey: VerifierKey?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (export == nil) == (logKey == nil) else {
            throw ValidationError("Use --export DIR and --log-key VKEY together")
        }
    }

    func run() async throws {
        if let export, let logKey {
            try await ExportAuditing(path: export, logKey: logKey).run(global.output)
            return
        }
        let path = try global.requiredVaultPath()
        let report = try await DocumentVault.audit(
            at: path,
            clock: Environment.clock(),
            memory: global.memory,
            acceptingHead: global.acceptHead
        )
        try global.output.show(isSuccess: report.isClean) {
            report.json
        } text: { style in
            report.text(style)
        }
        if !report.isClean { throw ToolError.findings(report.findings.count, in: .vault) }
    }
}

extension AuditReport {
    fileprivate var json: JSONValue {
        .object([
            ("ok", .bool(isClean)),
            ("size", .count(head?.size)),
            ("root", .of(head?.root)),
            ("statements", .number(statements)),
            ("logKey", .text(logKey)),
            ("rekeyDue", .texts(due.map(\.text))),
            ("findings", .array(findings.map(\.json))),
        ])
    }

    fileprivate func text(_ style: Style) -> String {
        var text =
            isClean
            ? "Everything verifies: \(statements) statements\n"
            : "The vault does not verify: \(statements) statements were replayed\n"
        for finding in findings { text += finding.line }
        if let head { text += "Head: size \(head.size), root \(head.root)\n" }
        if let logKey { text += "Log key: \(logKey)\n" }
        for document in due {
            text +=
                "\(document) waits to be encrypted anew; the next change by somebody who can "
                + "does it\n"
        }
        return text
    }
}
