import Foundation

/// Times the commands of the built tool beside their floors, interleaved, and prints a table.
///
///     swift build -c release --product vaulttool
///     swift run -c release --package-path Benchmarks -Xswiftc -enable-testing benchmarks
///
/// The options are those of `Benchmarks/README.md`.
@main
struct Benchmarks {
    static func main() async throws {
        let options = Options(CommandLine.arguments.dropFirst())
        try runTool(options)
        try runFiles(options)
        try await runLedger(options)
    }

    /// Prints what people wait for, beside what the same work costs without a vault.
    private static func runFiles(_ options: Options) throws {
        var figures: [Figure] = []
        if options.wants("start") { figures.append(try StartBenchmark(options: options).run()) }
        if options.wants("crypto") { figures += try CryptoBenchmark(options: options).run() }
        if options.wants("unlock") { figures.append(try UnlockBenchmark(options: options).run()) }
        if options.wants("corpus") { figures += try CorpusBenchmark(options: options).run() }
        if options.wants("rekey") { figures += try RekeyBenchmark(options: options).run() }
        show(figures)
        if options.wants("costs") { print(try CostBenchmark(options: options).text()) }
    }

    private static func show(_ figures: [Figure]) {
        guard !figures.isEmpty else { return }
        print(Table.line("", "median", "unit", "floor", "ratio"))
        for figure in figures { print(Table.line(figure.name, figure.cells)) }
    }

    /// Prints how long commands take, beside what the same durability costs without a vault.
    private static func runTool(_ options: Options) throws {
        guard options.large > 0, options.only == nil else { return }
        let stage = try Stage(tool: options.tool, in: URL(filePath: options.folder))
        defer { stage.strike() }
        let table = try Table(stage: stage, options: options)
        print(table.text)
        if let limit = options.memoryLimit, table.peakMemory > limit {
            FileHandle.standardError.write(Data("the tool took more than \(limit) MiB\n".utf8))
            exit(1)
        }
    }

    /// Prints the figures of the ledger.
    private static func runLedger(_ options: Options) async throws {
        guard options.statements > 0, LedgerBenchmark.names.contains(where: options.wants) else {
            return
        }
        let folder = URL(filePath: options.folder)
            .appending(path: "benchmark-ledger-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let benchmark = LedgerBenchmark(folder: folder, tool: options.tool, options: options)
        show(try await benchmark.run())
        if options.wants("memory") {
            print(try await MemoryBenchmark(options: options, folder: folder).text())
        }
    }
}

/// What the command line asks for.
struct Options {
    var runs = 30
    var large = 1 << 30
    var statements = 100_000
    var longLog = 1_000_000
    var files = 200
    var documents = 200
    var listed = 10_000
    var size = 1 << 20
    var only: String?
    var keep = false
    var memoryLimit: Double?
    var folder = FileManager.default.temporaryDirectory.path()
    var tool = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../.build/release/vaulttool").standardized.path()

    init(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { fatalError("no value for \(name)") }
            switch name {
            case "--runs": runs = Int(value) ?? runs
            case "--large": large = Int(value) ?? large
            case "--statements": statements = Int(value) ?? statements
            case "--long-log": longLog = Int(value) ?? longLog
            case "--files": files = Int(value) ?? files
            case "--documents": documents = Int(value) ?? documents
            case "--listed": listed = Int(value) ?? listed
            case "--size": size = Int(value) ?? size
            case "--only": only = value
            case "--keep": keep = value == "yes"
            case "--memory-limit": memoryLimit = Double(value)
            case "--in": folder = value
            case "--tool": tool = value
            default: fatalError("unknown option \(name)")
            }
        }
    }

    /// Where vaults are made that are used again; `nil` if they are not kept.
    var kept: URL? { keep ? URL(filePath: folder) : nil }

    /// Whether a figure is asked for.
    func wants(_ name: String) -> Bool { only.map { $0 == name } ?? true }

    /// The program that does the same work without a vault: built beside this one.
    var floor: String {
        let place = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return place.deletingLastPathComponent().appending(path: "floor").path()
    }
}

