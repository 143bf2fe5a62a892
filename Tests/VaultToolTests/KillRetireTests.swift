import Foundation
import TestSupport
import Testing

@Suite("A killed retirement")
struct KillRetireTests {
    private static let papers = 12

    @Test(.timeLimit(.minutes(10)))
    func `is finished in the end, whoever goes on`() async throws {
        let place = try await Workplace(isStaged: true)
        try await prepare(place)
        let loop = Workplace.fixtures.appending(path: "tool/kill-retire.sh").path()
        var generator = SeededGenerator(seed: 11)
        // Always killed before it is done: what is left goes on with another client.
        for round in 0..<KillTests.rounds {
            let delay = Double.random(in: 0.02...0.6, using: &generator)
            let killed = try await place.run(
                """
                setsid sh '\(loop)' &
                sleep \(delay)
                kill -9 -$!
                wait
                vaulttool audit --quiet
                """
            )
            #expect(killed.status == 0, "round \(round): \(killed.output)\(killed.error)")
            let other = round % 2 == 0 ? "successor.key" : "admin2.key"
            let document = try await place.run(
                "timeout -s KILL \(delay) vaulttool enrol --provisional --name 'Owner \(round)' "
                    + "--office Desk --as \(other) --quiet"
            )
            #expect([0, 137].contains(document.status), "round \(round): \(document.error)")
        }
        let last = try await place.run("vaulttool retire 'Leaver' --as admin2.key --json")
        #expect(last.status == 0, "\(last.error)")
        #expect(last.output.contains("\"remaining\":0"), "\(last.output)")
        try await check(place)
    }

    /// Adds an office with a name, a second admin and a successor, and papers of several owners.
    private func prepare(_ place: Workplace) async throws {
        let prepared = try await place.run(
            """
            set -e
            person() { vaulttool identity new $1.key --name "$2" --card $1.card \\
                --no-passphrase --quiet; }
            person successor 'Successor'; person admin2 'Second admin'; person leaver 'Leaver'
            export VAULTTOOL_IDENTITY=admin.key
            vaulttool office new Desk --quiet
            vaulttool enrol admin2.card --role admin --quiet
            vaulttool enrol successor.card --role counselor --office Desk --quiet
            vaulttool enrol leaver.card --role counselor --office Desk --quiet
            for owner in 1 2 3; do
                vaulttool enrol --provisional --name "Owner $owner" --office Desk --quiet
                for paper in 1 2 3 4; do printf "%s%s" $owner $paper >paper-$owner-$paper.txt; done
                vaulttool upload paper-$owner-*.txt --owner "Owner $owner" --as successor.key --quiet
            done
            """
        )
        #expect(prepared.status == 0, "\(prepared.error)")
    }

    private func check(_ place: Workplace) async throws {
        let list = try await place.run("vaulttool list --as successor.key --json")
        let documents = list.output.matches(of: /"document":"(d-[a-z0-9]*)"/).map { $0.1 }
        #expect(documents.count == Self.papers, "\(list.output)\(list.error)")
        for document in documents {
            let opened = try await place.run(
                "vaulttool open \(document) -o - --as successor.key | grep -qx '[123][1234]'"
            )
            #expect(opened.status == 0, "\(opened.error)")
        }
        let gone = try await place.run("vaulttool list --as leaver.key")
        #expect(gone.status == 77, "\(gone.output)")
        let left = try await place.run("ls -A vault/blobs/staging; vaulttool audit --json")
        #expect(left.output.hasPrefix("{\"ok\":true"), "\(left.output)")
        #expect(left.output.contains("\"rekeyDue\":[]"))
    }
}
