import Foundation

/// The most memory that commands take, by the size of what they work on.
struct MemoryBenchmark {
    let options: Options
    let folder: URL

    /// Runs the commands on files of three sizes, and in vaults of three sizes.
    ///
    /// - Returns: Two tables, in mebibytes.
    func text() async throws -> String {
        try files() + "\n\n" + (try await vaults())
    }

    // MARK: files

    /// What is done with a document, in this order.
    private func fileCommands(_ stage: Stage, _ file: String, _ document: String) -> [Row] {
        let out = stage.path("out-\(file)")
        return [
            Row("upload", ["upload", stage.path(file), "--owner", stage.owner]),
            Row("show", ["show", document]),
            Row("open", ["open", document, "-o", "\(out).pdf"]),
            Row("grant", Self.granting(document, to: stage.chamber)),
            Row("revoke, and encrypt anew", ["revoke", document, "--from", stage.chamber]),
            Row("export", ["export", stage.owner, "\(out)-export"]),
            Row("backup", ["backup", "\(out)-backup"]),
            Row("check --deep", ["check", "--deep"]),
            Row("audit", ["audit"]),
        ]
    }

    private func files() throws -> String {
        let sizes = [1 << 20, 100 << 20, options.large].filter { $0 <= options.large }
        var table = MemoryTable(columns: sizes.map { "\($0 >> 20) MiB" })
        for size in sizes {
            let stage = try Stage(tool: options.tool, in: folder)
            defer { stage.strike() }
            try stage.makeFile("paper.pdf", count: size)
            let document = try stage.upload("paper.pdf")
            for row in fileCommands(stage, "paper.pdf", document) {
                table.add(row.name, try stage.command(row.words, as: "counselor").run())
            }
        }
        return table.text
    }

    // MARK: vaults

    private func vaultCommands(_ log: LongLog, _ stage: Stage) -> [Row] {
        let facts = log.facts
        let out = stage.path("out-\(facts.statements)")
        return [
            Row("upload", ["upload", stage.path("1KB.pdf"), "--owner", facts.owner]),
            Row("grant", Self.granting(facts.document, to: facts.organisation)),
            Row("open", ["open", facts.document, "-o", "\(out).txt"]),
            Row(
                "revoke, and encrypt anew",
                ["revoke", facts.document, "--from", facts.organisation]
            ),
            Row("list --owner", ["list", "--owner", facts.owner]),
            Row("list", ["list"]),
            Row("members", ["members"]),
            Row("grants", ["grants"]),
            Row("history --document", ["history", "--document", facts.document]),
            Row("history --owner", ["history", "--owner", facts.owner]),
            Row("history of everything", ["history"], isAdmin: true),
            Row("audit", ["audit"]),
            Row("check --deep", ["check", "--deep"]),
            Row("backup", ["backup", "\(out)-backup"]),
            Row("export-log", ["export-log", "\(out)-log"], isAdmin: true),
        ]
    }

    private func vaults() async throws -> String {
        let sizes = [1_000, 100_000, options.longLog].filter { $0 <= options.longLog }
        var logs: [LongLog] = []
        for size in sizes {
            logs.append(try await LongLog(in: options.kept ?? folder, statements: size))
        }
        let facts = logs.map(\.facts)
        var table = MemoryTable(columns: facts.map { "\($0.statements)" })
        table.addHeading("  documents", facts.map { "\($0.documents)" })
        table.addHeading("  owners", facts.map { "\($0.owners)" })
        for log in logs {
            let stage = try Stage(tool: options.tool, in: folder)
            defer { stage.strike() }
            try stage.makeFile("1KB.pdf", count: 1 << 10)
            for row in vaultCommands(log, stage) {
                let identity = row.isAdmin ? log.admin : log.counselor
                table.add(
                    row.name,
                    try log.command(row.words, as: identity, tool: options.tool).run()
                )
            }
        }
        return table.text
    }

    private static func granting(_ document: String, to grantee: String) -> [String] {
        ["grant", document, "--to", grantee, "--purpose", "recognition"]
    }

    /// A command and whose it is.
    private struct Row {
        let name: String
        let words: [String]
        let isAdmin: Bool

        init(_ name: String, _ words: [String], isAdmin: Bool = false) {
            (self.name, self.words, self.isAdmin) = (name, words, isAdmin)
        }
    }
}

/// A table of the memory of commands, with a column for each size.
private struct MemoryTable {
    private var lines: [String]
    private var rows: [(name: String, cells: [String])] = []

    init(columns: [String]) {
        lines = [Table.line("peak MiB", columns)]
    }

    mutating func addHeading(_ name: String, _ cells: [String]) {
        lines.append(Table.line(name, cells))
    }

    mutating func add(_ name: String, _ run: Measurement) {
        let place = rows.firstIndex { $0.name == name } ?? rows.count
        if place == rows.count { rows.append((name, [])) }
        rows[place].cells.append(String(format: "%.0f", run.peakMemory))
    }

    var text: String {
        (lines + rows.map { Table.line($0.name, $0.cells) }).joined(separator: "\n")
    }
}
