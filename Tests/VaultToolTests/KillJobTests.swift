import Foundation
import TestSupport
import Testing

/// Kills at random moments, by a fixed seed: 3 for each command, or a third of `VAULT_KILL_ROUNDS`.
@Suite("A command that is killed")
struct KillJobTests {
    private static let rounds = max(3, KillTests.rounds / 3)

    /// The command, and what must hold when it was killed, before anything is repaired.
    struct Deed: CustomTestStringConvertible, Sendable {
        let job: FaultTests.Job
        var testDescription: String { job.testDescription }

        /// Succeeds if what the killed command has left is the old state or the new one.
        let isWhole: String

        /// Succeeds once the command was done, and what a kill has left to do.
        let isDone: String
    }

    private static func deed(_ name: String, _ isWhole: String, _ isDone: String) -> Deed {
        guard let job = FaultTests.jobs.first(where: { $0.testDescription == name }) else {
            preconditionFailure("a command of FaultTests")
        }
        return Deed(job: job, isWhole: isWhole, isDone: isDone)
    }

    static let deeds = [
        deed(
            "open",
            "[ ! -e copy.txt ] || cmp copy.txt ../letter.txt",
            "cmp copy.txt ../letter.txt"
        ),
        deed(
            "erase",
            "true",
            // A signed head that had no name yet may lie aside, but no ciphertext.
            "! vaulttool open $document -o - --as counselor.key 2>/dev/null "
                + "&& [ -z \"$(find vault/blobs vault/aside -name '*.age' 2>/dev/null)\" ]"
        ),
        deed(
            "backup",
            // By a client that remembers nothing: an earlier state has its place in a backup.
            "XDG_STATE_HOME=$PWD/nothing vaulttool restore copies earlier --quiet",
            "vaulttool restore copies later --quiet && VAULTTOOL_VAULT=later vaulttool list "
                + "--as counselor.key --json | grep -q x.txt"
        ),
    ]

    private static let size =
        "vaulttool audit --json 2>/dev/null | sed 's/.*\"statements\":\\([0-9]*\\).*/\\1/'"

    private func prepare(_ deed: Deed, in place: Workplace) async throws -> ClosedRange<Int> {
        let made = try await place.run(
            """
            set -e
            printf 'a letter' >letter.txt
            vaulttool upload letter.txt --owner 'A newcomer' --as counselor.key --quiet
            document=\(FaultTests.document)
            \(deed.job.setUp)
            mkdir base
            cp -a vault .state *.key base
            [ ! -d copies ] || cp -a copies base
            cp -a base trial
            \(Self.size)
            cd trial
            export XDG_STATE_HOME="$PWD/.state"
            \(deed.job.command)
            \(Self.size)
            """
        )
        let sizes = made.output.split(separator: "\n").suffix(2).compactMap { Int($0) }
        guard made.status == 0, sizes.count == 2 else {
            throw FaultyDisk.Failure(text: made.output + made.error)
        }
        return sizes[0]...sizes[1]
    }

    @Test(arguments: deeds)
    func `leaves the old state or the new one, and can be repeated`(deed: Deed) async throws {
        let place = try await Workplace(isStaged: true)
        let sizes = try await prepare(deed, in: place)
        var generator = SeededGenerator(seed: 77)
        for round in 0..<Self.rounds {
            let delay = Double.random(in: 0.005...0.5, using: &generator)
            let run = try await place.run(
                """
                document=\(FaultTests.document)
                rm -rf trial
                cp -a base trial
                cd trial
                export XDG_STATE_HOME="$PWD/.state"
                timeout -s KILL \(delay) \(deed.job.command) 2>errors >/dev/null
                status=$?
                vaulttool audit --quiet 2>>errors; audit=$?
                { \(deed.isWhole); } 2>>errors; whole=$?
                size=$(\(Self.size))
                \(deed.job.command) >/dev/null 2>>errors; again=$?
                vaulttool check --repair --quiet 2>>errors
                { \(deed.isDone); } 2>>errors; made=$?
                vaulttool audit --quiet 2>>errors && vaulttool check --quiet 2>>errors
                echo "$status $audit $whole $size $again $made $?"
                cat errors
                """
            )
            let lines = run.output.split(separator: "\n")
            let words = try #require(lines.first).split(separator: " ").compactMap { Int($0) }
            let what: Comment = "round \(round), after \(delay) s: \(run.output)\(run.error)"
            try #require(words.count == 7, what)
            #expect([0, 137].contains(words[0]), what)
            #expect(words[1] == 0 && words[2] == 0, what)
            #expect(sizes.contains(words[3]), what)
            if words[0] == 0 { #expect(words[3] == sizes.upperBound, what) }
            #expect(deed.job.again.contains(Int32(words[4])), what)
            #expect(words[5] == 0 && words[6] == 0, what)
        }
    }
}
