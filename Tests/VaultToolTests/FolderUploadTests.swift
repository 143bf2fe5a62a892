import Foundation
import TestSupport
import Testing

@Suite(
    "An upload of a folder",
    .enabled(if: Workplace.isDebugBuild, "needs the fixed clock"),
    .timeLimit(.minutes(10))
)
struct FolderUploadTests {
    private struct Listed: Decodable {
        let document: String
        let sha256: String
    }

    /// The owners: one in custody, one with a key of her own.
    private static let owners = [("A newcomer", "counselor"), ("Owner", "owner")]

    @Test(arguments: owners)
    func `goes on after every kill and stores nothing twice`(
        owner: String,
        reader: String
    ) async throws {
        let place = try await Workplace(isStaged: true)
        let made = try await place.run(
            """
            set -e
            mkdir -p scans/front scans/back
            for n in $(seq 60)
            do printf 'The front of paper %s.\\n' $n >scans/front/$n.txt
            printf 'The back of paper %s.\\n' $n >scans/back/$n.txt
            done
            vaulttool identity new owner.key --name Owner --card owner.card --no-passphrase --quiet
            vaulttool enrol owner.card --role owner --as admin.key --quiet
            """
        )
        try #require(made.status == 0, "\(made.error)")
        let upload = "vaulttool upload --folder scans --owner '\(owner)' --as counselor.key --json"
        var generator = SeededGenerator(seed: 11)
        var counts: [Int] = []
        for _ in 0..<5 {
            let delay = Double.random(in: 0.2...1.2, using: &generator)
            _ = try await place.run("setsid \(upload) >/dev/null & sleep \(delay); kill -9 -$!")
            counts.append(try await listed(as: reader, at: place).count)
        }
        let last = try await place.run(upload)
        #expect(last.status == 0, "\(last.error)")
        let papers = try await listed(as: reader, at: place)
        #expect(papers.count == 120, "after kills: \(counts)")
        #expect(Set(papers.map(\.sha256)).count == 120)
        #expect(try await place.run("ls -A .state/vaulttool/uploads").output.isEmpty)
        #expect(try await place.run("vaulttool audit --quiet").status == 0)
        // Whose papers the counselor cannot open she cannot recognise either, without a journal.
        let again = try await place.run("\(upload) --dry-run")
        let new = reader == "counselor" ? 0 : 120
        #expect(again.output.contains(#""storable":{"files":\#(new),"#))
    }

    /// The journal goes when the person knows how the upload ended.
    @Test
    func `stores nothing twice after nobody was told how it ended`() async throws {
        let place = try await Workplace(isStaged: true)
        let upload = "vaulttool upload --folder scans --owner Owner --as counselor.key"
        let untold = try await place.run(
            """
            set -e
            mkdir scans
            for n in 1 2 3; do echo "paper $n" >scans/$n.txt; done
            vaulttool identity new owner.key --name Owner --card owner.card --no-passphrase --quiet
            vaulttool enrol owner.card --role owner --as admin.key --quiet
            \(upload) >/dev/full
            """
        )
        #expect(untold.status == 74, "\(untold.error)")
        #expect(try await listed(as: "owner", at: place).count == 3)
        let told = try await place.run("\(upload) --json")
        #expect(told.status == 0, "\(told.error)")
        #expect(told.output.contains(#""duplicate":{"files":3,"#), "\(told.output)")
        #expect(try await listed(as: "owner", at: place).count == 3)
        #expect(try await place.run("ls -A .state/vaulttool/uploads").output.isEmpty)
    }

    private func listed(as reader: String, at place: Workplace) async throws -> [Listed] {
        let outcome = try await place.run("vaulttool list --as \(reader).key --json")
        return try JSONDecoder().decode([Listed].self, from: Data(outcome.output.utf8))
    }
}
