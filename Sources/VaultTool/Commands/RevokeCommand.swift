import ArgumentParser
import Vault
import VaultLedger

/// Ends somebody's access.
struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "revoke",
        abstract: "End somebody's access to documents.",
        discussion: """
            All grants of these documents to the member end, and the documents are encrypted anew. \
            A copy that was made before stays where it is: ask for its deletion with vaulttool deletion \
            request.

            On a terminal, without arguments, what can be ended is listed to choose from.
            """
    )

    @Argument(
        help: .words("The documents: their ids, or the beginnings of them.", valueName: "doc"),
        completion: .documents
    )
    var docs: [String] = []

    @Option(
        name: .customLong("from"),
        help: .words(
            "Whose access ends: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .readers
    )
    var grantee: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if docs.isEmpty, grantee == nil, Prompter.isPossible(global) { return }
        guard !docs.isEmpty else {
            throw ValidationError.missing("<doc> ...")
        }
        guard grantee != nil else {
            throw ValidationError.missing(option: "from", value: "member")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let (documents, grantee) = try await target(in: vault)
        let ended = try await vault.revoke(documents, from: grantee.id)
        let names = Names([grantee])
        try global.output.show {
            .array(ended.map { $0.json(names) })
        } text: { style in
            ended.map { $0.text(names, style) }.joined()
        }
    }

    /// What ends, as the command line says, or else as the person at the terminal chooses.
    private func target(
        in vault: DocumentVault
    ) async throws -> (documents: [DocumentID], grantee: Member) {
        if let grantee {
            return (try await vault.documents(docs), try await vault.member(grantee))
        }
        let grant = try await RevokeDialogue(vault: vault).run()
        return ([grant.document], try await vault.member(grant.grantee.text))
    }
}

extension RevocationRecord {
    fileprivate func json(_ names: Names) -> JSONValue {
        .object([
            ("document", .of(document)),
            ("grantee", .of(grantee)),
            ("granteeName", names.json(grantee)),
            ("grants", .number(grants)),
            ("opened", .number(opened)),
            ("lastOpened", .of(lastOpened)),
            ("copyMayExist", .bool(true)),
        ])
    }

    /// What ended, and what did not: a copy can exist even without an opening through the vault,
    /// because whoever reads the storage itself leaves no trace.
    fileprivate func text(_ names: Names, _ style: Style) -> Message {
        let grantee = names.text(grantee, style)
        guard let lastOpened else {
            return """
                \(grantee) can no longer open \(document) through the vault.
                  It was never opened through the vault. A copy may exist outside the vault.

                """
        }
        return """
            \(grantee) can no longer open \(document) through the vault.
              It was opened \(style.times(opened)) through the vault, the last time on \
            \(style.time(lastOpened)). A copy may exist outside the vault.
              Ask for its deletion with
              vaulttool deletion request \(document) --from \(self.grantee)

            """
    }
}
