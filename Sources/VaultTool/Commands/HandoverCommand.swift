import ArgumentParser
import Vault
import VaultLedger

/// Hands owners over to another office.
struct HandoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "handover",
        abstract: "Hand owners without a key over to the custody of another office.",
        discussion: """
            Each owner gets new keys, sealed to the new office alone: to all its counselors, also if \
            you name one of them. The documents are encrypted anew \
            by the next change of somebody of the new office; until then the old office can open \
            them. An owner who is there already stays as they are, so it can be repeated.
            """
    )

    @Argument(
        help: .words(
            "The owners: ids, the beginnings of ids, or names.",
            valueName: "member"
        ),
        completion: .members(.owner)
    )
    var owners: [String] = []

    @Option(
        name: .customLong("to"),
        help: .words(
            "The new office, or a counselor of it: an id, the beginning of one, or a name.",
            valueName: "office"
        ),
        completion: .offices
    )
    var target: String

    @Option(
        help: .words("All owners in the custody of this office.", valueName: "office")
    )
    var allOf: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard owners.isEmpty != (allOf == nil) else {
            throw ValidationError(saying: "Name the owners, or their office with --all-of OFFICE")
        }
    }

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let target = try await office(in: vault)
        var ids: [MemberID] = []
        if let allOf {
            ids = try await vault.provisionalOwners(of: try await vault.office(allOf).id)
        }
        for owner in owners { ids.append(try await vault.member(owner).id) }
        var ended = try await EndedCodes(before: vault)
        let count = try await vault.handOver(ids, to: target.id, progress: global.progress())
        let pending = try await vault.pending()
        try await ended.compare(with: vault)
        let codes = ended
        let offices = try await OfficeNames(in: vault)
        let isDeserted = try await !vault.members().contains {
            $0.role == .counselor && $0.office == target.id && !$0.isRetired
        }
        try global.output.show {
            .object([
                ("office", .of(target.id)),
                ("handedOver", .number(count)),
                ("withoutCounselor", .bool(isDeserted)),
                ("endedClaimCodes", codes.json),
                ("pending", PendingSentence(report: pending).json),
            ])
        } text: { style in
            let office = target.name.map(style.shown) ?? target.id.text
            return """
                Handed \(Style.count(count, of: .owners)) over to \(office)
                \(PendingSentence(report: pending).text)\
                \(isDeserted ? offices.deserted(target.id, style) : "")\(codes.text(style))
                """
        }
    }

    /// The office that was named, or that of the counselor who was named.
    private func office(in vault: DocumentVault) async throws -> Office {
        do {
            return try await vault.office(target)
        } catch VaultError.officeNotFound(let text) {
            guard
                let counselor = try? await vault.member(target),
                counselor.role == .counselor, !counselor.isRetired, let office = counselor.office
            else { throw VaultError.officeNotFound(text) }
            return try await vault.office(office.text)
        }
    }
}
