import TestSupport
import Testing

/// What was written before a vault was complete must not pile up beside it.
@Suite("A vault in the making that is stopped")
struct StoppedVaultTests {
    @Test(
        arguments: [
            "vaulttool restore copies vaults/vault --quiet",
            "vaulttool init vaults/vault --origin vault.example/new --as admin.key --quiet",
        ]
    )
    func `by a kill leaves what the next one beside it removes`(command: String) async throws {
        let place = try await Workplace(isStaged: true)
        let disk = try await FaultyDisk.built()
        let count = try await place.run(
            """
            for n in 1 2 3; do yes "paper $n" | head -c 200000 >paper-$n.txt; done
            vaulttool upload paper-*.txt --owner 'A newcomer' --as counselor.key --quiet
            vaulttool backup copies --quiet
            mkdir vaults
            \(disk.prefix(root: "$PWD/vaults", log: "calls")) \(command)
            sed -n 's/^end //p' calls
            rm -rf vaults/vault .state
            """
        )
        let calls = try #require(Int(count.output.filter { $0 != "\n" }), "\(count.error)")
        for call in [2, calls / 4, calls / 2] {
            let prefix = disk.prefix(root: "$PWD/vaults", at: "\(call)", "kill", log: "calls")
            let left = try await place.run(
                """
                \(prefix) \(command); [ $? -gt 128 ] || echo went on
                ls -A vaults | wc -l
                """
            )
            #expect(left.output == "1\n", "call \(call) of \(calls)")
        }
        let next = try await place.run(
            "\(command); ls -A vaults; vaulttool check --vault vaults/vault --quiet"
        )
        #expect(next.output == "vault\n")
    }
}
