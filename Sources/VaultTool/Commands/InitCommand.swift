import ArgumentParser
import Vault
import VaultLedger

/// Makes a vault.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "init",
        abstract: "Make a vault, with you as its first admin.",
        discussion: """
            The fingerprint names the vault for good. Give it to everybody who works with the vault, \
            on another way than the vault itself.
            """
    )

    @Argument(
        help: .words("The folder to make; it must not exist, or be empty."),
        completion: .directory
    )
    var dir: String

    @Option(help: .words("The name of the vault's log, such as vault.example/district."))
    var origin: String

    @Option(help: .words("The kind of keys in the vault: that of your identity."))
    var suite: Suite?

    @Option(help: .words("Your name, if the identity file does not say it."))
    var name: String?

    @Option(help: .words("The name of the first office, which every member can read."))
    var office: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard let path = global.namedIdentity else { throw ToolError.identityMissing }
        let identity = try IdentityFile(path: path).read(passphraseFile: global.passphraseFile)
        if let suite, suite != identity.suite {
            throw ToolError.suite(asked: suite, identity: identity.suite)
        }
        guard let name = name ?? identity.name else { throw ToolError.nameMissing(path: path) }
        let vault = try await DocumentVault.create(
            at: dir,
            origin: origin,
            as: identity,
            name: name,
            office: office,
            clock: Environment.clock(),
            memory: global.memory
        )
        try show(try await vault.summary(), admin: try await vault.me())
    }

    private func show(_ summary: VaultSummary, admin: Member?) throws(ToolError) {
        try global.output.show {
            .object([
                ("vault", .string(dir)),
                ("origin", .string(summary.origin)),
                ("suite", .string(summary.suite.rawValue)),
                ("size", .number(summary.head.size)),
                ("root", .of(summary.head.root)),
                ("fingerprint", .of(summary.fingerprint)),
                ("logKey", .string(summary.logKey)),
                ("member", .of(admin?.id)),
            ])
        } text: { style in
            """
            Made the vault \(summary.origin) in \(style.shown(dir))
            Fingerprint: \(summary.fingerprint)
            Log key: \(summary.logKey)

            """
        }
    }
}
