import ArgumentParser
import Vault
import VaultLedger

/// Tells what happened.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "history",
        abstract: "Tell what happened: who was given what, who opened it, when and why.",
        discussion: """
            The history shows what was granted and what was opened through the vault. It cannot \
            show what somebody read in a copy.
            """
    )

    @Option(
        help: .words("Only what happened to this document.", valueName: "doc"),
        completion: .documents
    )
    var document: String?

    @Option(
        help: .words(
            "Only what happened to the documents of this owner.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owner: String?

    @Option(
        help: .words("Only what this member did and was given.", valueName: "member"),
        completion: .members()
    )
    var member: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard [document, owner, member].compactMap({ $0 }).count <= 1 else {
            throw ValidationError(saying: "Use one of --document, --owner and --member")
        }
    }

    /// How many entries to show at a time.
    private static let partCount = 10_000

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        let scope = try await scope(in: vault)
        var entries = try await vault.history(scope, after: -1, limit: Self.partCount)
        let largest =
            entries.count < Self.partCount
            ? entries.last?.index ?? 0 : try await vault.summary().head.size
        let width = String(largest).count
        var isFirst = true
        try await global.output.show(parts: {
            guard isFirst || !entries.isEmpty else { return nil }
            isFirst = false
            let part = try await part(entries, width, in: vault)
            if let last = entries.last {
                entries = try await vault.history(scope, after: last.index, limit: Self.partCount)
            }
            return part
        })
    }

    private func part(
        _ entries: [HistoryEntry],
        _ width: Int,
        in vault: DocumentVault
    ) async throws(VaultError) -> Output.Part {
        let people = Set(
            entries.flatMap { [$0.actor, $0.owner, $0.member].compactMap { $0 } }
        )
        let names = try await Names(of: people, in: vault)
        let titles = try await Titles(of: Set(entries.compactMap(\.document)), in: vault)
        let hasOffice = entries.contains { $0.office != nil }
        let offices = hasOffice ? try await OfficeNames(in: vault) : nil
        return Output.Part {
            entries.map { $0.json(names, titles) }
        } text: { style in
            guard !entries.isEmpty else { return "Nothing has happened that you may see\n" }
            return entries.map { entry -> Message in
                let index = String(entry.index)
                let padding = String(repeating: " ", count: width - index.count)
                let sentence = HistorySentence(
                    entry: entry,
                    names: names,
                    titles: titles,
                    offices: offices,
                    style: style
                )
                .text
                return .verbatim("\(padding)\(index)  \(style.time(entry.time))  \(sentence)\n")
            }
            .joined()
        }
    }

    private func scope(in vault: DocumentVault) async throws(VaultError) -> HistoryScope {
        do throws(VaultError) {
            if let document { return .document(try await vault.document(document)) }
            if let owner { return .owner(try await vault.member(owner).id) }
            if let member { return .member(try await vault.member(member).id) }
            return .all
        } catch .erased(let subject) {
            // What was said about the erasure is still there.
            switch subject {
            case .document(let id): return .document(id)
            case .owner(let id): return .owner(id)
            }
        }
    }
}

extension HistoryEntry {
    fileprivate func json(_ names: Names, _ titles: Titles) -> JSONValue {
        .object([
            ("index", .number(index)),
            ("type", .string(kind.rawValue)),
            ("time", .of(time)),
            ("actor", .of(actor)),
            ("actorName", names.json(actor)),
            ("document", .of(document)),
            ("documentName", titles.json(document)),
            ("owner", .of(owner)),
            ("ownerName", names.json(owner)),
            ("grantee", .of(grantee)),
            ("granteeName", names.json(grantee)),
            ("member", .of(subject)),
            ("memberName", names.json(subject)),
            ("office", .of(office)),
            ("purpose", .text(purpose?.rawValue)),
            ("until", .of(until)),
            ("outcome", .text(outcome?.rawValue)),
            ("recipient", .of(recipient)),
            ("recovery", .bool(isRecovery)),
            ("onBehalf", .bool(isOnBehalf)),
        ])
    }

    /// Who was given the document, in an entry about a document.
    private var grantee: MemberID? { document == nil ? nil : member }

    /// Whom an entry is about that is about no document.
    private var subject: MemberID? { document == nil ? member : nil }
}
