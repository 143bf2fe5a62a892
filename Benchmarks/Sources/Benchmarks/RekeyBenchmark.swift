import Foundation

/// Encrypting documents anew after a claim, beside a plain program that opens, seals, hashes and reads
/// back the same bytes on two threads.
struct RekeyBenchmark {
    let options: Options

    /// How many files one run of the tool uploads.
    private static let uploadCount = 250

    /// Measures a claim of a vault of its own in each round.
    ///
    /// - Returns: Rates, and the memory of the claim.
    func run() throws -> [Figure] {
        var figures: [Figure] = []
        let name = "re-keying \(options.documents) x \(options.size >> 10) KiB"
        for _ in 0..<max(1, options.runs / 10) {
            let stage = try Stage(tool: options.tool, in: URL(filePath: options.folder))
            defer { stage.strike() }
            try stage.makeFile("paper.pdf", count: options.size)
            let floor = try self.floor(stage)
            var rest = options.documents
            while rest > 0 {
                let count = min(rest, Self.uploadCount)
                try stage.uploading(Array(repeating: stage.path("paper.pdf"), count: count)).run()
                rest -= count
            }
            try stage.run(
                "identity",
                "new",
                stage.path("owner.key"),
                "--name",
                stage.owner,
                "--no-passphrase"
            )
            let claim = try stage.command(
                ["claim", stage.owner, "--identity", stage.path("owner.key"), "--quiet"],
                as: "counselor"
            ).run()
            let size = Double(options.documents * options.size) / Double(1 << 20)
            figures.add(
                name,
                "MiB/s",
                size / claim.milliseconds * 1_000,
                size / floor.milliseconds * 1_000
            )
            figures.addMemory("\(name), peak memory", claim)
        }
        return figures
    }

    private func floor(_ stage: Stage) throws -> Measurement {
        for name in ["in", "sealed", "new"] {
            try FileManager.default.createDirectory(
                atPath: stage.path("floor-\(name)"),
                withIntermediateDirectories: true
            )
        }
        defer {
            for name in ["in", "sealed", "new"] {
                try? FileManager.default.removeItem(atPath: stage.path("floor-\(name)"))
            }
        }
        var lists = (input: "", sealed: "")
        for number in 0..<options.documents {
            let path = stage.path("floor-in/\(number)")
            try FileManager.default.linkItem(atPath: stage.path("paper.pdf"), toPath: path)
            lists.input += "\(path)\n"
            lists.sealed += stage.path("floor-sealed/\(number)") + "\n"
        }
        try Data(lists.input.utf8).write(to: URL(filePath: stage.path("list")))
        try Data(lists.sealed.utf8).write(to: URL(filePath: stage.path("sealed-list")))
        let words = [
            ["deposit", stage.path("list"), stage.path("floor-sealed"), "batch"],
            ["rekey", stage.path("sealed-list"), stage.path("floor-new")],
        ]
        try Child(arguments: [options.floor] + words[0]).run()
        return try Child(arguments: [options.floor] + words[1]).run()
    }
}
