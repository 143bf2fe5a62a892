import Foundation

/// What single operations cost: time on the processor, SQL statements, waits for the disk, bytes.
///
/// What the start of the tool costs with a vault, as `list` in an empty one does, is taken off.
struct CostBenchmark {
    let options: Options

    /// The costs of one operation.
    private struct Costs {
        var cpu = 0.0
        var statements = 0.0
        var syncs = 0.0
        var written = 0.0
        var growth = 0.0
    }

    /// Runs each operation some times in one vault.
    ///
    /// - Returns: The table of means.
    func text() throws -> String {
        let stage = try Stage(tool: options.tool, in: URL(filePath: options.folder))
        defer { stage.strike() }
        let counter = try Self.build(in: stage)
        try stage.makeFile("1KB.pdf", count: 1 << 10)
        try stage.makeFile("1MB.pdf", count: 1 << 20)
        let count = max(3, options.runs / 3)
        var document = ""
        let until = Date(timeIntervalSinceNow: 30 * 86_400)
            .formatted(.iso8601.year().month().day())
        let base = try mean(of: count, stage, counter) { _ in ["list"] }
        let operations: [(name: String, words: (Int) throws -> [String])] = [
            ("upload 1 KB", { _ in ["upload", stage.path("1KB.pdf"), "--owner", stage.owner] }),
            ("upload 1 MB", { _ in ["upload", stage.path("1MB.pdf"), "--owner", stage.owner] }),
            (
                "grant",
                { _ in
                    document = try stage.upload("1MB.pdf")
                    return [
                        "grant", document, "--to", stage.chamber, "--purpose", "recognition",
                        "--until", until,
                    ]
                }
            ),
            ("open 1 MB", { ["open", document, "-o", stage.path("opened-\($0)")] }),
            (
                "revoke and encrypt 1 MB anew",
                { _ in
                    document = try stage.upload("1MB.pdf")
                    try stage.run(
                        "grant",
                        document,
                        "--to",
                        stage.chamber,
                        "--purpose",
                        "recognition",
                        "--until",
                        until,
                        as: "counselor"
                    )
                    return ["revoke", document, "--from", stage.chamber]
                }
            ),
            ("list", { _ in ["list"] }),
        ]
        var lines = [Table.line("", "CPU ms", "SQL", "syncs", "KiB written", "KiB more")]
        lines.append(line("start with a vault", base, Costs()))
        for operation in operations {
            let costs = try mean(of: count, stage, counter, operation.words)
            lines.append(line(operation.name, costs, base))
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ name: String, _ costs: Costs, _ base: Costs) -> String {
        let values = [
            costs.cpu - base.cpu, costs.statements - base.statements, costs.syncs - base.syncs,
            (costs.written - base.written) / 1024, (costs.growth - base.growth) / 1024,
        ]
        return Table.line(name, values.map { String(format: "%.1f", $0) })
    }

    private func mean(
        of count: Int,
        _ stage: Stage,
        _ counter: String,
        _ words: (Int) throws -> [String]
    ) throws -> Costs {
        var sum = Costs()
        for number in 0..<count {
            let counts = stage.path("counts")
            try? FileManager.default.removeItem(atPath: counts)
            var command = stage.command(try words(number), as: "counselor")
            command.environment["LD_PRELOAD"] = counter
            command.environment["COUNTER_FILE"] = counts
            let before = try Self.size(of: stage.path("vault"))
            sum.cpu += try command.run().cpu
            sum.growth += Double(try Self.size(of: stage.path("vault")) - before)
            for line in try String(contentsOfFile: counts, encoding: .utf8).split(separator: "\n") {
                let numbers = line.split(separator: " ").compactMap { Double($0) }
                sum.statements += numbers[0]
                sum.syncs += numbers[1]
                sum.written += numbers[2]
            }
        }
        let divisor = Double(count)
        return Costs(
            cpu: sum.cpu / divisor,
            statements: sum.statements / divisor,
            syncs: sum.syncs / divisor,
            written: sum.written / divisor,
            growth: sum.growth / divisor
        )
    }

    /// The bytes in the files of a folder.
    private static func size(of folder: String) throws -> Int {
        var size = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let values = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            if values[.type] as? FileAttributeType == .typeRegular {
                size += values[.size] as? Int ?? 0
            }
        }
        return size
    }

    /// Compiles the library that counts, with the compiler that comes with Swift.
    private static func build(in stage: Stage) throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Counter/counter.c").standardized.path()
        let library = stage.path("counter.so")
        try Child(
            arguments: ["clang", "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl"]
        ).run()
        return library
    }
}
