import ArgumentParser
import Vault

/// Lists the kinds of paper.
struct KindsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        command: "kinds",
        abstract: "List the kinds of paper, for --kind.",
        discussion: """
            A kind that is not on the list is kept as it is, and granted with care. The days are how \
            long a grant lasts if nothing is said, and at most.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let catalog = KindCatalog.standard
        let language = global.language.rawValue
        try global.output.show {
            .object([
                ("version", .number(catalog.version)),
                ("language", .string(language)),
                ("kinds", .array(catalog.kinds.map { $0.json(in: language) })),
            ])
        } text: { style in
            table(catalog, language, style)
        }
    }

    private func table(_ catalog: KindCatalog, _ language: String, _ style: Style) -> Message {
        var table = TextTable(
            ("kind", .code),
            ("name", .left),
            ("sensitivity", .left),
            ("days", .right),
            ("granted by", .left)
        )
        for kind in catalog.kinds where kind.isChosen {
            table.add(
                kind.code,
                style.shown(kind.names[language] ?? kind.code),
                kind.rules.sensitivity.rawValue,
                "\(kind.rules.defaultGrantDays)/\(kind.rules.maximumGrantDays)",
                say(
                    kind.rules.isCopyRestricted
                        ? Message("the owner alone") : Message("owner or office")
                )
            )
        }
        let waiting = catalog.kinds.count { $0.awaitingReview.contains(language) }
        let note: Message =
            "\(waiting) of these names have not been read by a native speaker yet.\n"
        return waiting == 0 ? table.text(style) : [table.text(style), note].joined()
    }
}

extension PaperKind {
    /// Whether people choose it: the vault itself makes documents of the others.
    var isChosen: Bool { !code.utf8.starts(with: "vault.".utf8) }

    /// The kind for programs.
    fileprivate func json(in language: String) -> JSONValue {
        .object([
            ("kind", .string(code)),
            ("name", .text(names[language])),
            ("names", .object(KindCatalog.languages.map { ($0, .text(names[$0])) })),
            ("awaitingReview", .texts(awaitingReview)),
            ("sensitivity", .string(rules.sensitivity.rawValue)),
            ("copyRestricted", .bool(rules.isCopyRestricted)),
            ("bulkGrant", .bool(rules.allowsBulkGrant)),
            ("defaultGrantDays", .number(rules.defaultGrantDays)),
            ("maximumGrantDays", .number(rules.maximumGrantDays)),
            ("expiryBehaviour", .string(expiry.rawValue)),
            ("level", .text(level)),
        ])
    }
}
