import ArgumentParser
import Vault

/// Mends what is said about a document.
struct DescribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "describe",
        abstract: "Mend the title or the kind of a document."
    )

    @Argument(help: "The document: its id, or the beginning of it.")
    var doc: String

    @Option(help: "A title for people.")
    var title: String?

    @Option(help: "What kind of document it is, such as edu.vocational-diploma.")
    var kind: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard title != nil || kind != nil else {
            throw ValidationError("Say what to mend: --title TITLE or --kind KIND")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let id = try await vault.document(doc)
        let document = try await vault.describe(id, title: title, kind: kind)
        try global.output.show {
            document.json
        } text: { _ in
            "Mended the description of \(document.id)\n"
        }
    }
}
