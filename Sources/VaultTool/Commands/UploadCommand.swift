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

            With --folder everything below a folder is stored, except what is hidden or a symbolic \
            link. What the owner has already is left out, so that the command can be run again: after \
            an interruption, or when more papers have come.

            On a terminal, without a file or a folder, everything is asked for.
            """
    )

    @Argument(help: .words("The files.", valueName: "file"), completion: .file())
    var files: [String] = []

    @Option(
        help: .words("Everything below this folder, at any depth.", valueName: "dir"),
        completion: .directory
    )
    var folder: String?

    @Option(
        help: .words(
            "Whose documents they become: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @Option(
        help: .words("What kind of document it is, such as edu.vocational-diploma."),
        completion: .kinds
    )
    var kind: String?

    @Option(help: .words("A title for people."))
    var title: String?

    @Option(help: .words("The language of the document, such as ar or uk-Cyrl."))
    var language: String?

    @Option(help: .words("What the file is of the paper."))
    var form: DocumentForm?

    @Flag(
        inversion: .prefixedNo,
        help: .words("Note, with your name and the time, whether you have seen the original paper.")
    )
    var originalSeen: Bool?

    @Option(
        name: .customLong("relation"),
        help: .words(
            "How it stands to another document, such as translationOf:d-4kz1; may be repeated.",
            valueName: "type:doc"
        ),
        completion: .relations
    )
    var relations: [NamedRelation] = []

    @Option(
        name: .customLong("accept"),
        help: .words(
            "Store a file in spite of this warning; may be repeated.",
            valueName: "reason"
        )
    )
    var accepted: [ContentWarning] = []

    @Flag(help: .words("Only tell what would happen: nothing is stored."))
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    /// Whether it is an original that was seen, without a file.
    private var isAttestation: Bool { form == .originalPaperSeen && kind != nil && !dryRun }

    func validate() throws {
        guard files.isEmpty || folder == nil else {
            throw ValidationError(saying: "Name files or a --folder, not both")
        }
        guard !Prompter.isPossible(global) else { return }
        guard folder != nil || !files.isEmpty || isAttestation else {
            throw ValidationError(
                saying:
                    "Name a file, or what you have seen: --form original-paper-seen --kind KIND"
            )
        }
        guard owner != nil else {
            throw ValidationError.missing(option: "owner", value: "member")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: dryRun ? .reading : .writing)
        let description = try await description(in: vault)
        if files.isEmpty, folder == nil, !isAttestation {
            try await ask(description, in: vault)
            return
        }
        let owner = try await owner(in: vault)
        if let folder {
            let upload = FolderUpload(folder: folder, owner: owner, vault: vault, global: global)
            try await upload.run(as: description, self)
        } else if files.isEmpty {
            let outcome = try await vault.attestOriginal(for: owner.id, as: description)
            try global.output.show([outcome])
        } else {
            try global.output.show(try await outcomes(owner, description, in: vault))
        }
        global.warn(ofUnknown: kind)
    }

    /// Asks for what is missing, and stores one file.
    private func ask(_ description: DocumentDescription, in vault: DocumentVault) async throws {
        var person: Member?
        if let owner { person = try await vault.member(owner) }
        let outcomes = try await UploadDialogue(vault: vault).run(
            owner: person,
            description,
            accepting: Set(accepted),
            isOriginalSeen: originalSeen
        )
        try global.output.show(outcomes)
    }

    /// Whose documents they become: who was named, or else whom the person at the terminal chooses.
    private func owner(in vault: DocumentVault) async throws -> Member {
        if let owner { return try await vault.member(owner) }
        return try await UploadDialogue.owner(in: vault)
    }

    /// Stores the files, or only looks at them.
    private func outcomes(
        _ owner: Member,
        _ description: DocumentDescription,
        in vault: DocumentVault
    ) async throws(VaultError) -> [DepositOutcome] {
        let sources = files.map { DepositSource.file(path: $0) }
        if dryRun {
            return try await vault.examine(sources, for: owner.id, accepting: Set(accepted))
        }
        return try await vault.deposit(
            sources,
            for: owner.id,
            as: description,
            accepting: Set(accepted),
            isOriginalSeen: originalSeen
        )
    }

    /// What the options say about each document.
    private func description(in vault: DocumentVault) async throws -> DocumentDescription {
        DocumentDescription(
            title: title,
            kind: kind,
            language: language,
            form: form,
            relations: try await vault.relations(relations)
        )
    }
}
