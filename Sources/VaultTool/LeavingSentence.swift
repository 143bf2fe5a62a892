import Vault
import VaultLedger

/// What a member who leaves can open, in words.
struct LeavingSentence {
    /// What the member has.
    let leaving: Leaving

    /// The names of those it is about.
    let names: Names

    /// How to write values.
    let style: Style

    /// The answer, each line with its line ending.
    var text: String {
        summary + documents + leaving.obstacles.map { "Warning: \(words(for: $0))\n" }.joined()
    }

    private var summary: String {
        let member = names.text(leaving.member, style)
        guard let retired = leaving.retired else {
            return """
                \(member) can open \(Self.documents(leaving.documents.count)) and holds the keys of \
                \(PendingSentence.count(leaving.groups.count, "group"))

                """
        }
        let left = "\(member) left with statement \(retired)"
        guard !leaving.groups.isEmpty || !leaving.owners.isEmpty || !leaving.documents.isEmpty
        else { return "\(left); nothing is left that any of their keys opens\n" }
        return """
            \(left), but their keys still open \(Self.documents(leaving.documents.count)), \
            \(PendingSentence.count(leaving.owners.count, "owner")) in custody and \
            \(PendingSentence.count(leaving.groups.count, "group"))

            """
    }

    private var documents: String {
        guard !leaving.documents.isEmpty else { return "" }
        var table = TextTable(("document", .id), ("owner", .left), ("ground", .left))
        for document in leaving.documents {
            table.add(
                document.document.text,
                names.text(document.owner, style),
                ground(of: document)
            )
        }
        return table.text(style)
    }

    private func ground(of document: ReachableDocument) -> String {
        switch document.ground {
        case .own: "own"
        case .custody(let office): "custody of \(office)"
        case .grant(let index, let purpose, let until):
            "grant \(index) for \(style.purpose(purpose)) until \(style.time(until))"
        case .sent(let index, _, _): "handed out with statement \(index)"
        }
    }

    private func words(for obstacle: LeavingObstacle) -> String {
        switch obstacle {
        case .lastHolder(let office):
            "nobody else holds the key of \(office); its owners' papers would be lost"
        case .lastAdminHolder(let office):
            "no other admin holds the key of \(office); nobody could replace it, so hand its "
                + "owners over to another office"
        case .lastAdmin: "there would be no admin"
        case .lastAuditor: "there would be no auditor"
        }
    }

    private static func documents(_ count: Int) -> String {
        PendingSentence.count(count, "document")
    }

    /// What a report says that was found to hold.
    ///
    /// - Parameters:
    ///   - note: The report.
    ///   - names: The names of those it is about.
    ///   - style: How to write values.
    /// - Returns: The lines.
    static func text(of note: LeavingNote, _ names: Names, _ style: Style) -> String {
        let member = names.text(note.member, style)
        let left = note.retired.map { "left with statement \($0)" } ?? "had not left"
        let rest =
            note.isComplete
            ? "nothing was left that any of their keys opens"
            : "their keys opened \(documents(note.documents)), "
                + "\(PendingSentence.count(note.owners, "owner")) in custody and "
                + PendingSentence.count(note.groups, "group")
        return """
            \(member) \(left); \(rest)
            So \(names.text(note.author, style)) signed on \(style.time(note.time)), at size \
            \(note.seen.size) of the log, root \(note.seen.root)

            """
    }
}
