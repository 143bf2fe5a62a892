import Foundation
import TestSupport
import Testing

/// Somebody who moves to another vault, while the process that takes them in is killed.
@Suite("A killed transfer in")
struct KillTransferTests {
    @Test(.timeLimit(.minutes(10)))
    func `is played again until everything is there, once`() async throws {
        let place = try await Workplace(isStaged: true)
        let prepared = try await place.run(
            """
            set -e
            for paper in 1 2 3 4 5 6; do printf "paper %s" $paper >paper-$paper.txt; done
            vaulttool upload paper-*.txt --owner "A newcomer" --as counselor.key --quiet
            echo secret >word
            vaulttool transfer out "A newcomer" -o move.age --archive-passphrase-file word \\
                --as counselor.key --quiet
            vaulttool identity new desk.key --name Desk --card desk.card --no-passphrase --quiet
            vaulttool init other --origin other.example/district --as admin.key --quiet
            vaulttool enrol desk.card --role counselor --vault other --as admin.key --quiet
            """
        )
        #expect(prepared.status == 0, "\(prepared.error)")
        let command = """
            vaulttool transfer in move.age --archive-passphrase-file word --vault other --as desk.key
            """
        var generator = SeededGenerator(seed: 23)
        for round in 0..<KillTests.rounds {
            let delay = Double.random(in: 0.02...0.9, using: &generator)
            let killed = try await place.run(
                """
                timeout -s KILL \(delay) \(command) --quiet
                vaulttool audit --vault other --quiet && vaulttool list --vault other --as desk.key --json
                """
            )
            #expect(killed.status == 0, "round \(round): \(killed.output)\(killed.error)")
            #expect(killed.output.matches(of: /"document":"/).count <= 7, "round \(round)")
        }
        let last = try await place.run("\(command) --json && \(command) --json")
        #expect(last.status == 0, "\(last.error)")
        try await check(place)
    }

    private func check(_ place: Workplace) async throws {
        let list = try await place.run("vaulttool list --vault other --as desk.key --json")
        let documents = list.output.matches(of: /"document":"(d-[a-z0-9]*)"/).map { $0.1 }
        // Six papers and the history.
        #expect(Set(documents).count == 7 && documents.count == 7, "\(list.output)\(list.error)")
        let papers = try await place.run(
            """
            for document in \(documents.joined(separator: " ")); do
                vaulttool open $document -o - --vault other --as desk.key | grep -ax 'paper [1-6]'
            done | sort
            """
        )
        #expect(papers.output == (1...6).map { "paper \($0)\n" }.joined(), "\(papers.error)")
        let left = try await place.run(
            """
            ls -A other/blobs/staging
            vaulttool members --vault other --as desk.key | grep -c 'owner, provisional'
            vaulttool audit --vault other --json
            """
        )
        #expect(left.output.hasPrefix("1\n{\"ok\":true"), "\(left.output)\(left.error)")
    }
}
