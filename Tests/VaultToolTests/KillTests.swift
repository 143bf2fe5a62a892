import Foundation
import TestSupport
import Testing

@Suite("A killed tool")
struct KillTests {
    /// How many times the tool is killed: 10, or what `VAULT_KILL_ROUNDS` says.
    static let rounds =
        ProcessInfo.processInfo.environment["VAULT_KILL_ROUNDS"].flatMap { Int($0) } ?? 10

    @Test
    func `leaves everything that it had acknowledged`() async throws {
        let place = try await Workplace(isStaged: true)
        let loop = Workplace.fixtures.appending(path: "tool/kill-loop.sh").path()
        var generator = SeededGenerator(seed: 7)
        var papers: [Paper] = []
        for round in 0..<Self.rounds {
            let delay = Double.random(in: 0.05...1.2, using: &generator)
            let killed = try await place.run(
                """
                rm -f acknowledged
                setsid sh '\(loop)' \(round * 1_000) 2>errors &
                while [ \(round % 2) -eq 1 ] && [ ! -s acknowledged ] && kill -0 $!
                do sleep 0.05; done
                sleep \(delay)
                kill -9 -$!
                wait
                cat acknowledged 2>/dev/null
                """
            )
            let new = Paper.all(in: killed.output)
            try await check(new, of: place, round)
            papers += new
            let listed = try await place.run("vaulttool list --as counselor.key --json")
            for paper in papers {
                #expect(listed.output.contains(paper.document), "round \(round)")
            }
        }
        // Every second round waits for an answer before its clock starts.
        #expect(papers.count >= Self.rounds / 2)
        let left = try await place.run("ls -A vault/blobs/staging; ls vault/blobs/*/*.age | wc -l")
        // The audit is no writer: what the last kill left goes with the next command that writes.
        let upload = "printf 'last' >last.txt; vaulttool upload last.txt --owner 'A newcomer'"
        let last = try await place.run("\(upload) --as counselor.key --quiet; \(Self.leftovers)")
        #expect(last.output == "", "left behind: \(left.output)")
    }

    /// Prints what lies in the staging folder.
    private static let leftovers = "ls -A vault/blobs/staging"

    private func check(_ papers: [Paper], of place: Workplace, _ round: Int) async throws {
        let audit = try await place.run("vaulttool audit --quiet")
        #expect(audit.status == 0, "round \(round): \(audit.output)\(audit.error)")
        for (place_, paper) in papers.enumerated() {
            let open = "vaulttool open \(paper.document) -o - --as"
            let copy = try await place.run("\(open) counselor.key | cmp - \(paper.file)")
            #expect(copy.status == 0, "round \(round): \(copy.error)")
            // What was under way with the last paper may have happened or not.
            guard place_ < papers.count - 1 else { break }
            let granted = try await place.run("\(open) chamber.key >/dev/null")
            #expect(granted.status == (paper.isRevoked ? 77 : 0), "round \(round)")
        }
    }
}

/// A paper that the loop has stored, and what it was told about it.
private struct Paper {
    let document: String
    let file: String
    var isRevoked = false

    /// Reads `upload ID FILE`, `grant ID` and `revoke ID`.
    static func all(in text: String) -> [Paper] {
        var papers: [Paper] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 3, words[0] == "upload" {
                papers.append(Paper(document: words[1], file: words[2]))
            } else if words.count == 2, words[0] == "revoke", !papers.isEmpty {
                papers[papers.count - 1].isRevoked = true
            }
        }
        return papers
    }
}
