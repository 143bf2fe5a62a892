import Foundation

/// The commands whose costs must not grow with the vault, in one vault.
struct FlatCommands {
    static let names = ["upload 1 KB", "grant", "open 1 KB"]

    let stage: Stage
    let owner: String
    let grantee: String
    let environment: [String: String]

    /// Uploads a file, grants it and opens it.
    ///
    /// - Returns: Milliseconds, in the order of ``names``.
    func run(_ round: Int) throws -> [Double] {
        let uploading = command("upload", stage.path("1KB.pdf"), "--owner", owner, "--json")
        let document = try JSONDecoder().decode([Outcome].self, from: uploading.output())[0]
            .document
        let upload = try command("upload", stage.path("1KB.pdf"), "--owner", owner).run()
        let until = Date(timeIntervalSinceNow: 30 * 86_400)
            .formatted(.iso8601.year().month().day())
        let grant = try command(
            "grant",
            document,
            "--to",
            grantee,
            "--purpose",
            "recognition",
            "--until",
            until
        ).run()
        let opened = stage.path("opened-\(UUID().uuidString).pdf")
        let open = try command("open", document, "-o", opened).run()
        return [upload, grant, open].map(\.milliseconds)
    }

    private func command(_ words: String...) -> Child {
        Child(arguments: [stage.tool] + words, environment: environment)
    }

    private struct Outcome: Decodable {
        let document: String
    }
}
