import ArgumentParser
import Vault
import VaultLedger

/// Lists documents.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List the documents that you could open now.",
        discussion: "Listing opens nothing and leaves no trace in the history."
    )

    @Option(
        help: .words(
            "Only documents of this owner: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        var ownerID: Member?
        if let owner { ownerID = try await vault.member(owner) }
        let documents = try await vault.list(owner: ownerID?.id)
        try global.output.show {
            .array(documents.map(\.json))
        } text: { style in
            documents.isEmpty
                ? "There are no documents that you could open\n" : table(documents, style)
        }
    }

    private func table(_ documents: [Document], _ style: Style) -> Message {
        var table = TextTable(
            ("document", .id),
            ("owner", .left),
            ("kind", .left),
            ("type", .left),
            ("size", .right),
            ("title", .left)
        )
        for document in documents {
            let title = document.description.title.map(style.shown)
            let relations = document.description.relations.words
            let name = "\(title ?? style.shown(document.fileName))\(relations)"
            table.add(
                document.id.text,
                style.shown(document.ownerName),
                KindName.cell(document.description.kind, style),
                style.shown(document.mediaType),
                style.size(document.size),
                document.isRekeyDue ? say("\(name) (waits to be encrypted anew)") : name
            )
        }
        return table.text(style)
    }
}

extension Document {
    /// The document for programs.
    var json: JSONValue {
        .object([
            ("document", .of(id)),
            ("owner", .of(owner)),
            ("ownerName", .string(ownerName)),
            ("title", .text(description.title)),
            ("kind", .text(description.kind)),
            ("earlierKinds", .texts(description.earlierKinds)),
            ("language", .text(description.language)),
            ("form", .text(description.form?.rawValue)),
            ("transferNote", description.transferNote?.json ?? .null),
            ("relations", .array(description.relations.map(\.json))),
            ("fileName", .string(fileName)),
            ("mediaType", .string(mediaType)),
            ("size", .number(size)),
            ("sha256", .of(sha256)),
            ("deposited", .of(deposited)),
            ("verdict", .string(verdict.rawValue)),
            ("reasons", .texts(reasons)),
            ("rekeyDue", .bool(isRekeyDue)),
        ])
    }
}
