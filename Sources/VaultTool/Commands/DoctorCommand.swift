import ArgumentParser
import Vault

/// Says what is missing or wrong on this machine.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "doctor",
        abstract: "Say what is missing or wrong on this machine, and the way out.",
        discussion: """
            Tries what the tool needs: the process that looks at files, with its libraries and its \
            sandbox, the fonts of the sheets, the folder with what is remembered, the clock, and the \
            vault's folder if one is named. Changes nothing. Ends with 0 if all that is required \
            works; what is only advised is a warning.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var findings = MachineCheckup.findings() + ToolCheckup.findings(global.output.style)
        if let path = global.namedVault { findings += VaultCheckup(path: path).findings() }
        let failures = findings.count { $0.state == .failed }
        try global.output.show(isSuccess: failures == 0) {
            .object([
                ("ok", .bool(failures == 0)),
                ("checks", .array(findings.map(\.json))),
            ])
        } text: { _ in
            findings.map(\.lines).joined()
        }
        if failures > 0 { throw ToolError.unfit(failures) }
    }
}
