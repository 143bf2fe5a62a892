import ArgumentParser
import Vault
import VaultLedger

/// Erases everything about a document or an owner, in two steps by two people.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "erase",
        abstract: "Erase everything about a document or an owner: an admin asks, an auditor signs.",
        discussion: """
            First an admin asks, with --ground. Then an auditor, with the same command, has the \
            vault audited and signs off exactly the statements that are deleted: with them go keys, \
            cards and contents. The log keeps a hole that it can prove. Both are shown first who was \
            given the papers: they have to be told, and the vault forgets them.

            With --dry-run both are only shown what an erasure would delete, and who was given it. What \
            was made of a document is another document and stays: it is named to an admin who can open \
            it. Backups keep what was erased here.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String?

    @Option(
        help: .words(
            "An owner with all documents: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @Flag(help: .words("List what waits for an auditor."))
    var pending = false

    @Option(help: .words("Why, as an admin."))
    var ground: ErasureGround?

    @Flag(help: .words("Only tell what would be erased, and who was given it."))
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [doc != nil, owner != nil, pending].count(where: { $0 }) == 1 else {
            throw ValidationError(
                saying: "Name a document, or an owner with --owner, or use --pending"
            )
        }
        guard !pending || !dryRun else {
            throw ValidationError(saying: "Use --pending or --dry-run, not both")
        }
    }

    func run() async throws {
        if pending { return try await list(in: try await global.openVault(for: .reading)) }
        let vault = try await global.openVault(for: dryRun ? .reading : .writing)
        let subject = try await subject(in: vault)
        if dryRun {
            try await show(subject, in: vault)
        } else if try await vault.me()?.role == .auditor {
            try await warrant(subject, in: vault)
        } else {
            guard let ground else { throw ToolError.groundMissing }
            try await request(subject, on: ground, in: vault)
        }
    }

    private func subject(in vault: DocumentVault) async throws(VaultError) -> ErasureSubject {
        if let doc { return .document(try await vault.document(doc)) }
        return .owner(try await vault.member(owner ?? "").id)
    }

    private func list(in vault: DocumentVault) async throws {
        let outlooks = try await vault.pendingErasures()
        let people = outlooks.reduce(into: Set()) { $0.formUnion($1.people) }
        let names = try await Names(of: people, in: vault)
        try global.output.show {
            .array(outlooks.map { .object($0.json(names, nil)) })
        } text: { style in
            guard !outlooks.isEmpty else { return "No erasure waits for an auditor\n" }
            return outlooks.map {
                ErasureSentence(outlook: $0, versions: nil, names: names, style: style)
                    .text(.waiting)
            }
            .joined()
        }
    }

    private func show(_ subject: ErasureSubject, in vault: DocumentVault) async throws {
        let outlook = try await vault.erasureOutlook(subject)
        let names = try await Names(of: outlook.people, in: vault)
        let versions = try await vault.versions(of: subject)
        try global.output.show {
            .object(
                [("erased", .bool(false)), ("warrant", .null)] + outlook.json(names, versions)
            )
        } text: { style in
            ErasureSentence(outlook: outlook, versions: versions, names: names, style: style)
                .text(.dryRun)
        }
    }

    private func request(
        _ subject: ErasureSubject,
        on ground: ErasureGround,
        in vault: DocumentVault
    ) async throws {
        let before = try await vault.erasureOutlook(subject)
        let names = try await Names(of: before.people, in: vault)
        let versions = try await vault.versions(of: subject)
        let outlook = try await vault.requestErasure(of: subject, on: ground)
        try global.output.show {
            .object(
                [("erased", .bool(false)), ("warrant", .null)] + outlook.json(names, versions)
            )
        } text: { style in
            ErasureSentence(outlook: outlook, versions: versions, names: names, style: style)
                .text(.requested)
        }
    }

    private func warrant(_ subject: ErasureSubject, in vault: DocumentVault) async throws {
        let outlook = try await vault.erasureOutlook(subject)
        let names = try await Names(of: outlook.people, in: vault)
        let versions = try await vault.versions(of: subject)
        if outlook.request != nil, !global.json, !global.quiet {
            let sentence = ErasureSentence(
                outlook: outlook,
                versions: versions,
                names: names,
                style: global.output.style
            )
            try global.output.write(sentence.text(.outlook).text)
        }
        let outcome = try await vault.warrantErasure(of: subject)
        try global.output.show {
            .object(
                [
                    ("erased", .bool(true)), ("warrant", .number(outcome.warrant)),
                    ("purged", .bool(outcome.isPurged)),
                ] + outcome.outlook.json(names, versions)
            )
        } text: { style in
            ErasureSentence(
                outlook: outcome.outlook,
                versions: versions,
                names: names,
                style: style
            )
            .text(.erased(isPurged: outcome.isPurged))
        }
    }
}

extension ErasureOutlook {
    /// Everybody whose name is shown.
    fileprivate var people: Set<MemberID> { Set(recipients.compactMap(\.member) + [owner]) }

    fileprivate func json(
        _ names: Names,
        _ versions: [DocumentID]?
    ) -> [(key: String, value: JSONValue)] {
        [
            ("request", .count(request)),
            ("ground", .text(ground?.rawValue)),
            ("owner", .of(owner)),
            ("document", .of(document)),
            ("documents", .texts(documents.map(\.text))),
            ("statements", .number(statements)),
            ("versions", versions.map { .texts($0.map(\.text)) } ?? .null),
            (
                "recipients",
                .array(
                    recipients.map { recipient in
                        .object([
                            ("member", .of(recipient.member)),
                            ("name", names.json(recipient.member)),
                            ("document", .of(recipient.document)),
                            ("opened", .number(recipient.opened)),
                            ("lastOpened", .of(recipient.lastOpened)),
                        ])
                    }
                )
            ),
        ]
    }
}

extension DocumentVault {
    /// What was made of a document that is to be erased, and stays.
    ///
    /// - Parameter subject: What is to be erased.
    /// - Returns: The documents; none where everything of an owner goes; `nil` if this identity cannot
    ///   tell.
    /// - Throws: `VaultError` if they cannot be read.
    fileprivate func versions(of subject: ErasureSubject) async throws -> [DocumentID]? {
        switch subject {
        case .document(let id): try await versions(of: id)
        case .owner: []
        }
    }
}
