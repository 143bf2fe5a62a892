import Vault
import VaultLedger

/// Asks whose access is to end.
struct RevokeDialogue {
    /// The vault, open in the caller's name.
    let vault: DocumentVault

    private let prompter = Prompter()
    private let style = Style(isTerminal: true)

    init(vault: DocumentVault) { self.vault = vault }

    /// Lists the live grants that the caller can end, and asks for one.
    ///
    /// - Returns: The document and whose access to it ends.
    /// - Throws: ``ToolError/cancelled``; `VaultError` if the vault cannot be read.
    func run() async throws -> GrantRecord {
        let served = try await ServedOwners(in: vault)
        let grants = try await vault.grants().filter { served.contains($0.owner) }
        guard !grants.isEmpty else {
            try prompter.say("Nobody has access that you could end.\n")
            throw ToolError.cancelled
        }
        let names = try await Names(of: Set(grants.flatMap { [$0.owner, $0.grantee] }), in: vault)
        let options = grants.reversed().map { grant in
            let end = grant.until.text.prefix(10)
            let words: Message =
                "\(names.text(grant.grantee, style)): \(title(grant)), \(style.purpose(grant.purpose)), until \(end)"
            return Choice.Option(
                grant,
                words.text,
                keys: [grant.document.text, grant.grantee.text]
            )
        }
        let grant = try Choice(question: "Whose access is to end?", options: options).ask(prompter)
        let name = names.text(grant.grantee, style)
        let openings: Message =
            grant.openings == 0
            ? "It was not opened yet." : "It was opened \(style.times(grant.openings))."
        try prompter.say(
            "\(name) could no longer open \(title(grant)) through the vault.\n\(openings)\n"
        )
        guard try prompter.confirms("End this access now?") else { throw ToolError.cancelled }
        return grant
    }

    private func title(_ grant: GrantRecord) -> String {
        grant.title.map { style.shown(DisplayWidth.cut($0, to: 28)) } ?? grant.document.text
    }
}
