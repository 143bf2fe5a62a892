import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Gives an owner all their papers.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "export",
        abstract: "Decrypt all papers of an owner into a folder, with a page that shows them.",
        discussion: """
            The folder holds the documents as they came in and index.html: titles, kinds and dates, \
            who was given what, and what happened. It appears whole or not at all. Nothing in it is \
            encrypted. That each document is opened is written into the history first.
            """
    )

    @Argument(
        help: .words(
            "Whose papers: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String

    @Argument(help: .words("The folder to make."), completion: .directory)
    var dir: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try FileReading.requireFree(dir)
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(owner)
        let words = global.language.page
        let progress = Progress(
            steps: { "Decrypted \($0) of \($1)" },
            isShown: !global.json && !global.quiet
        )
        let export = try await vault.exportDocuments(
            of: owner.id,
            to: dir,
            progress: { progress.show($0, of: $1) },
            page: { PapersPage(export: $0, words: words).bytes }
        )
        let size = export.documents.reduce(0) { $0 + $1.document.size }
        try global.output.show {
            .object([
                ("folder", .string(dir)),
                ("page", .string("\(dir)/\(OwnerExport.pageName)")),
                ("owner", .of(export.owner)),
                ("size", .number(size)),
                (
                    "documents",
                    .array(
                        export.documents.map { exported in
                            .object([
                                ("document", .of(exported.document.id)),
                                ("file", .string(exported.file)),
                                ("rawFileName", .string(exported.rawFileName)),
                                ("size", .number(exported.document.size)),
                                ("sha256", .of(exported.document.sha256)),
                            ])
                        }
                    )
                ),
            ])
        } text: { style in
            let count = export.documents.count
            let page = style.shown("\(dir)/\(OwnerExport.pageName)")
            return """
                Wrote \(Style.count(count, of: .documents)), \(style.size(size)), to \
                \(style.shown(dir)): open \(page)
                  Nothing in this folder is encrypted: keep it safe, and delete it in the end.

                """
        }
    }
}

/// Tells on standard error how far a command is, if that is a terminal.
struct Progress: Sendable {
    private let words: @Sendable (Int, Int) -> Message
    private let isShown: Bool

    /// Starts at nothing.
    ///
    /// - Parameters:
    ///   - words: The words for how many are done of how many.
    ///   - isShown: Whether it may be told at all.
    init(steps words: @escaping @Sendable (Int, Int) -> Message, isShown: Bool) {
        self.words = words
        self.isShown = isShown && Terminal.isTerminal(.error)
    }

    /// Tells how far it is, over what was told before; nothing stays at the end.
    ///
    /// - Parameters:
    ///   - done: How many are done.
    ///   - count: Of how many.
    func show(_ done: Int, of count: Int) {
        guard isShown else { return }
        let text = "\r\u{1B}[K" + (done < count ? words(done, count).text : "")
        try? StandardStreams.write(Array(text.utf8).span, to: .error)
    }
}
