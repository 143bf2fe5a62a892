import ArgumentParser
import Vault
import VaultLedger

/// Writes a sheet with the secret of an identity.
struct RecoverySheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "sheet",
        abstract: "Write your secret on a sheet of paper, as PDF.",
        discussion: """
            Whoever has the sheet is you. Print it, delete the file, and keep the paper apart from \
            your computer. Make the identity again with: vaulttool identity restore. If a vault is \
            named, the sheet says who you are in it.
            """
    )

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file to write; it must not exist.", valueName: "file"),
        completion: .file(extensions: ["pdf"])
    )
    var output: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(output)
        let identity = try global.requiredIdentity()
        let vault = try await sheetVault(of: identity)
        let contents = SheetContents(language: global.language, vault: vault)
        let made = try Environment.clock().now()
        try SheetFile.write(contents.recovery(of: identity, made: made), to: output)
        let words = identity.fingerprint.words.joined(separator: " ")
        try global.output.show {
            .object([
                ("file", .string(output)),
                ("language", .string(global.language.rawValue)),
                ("member", .of(vault?.member)),
                ("keyWords", .string(words)),
            ])
        } text: { style in
            """
            Wrote the recovery sheet to \(style.shown(output))
            The key in words: \(words)
            Whoever has the sheet is you: print it, delete the file, keep the paper apart

            """
        }
    }

    /// Who the identity is in the vault that was named.
    private func sheetVault(of identity: Identity) async throws -> SheetVault? {
        guard let path = global.namedVault else { return nil }
        let vault = try await global.openVault(at: path, as: identity)
        guard let me = try await vault.me() else { throw VaultError.notAllowed(.notEnrolled) }
        let summary = try await vault.summary()
        return SheetVault(
            origin: summary.origin,
            fingerprint: summary.fingerprint,
            member: me.id
        )
    }
}
