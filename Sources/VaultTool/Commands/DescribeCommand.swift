import ArgumentParser
import Vault

/// Mends what is said about a document.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "describe",
        abstract: "Mend what is said about a document.",
        discussion: "The content and what the vault found in it stay as they are."
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(help: .words("A title for people."))
    var title: String?

    @Option(
        help: .words("What kind of document it is, such as edu.vocational-diploma."),
        completion: .kinds
    )
    var kind: String?

    @Option(help: .words("The language of the document, such as ar or uk-Cyrl."))
    var language: String?

    @Option(help: .words("What the file is of the paper."))
    var form: DocumentForm?

    @Option(
        name: .customLong("relation"),
        help: .words(
            "How it stands to another document, such as translationOf:d-4kz1; may be repeated.",
            valueName: "type:doc"
        ),
        completion: .relations
    )
    var added: [NamedRelation] = []

    @Option(
        name: .customLong("no-relation"),
        help: .words("A relation to take back; may be repeated.", valueName: "type:doc"),
        completion: .relations
    )
    var removed: [NamedRelation] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard
            [title, kind, language, form?.rawValue].contains(where: { $0 != nil })
                || !added.isEmpty || !removed.isEmpty
        else {
            throw ValidationError(
                saying:
                    "Say what to mend: --title, --kind, --language, --form, --relation or --no-relation"
            )
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let id = try await vault.document(doc)
        let document = try await vault.describe(
            id,
            by: DescriptionChange(
                title: title,
                kind: kind,
                language: language,
                form: form,
                adding: try await vault.relations(added),
                removing: try await vault.relations(removed)
            )
        )
        try global.output.show {
            document.json
        } text: { _ in
            "Mended the description of \(document.id)\n"
        }
        global.warn(ofUnknown: kind)
    }
}
