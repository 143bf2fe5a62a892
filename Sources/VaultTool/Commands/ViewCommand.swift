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

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        let id = try await vault.document(doc)
        // Looked for first: an opening that comes to nothing would stand in the history all the same.
        let type = try await vault.details(of: id).document.mediaType
        let viewer = try ViewerChoice(named: program ?? Environment.value("VAULTTOOL_VIEWER"))
            .path(for: type)
        let viewing = try await vault.view(id, with: viewer)
        try global.output.show(isSuccess: viewing.status == 0) {
            .object([
                ("document", .of(viewing.release.document)),
                ("size", .number(viewing.release.size)),
                ("sha256", .of(viewing.release.sha256)),
                ("viewer", .string(viewer)),
                ("status", .number(viewing.status)),
            ])
        } text: { style in
            viewing.status == 0
                ? "Looked at \(viewing.release.document) in \(style.shown(viewer)), \(style.size(viewing.release.size))\n"
                : ""
        }
        guard viewing.status == 0 else {
            throw ToolError.viewerFailed(viewer, status: viewing.status)
        }
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
            return (try? Folder.exists(program)) == true ? program : nil
        }
        let folders = Environment.value("PATH")?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(program)" }.first { (try? Folder.exists($0)) == true }
    }
}
