import Foundation

/// Uploading and exporting a corpus of papers, beside floors and what people would use instead.
struct CorpusBenchmark {
    let options: Options

    /// A program that people would use instead: shell commands over the folder `IN`.
    private struct Peer {
        let program: String
        let store: String
        var open: String?
    }

    /// What stores the corpus in the folder `IN` into the empty folder `OUT`.
    ///
    /// Each waits for the disk once, as its users would have to.
    private static let peers = [
        Peer(
            program: "age",
            store: """
                age-keygen -o OUT.key 2>/dev/null
                key=$(age-keygen -y OUT.key)
                cd IN && ls | xargs -P2 -I{} age -r $key -o OUT/{}.age {} && sync -f OUT
                """,
            open: "cd OUT && ls | xargs -P2 -I{} age -d -i OUT.key -o OUT.opened/{} {}"
        ),
        Peer(
            program: "gpg",
            // Its agent takes files away from the folder, which is removed behind it.
            store: """
                cd IN && ls | xargs -P2 -I{} gpg --batch --quiet --homedir OUT.home \\
                    --pinentry-mode loopback --passphrase x --symmetric --compress-algo none \\
                    -o OUT/{}.gpg {} && sync -f OUT &&
                    gpgconf --homedir OUT.home --kill gpg-agent
                """
        ),
        Peer(
            program: "restic",
            store: """
                export RESTIC_PASSWORD=x
                restic -q init -r OUT/repository && restic -q backup -r OUT/repository IN && sync -f OUT
                """
        ),
        Peer(
            program: "borg",
            store: """
                export BORG_PASSPHRASE=x
                borg init -e repokey OUT/repository && borg create -C none OUT/repository::a IN
                sync -f OUT
                """
        ),
    ]

    /// Peers that need more than a command: a mount, or SQL.
    private static let otherPeers = ["gocryptfs", "sqlcipher"]

    /// Measures in rounds, in each of which everything is run once.
    ///
    /// - Returns: For each floor or peer our time with its time beside it.
    func run() throws -> [Figure] {
        let folder = URL(filePath: options.folder).appending(path: "corpus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let corpus = try Corpus(in: folder.appending(path: "in"), count: options.files)
        let list = try write(corpus.paths, as: folder.appending(path: "list"))
        print("corpus: \(options.files) files, \(corpus.size / 1_000_000) MB")
        let peers = Self.peers.filter { Self.isInstalled($0.program) }
        let missing = (Self.peers.map(\.program) + Self.otherPeers).filter { !Self.isInstalled($0) }
        if !missing.isEmpty { print("not installed: \(missing.joined(separator: ", "))") }
        var figures: [Figure] = []
        for round in 0..<max(1, options.runs / 10) {
            let place = folder.appending(path: "\(round)")
            try measure(corpus, list, peers, in: place, &figures)
            try FileManager.default.removeItem(at: place)
        }
        return figures
    }

    private func measure(
        _ corpus: Corpus,
        _ list: String,
        _ peers: [Peer],
        in place: URL,
        _ figures: inout [Figure]
    ) throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let stage = try Stage(tool: options.tool, in: place)
        let upload = try stage.uploading(corpus.paths).run()
        let sealed = try self.folder("sealed", in: place)
        let each = try floor("deposit", list, sealed, "each")
        let batch = try floor("deposit", list, self.folder("batch", in: place), "batch")
        let copy = try floor("copy", list, self.folder("copy", in: place))
        let size = "\(options.files) files"
        add("upload \(size) / C, fsync each", upload, each, to: &figures)
        add("upload \(size) / C, one sync", upload, batch, to: &figures)
        add("upload \(size) / cp + fsync", upload, copy, to: &figures)

        let export = try stage.command(
            ["export", stage.owner, place.appending(path: "export").path(), "--quiet"],
            as: "counselor"
        ).run()
        let names = corpus.paths.map { "\(sealed)/\(URL(filePath: $0).lastPathComponent)" }
        let sealedList = try write(names, as: place.appending(path: "sealed-list"))
        let open = try floor("open", sealedList, self.folder("opened", in: place))
        add("export \(size) / C", export, open, to: &figures)

        for peer in peers {
            let out = try self.folder(peer.program, in: place)
            _ = try self.folder("\(peer.program).home", in: place)
            _ = try self.folder("\(peer.program).opened", in: place)
            let folder = URL(filePath: corpus.paths[0]).deletingLastPathComponent().path()
            let stored = try shell(peer.store, from: folder, to: out).run()
            add("upload \(size) / \(peer.program)", upload, stored, to: &figures)
            guard let command = peer.open else { continue }
            let opened = try shell(command, from: folder, to: out).run()
            add("export \(size) / \(peer.program)", export, opened, to: &figures)
        }
        figures.addMemory("upload \(size), peak memory", upload)
        figures.addMemory("export \(size), peak memory", export)
    }

    private func floor(_ words: String...) throws -> Measurement {
        try Child(arguments: [options.floor] + words).run()
    }

    private func shell(_ text: String, from: String, to: String) -> Child {
        let text = text.replacing("OUT", with: to).replacing("IN", with: from)
        return Child(arguments: ["sh", "-ec", text])
    }

    private func add(
        _ name: String,
        _ ours: Measurement,
        _ other: Measurement,
        to figures: inout [Figure]
    ) {
        figures.add(name, "ms", ours.milliseconds, other.milliseconds)
    }

    private func folder(_ name: String, in place: URL) throws -> String {
        let folder = place.appending(path: name)
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return folder.path()
    }

    private func write(_ lines: [String], as file: URL) throws -> String {
        try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: file)
        return file.path()
    }

    private static func isInstalled(_ program: String) -> Bool {
        (try? Child(arguments: ["sh", "-c", "command -v \(program)"]).run()) != nil
    }
}

extension [Figure] {
    /// Adds a pair to the figure of this name, which is made if it is the first.
    mutating func add(_ name: String, _ unit: String, _ value: Double, _ floor: Double) {
        let place = firstIndex { $0.name == name } ?? count
        if place == count { append(Figure(name: name, unit: unit)) }
        self[place].pairs.append((value, floor))
    }

    /// Adds how much memory a run took.
    mutating func addMemory(_ name: String, _ run: Measurement) {
        add(name, "MiB", run.peakMemory, 0)
    }
}
