import TestSupport
import Testing

/// What a restore has copied before it was stopped must not pile up beside the vault.
@Suite("A restore that is stopped")
struct StoppedRestoreTests {
    private static let restore = "vaulttool restore copies vaults/vault --quiet"

    @Test
    func `by a kill leaves what the next restore beside it removes`() async throws {
        let place = try await Workplace(isStaged: true)
        let disk = try await FaultyDisk.built()
        let count = try await place.run(
            """
            for n in 1 2 3; do yes "paper $n" | head -c 200000 >paper-$n.txt; done
            vaulttool upload paper-*.txt --owner 'A newcomer' --as counselor.key --quiet
            vaulttool backup copies --quiet
            mkdir vaults
            \(disk.prefix(root: "$PWD/vaults", log: "calls")) \(Self.restore)
            sed -n 's/^end //p' calls
            rm -rf vaults/vault
            """
        )
        let calls = try #require(Int(count.output.filter { $0 != "\n" }), "\(count.error)")
        for call in [2, calls / 4] {
            let prefix = disk.prefix(root: "$PWD/vaults", at: "\(call)", "kill", log: "calls")
            let left = try await place.run(
                """
                \(prefix) \(Self.restore); [ $? -gt 128 ] || echo went on
                ls -A vaults | wc -l
                """
            )
            #expect(left.output == "1\n", "call \(call) of \(calls)")
        }
        let next = try await place.run(
            "\(Self.restore); ls -A vaults; vaulttool check --vault vaults/vault --quiet"
        )
        #expect(next.output == "vault\n")
    }
}
