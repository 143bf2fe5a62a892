import ArgumentParser
import Vault
import VaultLedger

/// Lists grants.
struct GrantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "grants",
        abstract: "List who can open what now, and until when.",
        discussion: """
            With --all also those that were revoked, expired, withdrawn or ended by leaving. What was \
            handed out of the vault with send is listed too: it has no end. With --member, which is \
            for members of the vault, it is left out.
            """
    )

    @Option(help: .words("Only grants of this document.", valueName: "doc"), completion: .documents)
    var document: String?

    @Option(
        help: .words("Only grants of documents of this owner.", valueName: "member"),
        completion: .members(.owner)
    )
    var owner: String?

    @Option(help: .words("Only grants to this member.", valueName: "member"), completion: .readers)
    var member: String?

    @Flag(help: .words("List all grants that were ever made, with what became of them."))
    var all = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading)
        var documentID: DocumentID?
        if let document { documentID = try await vault.document(document) }
        var ownerID: Member?
        if let owner { ownerID = try await vault.member(owner) }
        var memberID: Member?
        if let member { memberID = try await vault.member(member) }
        let grants = try await vault.grants(
            document: documentID,
            owner: ownerID?.id,
            member: memberID?.id,
            includingEnded: all
        )
        let handouts =
            try await memberID == nil
            ? vault.handouts(document: documentID, owner: ownerID?.id) : []
        let people = Set(grants.flatMap { [$0.owner, $0.grantee] })
        let names = try await Names(of: people, in: vault)
        try global.output.show {
            .array(grants.map { $0.json(names) } + handouts.map { $0.json(names) })
        } text: { style in
            let text: Message =
                if grants.isEmpty {
                    all ? "There are no grants\n" : "There are no live grants\n"
                } else if all {
                    table(grants, names, style, holder: "granted to", last: "status") {
                        say($0.statusWords)
                    }
                } else {
                    table(grants, names, style, holder: "can be opened by", last: "title") {
                        $0.title.map(style.shown) ?? ""
                    }
                }
            return ([text] + handouts.map { $0.line(style) }).joined()
        }
    }

    /// A table of grants, a row each; `holder` and `last` say what two of the columns are called.
    private func table(
        _ grants: [GrantRecord],
        _ names: Names,
        _ style: Style,
        holder: Message,
        last: Message,
        value: (GrantRecord) -> String
    ) -> Message {
        var table = TextTable(
            ("document", .id),
            ("owner", .left),
            (holder, .left),
            ("for", .left),
            ("until", .time),
            ("opened", .right),
            (last, .left)
        )
        for grant in grants {
            table.add(
                grant.document.text,
                names.text(grant.owner, style),
                names.text(grant.grantee, style),
                say(style.purpose(grant.purpose)),
                style.time(grant.until),
                String(grant.openings),
                value(grant)
            )
        }
        return table.text(style)
    }
}

extension GrantRecord {
    fileprivate var statusWords: Message {
        switch status {
        case .live: Message("live")
        case .expired: Message("expired")
        case .revoked: Message("revoked")
        case .retired: "ended: the grantee has left"
        case .withdrawn: "ended: the document was withdrawn"
        }
    }

    /// The grant for programs.
    ///
    /// - Parameter names: The names of those it is about.
    /// - Returns: The grant.
    func json(_ names: Names) -> JSONValue {
        .object([
            ("index", .number(index)),
            ("document", .of(document)),
            ("title", .text(title)),
            ("owner", .of(owner)),
            ("ownerName", names.json(owner)),
            ("grantee", .of(grantee)),
            ("granteeName", names.json(grantee)),
            ("purpose", .string(purpose.rawValue)),
            ("until", .of(until)),
            ("status", .string(status.rawValue)),
            ("opened", .number(openings)),
        ])
    }
}
