import ArgumentParser
import Vault

/// Shows the privacy notice.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        command: "notice",
        abstract: "Show the privacy notice that is to be read before a consent.",
        discussion: """
            It says of itself which version it is: name that in vaulttool consent record. A text that \
            is a draft has not been read yet by a native speaker and by who answers for data \
            protection; have that done before it is shown to anybody.
            """
    )

    @Argument(
        help: .words("The language, one of eleven; else that of --lang or the locale."),
        completion: .list(Notice.languages)
    )
    var language: String?

    @Flag(help: .words("List the notices, and how far each language has come."))
    var list = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        if list { return try showList() }
        let notice = NoticeCatalog.standard.current
        let tag = language ?? global.language.rawValue
        guard let text = notice.texts.first(where: { $0.language == tag }), text.state != .open
        else { throw ToolError.noticeOpen(language: tag) }
        try global.output.show {
            .object([
                ("notice", .string(notice.name)),
                ("version", .number(notice.version)),
                ("date", .string(notice.date)),
                ("language", .string(text.language)),
                ("state", .string(text.state.rawValue)),
                ("title", .string(text.title)),
                ("paragraphs", .texts(text.paragraphs)),
            ])
        } text: { _ in
            let paragraphs = ([text.title] + text.paragraphs).joined(separator: "\n\n")
            return "\(paragraphs)\n\n\(notice.name), \(notice.date): \(text.state.words)\n"
        }
    }

    private func showList() throws {
        let notices = NoticeCatalog.standard.notices
        try global.output.show {
            .array(
                notices.map { notice in
                    .object([
                        ("notice", .string(notice.name)),
                        ("version", .number(notice.version)),
                        ("date", .string(notice.date)),
                        (
                            "texts",
                            .object(
                                notice.texts.map { ($0.language, .string($0.state.rawValue)) }
                            )
                        ),
                    ])
                }
            )
        } text: { style in
            var table = TextTable(
                ("notice", .left),
                ("date", .left),
                ("language", .left),
                ("state", .left)
            )
            for notice in notices {
                for text in notice.texts {
                    table.add(notice.name, notice.date, text.language, say(text.state.words))
                }
            }
            return table.text(style)
        }
    }
}

extension NoticeText.State {
    /// How far a text has come, in words.
    fileprivate var words: Message {
        switch self {
        case .open: "not written yet"
        case .draft: "a draft, not read yet by a native speaker"
        case .reviewed: "read by a native speaker"
        }
    }
}
