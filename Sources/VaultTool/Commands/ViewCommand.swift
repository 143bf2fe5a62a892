import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Shows a document on the screen.
struct ViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "view",
        abstract: "Look at a document in another program, without a file of it.",
        discussion: """
            That you open it is written into the history first. The program reads the document from \
            memory that has no name and is gone when the program ends; it must open the path that it \
            is given itself, which programs that hand it on to a window that is open already do not. \
            Without --with and VAULTTOOL_VIEWER a program is looked for by the type of the document. \
            What the program copies or remembers stays where it puts it.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(
        name: .customLong("with"),
        help: .words("The program that shows it; else VAULTTOOL_VIEWER.", valueName: "program")
    )
    var program: String?

    @OptionGroup var global: GlobalOptions

    /// How long a document may be, in bytes: it has to fit into memory beside the program.
    private static let maximumSize = 256 * 1_024 * 1_024

    func validate() throws {
        guard !global.json else {
            throw ValidationError(
                saying: "Standard output is the program's; show has the JSON of a document"
            )
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        let id = try await vault.document(doc)
        // Looked at first: an opening that comes to nothing would stand in the history all the same.
        let details = try await vault.details(of: id)
        let document = details.document
        guard document.size <= Self.maximumSize else {
            throw ToolError.viewTooLong(limit: Self.maximumSize)
        }
        let viewer = try ViewerChoice(named: program ?? Environment.value("VAULTTOOL_VIEWER"))
            .path(for: document.mediaType)
        let viewing = try await vault.view(id, with: viewer)
        guard viewing.status == 0 else {
            throw ToolError.viewerFailed(viewer, status: viewing.status)
        }
        guard !global.quiet else { return }
        let style = global.output.style
        let text: Message = """
            Looked at \(viewing.release.document) in \(style.shown(viewer)), \
            \(style.size(viewing.release.size))

            """
        try global.output.write([text, details.duty].joined().text)
    }
}

/// The program in which documents are looked at.
struct ViewerChoice {
    /// The program that the person named: a path, or a name that is looked for.
    let named: String?

    /// Programs that open the path which they are given in the process that was started.
    private static let known: [(prefix: String, programs: [String])] = [
        ("application/pdf", ["zathura", "mupdf", "qpdfview", "xpdf"]),
        ("image/", ["feh", "imv", "nsxiv", "sxiv", "display"]),
        ("text/", ["less"]),
        ("application/json", ["less"]),
    ]

    /// The path of the program.
    ///
    /// - Parameter type: The media type of the document.
    /// - Returns: The path.
    /// - Throws: ``ToolError/viewerMissing(type:)`` if none was named and none is known or there;
    ///   ``ToolError/viewerNotFound(_:)`` if the one that was named is not there.
    func path(for type: String) throws(ToolError) -> String {
        if let named {
            guard let path = Self.path(of: named) else { throw .viewerNotFound(named) }
            return path
        }
        let programs = Self.known.first { type.hasPrefix($0.prefix) }?.programs ?? []
        for program in programs {
            if let path = Self.path(of: program) { return path }
        }
        throw .viewerMissing(type: type)
    }

    private static func path(of program: String) -> String? {
        if program.utf8.contains(UInt8(ascii: "/")) {
            return Viewer.canRun(program) ? program : nil
        }
        let folders = Environment.value("PATH")?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first(where: Viewer.canRun)
    }
}
