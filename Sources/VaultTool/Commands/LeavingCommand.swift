import ArgumentParser
import Vault
import VaultLedger

/// Tells what a member who leaves can open.
struct LeavingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "leaving",
        abstract: "List what a member can open, and what would be without anybody if they left.",
        discussion: """
            Keys count, not rights: after vaulttool retire it lists what the member could still open \
            with all the keys that they ever had, until nothing is left. --report writes that down, \
            signed by you as an admin; --verify checks such a report against the vault.
            """
    )

    @Argument(
        help: .words("Who leaves: an id, the beginning of one, or a name."),
        completion: .members(.admin, .counselor, .organisation, .auditor)
    )
    var member: String?

    @Option(
        help: .words("Write a signed report into this new file.", valueName: "file"),
        completion: .file()
    )
    var report: String?

    @Option(
        help: .words("Check a report that was written before.", valueName: "file"),
        completion: .file()
    )
    var verify: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (member == nil) != (verify == nil) else {
            throw ValidationError(saying: "Name a MEMBER, or a report with --verify FILE")
        }
        guard verify == nil || report == nil else {
            throw ValidationError(saying: "Use --report or --verify, not both")
        }
    }

    func run() async throws {
        if let verify { return try await check(verify) }
        guard let member else { return }
        if let report { try FileReading.requireFree(report) }
        let vault = try await global.openVault(for: .reading)
        let id = try await vault.member(member).id
        let leaving = try await vault.leaving(id)
        if let report {
            try FileReading.write(try await vault.leavingReport(id), to: report, mode: 0o644)
        }
        var wards: [OfficeID: [MemberID]] = [:]
        for office in leaving.obstacles.compactMap(\.office) {
            wards[office] = try await vault.provisionalOwners(of: office)
        }
        let names = try await Names(
            of: Set([id] + leaving.documents.map(\.owner) + wards.values.joined()),
            in: vault
        )
        let offices = try await OfficeNames(in: vault)
        try global.output.show {
            leaving.json(names, wards, report: report)
        } text: { style in
            let text = LeavingSentence(
                leaving: leaving,
                wards: wards,
                names: names,
                offices: offices,
                style: style
            )
            .text
            return report.map { "\(text)Wrote the report to \(style.shown($0))\n" } ?? text
        }
    }

    private func check(_ path: String) async throws {
        let bytes = try FileReading.bytes(of: path)
        let vault = try await global.openVault(for: .looking)
        let note: LeavingNote
        do {
            note = try await vault.verify(leavingReport: bytes)
        } catch {
            throw ToolError.file(error, path: path)
        }
        let names = try await Names(of: [note.member, note.author], in: vault)
        try global.output.show {
            note.json
        } text: { style in
            LeavingSentence.text(of: note, names, style)
        }
    }
}

extension Leaving {
    fileprivate func json(
        _ names: Names,
        _ wards: [OfficeID: [MemberID]],
        report: String?
    ) -> JSONValue {
        .object([
            ("member", .of(member)),
            ("memberName", names.json(member)),
            ("retired", .count(retired)),
            ("groups", .texts(groups.map(\.text))),
            ("owners", .texts(owners.map(\.text))),
            ("documents", .array(documents.map(\.json))),
            ("obstacles", .array(obstacles.map { $0.json(wards) })),
            ("report", .text(report)),
        ])
    }
}

extension ReachableDocument {
    fileprivate var json: JSONValue {
        let (name, office, grant): (String, OfficeID?, Int?) =
            switch ground {
            case .own: ("own", nil, nil)
            case .custody(let office): ("custody", office, nil)
            case .grant(let index, _, _): ("grant", nil, index)
            case .sent(let index, _, _): ("sent", nil, index)
            }
        return .object([
            ("document", .of(document)),
            ("owner", .of(owner)),
            ("ground", .string(name)),
            ("office", .of(office)),
            ("grant", .count(grant)),
        ])
    }
}

extension LeavingObstacle {
    /// The office that it is about; `nil` if it is about the vault.
    fileprivate var office: OfficeID? {
        switch self {
        case .lastHolder(let office), .lastAdminHolder(let office), .lastCounselor(let office):
            office
        case .lastAdmin, .lastAuditor: nil
        }
    }

    private var code: String {
        switch self {
        case .lastHolder: "last-holder"
        case .lastAdminHolder: "last-admin-holder"
        case .lastCounselor: "last-counselor"
        case .lastAdmin: "last-admin"
        case .lastAuditor: "last-auditor"
        }
    }

    fileprivate func json(_ wards: [OfficeID: [MemberID]]) -> JSONValue {
        .object([
            ("code", .string(code)),
            ("office", .of(office)),
            ("owners", .texts(office.flatMap { wards[$0] }?.map(\.text) ?? [])),
        ])
    }
}

extension LeavingNote {
    fileprivate var json: JSONValue {
        .object([
            ("ok", .bool(true)),
            ("complete", .bool(isComplete)),
            ("author", .of(author)),
            ("time", .of(time)),
            ("size", .number(seen.size)),
            ("root", .of(seen.root)),
            ("member", .of(member)),
            ("retired", .count(retired)),
            ("renewed", .array(renewed.map { .number($0) })),
            ("groups", .number(groups)),
            ("owners", .number(owners)),
            ("documents", .number(documents)),
        ])
    }
}
