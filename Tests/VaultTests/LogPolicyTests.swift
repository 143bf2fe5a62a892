import Foundation
import Testing
import Vault
import VaultLedger

@Suite("The policy of the log")
struct LogPolicyTests {
    private static let file = "vault/log.policy"

    private static func text(_ stage: Stage) throws -> [String] {
        String(decoding: try stage.bytes(file), as: UTF8.self).split(separator: "\n").map(
            String.init
        )
    }

    private static func key(_ name: String, seed: UInt8, _ stage: Stage) async throws -> VerifierKey
    {
        try OutsideWitness(name, seed: seed, of: try await stage.logKey(), at: stage.time).key
    }

    @Test(.timeLimit(.minutes(5)))
    func `names the log, the witnesses and how many are enough`() async throws {
        let stage = try await Stage()
        let logKey = try await stage.logKey()
        let vault = try await stage.open(as: nil)
        let one = try await Self.key("witness.example/one", seed: 1, stage)
        let two = try await Self.key("witness.example/two", seed: 2, stage)
        try await vault.addWitness(one)
        let first = [
            "log \(logKey)", "witness witness.example/one \(one)",
            "group witnesses all witness.example/one", "quorum witnesses",
        ]
        #expect(try Self.text(stage) == first)
        try await vault.addWitness(two, named: "w2")
        #expect(try Self.text(stage)[3] == "group witnesses all witness.example/one w2")
        try await vault.removeWitness("w2", quorum: .atLeast(1))
        #expect(try Self.text(stage)[2] == "group witnesses 1 witness.example/one")
        try await vault.addWitness(two, named: "w2", quorum: WitnessQuorum.none)
        #expect(try Self.text(stage).dropFirst(2) == ["witness w2 \(two)", "quorum none"])
        #expect(try await vault.witnesses().isQuorumMet == nil)
        try await vault.removeWitness(one.description)
        try await vault.removeWitness("w2")
        #expect(try Self.text(stage) == ["log \(logKey)", "quorum none"])
        try await vault.addWitness(one)
        #expect(try Self.text(stage) == first)
        let mode = try FileManager.default.attributesOfItem(atPath: stage.path(Self.file))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test(.timeLimit(.minutes(5)))
    func `takes no key of the log, of a member or of a signer`() async throws {
        let stage = try await Stage()
        let logKey = try await stage.logKey()
        let vault = try await stage.open(as: nil)
        let name = try KeyName("witness.example/one")
        let auditor = Identity.generate(suite: .x25519)
        _ = try await stage.open(as: stage.admin).enrol(
            auditor.card(name: "Auditor"),
            as: .auditor
        )
        let cosigned = try #require(try await stage.open(as: auditor).witness().cosigned)
        let statementKey = try #require(
            try Intruder(stage).bytes("SELECT verifier_key FROM p_member_key WHERE idx = 0")
        )
        let keys = [
            logKey,
            try VerifierKey(name: name, type: .cosignature, publicKey: logKey.publicKey),
            try VerifierKey(name: name, type: .cosignature, publicKey: statementKey),
            cosigned.key,
        ]
        for key in keys {
            await #expect(throws: VaultError.invalid(.witnessKey)) {
                try await vault.addWitness(key, named: "w1")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: stage.path(Self.file)))
    }

    @Test(.timeLimit(.minutes(5)))
    func `refuses names and numbers that mean nothing`() async throws {
        let stage = try await Stage()
        let vault = try await stage.open(as: nil)
        let one = try await Self.key("witness.example/one", seed: 1, stage)
        let two = try await Self.key("witness.example/two", seed: 2, stage)
        for name in ["", "two words", "none", "witnesses", "tab\t", "line\n"] {
            await #expect(throws: VaultError.invalid(.witnessName), "\(name)") {
                try await vault.addWitness(one, named: name)
            }
        }
        for count in [0, 2, -1] {
            await #expect(throws: VaultError.invalid(.quorum)) {
                try await vault.addWitness(one, named: "w1", quorum: .atLeast(count))
            }
        }
        try await vault.addWitness(one, named: "w1")
        await #expect(throws: VaultError.invalid(.witnessName)) {
            try await vault.addWitness(two, named: "w1")
        }
        await #expect(throws: VaultError.alreadyWitness("w1")) {
            try await vault.addWitness(one, named: "w2")
        }
        try await vault.addWitness(two, named: "w2", quorum: .atLeast(2))
        await #expect(throws: VaultError.invalid(.quorum)) {
            try await vault.removeWitness("w1")
        }
        await #expect(throws: VaultError.witnessNotFound("w3")) {
            try await vault.removeWitness("w3")
        }
        #expect(try stage.policy().witnesses.map(\.name.description) == ["w1", "w2"])
    }

    @Test(.timeLimit(.minutes(5)))
    func `written by hand is followed, and not spoilt`() async throws {
        let stage = try await Stage()
        let witness = try await stage.witness("w1", seed: 1)
        let two = try await Self.key("witness.example/two", seed: 2, stage)
        let written = Array("# ours\n".utf8) + (try stage.bytes(Self.file))
        try stage.write(written, to: Self.file)
        await #expect(throws: VaultError.policyEdited) {
            try await stage.open(as: nil).addWitness(two, named: "w2")
        }
        await #expect(throws: VaultError.policyEdited) {
            try await stage.open(as: nil).removeWitness("w1")
        }
        #expect(try stage.bytes(Self.file) == written)
        guard case .cosigned(let head) = try await stage.ask(witness, "w1") else {
            Issue.record("the witness did not cosign")
            return
        }
        #expect(head.isQuorumMet == true)
    }

    @Test(.timeLimit(.minutes(5)))
    func `about another log, or in no form at all, is damage`() async throws {
        let stage = try await Stage()
        let other = try await Stage()
        _ = try await stage.witness("w1", seed: 1)
        _ = try await other.witness("w1", seed: 1)
        let good = try stage.bytes(Self.file)
        let policies = [
            try other.bytes(Self.file), good + (try other.bytes(Self.file)), [], [0xFF, 0x0A],
            Array(good.dropLast()),
        ]
        for policy in policies {
            try stage.write(policy, to: Self.file)
            let vault = try await stage.open(as: nil)
            await #expect(throws: VaultError.damaged(.logPolicy)) {
                try await vault.witnessRequest(for: "w1")
            }
            await #expect(throws: VaultError.damaged(.logPolicy)) {
                try await vault.removeWitness("w1")
            }
            #expect(try await stage.codes() == ["policy.invalid"])
        }
        // Nothing is signed or read by the policy but receipts and cosignatures.
        try await stage.deposit("A diploma")
    }
}
