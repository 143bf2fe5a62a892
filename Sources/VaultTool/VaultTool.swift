import ArgumentParser
import Vault
import VaultSystem

/// The command line of the vault: `vaulttool`.
@main
struct VaultTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vaulttool",
        abstract: say("Keep people's papers encrypted, and prove who was given them."),
        discussion: ExitStatus.help.text,
        version: "0.1.0",
        subcommands: [
            IdentityCommand.self, WhoAmICommand.self, InitCommand.self, OfficeCommand.self,
            EnrolCommand.self, MembersCommand.self, LeavingCommand.self, RetireCommand.self,
            HandoverCommand.self, UploadCommand.self, DescribeCommand.self, ListCommand.self,
            ShowCommand.self, ViewCommand.self,
            OpenCommand.self, GrantCommand.self, RevokeCommand.self, GrantsCommand.self,
            DeletionCommand.self,
            HistoryCommand.self, ReceiptCommand.self, VerifyCommand.self, AuditCommand.self,
            ExportLogCommand.self, WhoCouldReadCommand.self, EraseCommand.self, LogCommand.self,
            ClaimCommand.self, ClaimCodeCommand.self, RecoverCommand.self, WitnessCommand.self,
            RecoveryCommand.self, SendCommand.self, WithdrawCommand.self, ExportCommand.self,
            TransferCommand.self, CheckCommand.self, KindsCommand.self, BundleCommand.self,
            ConsentCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self, NoticeCommand.self, DeriveCommand.self, CheckProfileCommand.self,
        ]
    )

    // Here too, so that these options may stand before the command as well as after it.
    @OptionGroup var global: GlobalOptions

    /// Runs the command that the arguments name.
    ///
    /// All errors end here, so a command only has to throw.
    static func main() async {
        ProcessHardening.apply()
        ProcessHeaps.share()
        if InspectionMode.serve(CommandLine.arguments) { return }
        Interruption.clearsUp()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let isJSON = arguments.prefix { $0 != "--" }.contains("--json")
        if let argument = ProcessArguments.firstMalformed() {
            end(Report(ToolError.argumentMalformed(argument)), isJSON: isJSON)
        }
        do {
            var command = try await asyncParseAsRoot(arguments)
            do {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
                Environment.writeMemoryImage()
            } catch  where !isHelp(error) {
                end(Report(describing: error), isJSON: isJSON, isSilent: isBrokenPipe(error))
            }
        } catch  where isJSON && !isHelp(error) {
            let hint: Message = "See: vaulttool --help"
            end(Report(.usage, "usage", .verbatim(message(for: error)), hint: hint), isJSON: true)
        } catch {
            end(error)
        }
    }

    /// Says what the library that reads the command line has to say, and ends.
    private static func end(_ error: any Error) -> Never {
        let text = fullMessage(for: error)
        if isHelp(error) {
            try? StandardStreams.write(
                Array("\(CommandLineWords.help(text))\n".utf8).span,
                to: .output
            )
            exit(withError: ExitCode.success)
        }
        let refusal = CommandLineWords.refusal(text, of: message(for: error))
        try? StandardStreams.write(Array("\(refusal)\n".utf8).span, to: .error)
        exit(withError: ExitCode(ExitStatus.usage.code.rawValue))
    }

    /// Whether `error` is a wish to see a help screen or the version.
    private static func isHelp(_ error: any Error) -> Bool {
        exitCode(for: error) == .success || error is CleanExit
    }

    /// Whether nobody reads standard output any more: nothing is to be said about that.
    private static func isBrokenPipe(_ error: any Error) -> Bool {
        switch error {
        case ToolError.output(let error): error.isBrokenPipe
        default: false
        }
    }

    private static func end(_ report: Report, isJSON: Bool, isSilent: Bool = false) -> Never {
        if !isSilent { report.write(isJSON: isJSON) }
        Environment.writeMemoryImage()
        exit(withError: report.status.code)
    }
}
