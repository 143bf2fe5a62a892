import ArgumentParser
import Vault
import VaultLedger

/// Ends a membership.
struct RetireCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "retire",
        abstract: "End somebody's membership, and take from them what they could open.",
        discussion: """
            Look first with vaulttool leaving MEMBER. The grants to the member end at once. The keys of \
            their groups are replaced, the owners in custody get new keys, and the documents are \
            encrypted anew. If that is cut short, run the command again, or let anybody go on who \
            can: every command that changes something does. A copy that was made before stays where \
            it is.
            """
    )

    @Argument(
        help: .words("Who leaves: an id, the beginning of one, or a name."),
        completion: .members(.admin, .counselor, .organisation, .auditor)
    )
    var member: String

    @Option(
        help: .words("Write a signed report of what is left.", valueName: "file"),
        completion: .file()
    )
    var report: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        if let report { try FileReading.requireFree(report) }
        // Not for writing: what is pending is finished after the retirement, in one go.
        let vault = try await global.openVault(for: .reading)
        let member = try await vault.member(member)
        let before = try await vault.leaving(member.id)
        var ended = try await EndedCodes(before: vault)
        let pending = try await vault.retire(member.id, progress: global.progress())
        if let report {
            let bytes = try await vault.leavingReport(member.id)
            try FileReading.write(bytes, to: report, mode: 0o644)
        }
        let leaving = try await vault.leaving(member.id)
        let deserted = before.obstacles.compactMap { obstacle in
            if case .lastCounselor(let office) = obstacle { office } else { nil as OfficeID? }
        }
        try await ended.compare(with: vault)
        let codes = ended
        let offices = try await OfficeNames(in: vault)
        let names = Names([member])
        try global.output.show {
            .object([
                ("member", .of(member.id)),
                ("memberName", names.json(member.id)),
                ("retired", .count(leaving.retired)),
                ("remaining", .number(leaving.documents.count)),
                ("pending", PendingSentence(report: pending).json),
                ("officesWithoutCounselor", .texts(deserted.map(\.text))),
                ("endedClaimCodes", codes.json),
                ("report", .text(report)),
            ])
        } text: { style in
            let left = names.text(member.id, style)
            let remaining = Style.count(leaving.documents.count, of: .documents)
            let written: Message = report.map { "Wrote the report to \(style.shown($0))\n" } ?? ""
            return """
                \(left) has left. Their keys open \(remaining) in the vault; a copy may exist outside.
                \(PendingSentence(report: pending).text)\(written)\
                \(deserted.map { offices.deserted($0, style) }.joined())\(codes.text(style))
                """
        }
    }
}
