import Foundation
import TestSupport
import Testing

/// The power fails between any two calls by which the real tool changes the disk, and what was not
/// synced is there or not.
///
/// A sample of the moments is tried, by a fixed seed: four for each story, or as many as `VAULT_FAULTS`
/// says; with `VAULT_FAULTS=all` all of them, in four ways.
@Suite("A power cut")
struct PowerLossTests {
    private static let samples = max(4, FaultTests.samples)

    /// How many statements the log has.
    private static let size = "sed 's/.*\"statements\":\\([0-9]*\\).*/\\1/'"

    @Test(arguments: PowerLossStory.all)
    func `takes nothing back that was acknowledged`(story: PowerLossStory) async throws {
        let place = try await Workplace(isStaged: true)
        let prepared = try await place.run(
            "set -e\n\(story.setUp)\nmkdir live; mv vault .state live"
        )
        try #require(prepared.status == 0, "\(prepared.output)\(prepared.error)")
        let root = URL(filePath: place.folder.file("live")).resolvingSymlinksInPath()
            .path(percentEncoded: false)
        var model = try LoggedDisk(root: root)
        let lines = try await calls(of: story, in: place, root: root)
        #expect(lines.count > story.calls)
        #expect(Self.mostNamesAtOnce(lines) >= story.together)

        var generator = SeededGenerator(seed: 23)
        var acknowledged = (commands: 0, size: 0)
        var tried = 0
        let wanted = Set(lines.indices.shuffled(using: &generator).prefix(Self.samples))
        for (moment, line) in lines.enumerated() {
            if let size = line.split(separator: " ").last, line.hasPrefix("ack ") {
                acknowledged = (acknowledged.commands + 1, try #require(Int(size)))
            } else {
                try model.take(line)
            }
            for _ in 0..<(Self.samples == .max ? 4 : wanted.contains(moment) ? 1 : 0) {
                try? FileManager.default.removeItem(atPath: place.folder.file("left"))
                try model.lose(into: place.folder.file("left"), &generator)
                try await look(at: place, after: story, acknowledged, moment)
                tried += 1
            }
        }
        #expect(acknowledged.commands == story.commands.count)
        #expect(tried >= 4)
        if Self.samples > 4 {
            print(
                "lost power \(tried) times, between \(lines.count) calls of: \(story.testDescription)"
            )
        }
    }

    /// Does it all on a sound disk.
    ///
    /// - Returns: The calls that changed the disk, and after each command what it has acknowledged.
    private func calls(
        of story: PowerLossStory,
        in place: Workplace,
        root: String
    ) async throws -> [Substring] {
        let shim = try await FaultyDisk.built().prefix(root: root, log: place.folder.file("calls"))
        let script = story.commands.map { command in
            """
            \(shim) \(command)
            echo ack $(size) >>calls
            """
        }
        let done = try await place.run(
            """
            set -e
            export VAULTTOOL_VAULT=live/vault XDG_STATE_HOME="$PWD/live/.state"
            document() { \(shim) vaulttool list --as counselor.key | sed -n "$1s/ .*//p"; }
            size() { \(shim) vaulttool audit --json | \(Self.size); }
            \(script.joined(separator: "\n"))
            """
        )
        try #require(done.status == 0, "\(done.output)\(done.error)")
        return String(decoding: try place.folder.bytes("calls"), as: UTF8.self)
            .split(separator: "\n")
    }

    /// How many blobs get their names after the same wait for the folder of those in the making.
    private static func mostNamesAtOnce(_ lines: [Substring]) -> Int {
        var most = 0
        var count = 0
        for line in lines {
            if line.hasPrefix("syncdir "), line.hasSuffix("/blobs/staging") {
                count = 0
            } else if line.hasPrefix("link "), line.contains("/blobs/") {
                count += 1
                most = max(most, count)
            }
        }
        return most
    }

    private func look(
        at place: Workplace,
        after story: PowerLossStory,
        _ acknowledged: (commands: Int, size: Int),
        _ moment: Int
    ) async throws {
        let outcome = try await place.run(
            """
            export VAULTTOOL_VAULT=left/vault XDG_STATE_HOME="$PWD/left/.state"
            vaulttool audit --json >audit || { cat audit; exit 1; }
            \(Self.size) audit
            ended=\(acknowledged.commands)
            \(PowerLossStory.tools)
            \(story.look)
            """
        )
        let size = outcome.output.split(separator: "\n").first.flatMap { Int($0) } ?? -1
        let what: Comment = "moment \(moment): \(outcome.output)\(outcome.error)"
        #expect(outcome.status == 0, what)
        #expect(size >= acknowledged.size, what)
    }
}
