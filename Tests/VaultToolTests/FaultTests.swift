import Foundation
import TestSupport
import Testing

/// Every call by which the real tool changes the disk goes wrong, in every way.
///
/// A sample of the calls is tried, by a fixed seed: three for each command, or as many as `VAULT_FAULTS`
/// says; with `VAULT_FAULTS=all` all of them.
@Suite("A tool on a disk that fails")
struct FaultTests {
    /// Something that the tool does, in a place that is made for it.
    struct Job: CustomTestStringConvertible, Sendable {
        let testDescription: String

        /// What comes before, on a sound disk.
        var setUp = "true"

        let command: String

        /// How the command may end if it was done before.
        var again: Set<Int32> = [0]

        /// Succeeds if all is there that the command says in `../report` to have done.
        var isKept = "true"
    }

    static let document = "$(vaulttool list --as counselor.key | sed -n '2s/ .*//p')"
    private static let upload =
        "printf 'a letter' >letter.txt; vaulttool upload letter.txt --owner 'A newcomer' "
        + "--as counselor.key --quiet"
    private static let grant =
        "vaulttool grant $document --to 'Chamber of Crafts' --purpose recognition "
        + "--until 2027-03-01 --as counselor.key --quiet"
    private static let erase =
        "vaulttool erase $document --ground unlawful --as admin.key --quiet"

