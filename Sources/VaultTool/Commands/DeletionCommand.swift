import ArgumentParser

/// Groups what is asked of those who have copies.
struct DeletionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "deletion",
        abstract: "Ask for copies of documents to be deleted, and answer.",
        subcommands: [
            DeletionRequestCommand.self, DeletionAnswerCommand.self, DeletionListCommand.self,
        ]
    )
}
