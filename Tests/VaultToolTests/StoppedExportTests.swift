import TestSupport
import Testing

/// What is decrypted for somebody must not be left behind under a hidden name.
@Suite("An export that is stopped")
struct StoppedExportTests {
    private static let export =
        "vaulttool export 'A newcomer' exports/papers --as counselor.key --quiet"

    /// Three papers, and the number of calls that change the disk while they are exported.
    private static func place() async throws -> (place: Workplace, calls: Int) {
        let place = try await Workplace(isStaged: true)
        let disk = try await FaultyDisk.built()
        let count = try await place.run(
            """
            for n in 1 2 3; do yes "paper $n" | head -c 200000 >paper-$n.txt; done
            vaulttool upload paper-*.txt --owner 'A newcomer' --as counselor.key --quiet
            mkdir exports
            \(disk.prefix(root: "$PWD/exports", log: "calls")) \(export)
            sed -n 's/^end //p' calls
            rm -rf exports/papers
            """
        )
        return (place, try #require(Int(count.output.filter { $0 != "\n" }), "\(count.error)"))
    }

    private static func stop(_ fault: String, at call: Int) async throws -> String {
        let disk = try await FaultyDisk.built()
        let prefix = disk.prefix(root: "$PWD/exports", at: "\(call)", fault, log: "calls")
        return "\(prefix) \(export); [ $? -gt 128 ] || echo went on; "
    }

    @Test
    func `by an interrupt leaves nothing`() async throws {
        let (place, calls) = try await Self.place()
        // Later the folder can be complete before the signal has come to anybody.
        for call in [2, calls / 3, calls / 2] {
            let stop = try await Self.stop("term", at: call)
            let left = try await place.run("\(stop) ls -A exports")
            #expect(left.output == "", "call \(call) of \(calls)")
        }
        let whole = try await place.run("\(Self.export); ls -A exports")
        #expect(whole.output == "papers\n")
    }

    @Test
    func `by a kill leaves what the next export beside it removes`() async throws {
        let (place, calls) = try await Self.place()
        for call in [2, calls / 2, calls - 2] {
            let stop = try await Self.stop("kill", at: call)
            let left = try await place.run("\(stop) ls -A exports | sed 's/-.*//' | sort -u")
            #expect(left.output == ".staged\n", "call \(call) of \(calls)")
        }
        // What is in the making at this very time, and what is somebody's own, stay.
        let next = try await place.run(
            """
            mkdir exports/.staged-00000000000000000000000000000000 exports/.staged-mine
            exec 9<exports/.staged-00000000000000000000000000000000
            flock 9
            \(Self.export)
            ls -A exports
            """
        )
        #expect(
            next.output == """
                .staged-00000000000000000000000000000000
                .staged-mine
                papers

                """
        )
    }
}
