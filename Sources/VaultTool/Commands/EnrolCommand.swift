import ArgumentParser
import Vault
import VaultLedger

/// Makes somebody a member.
struct EnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "enrol",
        abstract: "Make somebody a member: by their card, or an owner who has no key yet.",
        discussion: """
            Compare the fingerprint of a card by voice or on paper before you enrol it: you answer \
            for the name on it. An admin enrols staff and organisations, a counselor owners. An \
            owner without a key (--provisional) is in the custody of an office. Name the office if you \
            hold the keys of several.
            """
    )

    @Argument(help: .words("The card that was handed over."), completion: .file())
    var card: String?

    @Option(help: .words("What the member may do."))
    var role: Role?

    @Flag(help: .words("Enrol an owner who has no key yet."))
    var provisional = false

    @Option(help: .words("The name of an owner who has no key yet."))
    var name: String?

    @Option(
        help: .words(
            "The office of a counselor or owner: an id, the beginning of one, or a name.",
            valueName: "office"
        ),
        completion: .offices
    )
    var office: String?

    @Option(
        name: .customLong("also-as"),
        help: .words(
            "The identity of an enrolled auditor, who signs a further one.",
            valueName: "file"
        ),
        completion: .file()
    )
    var auditorPath: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if provisional {
            guard card == nil else {
                throw ValidationError(saying: "A provisional owner has no card: leave out CARD")
            }
            guard role == nil || role == .owner else {
                throw ValidationError(saying: "Only an owner can be provisional")
            }
            guard name != nil else {
                throw ValidationError(saying: "--provisional needs --name NAME")
            }
        } else {
            guard card != nil else {
                throw ValidationError(saying: "Name a CARD, or use --provisional --name NAME")
            }
            guard role != nil else { throw ValidationError(saying: "A card needs --role ROLE") }
            guard name == nil else {
                throw ValidationError(saying: "The name stands on the card: leave out --name")
            }
        }
        guard office == nil || provisional || role == .owner || role == .counselor else {
            throw ValidationError(saying: "Only counselors and owners belong to an office")
        }
        guard auditorPath == nil || role == .auditor else {
            throw ValidationError(saying: "--also-as is for --role auditor")
        }
    }

    func run() async throws {
        if let card, let role {
            try await enrol(cardPath: card, as: role)
        } else if let name {
            let vault = try await global.openVault(for: .writing)
            let member = try await vault.enrolProvisional(
                name: name,
                office: try await office(in: vault)
            )
            try show(member, card: nil, vault: try await vault.summary())
        }
    }

    private func enrol(cardPath: String, as role: Role) async throws {
        let bytes = try FileReading.bytes(of: cardPath)
        let card: Card
        do {
            card = try Card(bytes: bytes)
        } catch {
            throw ToolError.file(error, path: cardPath)
        }
        let vault = try await global.openVault(for: .writing)
        let auditor = try auditorPath.map { path in
            try IdentityFile(path: path).read(passphraseFile: global.passphraseFile)
        }
        let member = try await vault.enrol(
            card,
            as: role,
            office: try await office(in: vault),
            cosigner: auditor
        )
        try show(member, card: card.fingerprint, vault: try await vault.summary())
    }

    /// The office that was named, if one was.
    private func office(in vault: DocumentVault) async throws -> OfficeID? {
        guard let office else { return nil }
        return try await vault.office(office).id
    }

    private func show(_ member: Member, card: Digest?, vault: VaultSummary) throws(ToolError) {
        try global.output.show {
            .object(
                member.jsonMembers + [
                    ("cardFingerprint", .of(card)),
                    ("fingerprint", .of(vault.fingerprint)),
                ]
            )
        } text: { style in
            let role = member.isProvisional ? "provisional owner" : Style.role(member.role)
            let name = style.shown(member.name ?? "")
            var text: [Message] = ["Enrolled \(name) as \(role): \(member.id)\n"]
            if let card { text.append("Fingerprint of the card: \(card)\n") }
            text.append("Fingerprint of the vault: \(vault.fingerprint)\n")
            return text.joined()
        }
    }
}
