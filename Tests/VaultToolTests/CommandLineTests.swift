import Foundation
import Testing

@Suite("The command line")
struct CommandLineTests {
    static let commands = [
        "identity", "identity new", "identity card", "whoami", "init", "enrol", "members",
        "upload", "describe", "list", "open", "grant", "revoke", "grants", "history", "audit",
        "witness add", "witness list", "witness remove", "witness request", "witness response",
        "witness import",
    ]

    struct Failure: Decodable {
        struct Facts: Decodable {
            let code: String
            let message: String
            let hint: String?
        }

        let error: Facts
    }

    @Test(arguments: ["--help"] + commands.map { "\($0) --help" })
    func `lists the exit statuses in the help of every command`(arguments: String) async throws {
        let outcome = try await Workplace().run("vaulttool \(arguments)")
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        let firstWords = outcome.output.split(separator: "\n").compactMap { line in
            line.split(separator: " ").first.flatMap { Int($0) }
        }
        #expect(firstWords == [0, 1, 20, 64, 65, 66, 73, 74, 77])
    }

    @Test(arguments: commands.dropFirst())
    func `has the global options in every command`(command: String) async throws {
        let outcome = try await Workplace().run("vaulttool \(command) --help")
        let options = [
            "--vault", "--as", "--passphrase-file", "--accept-head", "--json", "--quiet",
        ]
        for option in options {
            #expect(outcome.output.contains("\(option) ") || outcome.output.contains("\(option)]"))
        }
    }

    @Test(arguments: [
        "nonsense", "list --nonsense", "list surplus", "upload --owner me", "upload file",
        "open d-0000", "grant d-0000 --to me --purpose other", "grant --to me", "revoke d-0000",
        "enrol", "enrol card --role boss", "enrol card --provisional --name me",
        "enrol --provisional --name me --role admin", "enrol card --role owner --name me",
        "describe d-0000", "history --owner me --member you", "identity new file",
        "identity new file --name me --suite rsa", "init", "init folder", "list --vault",
        "witness add key", "witness remove", "witness request w1", "witness response w1",
        "witness remove w1 --quorum 0", "witness remove w1 --quorum 01", "witness import",
    ])
    func `refuses wrong arguments, in words and in JSON`(arguments: String) async throws {
        let place = try await Workplace()
        let text = try await place.run("vaulttool \(arguments)")
        #expect(text.status == 64)
        #expect(text.output.isEmpty)
        #expect(text.error.hasPrefix("Error: "))

        let json = try await place.run("vaulttool --json \(arguments)")
        #expect(json.status == 64)
        #expect(json.output.isEmpty)
        let failure = try JSONDecoder().decode(Failure.self, from: Data(json.error.utf8))
        #expect(!failure.error.code.isEmpty)
        #expect(!failure.error.message.isEmpty)
    }

    /// What is typed after `--until`, and the last second of the grant that it makes.
    static let ends: [(typed: String, time: String?)] = [
        ("2027-03-01", "2027-03-01T23:59:59Z"),
        ("2027-02-28", "2027-02-28T23:59:59Z"),
        ("2027-03-01T00:00:00Z", "2027-03-01T00:00:00Z"),
        ("2027-03-01t00:00:00z", "2027-03-01T00:00:00Z"),
        ("2027-03-01T00:30:00+01:00", "2027-02-28T23:30:00Z"),
        ("2026-12-31T23:00:00-05:30", "2027-01-01T04:30:00Z"),
        ("2027-03-01T10:00:00.999Z", "2027-03-01T10:00:00Z"),
        ("2027-02-29", nil), ("2027-02-30", nil), ("2027-13-01", nil), ("2027-3-1", nil),
        ("27-03-01", nil), ("2027-03-01T24:00:00Z", nil), ("2027-03-01T10:00:00", nil),
        ("2027-03-01 10:00:00Z", nil), ("2027-03-01T10:00:00+1:00", nil),
        ("2027-03-01T10:00:00+24:00", nil), ("2027-03-01T10:00:00.Z", nil),
        ("2027-03-01T10:00:00Z ", nil), ("tomorrow", nil), ("", nil), ("２０２７-03-01", nil),
    ]

    @Test(.enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock"))
    func `reads the end of a grant as a day or a moment`() async throws {
        let place = try await Workplace(isStaged: true)
        let stored = try await place.run(
            "vaulttool upload papers/curriculum.tif --owner 'A newcomer' --as counselor.key"
        )
        let document = stored.output.prefix(18)
        for end in Self.ends {
            let outcome = try await place.run(
                "vaulttool grant \(document) --to University --purpose other"
                    + " --until '\(end.typed)' --as counselor.key --json"
            )
            #expect(outcome.status == (end.time == nil ? 64 : 0), "\(end.typed)")
            if let time = end.time { #expect(outcome.output.contains("\"until\":\"\(time)\"")) }
        }
    }

    @Test
    func `never says a secret in an error`() async throws {
        let place = try await Workplace(isStaged: true)
        let outcome = try await place.run(
            """
            echo 'battery staple' > phrase
            vaulttool identity new mine.key --name Me --passphrase-file phrase --quiet
            echo 'correct horse' > wrong
            vaulttool whoami --as mine.key --passphrase-file wrong
            secret=$(grep AGE-SECRET admin.key)
            vaulttool upload papers/curriculum.tif --owner 'A newcomer' --title 'Very private' \
                --as counselor.key --quiet
            vaulttool list --as stranger.key
            vaulttool open "$(ls vault/blobs)" -o copy --as chamber.key
            """
        )
        for word in ["horse", "staple", "AGE-SECRET", "private", "photo"] {
            #expect(!outcome.error.contains(word))
        }
        #expect(outcome.error.contains("Error: "))
    }
}
