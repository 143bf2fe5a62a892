import ArgumentParser
import Vault
import VaultLedger

/// Puts documents together for one purpose.
struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "bundle",
        abstract: "Put documents of an owner together, to grant them at once.",
        subcommands: [
            BundleNewCommand.self, BundleListCommand.self, BundleShowCommand.self,
            BundleAddCommand.self, BundleRemoveCommand.self,
        ]
    )
}

/// Makes a bundle.
struct BundleNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "new",
        abstract: "Make a bundle of documents of one owner.",
        discussion: """
            A bundle gives access to nothing: vaulttool grant --bundle does, to what is in it on that \
            day. What is put in later is not granted by that.
            """
    )

    @Argument(help: .words("What it is called."))
    var name: String

    @Argument(
        help: .words("The documents: their ids, or the beginnings of them.", valueName: "doc"),
        completion: .documents
    )
    var docs: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let outcome = try await vault.makeBundle(named: name, of: try await vault.documents(docs))
        guard case .stored(let id) = outcome.result else { throw ToolError.notStored([outcome]) }
        let bundle = try await vault.bundle(id.text)
        try global.output.show {
            bundle.json
        } text: { style in
            "Made the bundle \(style.shown(name)) of \(bundle.parts.count): \(id)\n\(bundle.notes)"
        }
    }
}

/// Lists bundles.
struct BundleListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List the bundles that you could open now."
    )

    @Option(
        help: .words(
            "Only bundles of this owner: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        var member: Member?
        if let owner { member = try await vault.member(owner) }
        let bundles = try await vault.bundles(owner: member?.id)
        try global.output.show {
            .array(bundles.map(\.json))
        } text: { style in
            guard !bundles.isEmpty else { return "There are no bundles that you could open\n" }
            var table = TextTable(
                ("bundle", .id),
                ("owner", .left),
                ("documents", .right),
                ("name", .left)
            )
            for bundle in bundles {
                table.add(
                    bundle.id.text,
                    style.shown(bundle.ownerName),
                    String(bundle.parts.count),
                    style.shown(bundle.name)
                )
            }
            return table.text(style)
        }
    }
}

/// Shows what is in a bundle.
struct BundleShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "show",
        abstract: "Show what is in a bundle.",
        discussion: "Says too of which documents in other languages it has no translation."
    )

    @Argument(
        help: .words("The bundle: its name, its id, or the beginning of it."),
        completion: .bundles
    )
    var bundle: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        let bundle = try await vault.bundle(bundle)
        try global.output.show(bundle)
    }
}

/// Which documents go into a bundle, or out of it.
struct BundleChange: ParsableArguments {
    @Argument(
        help: .words("The bundle: its name, its id, or the beginning of it."),
        completion: .bundles
    )
    var bundle: String

    @Argument(
        help: .words("The documents: their ids, or the beginnings of them.", valueName: "doc"),
        completion: .documents
    )
    var docs: [String]
}

/// Puts documents into a bundle.
struct BundleAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "add",
        abstract: "Put documents into a bundle.",
        discussion: "Nobody is granted them by that, whoever was granted the others before."
    )

    @OptionGroup var change: BundleChange

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let bundle = try await vault.change(
            try await vault.bundle(change.bundle).id,
            adding: try await vault.documents(change.docs)
        )
        try global.output.show(bundle)
    }
}

/// Takes documents out of a bundle.
struct BundleRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "remove",
        abstract: "Take documents out of a bundle.",
        discussion: "What was granted stays granted: vaulttool revoke ends it."
    )

    @OptionGroup var change: BundleChange

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let bundle = try await vault.bundle(change.bundle)
        let parts = try change.docs.map { text throws(VaultError) in try bundle.part(text) }
        try global.output.show(try await vault.change(bundle.id, removing: parts))
    }
}

extension DocumentBundle {
    /// Finds a document in the bundle, which may be gone from the vault.
    ///
    /// - Parameter text: An id, or at least four characters of one.
    /// - Returns: The document.
    /// - Throws: `VaultError.documentNotFound(_:)` or `VaultError.ambiguous(_:candidates:)`.
    fileprivate func part(_ text: String) throws(VaultError) -> DocumentID {
        let found = parts.map(\.id).filter { $0.text.utf8.starts(with: text.utf8) }
        guard text.utf8.count >= 4, let first = found.first else { throw .documentNotFound(text) }
        guard found.count == 1 else {
            throw .ambiguous(text, candidates: found.map(\.text).sorted())
        }
        return first
    }
}

extension Output {
    /// Shows what is in a bundle.
    fileprivate func show(_ bundle: DocumentBundle) throws(ToolError) {
        try show {
            bundle.json
        } text: { style in
            bundle.text(style)
        }
    }
}

extension DocumentBundle {
    /// The bundle for programs.
    var json: JSONValue {
        .object([
            ("bundle", .of(id)),
            ("owner", .of(owner)),
            ("ownerName", .string(ownerName)),
            ("name", .string(name)),
            ("documents", .array(parts.map(\.json))),
            ("untranslated", .texts(untranslated().map(\.text))),
        ])
    }

    /// The bundle as a table, under its name.
    fileprivate func text(_ style: Style) -> Message {
        var table = TextTable(
            ("document", .id),
            ("kind", .left),
            ("size", .right),
            ("title", .left)
        )
        for part in parts {
            let document = part.document
            let title = document.map { style.shown($0.description.title ?? $0.fileName) }
            table.add(
                part.id.text,
                KindName.cell(document?.description.kind, style),
                document.map { style.size($0.size) } ?? "–",
                title ?? say("(withdrawn, erased, or not yours to open)")
            )
        }
        let heading: Message = "\(style.shown(name)), of \(style.shown(ownerName)): \(id)\n"
        return [heading, table.text(style), notes].joined()
    }

    /// What to know before the bundle is granted.
    var notes: Message {
        untranslated().map { "Note: there is no translation of \($0) in the bundle\n" }.joined()
    }
}

extension DocumentBundle.Part {
    fileprivate var json: JSONValue {
        .object([
            ("document", .of(id)),
            ("title", .text(document?.description.title)),
            ("kind", .text(document?.description.kind)),
            ("fileName", .text(document?.fileName)),
            ("size", .count(document?.size)),
        ])
    }
}
