import Vault
import VaultLedger

/// What a member who leaves can open, in words.
struct LeavingSentence {
    /// What the member has.
    let leaving: Leaving

    /// The provisional owners of the offices that would be left without somebody.
    let wards: [OfficeID: [MemberID]]

    /// The names of those it is about.
    let names: Names

    /// The names of the offices.
    let offices: OfficeNames

    /// How to write values.
    let style: Style

    /// The answer, each line with its line ending.
    var text: Message {
        let warnings = leaving.obstacles.map { "Warning: \(words(for: $0))\n" as Message }
        return ([summary, documents] + warnings + [outlook]).joined()
    }

    /// Whether anything would be lost.
    private var outlook: Message {
        let isDoubtful = leaving.obstacles.contains {
            switch $0 {
            case .lastHolder, .lastAdminHolder: true
            case .lastCounselor, .lastAdmin, .lastAuditor: false
            }
        }
        guard leaving.retired == nil, !leaving.owners.isEmpty, !isDoubtful else { return "" }
        return "Nobody's papers would be lost: each of these keys is held by others too\n"
    }

    private var summary: Message {
        let member = names.text(leaving.member, style)
        guard let retired = leaving.retired else {
            return """
                \(member) can open \(Style.count(leaving.documents.count, of: .documents)) and holds \
                the keys of \(Style.count(leaving.groups.count, of: .groups))

                """
        }
        guard !leaving.groups.isEmpty || !leaving.owners.isEmpty || !leaving.documents.isEmpty
        else {
            return """
                \(member) left with statement \(retired); nothing is left that any of their keys opens

                """
        }
        return """
            \(member) left with statement \(retired), but their keys still open \
            \(Style.count(leaving.documents.count, of: .documents)), \
            \(Style.count(leaving.owners.count, of: .owners)) in custody and \
            \(Style.count(leaving.groups.count, of: .groups))

            """
    }

    private var documents: Message {
        guard !leaving.documents.isEmpty else { return "" }
        var table = TextTable(("document", .id), ("owner", .left), ("ground", .left))
        for document in leaving.documents {
            table.add(
                document.document.text,
                names.text(document.owner, style),
                say(ground(of: document))
            )
        }
        return table.text(style)
    }

    private func ground(of document: ReachableDocument) -> Message {
        switch document.ground {
        case .own: Message("own")
        case .custody(let office): "custody of \(offices.text(office, style))"
        case .grant(let index, let purpose, let until):
            "grant \(index) for \(style.purpose(purpose)) until \(style.time(until))"
        case .sent(let index, _, _): "handed out with statement \(index)"
        }
    }

    private func words(for obstacle: LeavingObstacle) -> Message {
        switch obstacle {
        case .lastHolder(let office):
            loss(of: office)
        case .lastAdminHolder(let office):
            """
            no other admin holds the key of \(offices.text(office, style)); nobody could replace it, \
            so hand its owners over to another office
            """
        case .lastCounselor(let office):
            """
            no counselor would be left in \(offices.text(office, style)), which has custody of \
            \(people(of: office)); hand them over: vaulttool handover --all-of OFFICE --to OFFICE
            """
        case .lastAdmin: "there would be no admin"
        case .lastAuditor: "there would be no auditor"
        }
    }

    private func loss(of office: OfficeID) -> Message {
        let name = offices.text(office, style)
        guard wards[office]?.isEmpty == false else {
            return "nobody else holds the key of \(name), which has no owners in its custody yet"
        }
        return """
            nobody else holds the key of \(name), and the papers of \(people(of: office)) would be lost
            """
    }

    private func people(of office: OfficeID) -> Message {
        .list((wards[office] ?? []).map { names.text($0, style) })
    }

    /// What a report says that was found to hold.
    ///
    /// - Parameters:
    ///   - note: The report.
    ///   - names: The names of those it is about.
    ///   - style: How to write values.
    /// - Returns: The lines.
    static func text(of note: LeavingNote, _ names: Names, _ style: Style) -> Message {
        let member = names.text(note.member, style)
        let said: Message = """
            So \(names.text(note.author, style)) signed on \(style.time(note.time)), at size \
            \(note.seen.size) of the log, root \(note.seen.root)

            """
        switch (note.retired, note.isComplete) {
        case (let index?, true):
            return """
                \(member) left with statement \(index); nothing was left that any of their keys opens
                \(said)
                """
        case (let index?, false):
            return """
                \(member) left with statement \(index); their keys opened \(extent(of: note))
                \(said)
                """
        case (nil, true):
            return """
                \(member) had not left; nothing was left that any of their keys opens
                \(said)
                """
        case (nil, false):
            return """
                \(member) had not left; their keys opened \(extent(of: note))
                \(said)
                """
        }
    }

    /// What the keys of somebody opened.
    private static func extent(of note: LeavingNote) -> Message {
        """
        \(Style.count(note.documents, of: .documents)), \
        \(Style.count(note.owners, of: .owners)) in custody and \
        \(Style.count(note.groups, of: .groups))
        """
    }
}
