import Foundation

/// A vault with a counselor, a chamber and an owner, and files to put into it.
struct Stage {
    let tool: String
    let folder: URL
    let owner = "A newcomer"
    let chamber = "Chamber of Crafts"

    /// Sets the stage in a new folder.
    init(tool: String, in parent: URL) throws {
        self.tool = tool
        folder = parent.appending(path: "benchmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, name) in [
            ("admin", "Administration"), ("counselor", "A counselor"), ("chamber", chamber),
        ] {
            try run(
                "identity",
                "new",
                path("\(file).key"),
                "--name",
                name,
                "--no-passphrase",
                "--card",
                path("\(file).card")
            )
        }
        try run("init", path("vault"), "--origin", "vault.example/benchmark", as: "admin")
        try run("enrol", path("counselor.card"), "--role", "counselor", as: "admin")
        try run("enrol", path("chamber.card"), "--role", "organisation", as: "admin")
        try run("enrol", "--provisional", "--name", owner, as: "counselor")
    }

    /// The path of a file on the stage.
    func path(_ name: String) -> String { folder.appending(path: name).path() }

    /// A run of the tool in somebody's name.
    func command(_ arguments: [String], as identity: String) -> Child {
        Child(
            arguments: [tool] + arguments,
            environment: [
                "VAULTTOOL_VAULT": path("vault"), "VAULTTOOL_IDENTITY": path("\(identity).key"),
            ]
        )
    }

    @discardableResult
    func run(_ arguments: String..., as identity: String = "admin") throws -> Measurement {
        try command(arguments, as: identity).run()
    }

    /// Makes a PDF of about `count` bytes that cannot be compressed.
    func makeFile(_ name: String, count: Int) throws {
        let objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"]
        var text = "%PDF-1.4\n"
        var table = "xref\n0 4\n0000000000 65535 f \n"
        let length = max(0, count - 400)
        for (index, object) in (objects + ["<</Length \(length)>>\nstream"]).enumerated() {
            table += String(format: "%010d 00000 n \n", text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\n" + (index < 2 ? "endobj\n" : "")
        }
        let place = text.utf8.count + length + "\nendstream\nendobj\n".utf8.count
        let end =
            "\nendstream\nendobj\n\(table)trailer\n<</Size 4/Root 1 0 R>>\n"
            + "startxref\n\(place)\n%%EOF\n"
        var generator = SplitMix(state: UInt64(count))
        let block = Data((0..<(1 << 20)).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        let handle = try FileHandle(forWritingTo: URL(filePath: path(name)))
        try handle.seekToEnd()
        var rest = length
        while rest > 0 {
            try handle.write(contentsOf: block.prefix(rest))
            rest -= min(rest, block.count)
        }
        try handle.write(contentsOf: Data(end.utf8))
        try handle.close()
    }

    /// The command that uploads files.
    func uploading(_ paths: [String]) -> Child {
        command(["upload"] + paths + ["--owner", owner, "--quiet"], as: "counselor")
    }

    /// Uploads a file and returns the document's id.
    func upload(_ name: String) throws -> String {
        let data = try command(["upload", path(name), "--owner", owner, "--json"], as: "counselor")
            .output()
        let outcomes = try JSONDecoder().decode([Outcome].self, from: data)
        guard let document = outcomes.first?.document else { throw CocoaError(.coderValueNotFound) }
        return document
    }

    /// The id of somebody, by name.
    func memberID(named name: String) throws -> String {
        struct Member: Decodable {
            let member: String
            let name: String?
        }
        let data = try command(["members", "--json"], as: "counselor").output()
        let members = try JSONDecoder().decode([Member].self, from: data)
        guard let member = members.first(where: { $0.name == name }) else {
            throw CocoaError(.coderValueNotFound)
        }
        return member.member
    }

    /// Removes everything.
    func strike() { try? FileManager.default.removeItem(at: folder) }

    private struct Outcome: Decodable {
        let document: String?
    }
}

/// A small generator with a seed (SplitMix64), so that runs work on the same bytes.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
