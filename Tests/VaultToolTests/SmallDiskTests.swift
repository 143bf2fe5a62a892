import Foundation
import TestSupport
import Testing

/// A file system in memory that runs full, or is mounted for reading only.
@Suite(
    "A small disk",
    .enabled(if: SmallDisk.isPossible, "NOT RUN: unshare(1) cannot mount a tmpfs here")
)
struct SmallDiskTests {
    /// A command, with the exit codes that it may have on a disk without room.
    struct Job: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let command: String
        var statuses: Set<Int> = [0, 74]
    }

    static let jobs = [
        Job(
            testDescription: "upload",
            command: "vaulttool upload papers/curriculum.tif --owner 'A newcomer' "
                + "--as counselor.key --json"
        ),
        Job(
            testDescription: "grant",
            command: "vaulttool grant $document --to 'Chamber of Crafts' --purpose recognition "
                + "--until 2027-03-01 --as counselor.key --json"
        ),
        // Too little room is a finding, and no reason not to look.
        Job(testDescription: "check", command: "vaulttool check --json", statuses: [0, 20]),
        Job(testDescription: "backup", command: "vaulttool backup disk/copies --json"),
    ]

    /// How much room is left, in KiB.
    private static let rooms = [0, 16, 64, 120, 200, 400]

    private static let statements =
        "vaulttool audit --json 2>/dev/null | sed 's/.*\"statements\":\\([0-9]*\\).*/\\1/'"

    /// What became of a command, with so much room.
    private struct Outcome {
        let status: Int
        let code: String
        let before: Int
        let after: Int
        let audit: Int
        let again: Int
        let last: Int
        let leftovers: Int

        init?(_ line: Substring) {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 10, words[0] == "point" else { return nil }
            let numbers = words.map { Int($0) ?? -1 }
            status = numbers[2]
            code = words[3]
            before = numbers[4]
            after = numbers[5]
            audit = numbers[6]
            again = numbers[7]
            last = numbers[8]
            leftovers = numbers[9]
        }
    }

    @Test(arguments: jobs)
    func `that is full leaves the old state, and says that it is full`(job: Job) async throws {
        let place = try await Workplace(isStaged: true)
        let run = try await SmallDisk.run(
            """
            for room in \(Self.rooms.map(String.init).joined(separator: " ")); do
                rm -rf disk/* state
                cp -a vault disk/vault
                cp -a .state state
                export XDG_STATE_HOME="$PWD/state"
                before=$(\(Self.statements))
                dd if=/dev/zero of=disk/room bs=1k count=$room 2>/dev/null
                dd if=/dev/zero of=disk/rest bs=4k 2>/dev/null
                rm disk/room
                \(job.command) >out 2>err
                status=$?
                code=$(sed -n 's/.*"code":"\\([^"]*\\)".*/\\1/p' err)
                rm disk/rest
                vaulttool audit --quiet 2>>errors; audit=$?
                after=$(\(Self.statements))
                \(job.command) >/dev/null 2>>errors; again=$?
                left=$(ls -A disk/vault/blobs/staging | wc -l)
                vaulttool check --quiet --deep --as counselor.key 2>>errors
                echo "point $room $status ${code:-none} $before $after $audit $again $? $left"
                cat out err >>errors
            done
            cat errors >&2
            """,
            in: place
        )
        let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("point ") }
        #expect(lines.count == Self.rooms.count, "\(run.output)\(run.error)")
        var failures = 0
        for line in lines {
            let outcome = try #require(Outcome(line))
            let what: Comment = "\(line)\n\(run.error)"
            #expect(job.statuses.contains(outcome.status), what)
            if outcome.status == 74 {
                failures += 1
                #expect(outcome.code == "disk-full", what)
                #expect(outcome.after == outcome.before, what)
            } else if ["upload", "grant"].contains(job.testDescription) {
                #expect(outcome.after > outcome.before, what)
            }
            #expect(outcome.audit == 0 && outcome.again == 0, what)
            #expect(outcome.last == 0 && outcome.leftovers == 0, what)
        }
        #expect(failures > 0 || !job.statuses.contains(74))
    }

    @Test
    func `that is full can be read, and backed up on another`() async throws {
        let place = try await Workplace(isStaged: true)
        let run = try await SmallDisk.run(
            """
            cp -a vault disk/vault
            dd if=/dev/zero of=disk/rest bs=4k 2>/dev/null
            try() { "$@" >out 2>err; echo "$1 $2 $?"; cat out err >&2; }
            try vaulttool list --as counselor.key
            try vaulttool history --as counselor.key
            try vaulttool open $document -o copy.txt --as counselor.key
            try vaulttool audit
            try vaulttool check
            grep -o 'space.low' out
            try vaulttool backup copies
            try vaulttool restore copies again
            (
                export XDG_STATE_HOME="$PWD/other"
                try vaulttool open $document -o copy.txt --as counselor.key --vault again
                cmp letter.txt copy.txt
            )
            try \(Self.jobs[1].command)
            grep -o '"code":"disk-full"' err
            rm disk/rest
            try \(Self.jobs[1].command)
            try vaulttool audit
            """,
            in: place
        )
        #expect(
            run.output == """
                vaulttool list 0
                vaulttool history 0
                vaulttool open 74
                vaulttool audit 0
                vaulttool check 20
                space.low
                vaulttool backup 0
                vaulttool restore 0
                vaulttool open 0
                vaulttool grant 74
                "code":"disk-full"
                vaulttool grant 0
                vaulttool audit 0

                """,
            "\(run.error)"
        )
    }

    @Test
    func `that is mounted for reading only can be read, and nothing else`() async throws {
        let place = try await Workplace(isStaged: true)
        let run = try await SmallDisk.run(
            """
            cp -a vault 'disk/a vault'
            export VAULTTOOL_VAULT='disk/a vault'
            mount -o remount,ro disk
            try() { "$@" >out 2>err; echo "$1 $2 $?"; cat out err >&2; }
            try vaulttool list --as counselor.key
            try vaulttool grants --as counselor.key
            try vaulttool audit
            try vaulttool check
            try vaulttool backup copies
            try vaulttool restore copies again
            try \(Self.jobs[1].command)
            grep -c '"code":"io".*it lies where nothing can be written' err
            try \(Self.jobs[0].command)
            grep -c '"code":"io".*it lies where nothing can be written' out
            try vaulttool check --repair
            mount -o remount,rw disk
            printf 'a page that is not in the file' >'disk/a vault/vault.sqlite-wal'
            mount -o remount,ro disk
            try vaulttool audit --json
            grep -c '"code":"io".*it lies where nothing can be written' err
            """,
            in: place
        )
        #expect(
            run.output == """
                vaulttool list 0
                vaulttool grants 0
                vaulttool audit 0
                vaulttool check 0
                vaulttool backup 0
                vaulttool restore 0
                vaulttool grant 74
                1
                vaulttool upload 74
                1
                vaulttool check 0
                vaulttool audit 74
                1

                """,
            "\(run.error)"
        )
    }
}

/// A file system of 24 MiB in the folder `disk`, for the length of a script.
private enum SmallDisk {
    /// A namespace of mounts; without root, one of users as well.
    private static let unshare = "unshare $([ $(id -u) = 0 ] || echo -r) -m"
    private static let mount = "mount -t tmpfs -o size=24m,mode=700 tmpfs"

    /// Whether the system lets these tests mount a file system.
    static let isPossible: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "\(unshare) \(mount) /mnt 2>/dev/null"]
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Stores a letter in the vault, and runs a script that finds it in `$document`.
    static func run(_ script: String, in place: Workplace) async throws -> Workplace.Outcome {
        let made = try await place.run(
            "printf 'a letter' >letter.txt; vaulttool upload letter.txt --owner 'A newcomer' "
                + "--as counselor.key --quiet && mkdir disk"
        )
        guard made.status == 0 else { throw FaultyDisk.Failure(text: made.error) }
        try place.folder.write(Array("\(mount) disk || exit 1\n\(script)\n".utf8), to: "script")
        return try await place.run(
            """
            document=\(FaultTests.document)
            export document
            export VAULTTOOL_VAULT=disk/vault
            \(unshare) sh script
            """
        )
    }
}
