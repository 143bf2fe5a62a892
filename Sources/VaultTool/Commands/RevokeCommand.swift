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
            A copy that was made before stays where it is: ask for its deletion.
            """
    )

    @Argument(
        help: .words("The documents: their ids, or the beginnings of them.", valueName: "doc"),
        completion: .documents
    )
    var docs: [String]

    @Option(
        name: .customLong("from"),
        help: .words(
            "Whose access ends: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members
    )
    var grantee: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let grantee = try await vault.member(grantee)
        let ended = try await vault.revoke(try await vault.documents(docs), from: grantee.id)
        let names = Names([grantee])
        try global.output.show {
            .array(ended.map { $0.json(names) })
        } text: { style in
            ended.map { $0.text(names, style) }.joined()
        }
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

            """
    }
}
