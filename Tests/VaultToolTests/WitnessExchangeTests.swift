import Foundation
import TestSupport
import Testing
import Vault
import VaultCrypto
import VaultLedger

/// The way of a grant to a stranger who trusts two witnesses: all by the tool, but for the witnesses.
@Suite(
    "The exchange with witnesses",
    .enabled(if: Workplace.isDebugBuild, "a release build takes no fixed clock")
)
struct WitnessExchangeTests {
    /// When the witnesses cosign.
    private static let time: Int64 = 1_800_000_000

    private static func cosigner(_ number: UInt8) throws -> Cosigner {
        let seed = [UInt8](repeating: number, count: 32)
        return Cosigner(
            name: try KeyName("witness.example/w\(number)"),
            seed: SecretBytes(copying: seed.span)
        )
    }

    /// Runs commands that have to work.
    @discardableResult
    private func run(_ script: String, at place: Workplace) async throws -> String {
        let outcome = try await place.run("set -e\n\(script)")
        try #require(outcome.status == 0, "\(script)\n\(outcome.output)\(outcome.error)")
        return outcome.output
    }

    /// Answers a request as a witness does, and returns the head that it holds then.
    private func answer(
        _ request: String,
        _ number: UInt8,
        holding record: TreeHead?,
        to file: String,
        at place: Workplace
    ) async throws -> TreeHead? {
        let policy = try TrustPolicy(parsing: try place.folder.bytes("vault/log.policy"))
        let witness = try Witness(of: policy.logs.map(\.key))
        let request = try WitnessRequest(parsing: try place.folder.bytes(request))
        switch witness.judge(request, record: record) {
        case .accept(let update):
            let answer = update.cosigned(by: [try Self.cosigner(number)], at: Self.time)
            try place.folder.write(answer.body, to: file)
            return update.checkpoint.head
        case .refuse(let refusal):
            try place.folder.write(refusal.body, to: file)
            return record
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `lets a stranger verify a grant by a quorum of witnesses`() async throws {
        let place = try await Workplace(isStaged: true)
        try await run(
            """
            vaulttool witness add \(try Self.cosigner(1).verifierKey) --name w1
            vaulttool witness add \(try Self.cosigner(2).verifierKey) --name w2 --quorum all
            vaulttool upload papers/diploma.pdf --owner "A newcomer" --as counselor.key
            document=$(vaulttool list --as counselor.key | sed -n '2s/ .*//p')
            vaulttool grant "$document" --to University --purpose admission --until 2027-03-01 \\
                --as counselor.key
            cp vault/log.policy policy
            """,
            at: place
        )
        var records: [UInt8: TreeHead] = [:]
        for number: UInt8 in [1, 2] {
            try await run("vaulttool witness request w\(number) -o request\(number)", at: place)
            records[number] = try await answer(
                "request\(number)",
                number,
                holding: nil,
                to: "answer\(number)",
                at: place
            )
            try await run("vaulttool witness response w\(number) answer\(number)", at: place)
            let verify =
                "vaulttool receipt 9 -o grant\(number).tlog-proof --as university.key --quiet; "
                + "vaulttool verify grant\(number).tlog-proof --policy policy --type grant"
            let outcome = try await place.run(verify)
            #expect(outcome.status == (number == 1 ? 20 : 0), "\(outcome.error)")
            let line =
                "Witnesses: witness.example/w1 on 2027-01-15 08:00:00 UTC, "
                + "witness.example/w2 on 2027-01-15 08:00:00 UTC\n"
            #expect(outcome.output.contains(line) == (number == 2))
        }
        // The log grows, an answer gets lost, and the witness is asked from where it stands.
        try await run(
            """
            vaulttool upload papers/curriculum.tif --owner "A newcomer" --as counselor.key
            vaulttool witness request w1 -o third
            vaulttool upload papers/curriculum.tif --owner "A newcomer" --as counselor.key
            vaulttool witness request w1 -o fourth
            """,
            at: place
        )
        records[1] = try await answer("third", 1, holding: records[1], to: "lost", at: place)
        records[1] = try await answer("fourth", 1, holding: records[1], to: "size", at: place)
        #expect(try place.folder.bytes("size") == Array("11\n".utf8))
        try await run(
            "vaulttool witness response w1 size\nvaulttool witness request w1 -o fifth",
            at: place
        )
        records[1] = try await answer("fifth", 1, holding: records[1], to: "last", at: place)
        try await run("vaulttool witness response w1 last", at: place)

        // The receipt leads to the head that both have cosigned, and the audit tells of the present one.
        let shown = try await run(
            """
            vaulttool receipt 9 -o later.tlog-proof --as university.key --quiet
            vaulttool verify later.tlog-proof --policy policy --type grant
            vaulttool audit
            vaulttool audit --json
            """,
            at: place
        )
        #expect(shown.contains("Head: size 10, root"))
        #expect(
            shown.contains(
                "Witnesses: w1 on 2027-01-15 08:00:00 UTC (fewer than the policy asks for)"
            )
        )
        #expect(shown.contains(#""witnesses":[{"name":"w1","key":"witness.example/w1+"#))
        #expect(shown.contains(#""quorumMet":false"#))
    }
}
