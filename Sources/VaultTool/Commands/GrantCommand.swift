import ArgumentParser
import Vault
import VaultLedger

/// Lets somebody open documents.
struct GrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "grant",
        abstract: "Let somebody open documents, for a purpose and until a date.",
        discussion: """
            All documents are granted or none. A grant ends by itself at its date; revoke ends it \
            earlier. Without --until it lasts as long as is usual for the kind of each document, and \
            no longer than that kind allows: see vaulttool kinds. On behalf of an owner without a key \
            it lasts 180 days at most, and identity papers are granted by their owner alone.

            On a terminal, what is missing is asked for.
            """
    )

    @Argument(
        help: .words("The documents: their ids, or the beginnings of them.", valueName: "doc"),
        completion: .documents
    )
    var docs: [String] = []

    @Option(
        help: .words(
            "Also what is in this bundle now: its name, its id, or the beginning of it.",
            valueName: "bundle"
        ),
        completion: .bundles
    )
    var bundle: String?

    @Option(
        name: .customLong("to"),
        help: .words(
            "Who may open them: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .readers
    )
    var grantee: String?

    @Option(help: .words("What for."))
    var purpose: Purpose?

    @Option(
        help: .words(
            "The last day, UTC (2027-03-01), or the last moment (RFC 3339).",
            valueName: "date"
        )
    )
    var until: Until?

    @Flag(help: .words("The owner has agreed to each document of the special categories."))
    var confirmSpecial = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !Prompter.isPossible(global) else { return }
        guard !docs.isEmpty || bundle != nil else {
            throw ValidationError(saying: "Say what to grant: documents, or --bundle BUNDLE")
        }
        guard grantee != nil else {
            throw ValidationError.missing(option: "to", value: "member")
        }
        guard purpose != nil else {
            throw ValidationError.missing(option: "purpose", value: "purpose")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let bundle =
            if let bundle { try await vault.bundle(bundle) } else { nil as DocumentBundle? }
        let terms = try await terms(bundle, in: vault)
        guard let grantee = terms.grantee, let purpose = terms.purpose else {
            throw ToolError.cancelled
        }
        let grants = try await vault.grant(
            terms.documents,
            to: grantee.id,
            for: purpose,
            until: terms.until,
            confirmingSpecial: terms.confirmsSpecial
        )
        if !terms.hasWarned {
            Report.warn(of: grants.map { ($0.document, $0.cautions) }, isJSON: global.json)
        }
        let people = Set(grants.flatMap { [$0.owner, $0.grantee] })
        let names = try await Names(of: people, in: vault)
        try global.output.show {
            .array(grants.map { $0.json(names) })
        } text: { style in
            let lines = grants.map { grant -> Message in
                """
                \(names.text(grant.grantee, style)) can open \(grant.document) for \
                \(style.purpose(grant.purpose)) until \(style.time(grant.until))\n
                """
            }
            return (lines + [bundle?.notes].compactMap { $0 }).joined()
        }
    }

    /// What is granted to whom, by the command line and by what the person at the terminal answers.
    private func terms(
        _ bundle: DocumentBundle?,
        in vault: DocumentVault
    ) async throws -> GrantDialogue {
        var member: Member?
        if let grantee { member = try await vault.member(grantee) }
        var terms = GrantDialogue(
            vault: vault,
            documents: try await vault.documents(docs) + (bundle?.parts.map(\.id) ?? []),
            grantee: member,
            purpose: purpose,
            until: until?.time,
            confirmsSpecial: confirmSpecial
        )
        if terms.documents.isEmpty && bundle == nil || grantee == nil || purpose == nil {
            try await terms.run()
        }
        return terms
    }
}

extension DocumentVault {
    /// Finds documents by what a person typed.
    ///
    /// - Parameter texts: Ids, or beginnings of them.
    /// - Returns: The ids, in the same order.
    /// - Throws: `VaultError` if one of them fits none or several.
    func documents(_ texts: [String]) throws(VaultError) -> [DocumentID] {
        var documents: [DocumentID] = []
        for text in texts { documents.append(try document(text)) }
        return documents
    }
}
