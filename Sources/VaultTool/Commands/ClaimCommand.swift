import ArgumentParser
import Vault
import VaultLedger

/// Lets a newcomer take over with a key of their own.
struct ClaimCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "claim",
        abstract: "Let a newcomer take over their papers with a key of their own.",
        discussion: """
            At the desk, a counselor of the office names the newcomer and signs along (--as). The \
            newcomer's identity file is made if it is not there, with a passphrase of their own.

            Custody ends: no key of the office opens the papers any more, and they are encrypted \
            anew. Whoever copied the vault before can still open in the copy what they could then.
            """
    )

    @Argument(help: "The newcomer: an id, the beginning of one, or a name.")
    var member: String

    @Option(
        name: .customLong("identity"),
        help: ArgumentHelp("The newcomer's identity file.", valueName: "file"),
        completion: .file()
    )
    var identityPath: String

    @OptionGroup var new: NewIdentityOptions

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(member)
        let suite = try await vault.summary().suite
        let name = owner.name ?? owner.id.text
        let identity = try new.identity(at: identityPath, name: name, suite: suite)
        let claimed = try await vault.claim(owner.id, with: identity)
        let count = try await vault.encryptAnew(as: identity, global)
        try show(claimed, documents: count)
    }

    private func show(_ member: Member, documents: Int) throws(ToolError) {
        try global.output.show {
            .object([
                ("member", .of(member.id)),
                ("name", .text(member.name)),
                ("identity", .string(identityPath)),
                ("rekeyed", .number(documents)),
            ])
        } text: { style in
            let name = member.name.map { style.shown($0) } ?? member.id.text
            let papers = "\(documents) document\(documents == 1 ? " was" : "s were")"
            return """
                \(name) has taken over as \(member.id), with the key in \(style.shown(identityPath))
                \(papers) encrypted anew; no key of the office opens them any more
                A copy of the vault that was made before still opens with the keys of the office

                """
        }
    }
}
