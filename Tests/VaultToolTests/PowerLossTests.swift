import Foundation
import TestSupport
import Testing

/// The power fails between any two calls by which the real tool changes the disk, and what was not
/// synced is there or not.
///
/// A sample of the moments is tried, by a fixed seed: eight, or as many as `VAULT_FAULTS` says; with
/// `VAULT_FAULTS=all` all of them, in four ways.
@Suite("A power cut")
struct PowerLossTests {
    /// What is done one after the other; each is acknowledged when it has ended.
    private static let commands = [
        "vaulttool upload one.txt --owner 'A newcomer' --as counselor.key --quiet",
        "vaulttool upload two.txt --owner 'A newcomer' --as counselor.key --quiet",
        "vaulttool grant $(document 2) --to 'Chamber of Crafts' --purpose recognition "
            + "--until 2027-03-01 --as counselor.key --quiet",
        "vaulttool open $(document 2) -o copy.txt --as chamber.key --quiet",
        "vaulttool describe $(document 2) --title 'A title' --as counselor.key --quiet",
        "vaulttool revoke $(document 2) --from 'Chamber of Crafts' --as counselor.key --quiet",
        "vaulttool enrol new.card --role organisation --as admin.key --quiet",
        "vaulttool log replace-key --as admin.key --quiet",
        "vaulttool withdraw $(document 2) --as counselor.key --quiet",
        "vaulttool upload three.txt --owner 'A newcomer' --as counselor.key --quiet",
    ]

    @Test
    func `takes nothing back that was acknowledged`() async throws {
        let place = try await Workplace(isStaged: true)
        let disk = try await FaultyDisk.built()
        _ = try await place.run(
            """
            set -e
            vaulttool identity new new.key --name New --card new.card --no-passphrase --quiet
            for n in one two three; do echo "$n" >$n.txt; done
            mkdir live
            mv vault .state live
            """
        )
        let root = URL(filePath: place.folder.file("live")).resolvingSymlinksInPath()
            .path(percentEncoded: false)
        var model = try LoggedDisk(root: root)
        let shim = disk.prefix(root: root, log: place.folder.file("calls"))
        let script = Self.commands.map { command in
            """
            \(shim) \(command)
            echo ack $(sqlite) >>calls
            """
        }
        let done = try await place.run(
            """
            set -e
            export VAULTTOOL_VAULT=live/vault XDG_STATE_HOME="$PWD/live/.state"
            document() { \(shim) vaulttool list --as counselor.key | sed -n "$1s/ .*//p"; }
            sqlite() { \(shim) vaulttool audit --json | sed 's/.*"statements":\\([0-9]*\\).*/\\1/'; }
            \(script.joined(separator: "\n"))
            """
        )
        #expect(done.status == 0, "\(done.output)\(done.error)")
        let lines = String(decoding: try place.folder.bytes("calls"), as: UTF8.self)
            .split(separator: "\n")
        #expect(lines.count > 400)

        var generator = SeededGenerator(seed: 23)
        var acknowledged = 0
        var tried = 0
        let samples = max(8, FaultTests.samples)
        let wanted = Set(lines.indices.shuffled(using: &generator).prefix(samples))
        for (moment, line) in lines.enumerated() {
            if let size = line.split(separator: " ").last, line.hasPrefix("ack ") {
                acknowledged = Int(size) ?? acknowledged
            } else {
                try model.take(line)
            }
            for _ in 0..<(samples == .max ? 4 : wanted.contains(moment) ? 1 : 0) {
                try await check(model, in: place, acknowledged, moment, &generator)
                tried += 1
            }
        }
        #expect(tried >= 8)
        if samples > 8 { print("lost power \(tried) times, between \(lines.count) calls") }
    }

    private func check(
        _ model: LoggedDisk,
        in place: Workplace,
        _ acknowledged: Int,
        _ moment: Int,
        _ generator: inout SeededGenerator
    ) async throws {
        try? FileManager.default.removeItem(atPath: place.folder.file("left"))
        try model.lose(into: place.folder.file("left"), &generator)
        let outcome = try await place.run(
            """
            export VAULTTOOL_VAULT=left/vault XDG_STATE_HOME="$PWD/left/.state"
            vaulttool audit --json | sed 's/.*"statements":\\([0-9]*\\).*/\\1/'
            vaulttool audit --quiet &&
            vaulttool list --as counselor.key --quiet >list &&
            vaulttool upload three.txt --owner 'A newcomer' --as counselor.key --quiet &&
            vaulttool check --repair --quiet && vaulttool check --quiet --deep --as counselor.key &&
            vaulttool audit --quiet
            """
        )
        let size = outcome.output.split(separator: "\n").first.flatMap { Int($0) } ?? -1
        let what: Comment = "moment \(moment): \(outcome.output)\(outcome.error)"
        #expect(outcome.status == 0, what)
        #expect(size >= acknowledged, what)
    }
}
