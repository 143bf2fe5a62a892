import ArgumentParser

/// Groups what prepares for the loss of an identity.
struct RecoveryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "recovery",
        abstract: "Prepare for the loss of an identity.",
        subcommands: [
            RecoverySheetCommand.self, RecoverySplitCommand.self, RecoveryShareCommand.self,
            RecoveryVetoCommand.self,
        ]
    )
}
