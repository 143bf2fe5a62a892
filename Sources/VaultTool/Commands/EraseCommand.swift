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

            Backups keep what was erased here.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String?

    @Option(
        help: .words(
            "An owner with all documents: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members
    )
    var owner: String?

    @Flag(help: .words("List what waits for an auditor."))
    var pending = false

    @Option(help: .words("Why, as an admin."))
    var ground: ErasureGround?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [doc != nil, owner != nil, pending].count(where: { $0 }) == 1 else {
            throw ValidationError(
                saying: "Name a document, or an owner with --owner, or use --pending"
            )
        }
    }

    func run() async throws {
        if pending { return try await list(in: try await global.openVault(for: .reading)) }
        let vault = try await global.openVault(for: .writing)
        let subject = try await subject(in: vault)
        if try await vault.me()?.role == .auditor {
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
            .array(outlooks.map { .object($0.json(names)) })
        } text: { style in
            guard !outlooks.isEmpty else { return "No erasure waits for an auditor\n" }
            return outlooks.map {
                ErasureSentence(outlook: $0, names: names, style: style).text(.waiting)
            }
            .joined()
        }
    }

    private func request(
        _ subject: ErasureSubject,
        on ground: ErasureGround,
        in vault: DocumentVault
    ) async throws {
        let before = try await vault.erasureOutlook(subject)
        let names = try await Names(of: before.people, in: vault)
        let outlook = try await vault.requestErasure(of: subject, on: ground)
        try global.output.show {
            .object([("erased", .bool(false)), ("warrant", .null)] + outlook.json(names))
        } text: { style in
            ErasureSentence(outlook: outlook, names: names, style: style).text(.requested)
        }
    }

    private func warrant(_ subject: ErasureSubject, in vault: DocumentVault) async throws {
        let outlook = try await vault.erasureOutlook(subject)
        let names = try await Names(of: outlook.people, in: vault)
        if outlook.request != nil, !global.json, !global.quiet {
            let sentence = ErasureSentence(
                outlook: outlook,
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
                ] + outcome.outlook.json(names)
            )
        } text: { style in
            ErasureSentence(outlook: outcome.outlook, names: names, style: style)
                .text(.erased(isPurged: outcome.isPurged))
        }
    }
}

extension ErasureOutlook {
    /// Everybody whose name is shown.
    fileprivate var people: Set<MemberID> { Set(recipients.compactMap(\.member) + [owner]) }

    fileprivate func json(_ names: Names) -> [(key: String, value: JSONValue)] {
        [
            ("request", .count(request)),
            ("ground", .text(ground?.rawValue)),
            ("owner", .of(owner)),
            ("document", .of(document)),
            ("documents", .texts(documents.map(\.text))),
            ("statements", .number(statements)),
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
