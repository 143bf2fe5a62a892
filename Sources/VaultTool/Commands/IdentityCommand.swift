import ArgumentParser

/// Groups what makes and shows identities.
struct IdentityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Make an identity, or show its card.",
        discussion: ExitStatus.help,
        subcommands: [
            IdentityNewCommand.self, IdentityCardCommand.self, IdentityRekeyCommand.self,
        ]
    )
}
