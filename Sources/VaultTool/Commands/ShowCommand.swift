import ArgumentParser
import Vault
import VaultLedger

/// Tells all about one document.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "show",
        abstract: "Tell all about a document that you could open now.",
        discussion: """
            Its description, what was found when it came in, who stored it, and who can open it until \
            when, as far as you may see that. This opens nothing and leaves no trace in the history.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        let details = try await vault.details(of: try await vault.document(doc))
        let grants = try await vault.grants(document: details.document.id)
        let handouts = try await vault.handouts(document: details.document.id)
        let people = Set(
            grants.map(\.grantee) + [details.document.owner, details.depositor]
        )
        let names = try await Names(of: people, in: vault)
        let offices = try await vault.offices()
        let office = offices.first { $0.id == details.custody }?.name
        let sheet = DocumentSheet(
            details: details,
            related: try await RelatedPapers(to: details.document, in: vault),
            grants: grants,
            handouts: handouts,
            names: names,
            office: office
        )
        try global.output.show {
            sheet.json
        } text: { style in
            .verbatim(sheet.text(style))
        }
    }
}

/// What `show` tells about a document.
struct DocumentSheet {
    /// The document.
    let details: DocumentDetails

    /// What says how it stands to the document, as far as the caller can open it.
    let related: RelatedPapers

    /// The live grants that the caller may see.
    let grants: [GrantRecord]

    /// What was handed out of the vault, as far as the caller may see it.
    let handouts: [HandoutRecord]

    /// The names of the people it is about.
    let names: Names

    /// The name of the office of custody, if the caller can read it.
    let office: String?

    private var document: Document { details.document }

    // MARK: for programs

    /// The sheet for programs: what `list` tells, and more.
    var json: JSONValue {
        guard case .object(let members) = document.json else { return .null }
        return .object(
            members + [
                ("kindName", .text(document.description.kind.flatMap(KindName.text))),
                ("related", related.json),
                ("depositor", .of(details.depositor)),
                ("depositorName", names.json(details.depositor)),
                ("onBehalf", .bool(details.isOnBehalf)),
                ("custody", .of(details.custody)),
                ("custodyName", .text(office)),
                ("grants", .array(grants.map { $0.json(names) })),
                ("handouts", .array(handouts.map { $0.json(names) })),
            ]
        )
    }

    // MARK: for people

    /// The sheet for people: the title, and a line or more for each thing that is known.
    func text(_ style: Style) -> String {
        let rows = rows(style).map { (label: $0.label.text, value: $0.value.text) }
        let indent = (rows.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2
        let head = document.shownTitle(style)
        let lines = rows.map { label, value in
            let space = String(repeating: " ", count: indent - DisplayWidth.of(label))
            let line = label + space + value + "\n"
            return style.width.map { LineWrap.wrapped(line, to: $0, indent: indent) } ?? line
        }
        return "\(head)\n\n" + lines.joined()
    }

    private func rows(_ style: Style) -> [(label: Message, value: Message)] {
        let description = document.description
        var rows: [(label: Message, value: Message)] = [
            ("Document", .verbatim(document.id.text)), ("Owner", owner(style)),
        ]
        if let kind = description.kind {
            let name = KindName.text(kind).map { "\($0) (\(kind))" }
            rows.append(("Kind", .verbatim(style.shown(name ?? kind))))
        }
        if let form = description.form { rows.append(("Form", form.words)) }
        for relation in description.relations { rows.append(("Relation", relation.words)) }
        for words in related.words(style) { rows.append(("See also", words)) }
        if let language = description.language {
            rows.append(("Language", .verbatim(style.shown(language))))
        }
        let content = "\(style.shown(document.mediaType)), \(style.size(document.size))"
        rows += [
            ("File", .verbatim(style.shown(document.fileName))), ("Content", .verbatim(content)),
            ("SHA-256", .verbatim(document.sha256.hexadecimal)), ("Found", found(style)),
            ("Stored", stored(style)),
        ]
        if let note = description.transferNote {
            let author = style.shown(note.author)
            rows.append(
                ("Original", note.isOriginalSeen ? "seen by \(author)" : "not seen by \(author)")
            )
        }
        if document.isRekeyDue { rows.append(("State", "waits to be encrypted anew")) }
        if grants.isEmpty { rows.append(("Grants", "none that you may see")) }
        for grant in grants { rows.append(("Grant", words(for: grant, style))) }
        for handout in handouts { rows.append(("Handed out", words(for: handout, style))) }
        return rows
    }

    private func words(for handout: HandoutRecord, _ style: Style) -> Message {
        """
        to somebody outside, fingerprint \(handout.recipient), for \(style.purpose(handout.purpose)), \
        on \(style.time(handout.time)); it cannot be revoked
        """
    }

    private func words(for grant: GrantRecord, _ style: Style) -> Message {
        let name = names.text(grant.grantee, style)
        let purpose = style.purpose(grant.purpose)
        let end = style.time(grant.until)
        return grant.openings == 0
            ? "\(name), for \(purpose), until \(end), not opened yet"
            : "\(name), for \(purpose), until \(end), opened \(style.times(grant.openings))"
    }

    private func owner(_ style: Style) -> Message {
        let name = style.shown(document.ownerName)
        guard let custody = details.custody else { return .verbatim(name) }
        return "\(name), in the custody of \(office.map(style.shown) ?? custody.text)"
    }

    private func found(_ style: Style) -> Message {
        guard !document.reasons.isEmpty else { return "nothing to remark" }
        let codes = document.reasons.map(style.shown).joined(separator: ", ")
        return .verbatim("\(ContentReason.words(for: document.reasons)) [\(codes)]")
    }

    private func stored(_ style: Style) -> Message {
        let time = style.time(document.deposited)
        let name = names.text(details.depositor, style)
        return details.isOnBehalf ? "\(time) by \(name), on behalf" : "\(time) by \(name)"
    }
}

extension DocumentForm {
    /// The form in words.
    var words: Message {
        switch self {
        case .originalPaperSeen: "copy of an original paper that was seen"
        case .plainCopy: "plain copy"
        case .certifiedCopy: "certified copy"
        case .electronicCertified: "electronically certified"
        case .bornDigitalSealed: "never on paper, sealed by its issuer"
        case .bornDigital: "never on paper"
        }
    }
}
