import ArgumentParser
import Vault
import VaultLedger

/// Lists requests for deletion.
struct DeletionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List who was asked to delete copies, and what they answered.",
        discussion: """
            An owner sees what was asked of others, whoever was asked what to answer. A request \
            without an answer in time is overdue: the history proves it.
            """
    )

    @Option(
        help: .words("Only requests about this document.", valueName: "doc"),
        completion: .documents
    )
    var document: String?

    @Option(
        help: .words("Only requests about documents of this owner.", valueName: "member"),
        completion: .members(.owner)
    )
    var owner: String?

    @Flag(help: .words("Only requests without an answer."))
    var unanswered = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .reading, ofDeletion: true)
        var documentID: DocumentID?
        if let document { documentID = try await vault.document(document) }
        var ownerID: MemberID?
        if let owner { ownerID = try await vault.member(owner).id }
        let requests = try await vault.deletions(document: documentID, owner: ownerID)
            .filter { !unanswered || $0.answer == nil }
        let people = requests.reduce(into: Set<MemberID>()) { $0.formUnion($1.people) }
        let names = try await Names(of: people, in: vault)
        let me = try await vault.me()?.id
        try global.output.show {
            .array(requests.map { DeletionSentence(request: $0, names: names).json })
        } text: { style in
            guard !requests.isEmpty else { return "Nobody is asked to delete anything\n" }
            return [
                table(requests, names, style), Self.toDo(requests, by: me),
            ].joined()
        }
    }

    private func table(
        _ requests: [DeletionRecord],
        _ names: Names,
        _ style: Style
    ) -> Message {
        var table = TextTable(
            ("request", .right),
            ("document", .id),
            ("owner", .left),
            ("given to", .left),
            ("given on", .time),
            ("asked on", .time),
            ("answer by", .time),
            ("status", .left)
        )
        for request in requests {
            let sentence = DeletionSentence(request: request, names: names)
            table.add(
                String(request.index),
                request.document.text,
                names.text(request.owner, style),
                say(sentence.addressee(style)),
                style.time(request.released),
                style.time(request.time),
                style.time(request.due),
                say(sentence.status(style))
            )
        }
        return table.text(style)
    }

    /// What the reader can do about the requests without an answer.
    private static func toDo(_ requests: [DeletionRecord], by me: MemberID?) -> Message {
        var lines: [Message] = []
        if let mine = requests.first(where: { $0.answer == nil && $0.grantee == me }) {
            lines.append(
                """
                Delete your copies and answer, with --kept if you may not: vaulttool deletion answer \
                \(mine.index) --deleted

                """
            )
        }
        if let late = requests.first(where: { $0.status == .overdue && $0.grantee != me }) {
            lines.append(
                """
                Request \(late.index) is overdue: prove that it was made with vaulttool receipt \
                \(late.index) -o FILE, for a data protection authority too

                """
            )
        }
        return lines.joined()
    }
}
