import ArgumentParser

/// Groups what the operator does to have the heads of the log cosigned by outsiders.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "witness",
        abstract: "Have the heads of the log cosigned by outsiders.",
        discussion: """
            A witness keeps the largest head that it has seen, and cosigns only what continues it. \
            So nobody can be shown another history than everybody else. Needs the folder of the \
            vault and no identity; what is asked and answered goes by file.
            """,
        subcommands: [
            WitnessAddCommand.self, WitnessListCommand.self, WitnessRemoveCommand.self,
            WitnessRequestCommand.self, WitnessResponseCommand.self, WitnessImportCommand.self,
        ]
    )
}
