import Vault
import VaultLedger
import VaultSystem

/// Asks for what the command line does not say about a grant.
struct GrantDialogue {
    /// The vault, open in the caller's name.
    let vault: DocumentVault

    /// The documents, if the command line names any.
    var documents: [DocumentID]

    /// Who may open them, if the command line says so.
    var grantee: Member?

    /// What for, if the command line says so.
    var purpose: Purpose?

    /// Until when; `nil` for as long as is usual.
    var until: LedgerTime?

    /// Whether the owner has agreed to papers of the special categories.
    var confirmsSpecial: Bool

    /// Whether the person was warned of what they may not have thought of.
    private(set) var hasWarned = false

    private let prompter = Prompter()
    private let style = Style(isTerminal: true)

    init(
        vault: DocumentVault,
        documents: [DocumentID],
        grantee: Member?,
        purpose: Purpose?,
        until: LedgerTime?,
        confirmsSpecial: Bool
    ) {
        self.vault = vault
        self.documents = documents
        self.grantee = grantee
        self.purpose = purpose
        self.until = until
        self.confirmsSpecial = confirmsSpecial
    }

    /// Asks.
    ///
    /// - Throws: ``ToolError/cancelled``; `VaultError` if the vault cannot be read.
    mutating func run() async throws {
        let served = try await ServedOwners(in: vault)
        let papers = try await vault.list().filter { served.contains($0.owner) }
        try await chooseDocuments(among: papers)
        let chosen = papers.filter { documents.contains($0.id) }
        if grantee == nil { grantee = try await askGrantee() }
        if purpose == nil { purpose = try Purpose.asked(by: prompter) }
        try confirmSpecial(chosen)
        Report.warn(of: chosen.map { ($0.id, $0.cautions) }, isJSON: false)
        hasWarned = true
        if until == nil { until = try askUntil(chosen) }
    }

    /// Asks for papers, if none are named, and refuses early what only its owner may pass on.
    private mutating func chooseDocuments(among papers: [Document]) async throws {
        let me = try await vault.me()?.id
        let held = papers.filter { paper in
            paper.owner != me && paper.description.rules?.isCopyRestricted == true
        }
        if let named = held.first(where: { documents.contains($0.id) }) {
            throw VaultError.notAllowed(.copyRestricted(named.id))
        }
        guard documents.isEmpty else { return }
        let offered = papers.reversed().filter { paper in !held.contains { $0.id == paper.id } }
        if !held.isEmpty {
            let titles = Message.list(held.map { $0.shownTitle(style) })
            try prompter.say(
                "Identity papers only their owner passes on: not listed are \(titles).\n"
            )
        }
        documents = try askDocuments(offered)
    }

    private func askDocuments(_ papers: [Document]) throws(ToolError) -> [DocumentID] {
        guard !papers.isEmpty else {
            try prompter.say("There is no paper that you could let somebody open.\n")
            throw .cancelled
        }
        let options = papers.map { paper in
            let kind = paper.description.kind.map { KindName.cell($0, style) }
            let parts = [
                paper.shownTitle(style), kind, style.shown(paper.ownerName),
                String(paper.deposited.text.prefix(10)),
            ]
            return Choice.Option(
                paper.id,
                parts.compactMap { $0 }.joined(separator: ", "),
                keys: [paper.id.text, paper.fileName]
            )
        }
        return try Choice(
            question: "Which papers may be opened? Several: 1 2 3",
            options: options,
            hasDefault: true
        )
        .askSeveral(prompter)
    }

    private func askGrantee() async throws -> Member {
        let me = try await vault.me()
        let all = try await vault.members().filter { member in
            member.id != me?.id && !member.isRetired && member.role != .owner
                && member.role != .auditor
        }
        let candidates =
            all.filter { $0.role == .organisation } + all.filter { $0.role != .organisation }
        guard !candidates.isEmpty else {
            try prompter.say("There is nobody to whom papers could be given: vaulttool enrol\n")
            throw ToolError.cancelled
        }
        let options = candidates.map { member in
            Choice.Option(
                member,
                "\(member.name.map(style.shown) ?? member.id.text), \(Style.role(member.role))",
                keys: [member.id.text]
            )
        }
        return try Choice(question: "Who may open them?", options: options).ask(prompter)
    }

    /// Asks whether the owner has agreed to each paper that says much about them.
    private mutating func confirmSpecial(_ papers: [Document]) throws(ToolError) {
        guard !confirmsSpecial else { return }
        for paper in papers where paper.description.rules?.sensitivity == .specialCategory {
            try prompter.say(
                "\(paper.shownTitle(style)) may tell of health, faith, politics or origin.\n"
            )
            guard
                try prompter.confirms(
                    "Has \(style.shown(paper.ownerName)) agreed to this very paper?"
                )
            else { throw .cancelled }
            confirmsSpecial = true
        }
    }

    private func askUntil(_ papers: [Document]) throws -> LedgerTime? {
        let days =
            papers.map { $0.description.rules?.defaultGrantDays ?? KindRules.usualGrantDays }
            .min()
        let usual = days.flatMap { days in
            (try? Environment.clock().now())?.advanced(by: Int64(days) * 86_400)
        }
        let titles = papers.map { $0.shownTitle(style) }
        let what: Message =
            titles.count == 1 ? .verbatim(titles[0]) : "\(documents.count) papers"
        let name = grantee?.name.map(style.shown) ?? grantee?.id.text ?? ""
        let reason = purpose.map { style.purpose($0).text } ?? ""
        try prompter.say("\n\(name) could then open \(what) for \(reason).\n")
        let question: Message =
            if let usual {
                "Until when? Enter for \(usual.text.prefix(10)), or a date; q stops:"
            } else {
                "Until when? Enter for the usual time, or a date; q stops:"
            }
        return try prompter.ask(question) {
            typed throws(ToolError) in
            if typed.isEmpty { return .value(nil) }
            if typed == "q" { throw .cancelled }
            guard let until = Until(argument: typed) else {
                return .again("Write the date like 2027-03-01.")
            }
            return .value(until.time)
        }
    }
}

extension Document {
    /// The title, or else the name of the file.
    func shownTitle(_ style: Style) -> String { style.shown(description.title ?? fileName) }
}

extension Purpose {
    /// Asks what something is for.
    ///
    /// - Parameter prompter: How to ask.
    /// - Returns: The purpose.
    /// - Throws: ``ToolError/cancelled`` if the person gave up.
    static func asked(by prompter: Prompter) throws(ToolError) -> Purpose {
        let style = Style(isTerminal: true)
        let options = allCases.map { purpose in
            Choice.Option(purpose, "\(style.purpose(purpose))", keys: [purpose.rawValue])
        }
        return try Choice(question: "What for?", options: options).ask(prompter)
    }
}
