import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Lets three people hold shares of a recovery key.
struct RecoverySplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "split",
        abstract: "Let three people hold shares, any two of whom can recover your key.",
        discussion: """
            Each share is an age file for one holder: share-1.age, share-2.age, share-3.age. Hand \
            them out, and delete the files here. With two shares, somebody can ask this vault for a \
            recovery, which waits as many days as you say and which you can stop. Two holders who \
            combine their shares elsewhere and read the folder of the vault wait for nobody, and you \
            cannot stop them: choose people who would not, and who keep their share secret. Each share \
            says so itself.
            """
    )

    @Option(
        name: .customLong("to"),
        help: .words(
            "The cards of the three holders, with commas between them.",
            valueName: "card,card,card"
        )
    )
    var cards: String

    @Option(help: .words("How many days a recovery waits.", valueName: "number"))
    var days = 7

    @Option(
        name: [.customShort("o"), .long],
        help: .words(
            "The folder for the shares, made if it is missing; else this one.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var output = "."

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let holders = try cards.split(separator: ",", omittingEmptySubsequences: false)
            .map { path throws(ToolError) in try CardFile.card(at: String(path)) }
        let files = (1...RecoveryShare.count).map { "\(output)/share-\($0).age" }
        for file in files { try FileReading.requireFree(file) }
        let vault = try await global.openVault(for: .writing)
        let hadPlan = try await vault.recoveryStatus().days != nil
        let prepared = try await vault.prepareRecovery(holders: holders, days: days)
        try FileReading.about(output) { () throws(SystemError) in try Folder.createAll(output) }
        for (file, share) in zip(files, prepared.shares) {
            try FileReading.write(share, to: file, mode: 0o600)
        }
        try await vault.plan(prepared)
        try global.output.show {
            .object([
                ("shares", .texts(files)),
                ("holders", .texts(holders.map(\.name))),
                ("days", .number(days)),
                ("earlierEnded", .bool(hadPlan)),
            ])
        } text: { style in
            let lines = zip(files, holders).map { file, holder -> Message in
                "\(style.shown(file)) is for \(style.shown(holder.name))\n"
            }
            .joined()
            let time: Message = Style.count(days, of: .days)
            let earlier: Message =
                hadPlan ? "Shares that were handed out before recover nothing any more\n" : ""
            return """
                \(lines)Any two of them can recover your key, after \(time) in which you can stop it
                Hand the files out and delete them here
                \(earlier)
                """
        }
    }
}

/// Cards that were handed over as files.
enum CardFile {
    /// Reads a card.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The card.
    /// - Throws: ``ToolError/file(_:path:)`` if it cannot be read, or is no card.
    static func card(at path: String) throws(ToolError) -> Card {
        let bytes = try FileReading.bytes(of: path)
        do {
            return try Card(bytes: bytes)
        } catch {
            throw .file(error, path: path)
        }
    }
}
