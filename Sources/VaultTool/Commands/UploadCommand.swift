import ArgumentParser
import Vault
import VaultLedger

/// Deposits files.
struct UploadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "upload",
        abstract: "Store files as documents of an owner.",
        discussion: """
            Each file stands alone: what can be stored is stored, and what is not is listed with its \
            reasons. A file with a warning is held back until that is accepted. A document comes out \
            bit for bit as it went in. Without a file, --form original-paper-seen keeps that you have \
            seen an original, with its --kind, your name and the time.
            """
    )

    @Argument(help: ArgumentHelp("The files.", valueName: "file"), completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whose documents they become: an id, the beginning of one, or a name.",
            valueName: "member"
        )
    )
    var owner: String

    @Option(help: "What kind of document it is, such as edu.vocational-diploma.")
    var kind: String?

    @Option(help: "A title for people.")
    var title: String?

    @Option(help: "The language of the document, such as ar or uk-Cyrl.")
    var language: String?

    @Option(help: "What the file is of the paper.")
    var form: DocumentForm?

    @Flag(
        inversion: .prefixedNo,
        help: "Note, with your name and the time, whether you have seen the original paper."
    )
    var originalSeen: Bool?

    @Option(
        name: .customLong("relation"),
        help: ArgumentHelp(
            "How it stands to another document, such as translationOf:d-4kz1; may be repeated.",
            valueName: "type:doc"
        )
    )
    var relations: [NamedRelation] = []

    @Option(
        name: .customLong("accept"),
        help: ArgumentHelp(
            "Store a file in spite of this warning; may be repeated.",
            valueName: "reason"
        )
    )
    var accepted: [ContentWarning] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !files.isEmpty || (form == .originalPaperSeen && kind != nil) else {
            throw ValidationError(
                "Name a file, or what you have seen: --form original-paper-seen --kind KIND"
            )
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(owner)
        let description = DocumentDescription(
            title: title,
            kind: kind,
            language: language,
            form: form,
            relations: try await vault.relations(relations)
        )
        if files.isEmpty {
            let outcome = try await vault.attestOriginal(for: owner.id, as: description)
            return try global.output.show([outcome])
        }
        let outcomes = try await vault.deposit(
            files.map { .file(path: $0) },
            for: owner.id,
            as: description,
            accepting: Set(accepted),
            isOriginalSeen: originalSeen
        )
        try global.output.show(outcomes)
    }
}

extension Output {
    /// Shows what became of files.
    ///
    /// - Parameter outcomes: How it went with each.
    /// - Throws: ``ToolError/notStored(_:)`` if one was not stored; ``ToolError/output(_:)``.
    func show(_ outcomes: [DepositOutcome]) throws(ToolError) {
        let isSuccess = outcomes.allSatisfy { $0.report == nil }
        try show(isSuccess: isSuccess) {
            .array(outcomes.map(\.json))
        } text: { style in
            outcomes.map { $0.text(style) }.joined()
        }
        if !isSuccess { throw ToolError.notStored(outcomes) }
    }
}

extension DepositOutcome {
    private var document: String? {
        if case .stored(let document) = result { document.text } else { nil }
    }

    fileprivate var json: JSONValue {
        .object([
            ("document", .text(document)),
            ("file", .string(file)),
            ("mediaType", .text(mediaType)),
            ("size", .count(size)),
            ("verdict", .string(verdict.rawValue)),
            ("reasons", .texts(reasons)),
            ("error", report?.facts ?? .null),
        ])
    }

    /// One line: what became of the file.
    fileprivate func text(_ style: Style) -> String {
        let file = style.shown(file)
        if let document {
            let type = [mediaType, size.map(style.size)].compactMap { $0 }.joined(separator: ", ")
            let remark =
                reasons.isEmpty ? "" : "; note: \(ContentReason.words(for: reasons)) \(codes)"
            return "\(document)  \(file): stored, \(type)\(remark)\n"
        }
        if case .refused = result {
            return "\(verdictWord)  \(file): \(ContentReason.words(for: reasons)) \(codes)\n"
        }
        return "failed  \(file): \(report?.message ?? "")\n"
    }

    /// What became of a file that was not stored.
    private var verdictWord: String {
        switch verdict {
        case .accept, .warn: "held back"
        case .quarantine: "quarantined"
        case .reject: "refused"
        }
    }

    private var codes: String { "[\(reasons.joined(separator: ", "))]" }
}
