import ArgumentParser
import Vault
import VaultLedger
import VaultPaper

/// Makes a new document of one.
struct DeriveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "derive",
        abstract: "Make a smaller, marked or converted version of a document, as a new document.",
        discussion: """
            The document stays as it is, bit for bit; the new one belongs to the same owner and says \
            what it was made of. That you open the document for it is written into the history.

            Of a passport or an identity card give away a copy that shows that it is one: --mark with \
            words such as "Kopie – für IHK FOSA – 12.03.2027".
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."))
    var doc: String

    @Option(help: .words("Take these pages only, such as 3 or 2-5.", valueName: "pages"))
    var pages: PageRange?

    @Flag(help: .words("Leave out where it was taken, and all else that is not the picture."))
    var stripLocation = false

    @Flag(help: .words("Make a JPEG of a photo that not everybody can open."))
    var jpeg = false

    @Option(help: .words("Draw these words over every page.", valueName: "words"))
    var mark: String?

    @Option(
        help: .words(
            "Make what a receiver takes: a profile from check-profile --list, or NAME.json.",
            valueName: "profile"
        ),
        completion: .list(ReceiverProfile.all.map(\.id))
    )
    var asProfile: NamedProfile?

    @Option(help: .words("The title of the new document."))
    var title: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let derivation = try derivation()
        let vault = try await global.openVault(for: .writing)
        let id = try await vault.document(doc)
        let derived = try await vault.derive(id, derivation)
        try global.output.show {
            derived.json
        } text: { style in
            derived.text(style)
        }
    }

    func validate() throws {
        if let mark, !CopyMark.isAcceptable(mark) {
            throw ValidationError(saying: "The words of --mark are one line of 1 to 120 characters")
        }
    }

    private func derivation() throws -> Derivation {
        var derivation = Derivation()
        derivation.pages = pages?.pages
        derivation.removesMetadata = stripLocation
        derivation.isJPEG = jpeg
        derivation.title = title
        derivation.profile = try asProfile?.profile()
        if let mark { derivation.mark = try CopyMark(drawing: mark) }
        return derivation
    }
}

extension CopyMark {
    /// Draws words.
    ///
    /// - Parameter text: The words.
    /// - Throws: ``ToolError/mark(_:)`` if they cannot be drawn.
    init(drawing text: String) throws(ToolError) {
        do throws(PaperError) {
            let stamp = try CopyStamp(text)
            guard
                let mark = CopyMark(
                    text: text,
                    page: stamp.page,
                    width: stamp.width,
                    height: stamp.height,
                    dots: stamp.dots
                )
            else { throw PaperError.tooLong }
            self = mark
        } catch {
            throw .mark(error)
        }
    }
}

extension DerivedDocument {
    var json: JSONValue {
        .object([
            ("document", .of(document)),
            ("original", .of(original)),
            ("file", .string(fileName)),
            ("mediaType", .string(mediaType)),
            ("size", .number(size)),
            ("title", .text(title)),
            ("notes", .texts(notes)),
        ])
    }

    /// A line for what was made, and one for each thing that it lacks.
    func text(_ style: Style) -> Message {
        let file = style.shown(fileName)
        let head: Message =
            "\(document)  \(file): made of \(original), \(mediaType), \(style.size(size))\n"
        let lines = notes.map { code -> Message in
            "  note: \(DerivationNote.words(for: code)) [\(code)]\n"
        }
        return ([head] + lines).joined()
    }
}
