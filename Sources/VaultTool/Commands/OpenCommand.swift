import ArgumentParser
import Vault
import VaultLedger
import VaultSystem

/// Releases a document.
struct OpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        command: "open",
        abstract: "Take a document out of the vault, bit for bit as it went in.",
        discussion: """
            That you open it is written into the history first. The file appears whole or not at \
            all, and nothing is overwritten. With - for the file, the document goes to standard \
            output after it has been verified.
            """
    )

    @Argument(help: .words("The document: its id, or the beginning of it."), completion: .documents)
    var doc: String

    @Option(
        name: [.customShort("o"), .long],
        help: .words("The file to write, or - for standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @OptionGroup var global: GlobalOptions

    private var goesToStandardOutput: Bool { output == "-" }

    func validate() throws {
        guard !(goesToStandardOutput && global.json) else {
            throw ValidationError(
                saying: "Standard output takes the document or the JSON, not both"
            )
        }
    }

    func run() async throws {
        if goesToStandardOutput {
            guard !Terminal.isTerminal(.output) else { throw ToolError.terminal }
        } else {
            try FileReading.requireFree(output)
        }
        let vault = try await global.openVault(for: .reading)
        let id = try await vault.document(doc)
        guard !goesToStandardOutput else {
            try await write(id, from: vault)
            return
        }
        // Asked first: once the file is there, nothing may fail any more.
        let isSilent = global.json || global.quiet
        let duty = isSilent ? "" : try await vault.details(of: id).duty
        let release = try await vault.open(id, to: .file(path: output))
        try global.output.show {
            .object([
                ("document", .of(release.document)),
                ("size", .number(release.size)),
                ("sha256", .of(release.sha256)),
                ("file", .string(output)),
            ])
        } text: { style in
            let line: Message = """
                Opened \(release.document) into \(style.shown(output)), \(style.size(release.size))

                """
            return [line, duty].joined()
        }
    }

    private func write(_ document: DocumentID, from vault: DocumentVault) async throws {
        do {
            _ = try await vault.open(document, to: .standardOutput)
        } catch VaultError.io(let code, "-") {
            throw ToolError.output(SystemError(code: code, operation: .write))
        } catch VaultError.diskFull(path: "-") {
            throw ToolError.output(SystemError(code: 28, operation: .write))
        }
    }
}
