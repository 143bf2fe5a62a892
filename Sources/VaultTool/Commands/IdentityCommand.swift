import ArgumentParser

/// Groups what makes and shows identities.
struct IdentityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "identity",
        abstract: "Make an identity, make it again from paper, or show its card.",
        subcommands: [
            IdentityNewCommand.self, IdentityRestoreCommand.self, IdentityCardCommand.self,
            IdentityPassphraseCommand.self, IdentityRekeyCommand.self,
        ]
    )
}