    static let jobs = [
        Job(
            testDescription: "upload",
            command: "vaulttool upload papers/curriculum.tif --owner 'A newcomer' "
                + "--as counselor.key --quiet"
        ),
        Job(
            testDescription: "upload of several files",
            setUp: "for n in 1 2 3 4 5; do yes \"letter $n\" | head -c 100000 >papers-$n.txt; done",
            command:
                "vaulttool upload ../papers-*.txt --owner 'A newcomer' --as counselor.key --json",
            isKept: #"""
                vaulttool list --as counselor.key --json >../list
                grep -o '{"document":[^}]*"result":"stored"' ../report | grep -o 'd-[a-z0-9]*' |
                    while read id; do grep -q $id ../list || echo $id >>../lost; done
                [ ! -e ../lost ]
                """#
        ),
        Job(
            testDescription: "enrol",
            command: "vaulttool enrol new.card --role organisation "
                + "--as admin.key --quiet",
            again: [0, 73]
        ),
        Job(testDescription: "grant", command: grant),
        Job(
            testDescription: "open",
            command: "vaulttool open $document -o copy.txt --as counselor.key --quiet",
            again: [0, 73]
        ),
        Job(
            testDescription: "revoke",
            setUp: grant,
            command: "vaulttool revoke $document --from 'Chamber of Crafts' --as counselor.key "
                + "--quiet",
            again: [0, 66]
        ),
        Job(
            testDescription: "withdraw",
            command: "vaulttool withdraw $document --as counselor.key --quiet",
            again: [0, 66]
        ),
        Job(
            testDescription: "erase",
            setUp: erase,
            command: "vaulttool erase $document --as auditor.key --quiet",
            again: [0, 66]
        ),
        Job(
            testDescription: "claim",
            command: "vaulttool claim 'A newcomer' --identity mine.key --no-passphrase "
                + "--as counselor.key --quiet"
        ),
        Job(
            testDescription: "new identity",
            command: "vaulttool identity rekey mine.key --no-passphrase --as counselor.key --quiet"
        ),
        Job(
            testDescription: "retire",
            command: "vaulttool retire 'Ms Counselor' --as admin.key --quiet"
        ),
        Job(
            testDescription: "backup",
            setUp: "vaulttool backup copies --quiet; printf x >x.txt; "
                + "vaulttool upload x.txt --owner 'A newcomer' --as counselor.key --quiet",
            command: "vaulttool backup copies --quiet"
        ),
        Job(
            testDescription: "restore",
            setUp: "vaulttool backup copies --quiet",
            command: "vaulttool restore copies again --quiet",
            again: [0, 73]
        ),
        Job(
            testDescription: "init",
            command: "vaulttool init other --origin vault.example/other --as admin.key --quiet",
            again: [0, 73],
            isKept: "[ ! -e other ] || vaulttool audit --vault other --quiet"
        ),
        Job(
            testDescription: "check",
            setUp: "printf half >vault/blobs/staging/.staged-00; chmod 644 vault/log.key",
            command: "vaulttool check --repair --as admin.key --quiet"
        ),
    ]

    /// How many calls are tried for each command: 3, or what `VAULT_FAULTS` says.
    static let samples: Int = {
        let wish = ProcessInfo.processInfo.environment["VAULT_FAULTS"]
        return wish == "all" ? .max : wish.flatMap { Int($0) } ?? 3
    }()

    /// What became of one fault.
    private struct Outcome {
        let status: Int32
        let audit: Int32
        let size: Int
        let kept: Int32
        let again: Int32
        let check: Int32
        let last: Int32
        let text: String

        init?(_ line: Substring) {
            let words = line.split(separator: " ", maxSplits: 8).map(String.init)
            guard words.first == "point", words.count >= 8,
                let status = Int32(words[1]), let audit = Int32(words[2]),
                let kept = Int32(words[4]), let again = Int32(words[5]),
                let check = Int32(words[6]), let last = Int32(words[7])
            else { return nil }
            self.status = status
            self.audit = audit
            self.kept = kept
            size = Int(words[3]) ?? -1
            self.again = again
            self.check = check
            self.last = last
            text = words.count > 8 ? words[8] : ""
        }
    }

    /// A place with a job to be done, and what it does on a sound disk.
    private struct Scene {
        let place: Workplace
        let disk: FaultyDisk
        let job: Job

        /// How many calls change the disk.
        let calls: Int

        /// How many statements the log has before and after.
        let sizes: ClosedRange<Int>

        private static let size =
            "vaulttool audit --json 2>/dev/null | sed 's/.*\"statements\":\\([0-9]*\\).*/\\1/'"

        init(_ job: Job) async throws {
            self.job = job
            place = try await Workplace(isStaged: true)
            disk = try await FaultyDisk.built()
            let made = try await place.run(
                """
                set -e
                vaulttool identity new new.key --name New --card new.card --no-passphrase --quiet
                \(FaultTests.upload)
                document=\(FaultTests.document)
                \(job.setUp)
                mkdir base
                cp -a vault .state *.key *.card papers base
                [ ! -d copies ] || cp -a copies base
                cp -a base trial
                \(Self.size)
                cd trial
                XDG_STATE_HOME=$PWD/.state
                \(disk.prefix(root: "$PWD", log: "../calls")) \(job.command) >/dev/null
                \(Self.size)
                sed -n 's/^end //p' ../calls
                """
            )
            let numbers = made.output.split(separator: "\n").suffix(3).compactMap { Int($0) }
            guard made.status == 0, numbers.count == 3 else {
                throw FaultyDisk.Failure(text: made.output + made.error)
            }
            sizes = numbers[0]...numbers[1]
            calls = numbers[2]
        }

        /// Lets one call go wrong, looks at what is left, does the job again and looks again.
        func outcome(at call: Int, _ fault: FaultyDisk.Fault) async throws -> Outcome {
            let run = try await place.run(
                """
                document=\(FaultTests.document)
                rm -rf trial errors lost
                cp -a base trial
                cd trial
                export XDG_STATE_HOME="$PWD/.state"
                \(disk.prefix(root: "$PWD", at: "\(call)", fault.rawValue, log: "/dev/null")) \
                \(job.command) 2>../errors >../report
                status=$?
                vaulttool audit --quiet >>../errors 2>&1
                audit=$?
                size=$(\(Self.size))
                { \(job.isKept)
                } >>../errors 2>&1
                kept=$?
                \(job.command) >>../errors 2>&1
                again=$?
                vaulttool check --repair --quiet >>../errors 2>&1
                check=$?
                vaulttool audit --quiet >>../errors 2>&1 && vaulttool check --quiet >>../errors 2>&1
                echo "point $status $audit $size $kept $again $check $? $(tr '\\n' ' ' <../errors)"
                """
            )
            guard let line = run.output.split(separator: "\n").last, let outcome = Outcome(line)
            else { throw FaultyDisk.Failure(text: run.output + run.error) }
            return outcome
        }
    }

    @Test(arguments: jobs)
    func `leaves the old state or the new one, and says which`(job: Job) async throws {
        let scene = try await Scene(job)
        #expect(scene.calls > 10)
        var generator = SeededGenerator(seed: 41)
        var points = FaultyDisk.Fault.allCases.flatMap { fault in
            (1...scene.calls).map { (call: $0, fault: fault) }
        }
        points.shuffle(using: &generator)
        points = Array(points.prefix(Self.samples))
        for (call, fault) in points {
            let outcome = try await scene.outcome(at: call, fault)
            let what: Comment = "\(fault) at call \(call) of \(scene.calls): \(outcome)"
            #expect(outcome.audit == 0 && outcome.kept == 0, what)
            #expect(scene.sizes.contains(outcome.size), what)
            switch fault {
            case .kill, .short: #expect([0, 137].contains(outcome.status), what)
            case .error, .full, .readOnly: #expect([0, 74].contains(outcome.status), what)
            }
            // What it has acknowledged is there.
            if outcome.status == 0 { #expect(outcome.size == scene.sizes.upperBound, what) }
            #expect(job.again.contains(outcome.again), what)
            #expect(outcome.check == 0 && outcome.last == 0, what)
        }
        if Self.samples > 3 { print("swept \(points.count) points of \(job)") }
    }
}