/// The rows of the table: each is run once in every round, so that all see the same weather.
struct Table {
    private(set) var rows: [(name: String, runs: [Measurement])] = []
    private var single: [(name: String, run: Measurement)] = []

    init(stage: Stage, options: Options) throws {
        try stage.makeFile("1KB.pdf", count: 1 << 10)
        try stage.makeFile("1MB.pdf", count: 1 << 20)
        try stage.makeFile("large.pdf", count: options.large)
        let small = try stage.upload("1KB.pdf")
        let medium = try stage.upload("1MB.pdf")
        try measureLarge(stage)
        let large = try stage.upload("large.pdf")
        for round in 0..<options.runs {
            try self.round(round, stage, small: small, medium: medium, large: large)
        }
    }

    private mutating func measureLarge(_ stage: Stage) throws {
        let upload = stage.command(
            ["upload", stage.path("large.pdf"), "--owner", stage.owner],
            as: "counselor"
        )
        single.append(("upload, large file", try upload.run()))
        let document = try stage.upload("large.pdf")
        let open = stage.command(
            ["open", document, "-o", stage.path("large.out")],
            as: "counselor"
        )
        single.append(("open, large file", try open.run()))
    }

    private mutating func round(
        _ round: Int,
        _ stage: Stage,
        small: String,
        medium: String,
        large: String
    ) throws {
        let copy = stage.path("copy-\(round)")
        add("start of the tool (--version)", try stage.run("--version"))
        add(
            "upload 1 MB",
            try stage.run("upload", stage.path("1MB.pdf"), "--owner", stage.owner, as: "counselor")
        )
        add("  floor: copy into the vault, fsync", try Floor.copy(stage.path("1MB.pdf"), to: copy))
        add("open 1 MB", try stage.run("open", medium, "-o", "\(copy).pdf", as: "counselor"))
        add("  floor: copy out, fsync", try Floor.copy(stage.path("1MB.pdf"), to: "\(copy).out"))
        for (name, document) in [("grant, 1 KB document", small), ("grant, large document", large)]
        {
            add(
                name,
                try stage.run(
                    "grant",
                    document,
                    "--to",
                    stage.chamber,
                    "--purpose",
                    "recognition",
                    "--until",
                    Self.inThirtyDays,
                    as: "counselor"
                )
            )
        }
        add("  floor: one block with fsync", try Floor.commit(to: stage.path("commits")))
    }

    /// A date that the tool accepts for a grant on behalf.
    private static let inThirtyDays = Date(timeIntervalSinceNow: 30 * 86_400)
        .formatted(.iso8601.year().month().day())

    private mutating func add(_ name: String, _ measurement: Measurement) {
        let place = rows.firstIndex { $0.name == name } ?? rows.count
        if place == rows.count { rows.append((name, [])) }
        rows[place].runs.append(measurement)
    }

    /// The most memory that any run took, in mebibytes.
    var peakMemory: Double {
        (rows.flatMap(\.runs) + single.map(\.run)).map(\.peakMemory).max() ?? 0
    }

    /// The table: median, smallest and largest wall time, and the largest memory.
    var text: String {
        var lines = [Self.line("", "median ms", "min", "max", "peak MiB")]
        for row in rows {
            let times = row.runs.map(\.milliseconds).sorted()
            let memory = row.runs.map(\.peakMemory).max() ?? 0
            lines.append(
                Self.line(
                    row.name,
                    Self.number(times[times.count / 2]),
                    Self.number(times[0]),
                    Self.number(times[times.count - 1]),
                    Self.number(memory)
                )
            )
        }
        for (name, run) in single {
            let time = Self.number(run.milliseconds)
            lines.append(Self.line(name, time, "", "", Self.number(run.peakMemory)))
        }
        return lines.joined(separator: "\n")
    }

    static func line(_ name: String, _ columns: String...) -> String { line(name, columns) }

    static func line(_ name: String, _ columns: [String]) -> String {
        name.padding(toLength: 38, withPad: " ", startingAt: 0)
            + columns.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
    }

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", value)
    }
}
