import ArgumentParser
import Vault
import VaultLedger

/// Makes and lists offices.
struct OfficeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "office",
        abstract: "Make offices, which hold the keys of newcomers without one, and list them.",
        subcommands: [OfficeNewCommand.self, OfficeAddCommand.self, OfficeListCommand.self]
    )
}

/// Makes an office.
struct OfficeNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "new",
        abstract: "Make an office, as an admin.",
        discussion: """
            You get its key, and so do the admins that you name. Its counselors get it when you enrol \
            them, and further admins with vaulttool office add. An office whose key one person alone \
            holds is lost with that person.
            """
    )

    @Argument(help: .words("Its name, which every member can read."))
    var name: String

    @Option(
        name: .customLong("with"),
        help: .words(
            "Another admin who gets the key: an id, the beginning of one, or a name.",
            valueName: "member"
        ),
        completion: .members(.admin)
    )
    var admins: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        var ids: [MemberID] = []
        for admin in admins { ids.append(try await vault.member(admin).id) }
        let office = try await vault.makeOffice(name: name, with: ids)
        try global.output.show {
            .object(office.jsonMembers)
        } text: { style in
            "Made the office \(style.shown(name)): \(office.id)\n"
        }
    }
}

/// Gives the key of an office to one more admin.
struct OfficeAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "add",
        abstract: "Give the key of an office to one more admin, as an admin who holds it.",
        discussion: """
            The office gets a new key, which opens all that the one before did. The keys of its owners \
            are taken anew and their documents encrypted anew. Counselors get the key of their office \
            when you enrol them.
            """
    )

    @Argument(
        help: .words("The office: an id, the beginning of one, or a name."),
        completion: .offices
    )
    var office: String

    @Argument(
        help: .words("The admin: an id, the beginning of one, or a name."),
        completion: .members(.admin)
    )
    var member: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .writing)
        let member = try await vault.member(member)
        let office = try await vault.addHolder(
            member.id,
            to: try await vault.office(office).id,
            progress: global.progress()
        )
        let pending = try await vault.pending()
        try global.output.show {
            .object(office.jsonMembers + [("pending", PendingSentence(report: pending).json)])
        } text: { style in
            let holder = member.name.map(style.shown) ?? member.id.text
            let name = office.name.map(style.shown) ?? office.id.text
            let rest = PendingSentence(report: pending).text
            return "\(holder) holds the key of the office \(name)\n\(rest)"
        }
    }
}

/// Lists the offices.
struct OfficeListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "list",
        abstract: "List the offices, with who holds their keys.",
        discussion: "Works without an identity; there are no names then."
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let vault = try await global.openVault(for: .looking)
        let offices = try await vault.offices()
        let names = try await Names(of: Set(offices.flatMap(\.holders)), in: vault)
        try global.output.show {
            .array(offices.map { .object($0.jsonMembers) })
        } text: { style in
            var table = TextTable(("office", .id), ("name", .left), ("key held by", .left))
            for office in offices {
                let holders = office.holders.map { names.text($0, style) }.joined(separator: ", ")
                table.add(
                    office.id.text,
                    office.name.map(style.shown) ?? "–",
                    office.isDue ? say("\(holders); has to be replaced") : holders
                )
            }
            return table.text(style)
        }
    }
}

extension Office {
    /// The office for programs.
    fileprivate var jsonMembers: [(key: String, value: JSONValue)] {
        [
            ("office", .of(id)),
            ("name", .text(name)),
            ("generation", .number(generation)),
            ("holders", .texts(holders.map(\.text))),
            ("due", .bool(isDue)),
        ]
    }
}
