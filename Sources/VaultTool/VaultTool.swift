import ArgumentParser

@main
struct VaultTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "vaulttool")
}
