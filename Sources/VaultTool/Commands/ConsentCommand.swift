import ArgumentParser
import Vault
import VaultLedger

/// Keeps that owners have consented.
struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "consent",
        abstract: "Keep that an owner was shown a privacy notice and has consented.",
        subcommands: [ConsentRecordCommand.self]
    )
}

/// Stores a consent.
struct ConsentRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "record",
        abstract: "Store which notice was shown, in which language, and how the consent was given.",
        discussion: """
            The record is a document of the owner, of the kind consent.record. A scan of the signed \
            paper becomes a document of its own, an attachment of the record.
            """
    )

    @Argument(help: .words("A scan of the signed paper."), completion: .file())
    var file: String?

    @Option(
        help: .words(
            "Who consented: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String

    @Option(
        help: .words("The notice with its version, such as newcomers-3."),
        completion: .notices
    )
    var notice: String

    @Option(
        help: .words("The language in which it was shown, such as fa."),
        completion: .list(Notice.languages)
    )
    var language: String

    @Option(help: .words("How the consent was given; may be repeated."))
    var means: [ConsentMeans]

    @Option(
        name: .customLong("accept"),
        help: .words(
            "Store the scan in spite of this warning; may be repeated.",
            valueName: "reason"
        )
    )
    var accepted: [ContentWarning] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(owner)
        let outcomes = try await vault.recordConsent(
            ConsentRecord(notice: notice, language: language, means: means),
            of: owner.id,
            scan: file.map { .file(path: $0) },
            accepting: Set(accepted)
        )
        if !isKnown {
            Report(unknownNotice: notice, in: language).write(isJSON: global.json, as: .warning)
        }
        try global.output.show(outcomes)
    }

    /// Whether this program has the notice, with a text in the language.
    private var isKnown: Bool {
        let texts = NoticeCatalog.standard.notices.first { $0.name == notice }?.texts ?? []
        return texts.contains { $0.language == language && $0.state != .open }
    }
}
