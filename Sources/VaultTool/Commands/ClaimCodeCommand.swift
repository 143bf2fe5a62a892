import ArgumentParser
import Vault
import VaultLedger

/// Hands out a code with which a newcomer takes over without a counselor.
struct ClaimCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "claim-code",
        abstract: "Hand out a code with which a newcomer can take over later, alone.",
        discussion: """
            The code is shown once. A code that was handed out before ends, and so does this one at \
            its date; the keys of the newcomer are then taken anew, because somebody may have seen \
            the paper.
            """
    )

    @Argument(
        help: .words("The newcomer: an id, the beginning of one, or a name."),
        completion: .members(.owner)
    )
    var member: String

    @Option(
        help: .words(
            "The last day or moment; else in 14 days. At most 90 days ahead.",
            valueName: "time"
        )
    )
    var until: Until?

    @Option(
        name: [.customShort("o"), .long],
        help: .words("Write a sheet with the code to this file, as PDF.", valueName: "file"),
        completion: .file(extensions: ["pdf"])
    )
    var output: String?

    @OptionGroup var global: GlobalOptions

    /// How long a code can be used if nothing is said, in seconds, and then to the end of that day.
    private static let term: Int64 = 14 * 24 * 60 * 60

    func run() async throws {
        if let output { try FileReading.requireFree(output) }
        let vault = try await global.openVault(for: .writing)
        let owner = try await vault.member(member)
        let end = try until?.time ?? Environment.clock().now().advanced(by: Self.term).endOfDay
        let code = ClaimCode.generate()
        try await vault.invite(owner.id, with: code, until: end)
        let summary = try await vault.summary()
        if let output {
            let contents = SheetContents(
                language: global.language,
                vault: SheetVault(
                    origin: summary.origin,
                    fingerprint: summary.fingerprint,
                    member: owner.id
                )
            )
            try SheetFile.write(contents.claim(code, until: end), to: output)
        }
        try show(code, for: owner, until: end)
    }

    private func show(
        _ code: ClaimCode,
        for owner: Member,
        until end: LedgerTime
    ) throws(ToolError) {
        let text = code.withText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        try global.output.show {
            .object([
                ("member", .of(owner.id)),
                ("code", .string(text)),
                ("until", .of(end)),
                ("sheet", .text(output)),
            ])
        } text: { style in
            let name = owner.name.map { style.shown($0) } ?? owner.id.text
            let sheet: Message = output.map { "The sheet is in \(style.shown($0))\n" } ?? ""
            return """
                \(name) can take over until \(style.time(end)) with the code
                \(text)
                \(sheet)Whoever has the code is the owner: hand it over in person

                """
        }
    }
}
